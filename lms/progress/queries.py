"""Reads of progress."""

from collections import defaultdict

from lms.enrolment.models import Enrolment
from lms.progress.models import Place, Step, StepKind
from lms.progress.rules import Progress


def progress_of(enrolment: Enrolment) -> Progress:
    """How far the learner has come. Two queries, however long the course."""
    opened: dict[str, set[str]] = defaultdict(set)
    done: dict[str, set[str]] = defaultdict(set)
    seconds: dict[str, int] = {}
    tried = False
    for step in Step.objects.filter(enrolment=enrolment):
        opened[step.kind].add(step.key)
        if step.done_at:
            done[step.kind].add(step.key)
        if step.kind == StepKind.FILM:
            seconds[step.key] = step.position
        tried = tried or (step.kind == StepKind.TEST and step.tried_at is not None)
    place = Place.objects.filter(enrolment=enrolment).first()
    return Progress(
        chapters_opened=frozenset(opened[StepKind.CHAPTER]),
        chapters_read=frozenset(done[StepKind.CHAPTER]),
        exercises_opened=frozenset(opened[StepKind.EXERCISE]),
        exercises_given=frozenset(done[StepKind.EXERCISE]),
        film_seconds=seconds,
        films_seen=frozenset(done[StepKind.FILM]),
        test_opened=bool(opened[StepKind.TEST]),
        test_handed_in=tried,
        test_passed=bool(done[StepKind.TEST]),
        evaluation_given=bool(done[StepKind.EVALUATION]),
        last_chapter=place.chapter_key if place else "",
        last_anchor=place.anchor if place else "",
        last_at=place.updated_at if place else None,
    )
