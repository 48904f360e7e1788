"""The verify page's form, and the one that issues a diploma."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms import WithoutColon
from lms.enrolment.forms import NameField


class NumberForm(WithoutColon, forms.Form):
    """A diploma number as somebody typed it."""

    number = forms.CharField(
        label=_("Diplomnummer"),
        max_length=40,
        error_messages={
            "required": _("Skriv numret som står på diplomet."),
            "max_length": _("Så långt är inget diplomnummer. Det har tolv tecken."),
        },
        help_text=_("Till exempel K7MX-4T9A-PQWH. Det står längst ner på diplomet."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input"}
        ),
    )


class NameForm(WithoutColon, forms.Form):
    """The name a diploma is to carry."""

    name = NameField(
        label=_("Ditt namn, som det ska stå på diplomet"),
        max_length=150,
    )
