"""Drafts, which are the learner's own, and given answers, which count.

The evaluation is an exercise too (`content.rules.EVALUATION_KEY`): one mechanism for every answer that a summary may show.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """A private draft of one answer. `version` rises with each save; a save based on an older one goes to `aside`."""

    enrolment = models.ForeignKey("lms.Enrolment", on_delete=models.CASCADE, related_name="drafts")
    question_key = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    declined = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    aside = models.JSONField(null=True, blank=True, help_text="a stale save: {value, declined, saved_at}")

    class Meta:
        app_label = "lms"
        verbose_name = _("utkast")
        verbose_name_plural = _("utkast")
        constraints = [models.UniqueConstraint(fields=["enrolment", "question_key"], name="draft_once_per_question")]

    def __str__(self) -> str:
        return f"{self.question_key} v{self.version}"


class GivenExercise(models.Model):
    """An exercise given with "Klart med övningen", and the edition it was given in."""

    enrolment = models.ForeignKey("lms.Enrolment", on_delete=models.CASCADE, related_name="given_exercises")
    exercise_key = models.CharField(max_length=40)
    edition = models.ForeignKey("content.CourseEdition", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        app_label = "lms"
        verbose_name = _("lämnad övning")
        verbose_name_plural = _("lämnade övningar")
        constraints = [models.UniqueConstraint(fields=["enrolment", "exercise_key"], name="exercise_given_once")]

    def __str__(self) -> str:
        return self.exercise_key


class GivenAnswer(models.Model):
    """A given answer with what was promised when it was given: who is shown it and the smallest group."""

    enrolment = models.ForeignKey("lms.Enrolment", on_delete=models.CASCADE, related_name="given_answers")
    exercise_key = models.CharField(max_length=40)
    question_key = models.CharField(max_length=40)
    question_version = models.PositiveIntegerField()
    edition = models.ForeignKey("content.CourseEdition", on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(null=True)
    declined = models.BooleanField(default=False)
    report_scope = models.CharField(max_length=30)
    min_group_size = models.PositiveIntegerField(validators=[MinValueValidator(3)])
    given_at = models.DateTimeField()

    class Meta:
        app_label = "lms"
        verbose_name = _("lämnat svar")
        verbose_name_plural = _("lämnade svar")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "question_key"], name="answer_given_once_per_question"),
            models.CheckConstraint(
                condition=models.Q(min_group_size__gte=3), name="answer_promised_group_of_at_least_3"
            ),
            models.CheckConstraint(
                condition=models.Q(declined=False) | models.Q(value__isnull=True), name="declined_answer_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["question_key", "question_version"], name="answer_question")]

    def __str__(self) -> str:
        return self.question_key
