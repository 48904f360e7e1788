"""Everything about learners except who they are: one app, one migration history, a folder a noun."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = _("Lärande")
