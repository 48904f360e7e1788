"""The course content app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What is taught."""

    name = "content"
    verbose_name = _("Kursinnehåll")

    def ready(self) -> None:
        """Listens to Wagtail's own publish signals: they fire for scheduled and scripted publishing too."""
        from content import publishing  # noqa: PLC0415 - apps must be loaded first

        publishing.listen()
