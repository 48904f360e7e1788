"""Everything about learners except who they are: one app, one migration history, a folder a noun."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LmsConfig(AppConfig):
    """The app of learning."""

    name = "lms"
    verbose_name = _("Lärande")

    def ready(self) -> None:
        """Registers the checks that run before anything else does."""
        from lms import checks  # noqa: F401, PLC0415 - apps must be loaded first
