"""Recording what a learner opens and does. Every fact is kept at its first time. One or two queries each.

No savepoints: these run inside other actions, and where one of them fails the whole action does.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from lms.enrolment.models import Enrolment
from lms.progress.models import Place, Step, StepKind

TEST_KEY = "test"


def open_step(*, enrolment: Enrolment, kind: StepKind, key: str) -> None:
    """Keeps that the step has been opened; one opened before stays as it is."""
    Step.objects.bulk_create([Step(enrolment=enrolment, kind=kind, key=key)], ignore_conflicts=True)


@transaction.atomic(savepoint=False)
def finish_step(*, enrolment: Enrolment, kind: StepKind, key: str) -> bool:
    """Says that the step is done; when it was done first stays. True if it was not done before."""
    undone, now = _steps(enrolment, kind, key).filter(done_at__isnull=True), timezone.now()
    if undone.update(done_at=now):
        return True
    open_step(enrolment=enrolment, kind=kind, key=key)
    return bool(undone.update(done_at=now))


@transaction.atomic(savepoint=False)
def record_test(*, enrolment: Enrolment, passed: bool) -> None:
    """A test was handed in; a pass is done for good."""
    now = timezone.now()
    open_step(enrolment=enrolment, kind=StepKind.TEST, key=TEST_KEY)
    done = {"done_at": _first("done_at", now)} if passed else {}
    _steps(enrolment, StepKind.TEST, TEST_KEY).update(tried_at=_first("tried_at", now), **done)


@transaction.atomic(savepoint=False)
def remember_place(*, enrolment: Enrolment, chapter_key: str, anchor: str = "") -> None:
    """Where the learner is now, for "Fortsätt"."""
    here = {"chapter_key": chapter_key, "anchor": anchor[:80], "updated_at": timezone.now()}
    if not Place.objects.filter(enrolment=enrolment).update(**here):
        Place.objects.bulk_create([Place(enrolment=enrolment, **here)], ignore_conflicts=True)


@transaction.atomic(savepoint=False)
def remember_film(*, enrolment: Enrolment, key: str, second: int, ended: bool = False) -> None:
    """The film's second, for "Fortsätt"; a film seen to its end starts over next time."""
    open_step(enrolment=enrolment, kind=StepKind.FILM, key=key)
    done = {"done_at": _first("done_at", timezone.now())} if ended else {}
    _steps(enrolment, StepKind.FILM, key).update(position=0 if ended else max(0, min(second, 86_400)), **done)


def _steps(enrolment: Enrolment, kind: StepKind, key: str) -> QuerySet[Step]:
    return Step.objects.filter(enrolment=enrolment, kind=kind, key=key)


def _first(column: str, now: datetime) -> Any:
    """The moment that stands there; now, if none does."""
    return Coalesce(column, now)
