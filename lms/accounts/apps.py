"""Users, organisations and roles: an app of its own, because AUTH_USER_MODEL needs one."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The label is short: AUTH_USER_MODEL is `accounts.User`."""

    name = "lms.accounts"
    label = "accounts"
    verbose_name = _("Personer och organisationer")
