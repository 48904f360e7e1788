"""The two forms of logging in: where to send the code, and the code."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _


class WithoutColon:
    """For forms: labels as they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})  # a form follows


class RequestCodeForm(WithoutColon, RequestLoginCodeForm):
    """Where to send a code."""

    email = forms.EmailField(
        label=_("Din e-postadress"),
        max_length=254,
        help_text=_("Samma adress som när du gick med i kursen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "input"}),
    )


class CodeForm(WithoutColon, ConfirmLoginCodeForm):
    """The six digits."""

    code = forms.CharField(
        label=_("Kod"),
        error_messages={"required": _("Skriv de sex siffrorna från mejlet.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input input-code"}
        ),
    )
