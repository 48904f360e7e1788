"""Diplomas, and method books made for a learner."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Diploma(models.Model):
    """Proof that a person passed a course. Name, title, minutes and date are as issued and never change."""

    number = models.CharField(_("diplomnummer"), max_length=30, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="diplomas")
    course = models.ForeignKey("content.CoursePage", on_delete=models.PROTECT, related_name="diplomas")
    edition = models.ForeignKey("content.CourseEdition", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("namn"), max_length=150)
    course_title = models.CharField(_("kurs"), max_length=255)
    minutes = models.PositiveIntegerField(_("minuter"))
    issuer = models.CharField(_("utfärdare"), max_length=200)
    issued_on = models.DateField(_("datum"))
    revoked_at = models.DateTimeField(_("återkallat"), null=True, blank=True)
    pdf = models.CharField(max_length=200, blank=True, help_text="name in the private storage; made once")
    pdf_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("diplom")
        verbose_name_plural = _("diplom")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_valid_diploma_per_person_and_course",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="diploma_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("diploma_facts", args=[self.number])


class MethodBook(models.Model):
    """A method book as PDF, made by the worker: one for each edition, or with one learner's own answers."""

    edition = models.ForeignKey("content.CourseEdition", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        "lms.Enrolment", on_delete=models.CASCADE, null=True, blank=True, related_name="method_books"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=200, blank=True, help_text="name in the private storage")

    class Meta:
        app_label = "lms"
        verbose_name = _("metodbok")
        verbose_name_plural = _("metodböcker")
        constraints = [
            # Coalesce: SQLite holds two empty values for different.
            models.UniqueConstraint("edition", Coalesce("enrolment", 0), name="one_method_book_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.enrolment or ''}"
