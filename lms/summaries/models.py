"""Releases: the only road from answers to a figure (docs/decisions/0006)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.summaries.rules import Node


class Release(models.Model):
    """Answers to one question by at least k people of one node, made public together.

    The node is an organisation within a förbund (`via`), a förbund, or all course takers (neither). `counts` maps
    option keys to people; once cut it never changes, also when somebody edits or is erased: it is anonymous statistics.
    """

    course = models.ForeignKey("content.CoursePage", on_delete=models.PROTECT, related_name="releases")
    via = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="releases_through"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="releases"
    )
    question_key = models.CharField(max_length=40)
    question_version = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    cut_at = models.DateTimeField()

    class Meta:
        app_label = "lms"
        verbose_name = _("redovisning")
        verbose_name_plural = _("redovisningar")
        constraints = [
            models.CheckConstraint(condition=models.Q(people__gte=3), name="release_of_at_least_3_people"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) | models.Q(via__isnull=False),
                name="release_node_has_its_path",
            ),
        ]
        indexes = [models.Index(fields=["course", "question_key"], name="release_question")]

    def __str__(self) -> str:
        return f"{self.question_key} ({self.people})"


class ReleasedAnswer(models.Model):
    """Says that an answer has been released, so that it is never released twice.

    Free text is kept as it was when released. Rows are made in random order; nothing else may order what a page shows.
    """

    answer = models.OneToOneField("lms.GivenAnswer", on_delete=models.CASCADE, related_name="released")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="members")
    text = models.TextField(blank=True)

    class Meta:
        app_label = "lms"
        verbose_name = _("redovisat svar")
        verbose_name_plural = _("redovisade svar")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.release)


class RoundClosing(models.Model):
    """A node's round of a course is over: what waits there joins the others that wait at its parent."""

    course = models.ForeignKey("content.CoursePage", on_delete=models.PROTECT, related_name="+")
    via = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="round_closings_through")
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="round_closings"
    )
    closed_at = models.DateTimeField()

    class Meta:
        app_label = "lms"
        verbose_name = _("avslutad omgång")
        verbose_name_plural = _("avslutade omgångar")
        indexes = [models.Index(fields=["course", "via", "organisation"], name="round_closing_node")]

    def __str__(self) -> str:
        return f"{self.organisation or self.via} {self.closed_at:%Y-%m-%d}"

    @property
    def node(self) -> Node:
        return Node(self.via_id, self.organisation_id)
