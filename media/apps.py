"""The films app. Code only: uploads go to MEDIA_ROOT (docs/decisions/0001)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Films, captions and narration."""

    name = "media"
    verbose_name = _("Filmer")
