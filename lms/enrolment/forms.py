"""The way-in forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms import AddressField, WithoutColon
from lms.accounts.models import Organisation
from lms.accounts.rules import is_invented
from lms.enrolment.queries import organisations_to_choose
from lms.enrolment.rules import clean_name

OTHER = "annan"


class NameField(forms.CharField):
    """A person's name, on one line."""

    default_error_messages = {
        "required": _("Skriv ditt namn."),
        "max_length": _("Namnet är för långt. Högst %(limit_value)d tecken får plats."),
        "no_letter": _("Skriv ett namn med minst en bokstav."),
    }
    widget = forms.TextInput(attrs={"autocomplete": "name", "class": "input"})

    def to_python(self, value: Any) -> str:
        """The name without what no name holds; without a letter it is nobody's."""
        typed = super().to_python(value)
        name = clean_name(typed or "")
        if typed and not name:
            raise forms.ValidationError(self.error_messages["no_letter"], "no_letter")
        return name


class WayInForm(WithoutColon, forms.Form):
    """Who comes in by a course link."""

    name = NameField(
        label=_("Ditt namn"),
        max_length=150,
        help_text=_("Så här kommer det att stå på diplomet."),
    )
    email = AddressField(
        label=_("Din e-postadress"), help_text=_("Dit skickar vi en kod med sex siffror. Du behöver inget lösenord.")
    )

    def clean_email(self) -> str:
        """In a demo nobody leaves an address of their own."""
        email: str = self.cleaned_data["email"]
        if settings.DEMO and not is_invented(email):
            raise forms.ValidationError(_("Det här är en demo. Hitta på en adress som slutar på @example.org."))
        return email


class OpenWayInForm(WayInForm):
    """Who comes in to an open course: with the organisation they say they belong to, or "annan"."""

    organisation = forms.ChoiceField(
        label=_("Din organisation"),
        error_messages={
            "required": _("Välj din organisation, eller ”Annan organisation”."),
            "invalid_choice": _("Den organisationen finns inte här. Välj en i listan, eller ”Annan organisation”."),
        },
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(o.slug, o.name) for o in organisations_to_choose()]
        self.fields["organisation"].choices = [("", _("Välj organisation")), *choices, (OTHER, _("Annan organisation"))]  # type: ignore[attr-defined]

    @property
    def chosen_organisation(self) -> Organisation | None:
        """The organisation chosen, None for "annan"."""
        return Organisation.objects.filter(slug=self.cleaned_data["organisation"]).first()
