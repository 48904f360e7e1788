"""Course links and enrolments: the way in, and the belonging that is frozen there."""

import secrets
import uuid

from django.conf import settings
from django.db import connection, models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """128 bits of chance, in letters that survive mail and paper."""
    return secrets.token_urlsafe(16)


class CourseLink(models.Model):
    """An organisation's address of a course. Without an end date unless given one."""

    token = models.CharField(_("adressdel"), max_length=40, unique=True, default=new_token)
    name = models.CharField(_("namn"), max_length=100, blank=True)
    course = models.ForeignKey(
        "content.CoursePage", on_delete=models.PROTECT, related_name="links", verbose_name=_("kurs")
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="links", verbose_name=_("organisation")
    )
    via = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="links_through", verbose_name=_("förbund")
    )
    created_at = models.DateTimeField(_("skapad"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gäller till"), null=True, blank=True)
    max_uses = models.PositiveIntegerField(_("högst antal personer"), null=True, blank=True)
    allowed_domains = models.CharField(
        _("tillåtna mejldomäner"), max_length=500, blank=True, help_text=_("Åtskilda med komma.")
    )
    revoked_at = models.DateTimeField(_("indragen"), null=True, blank=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("kurslänk")
        verbose_name_plural = _("kurslänkar")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.course} – {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("course_link", args=[self.token])

    @property
    def domains(self) -> list[str]:
        """Mail domains that may use the link, lower case; empty means any."""
        return [d.strip().lower().lstrip("@") for d in self.allowed_domains.split(",") if d.strip()]


class Enrolment(models.Model):
    """A person taking a course. Organisation and förbund are frozen here: one path to the root, nobody counted twice."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments", verbose_name=_("person")
    )
    course = models.ForeignKey(
        "content.CoursePage", on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("kurs")
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("organisation"),
    )
    via = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments_through",
        verbose_name=_("förbund"),
    )
    self_chosen = models.BooleanField(_("organisationen är egen uppgift"), default=False)
    link = models.ForeignKey(
        CourseLink,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("kurslänk"),
    )
    created_at = models.DateTimeField(_("registrerad"), auto_now_add=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("kursdeltagande")
        verbose_name_plural = _("kursdeltaganden")
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="enrolled_once_per_course"),
            models.CheckConstraint(
                condition=models.Q(link__isnull=True)
                | models.Q(organisation__isnull=False, via__isnull=False, self_chosen=False),
                name="enrolment_by_link_has_its_path",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.course}"

    def lock(self) -> None:
        """Holds the row until the transaction ends, where transactions run side by side (on SQLite they do not)."""
        if connection.features.has_select_for_update:
            Enrolment.objects.select_for_update().values_list("pk").get(pk=self.pk)
