"""What demo mode keeps: the mail that never left."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoMail(models.Model):
    """A mail that demo mode shows on a page instead of sending it."""

    to = models.CharField(_("till"), max_length=320)
    subject = models.CharField(_("ämne"), max_length=500)
    body = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("skickad"), auto_now_add=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("demomejl")
        verbose_name_plural = _("demomejl")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
