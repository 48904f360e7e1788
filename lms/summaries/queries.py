"""Figures. Everything about answers is a sum of whole releases; status counts are counts of enrolments."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from content.models import CoursePage
from content.queries import current_edition
from lms.enrolment.models import Enrolment
from lms.progress.models import Step, StepKind
from lms.progress.rules import Status, status
from lms.summaries.models import Release, RoundClosing
from lms.summaries.rules import Node, added, percent

POSITIVE_OPTIONS = ("1", "2")  # "helt" and "i hög grad" (003:774)
STARTING = (StepKind.CHAPTER, StepKind.EXERCISE, StepKind.TEST)


@dataclass(frozen=True)
class Figure:
    """How many people answered a question, and how many of them chose each option."""

    people: int
    counts: dict[str, int]


@dataclass(frozen=True)
class StatementFigures:
    """One evaluation statement: people per option in the scale's order, the percentages and the positive share."""

    key: str
    text: str
    people: int
    labels: list[str]
    counts: list[int]
    percent: list[int]
    positive_percent: int


def status_counts(course: CoursePage) -> dict[Status, int]:
    """How many of the course's enrolled have each status. One query."""
    steps = Step.objects.filter(enrolment=OuterRef("pk"))
    tests = steps.filter(kind=StepKind.TEST)
    rows = Enrolment.objects.filter(course=course).values_list(
        Exists(steps.filter(kind__in=STARTING)),
        Exists(tests.filter(tried_at__isnull=False)),
        Exists(tests.filter(done_at__isnull=False)),
    )
    found = dict.fromkeys(Status, 0)
    for opened, handed_in, passed in rows:
        found[status(opened_anything=opened, handed_in=handed_in, passed=passed)] += 1
    return found


def closings_of(course: CoursePage) -> dict[Node, datetime]:
    """When each node's latest round closed."""
    return {
        closing.node: closing.closed_at for closing in RoundClosing.objects.filter(course=course).order_by("closed_at")
    }


def releases_of(
    course: CoursePage,
    *,
    via_id: int | None = None,
    organisation_id: int | None = None,
    cut_from: datetime | None = None,
    cut_before: datetime | None = None,
) -> QuerySet[Release]:
    """The releases that a figure is the sum of: of all, a förbund or an organisation; of all time or a period."""
    found = Release.objects.filter(course=course)
    if via_id is not None:
        found = found.filter(via_id=via_id)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if cut_from is not None:
        found = found.filter(cut_at__gte=cut_from)
    if cut_before is not None:
        found = found.filter(cut_at__lt=cut_before)
    return found


def figures(releases: QuerySet[Release]) -> dict[tuple[str, int], Figure]:
    """The sum of the releases by question key and version. One query. No other way leads from answers to a figure."""
    total: dict[tuple[str, int], Figure] = {}
    for release in releases:
        which = (release.question_key, release.question_version)
        before = total.get(which, Figure(0, {}))
        total[which] = Figure(before.people + release.people, added([before.counts, release.counts]))
    return total


def evaluation_figures(course: CoursePage) -> list[StatementFigures]:
    """The evaluation's statements, in their wording of today, for all course takers."""
    edition = current_edition(course.slug)
    if edition is None:
        return []
    found = figures(releases_of(course))
    statements = [question for question in edition.course.evaluation.questions if question.options]
    shown = []
    for question in statements:
        figure = found.get((question.key, question.version), Figure(0, {}))
        by_option = [figure.counts.get(option.key, 0) for option in question.options]
        positive = sum(figure.counts.get(key, 0) for key in POSITIVE_OPTIONS)
        shown.append(
            StatementFigures(
                key=question.key,
                text=question.text,
                people=figure.people,
                labels=[option.text for option in question.options],
                counts=by_option,
                percent=[percent(count, figure.people) for count in by_option],
                positive_percent=percent(positive, figure.people),
            )
        )
    return shown
