"""Cutting releases and closing rounds."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from content.models import CoursePage
from content.queries import current_edition
from lms.accounts.models import Organisation, User
from lms.audit.actions import record
from lms.reflections.models import GivenAnswer
from lms.summaries.models import Release, ReleasedAnswer, RoundClosing
from lms.summaries.rules import Waiting, counts, may_cut, waits_at
from quizzes.rules import ALL_ONLY, FREE_TEXT


@transaction.atomic
def cut_releases(*, course: CoursePage, actor: User | None = None) -> list[Release]:
    """Cuts a release for each question and node where enough unreleased answers wait. Returns the new ones.

    Run by the monthly tick, and when a trainer prepares a summary. The course row is locked: two cuts at once would
    release an answer twice.
    """
    CoursePage.objects.select_for_update().get(pk=course.pk)
    edition = current_edition(course.slug)
    sensitive = {key for key, (_, q) in edition.course.questions.items() if q.sensitive} if edition else set()
    closings = {c.node_id: c.closed_at for c in RoundClosing.objects.filter(course=course).order_by("closed_at")}
    groups: dict[tuple[str, int, int | None], list[Waiting]] = defaultdict(list)
    for key, version, waiting in _unreleased(course):
        groups[key, version, waits_at(waiting, closings)].append(waiting)
    now = timezone.now()
    return [
        _cut(course, key, version, node, answers, now, actor)
        for (key, version, node), answers in sorted(groups.items(), key=str)
        if may_cut(answers, sensitive=key in sensitive)
    ]


def _unreleased(course: CoursePage) -> list[tuple[str, int, Waiting]]:
    """Given answers of the course that no release holds; those who would rather not answer are no answers."""
    rows = (
        GivenAnswer.objects.filter(enrolment__course=course, declined=False, released__isnull=True)
        .select_related("enrolment")
        .order_by("pk")
    )
    return [(a.question_key, a.question_version, _waiting(a)) for a in rows]


def _waiting(answer: GivenAnswer) -> Waiting:
    value = answer.value
    enrolment = answer.enrolment
    return Waiting(
        answer_id=answer.pk,
        organisation_id=enrolment.organisation_id,
        via_id=enrolment.via_id,
        all_only=answer.report_scope == ALL_ONLY,
        self_chosen=enrolment.self_chosen,
        min_group_size=answer.min_group_size,
        given_at=answer.given_at,
        values=tuple(value) if isinstance(value, list) else (str(value),),
    )


def _cut(
    course: CoursePage, key: str, version: int, node: int | None, answers: list[Waiting], now: datetime, actor: User | None
) -> Release:
    edition = current_edition(course.slug)
    found = edition and edition.course.questions.get(key)
    free_text = bool(found and found[1].kind == FREE_TEXT)
    release = Release.objects.create(
        course=course,
        node_id=node,
        question_key=key,
        question_version=version,
        people=len(answers),
        counts={} if free_text else counts(answers),
        cut_at=now,
    )
    ReleasedAnswer.objects.bulk_create([ReleasedAnswer(answer_id=a.answer_id, release=release) for a in answers])
    record(actor=actor, verb="release_cut", target=release, people=release.people)
    return release


@transaction.atomic
def close_round(*, course: CoursePage, node: Organisation, actor: User | None = None) -> RoundClosing:
    """Closes the organisation's round: what waits there joins the others that wait at its parent."""
    closing = RoundClosing.objects.create(course=course, node=node, closed_at=timezone.now())
    record(actor=actor, verb="round_closed", target=closing)
    return closing


def cut_due_releases() -> int:
    """The monthly cut of every live course; returns how many releases were made."""
    return sum(len(cut_releases(course=course)) for course in CoursePage.objects.live())
