"""How allauth behaves here: codes of six digits, no sign-up outside the way in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the way in (lms.enrolment), never by allauth's own sign-up form."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Koden stämmer inte. Använd de sex siffrorna i det senaste mejlet."),
        "too_many_login_attempts": _("Det har skickats många koder på kort tid. Vänta några minuter och försök igen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        """Six digits: what fits in a notification and in a head."""
        return get_random_string(6, "0123456789")
