"""The verify page's form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.enrolment.rules import clean_name


class NumberForm(forms.Form):
    """A diploma number as somebody typed it."""

    number = forms.CharField(
        label=_("Diplomnummer"), max_length=40, help_text=_("Till exempel K7MX-4T9A-PQWH. Det står längst ner på diplomet."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input"}),
    )


class NameForm(forms.Form):
    """The name a diploma is to carry."""

    name = forms.CharField(
        label=_("Ditt namn, som det ska stå på diplomet"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "input"}),
    )

    def clean_name(self) -> str:
        """The name on one line; without a letter it is nobody's."""
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Skriv ett namn med minst en bokstav."))
        return name
