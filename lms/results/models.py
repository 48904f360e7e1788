"""Attempts at the knowledge test, frozen as they happened."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """One try. Keeps the questions as asked, the answers, the points and the pass mark of that day."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("lms.Enrolment", on_delete=models.CASCADE, related_name="attempts")
    edition = models.ForeignKey("content.CourseEdition", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="1 for the first attempt")
    questions = models.JSONField(help_text="as asked, in their order, right answers included")
    answers = models.JSONField(default=dict, help_text="by question key; drafts until handed in")
    pass_mark = models.PositiveIntegerField()
    maximum = models.PositiveIntegerField()
    points = models.PositiveIntegerField(null=True, blank=True)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("försök")
        verbose_name_plural = _("försök")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(submitted_at__isnull=True),
                name="one_open_attempt_per_enrolment",
            ),
            models.UniqueConstraint(fields=["enrolment", "number"], name="attempt_numbered_once"),
            models.CheckConstraint(condition=models.Q(points__lte=models.F("maximum")), name="points_within_maximum"),
            models.CheckConstraint(
                condition=models.Q(pass_mark__lte=models.F("maximum")), name="pass_mark_within_maximum"
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, points__isnull=True)
                | models.Q(submitted_at__isnull=False, points__isnull=False),
                name="attempt_has_points_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} #{self.number}"

    @property
    def passed(self) -> bool:
        return self.points is not None and self.points >= self.pass_mark
