"""Who did what, when. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One thing somebody did. `facts` never holds an answer, a code or a mail address."""

    at = models.DateTimeField(_("när"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("vem")
    )
    verb = models.CharField(_("vad"), max_length=60)
    target = models.CharField(_("på vad"), max_length=200)
    facts = models.JSONField(_("uppgifter"), default=dict)

    class Meta:
        app_label = "lms"
        verbose_name = _("händelse")
        verbose_name_plural = _("händelser")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["verb", "at"], name="audit_verb_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target}"
