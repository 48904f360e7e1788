"""Recording what a learner opens and does. Every fact is kept at its first time."""

from django.db import transaction
from django.utils import timezone

from lms.enrolment.models import Enrolment
from lms.progress.models import Place, Step, StepKind

TEST_KEY = "test"


def open_step(*, enrolment: Enrolment, kind: StepKind, key: str) -> Step:
    """The step, made at its first opening."""
    return Step.objects.get_or_create(enrolment=enrolment, kind=kind, key=key)[0]


def finish_step(*, enrolment: Enrolment, kind: StepKind, key: str) -> None:
    """Says that the step is done; when it was done first stays."""
    step = open_step(enrolment=enrolment, kind=kind, key=key)
    Step.objects.filter(pk=step.pk, done_at__isnull=True).update(done_at=timezone.now())


@transaction.atomic
def record_test(*, enrolment: Enrolment, passed: bool) -> None:
    """A test was handed in; a pass is done for good."""
    now = timezone.now()
    step = open_step(enrolment=enrolment, kind=StepKind.TEST, key=TEST_KEY)
    Step.objects.filter(pk=step.pk, tried_at__isnull=True).update(tried_at=now)
    if passed:
        finish_step(enrolment=enrolment, kind=StepKind.TEST, key=TEST_KEY)


@transaction.atomic
def remember_place(*, enrolment: Enrolment, chapter_key: str, anchor: str = "") -> None:
    """Where the learner is now, for "Fortsätt"."""
    Place.objects.update_or_create(enrolment=enrolment, defaults={"chapter_key": chapter_key, "anchor": anchor[:80]})


@transaction.atomic
def remember_film(*, enrolment: Enrolment, key: str, second: int, ended: bool = False) -> None:
    """The film's second, for "Fortsätt"; a film seen to its end starts over next time."""
    step = open_step(enrolment=enrolment, kind=StepKind.FILM, key=key)
    Step.objects.filter(pk=step.pk).update(position=0 if ended else max(0, min(second, 86_400)))
    if ended:
        finish_step(enrolment=enrolment, kind=StepKind.FILM, key=key)
