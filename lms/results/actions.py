"""Starting, saving and handing in an attempt at the knowledge test."""

import random
import secrets
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from content.queries import Edition
from lms.audit.actions import record
from lms.enrolment.models import Enrolment
from lms.progress import actions as progress
from lms.progress.models import StepKind
from lms.results.models import Attempt
from lms.results.queries import asked, question_json
from quizzes.rules import Answer, draw, grade


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, edition: Edition) -> Attempt:
    """The learner's open attempt, or a new one with its questions and options in an order of its own.

    One open attempt per enrolment: pressing twice, or in two tabs, gives the same one.
    """
    enrolment.lock()
    attempts = Attempt.objects.filter(enrolment=enrolment)
    present = attempts.filter(submitted_at__isnull=True).first()
    if present:
        return present
    settings = edition.course.settings
    questions = draw(edition.course.test, settings.question_count, random.Random(secrets.randbits(64)))  # noqa: S311 - shuffling keeps no secret
    progress.open_step(enrolment=enrolment, kind=StepKind.TEST, key=progress.TEST_KEY)
    return Attempt.objects.create(
        enrolment=enrolment,
        edition_id=edition.id,
        number=attempts.count() + 1,
        questions=[question_json(q) for q in questions],
        pass_mark=min(settings.pass_mark, len(questions)),
        maximum=len(questions),
        started_at=timezone.now(),
    )


@transaction.atomic
def save_answers(*, attempt_uuid: UUID, answers: Mapping[str, Answer]) -> Attempt:
    """Keeps answers of an open attempt as drafts; a handed-in attempt is left as it is."""
    attempt = Attempt.objects.select_for_update().get(uuid=attempt_uuid)
    if attempt.submitted_at is None:
        attempt.answers = attempt.answers | dict(answers)
        attempt.save(update_fields=["answers"])
    return attempt


@transaction.atomic
def submit_attempt(*, attempt_uuid: UUID, answers: Mapping[str, Answer]) -> Attempt:
    """Grades the attempt and keeps the points. Handing in again, from another tab or after a lost answer, changes nothing."""
    attempt = Attempt.objects.select_for_update().select_related("enrolment__user").get(uuid=attempt_uuid)
    if attempt.submitted_at is not None:
        return attempt
    attempt.answers = attempt.answers | dict(answers)
    attempt.points = grade(asked(attempt), attempt.answers, attempt.pass_mark).points
    attempt.submitted_at = timezone.now()
    attempt.save(update_fields=["answers", "points", "submitted_at"])
    progress.record_test(enrolment=attempt.enrolment, passed=attempt.passed)
    record(
        actor=attempt.enrolment.user,
        verb="test_passed" if attempt.passed else "test_failed",
        target=attempt,
        points=attempt.points,
        number=attempt.number,
    )
    return attempt
