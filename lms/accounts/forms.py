"""The two forms of logging in: where to send the code, and the code."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class WithoutColon:
    """For forms: labels as they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})  # a form follows


class AddressField(forms.EmailField):
    """A mail address."""

    default_error_messages = {
        "required": _("Skriv din e-postadress."),
        "invalid": _("Skriv hela e-postadressen, till exempel namn@example.org."),
    }
    widget = forms.EmailInput(attrs={"autocomplete": "email", "class": "input"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)

    def run_validators(self, value: str) -> None:
        """One sentence for everything that can be wrong with an address."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error


class RequestCodeForm(WithoutColon, RequestLoginCodeForm):
    """Where to send a code."""

    email = AddressField(label=_("Din e-postadress"), help_text=_("Samma adress som när du gick med i kursen."))


class CodeForm(WithoutColon, ConfirmLoginCodeForm):
    """The six digits."""

    code = forms.CharField(
        label=_("Kod"),
        error_messages={"required": _("Skriv de sex siffrorna från mejlet.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input input-code"}
        ),
    )
