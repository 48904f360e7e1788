"""What a learner has opened and done, and where they stopped."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """What a course is made of, as progress sees it."""

    CHAPTER = "chapter", _("kapitel")
    FILM = "film", _("film")
    EXERCISE = "exercise", _("övning")
    TEST = "test", _("kunskapstest")
    EVALUATION = "evaluation", _("utvärdering")


class Step(models.Model):
    """One part of the course for one learner: when it was opened, handed in and done.

    Done means: chapter read, film seen to its end, exercise or evaluation given, test passed. `tried_at` is the first test
    handed in. One read of these rows tells everything about a learner's progress.
    """

    enrolment = models.ForeignKey("lms.Enrolment", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    key = models.CharField(max_length=60)
    opened_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0, help_text="seconds, for films")

    class Meta:
        app_label = "lms"
        verbose_name = _("steg")
        verbose_name_plural = _("steg")
        constraints = [models.UniqueConstraint(fields=["enrolment", "kind", "key"], name="step_once_per_enrolment")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Place(models.Model):
    """Where the learner stopped: chapter and the anchor in it. The film's second is on its step."""

    enrolment = models.OneToOneField("lms.Enrolment", on_delete=models.CASCADE, related_name="place")
    chapter_key = models.CharField(max_length=40)
    anchor = models.CharField(max_length=80, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("plats")
        verbose_name_plural = _("platser")

    def __str__(self) -> str:
        return f"{self.chapter_key}#{self.anchor}"
