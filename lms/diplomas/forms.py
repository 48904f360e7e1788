"""The verify page's form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """A diploma number as somebody typed it."""

    number = forms.CharField(label=_("Diplomnummer"), max_length=40, help_text=_("Till exempel K7MX-4T9A-PQWC. Det står längst ner på diplomet."))


class NameForm(forms.Form):
    """The name a diploma is to carry."""

    name = forms.CharField(label=_("Ditt namn, som det ska stå på diplomet"), max_length=150)
