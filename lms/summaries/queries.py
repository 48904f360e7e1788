"""Figures. Everything about answers is a sum of releases; status counts are counts of enrolments."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from content.models import CoursePage
from content.queries import current_edition
from lms.enrolment.models import Enrolment
from lms.progress.models import Step, StepKind
from lms.progress.rules import Status, status
from lms.summaries.models import Release
from lms.summaries.rules import added, percent

POSITIVE_OPTIONS = ("1", "2")  # "helt" and "i hög grad" (003:774)


@dataclass(frozen=True)
class StatementFigures:
    """One evaluation statement: people per option in the scale's order, the percentages and the positive share."""

    key: str
    text: str
    people: int
    counts: list[int]
    percent: list[int]
    positive_percent: int


def status_counts(course: CoursePage) -> dict[Status, int]:
    """How many of the course's enrolled have each status. One query."""
    steps = Step.objects.filter(enrolment=OuterRef("pk"))
    starting = steps.filter(kind__in=[StepKind.CHAPTER, StepKind.EXERCISE, StepKind.TEST])
    rows = Enrolment.objects.filter(course=course).values_list(
        Exists(starting),
        Exists(steps.filter(kind=StepKind.TEST, tried_at__isnull=False)),
        Exists(steps.filter(kind=StepKind.TEST, done_at__isnull=False)),
    )
    found = dict.fromkeys(Status, 0)
    for opened, handed_in, passed in rows:
        found[status(opened_anything=opened, handed_in=handed_in, passed=passed)] += 1
    return found


def evaluation_figures(course: CoursePage) -> list[StatementFigures]:
    """The evaluation's statements for all course takers, from released counts."""
    edition = current_edition(course.slug)
    if edition is None:
        return []
    released: dict[tuple[str, int], list[dict[str, int]]] = {}
    people: dict[tuple[str, int], int] = {}
    for release in Release.objects.filter(course=course):
        which = (release.question_key, release.question_version)
        released.setdefault(which, []).append(release.counts)
        people[which] = people.get(which, 0) + release.people
    figures = []
    for question in edition.course.evaluation.questions:
        if not question.options:
            continue
        which = (question.key, question.version)
        total = added(released.get(which, []))
        by_option = [total.get(option.key, 0) for option in question.options]
        n = people.get(which, 0)
        figures.append(
            StatementFigures(
                key=question.key,
                text=question.text,
                people=n,
                counts=by_option,
                percent=[percent(count, n) for count in by_option],
                positive_percent=percent(sum(total.get(key, 0) for key in POSITIVE_OPTIONS), n),
            )
        )
    return figures
