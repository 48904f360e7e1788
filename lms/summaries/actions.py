"""Cutting releases and closing rounds."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from content.models import CourseEdition, CoursePage
from content.queries import edition
from content.rules import Course
from lms.accounts.models import Organisation, User
from lms.audit.actions import record
from lms.enrolment.models import Enrolment
from lms.reflections.models import GivenAnswer
from lms.summaries.models import Release, ReleasedAnswer, RoundClosing
from lms.summaries.queries import closings_of
from lms.summaries.rules import Node, Waiting, counts, may_cut, waits_at
from quizzes.rules import ALL_ONLY, FREE_TEXT


@dataclass
class Group:
    """Answers to one version of a question that wait at one node."""

    question_key: str
    question_version: int
    node: Node
    answers: list[Waiting]
    sensitive: bool = False
    free_text: bool = False


@transaction.atomic
def cut_releases(*, course: CoursePage, actor: User | None = None) -> list[Release]:
    """Cuts a release for each question and node where enough unreleased answers wait. Returns the new ones.

    Run by the monthly tick, and when a trainer prepares a summary. The course row is locked: two cuts at once would
    release an answer twice.
    """
    CoursePage.objects.select_for_update().get(pk=course.pk)
    now = timezone.now()
    ready = [group for group in _waiting_groups(course) if may_cut(group.answers, sensitive=group.sensitive)]
    return [_cut(course, group, now, actor) for group in ready]


def _waiting_groups(course: CoursePage) -> list[Group]:
    """What no release holds yet, by question, version and node.

    Those who would rather not answer are no answers, and people with a staff role never count.
    """
    rows = list(
        GivenAnswer.objects.filter(enrolment__course=course, declined=False, released__isnull=True)
        .exclude(enrolment__user__is_superuser=True)
        .exclude(enrolment__user__role_assignments__isnull=False)
        .order_by("pk")
    )
    paths = Enrolment.objects.in_bulk({row.enrolment_id for row in rows})
    editions = _courses({row.edition_id for row in rows})
    closings = closings_of(course)
    groups: dict[tuple[str, int, Node], Group] = {}
    for row in rows:
        waiting = _waiting(row, paths[row.enrolment_id])
        node = waits_at(waiting, closings)
        key = (row.question_key, row.question_version, node)
        group = groups.setdefault(key, Group(*key, answers=[]))
        group.answers.append(waiting)
        # The question as it was when answered decides; it may since be gone from the course.
        _exercise, question = editions[row.edition_id].questions[row.question_key]
        group.sensitive |= question.sensitive
        group.free_text |= question.kind == FREE_TEXT
    return list(groups.values())


def _courses(edition_ids: Iterable[int]) -> dict[int, Course]:
    rows = CourseEdition.objects.filter(pk__in=edition_ids).values_list("pk", "course_id", "digest")
    return {pk: edition(pk, course_id, digest).course for pk, course_id, digest in rows}


def _waiting(answer: GivenAnswer, enrolment: Enrolment) -> Waiting:
    value = answer.value
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


def _cut(course: CoursePage, group: Group, now: datetime, actor: User | None) -> Release:
    release = Release.objects.create(
        course=course,
        via_id=group.node.via_id,
        organisation_id=group.node.organisation_id,
        question_key=group.question_key,
        question_version=group.question_version,
        people=len(group.answers),
        counts={} if group.free_text else counts(group.answers),
        cut_at=now,
    )
    members = [
        ReleasedAnswer(answer_id=a.answer_id, release=release, text=a.values[0] if group.free_text else "")
        for a in group.answers
    ]
    random.SystemRandom().shuffle(members)
    ReleasedAnswer.objects.bulk_create(members)
    record(actor=actor, verb="release_cut", target=release, people=release.people)
    return release


@transaction.atomic
def close_round(
    *, course: CoursePage, via: Organisation, organisation: Organisation | None = None, actor: User | None = None
) -> RoundClosing:
    """Closes an organisation's round within a förbund, or the förbund's own: what waits there waits at its parent."""
    closing = RoundClosing.objects.create(course=course, via=via, organisation=organisation, closed_at=timezone.now())
    record(actor=actor, verb="round_closed", target=closing)
    return closing


def cut_due_releases() -> int:
    """The monthly cut of every live course; returns how many releases were made."""
    return sum(len(cut_releases(course=course)) for course in CoursePage.objects.live())
