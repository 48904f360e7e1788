"""Saving drafts and giving answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.queries import Edition
from content.rules import EVALUATION_KEY, Exercise
from lms.audit.actions import record
from lms.enrolment.models import Enrolment
from lms.progress import actions as progress
from lms.progress.models import StepKind
from lms.reflections import queries
from lms.reflections.models import Draft, GivenAnswer, GivenExercise
from lms.reflections.rules import Reply, both, holds, is_stale, unanswered
from quizzes.rules import Question


@dataclass(frozen=True)
class DraftSave:
    """What a learner wrote, and the draft version it was based on (0 for none)."""

    question: Question
    reply: Reply
    base_version: int


@dataclass(frozen=True)
class SavedDraft:
    """What a save came to. `kept_aside`: the text was based on an older one, and is kept beside the newer."""

    draft: Draft
    kept_aside: bool


class Unanswered(Exception):
    """The exercise cannot be given yet; `questions` are those without answer."""

    def __init__(self, questions: list[Question]):
        super().__init__(", ".join(q.key for q in questions))
        self.questions = questions


@transaction.atomic
def save_drafts(*, enrolment: Enrolment, exercise: Exercise, saves: Sequence[DraftSave]) -> list[SavedDraft]:
    """Keeps what a learner wrote in an exercise; one outcome for each save, in their order.

    A save based on an older version never replaces the newer text: it is kept aside and offered beside it, until the
    learner has chosen (`choose_version`). The same text again changes nothing. An empty first save makes a draft too.
    """
    enrolment.lock()  # two first saves at once would race
    drafts = queries.drafts_of(enrolment, exercise)
    if not drafts:
        progress.open_step(enrolment=enrolment, kind=step_kind(exercise), key=exercise.key)
    outcomes = [_save(enrolment, drafts.get(save.question.key), save) for save in saves]
    Draft.objects.bulk_create([outcome.draft for outcome in outcomes if outcome.draft.pk is None])
    return outcomes


def _save(enrolment: Enrolment, draft: Draft | None, save: DraftSave) -> SavedDraft:
    """The draft after the save; a new one is not written yet."""
    reply, now = save.reply, timezone.now()
    if draft is None:
        new = Draft(enrolment=enrolment, question_key=save.question.key, saved_at=now)
        new.value, new.declined = reply.value, reply.declined
        return SavedDraft(new, kept_aside=False)
    if queries.reply_of(draft) == reply:
        return SavedDraft(draft, kept_aside=False)
    stale, kind = is_stale(save.base_version, draft.version), save.question.kind
    beside = queries.reply_of_aside(draft.aside) if draft.aside else None
    if stale:
        draft.aside = _aside(both(beside, reply, kind), now)
    else:
        if beside and holds(reply, beside, kind):
            draft.aside = None
        _write(draft, reply, now)
    draft.save()
    return SavedDraft(draft, kept_aside=stale)


def _write(draft: Draft, reply: Reply, now: datetime) -> None:
    draft.value, draft.declined = reply.value, reply.declined
    draft.version += 1
    draft.saved_at = now


def _aside(reply: Reply, now: datetime) -> dict[str, Any] | None:
    """A version to keep beside the draft; an empty one is nothing to keep."""
    return {"value": reply.value, "declined": reply.declined, "saved_at": now.isoformat()} if reply.answered else None


@transaction.atomic
def choose_version(*, enrolment: Enrolment, save: DraftSave, take_aside: bool) -> Draft | None:
    """Settles which of two versions is the draft: the one kept aside, or what stands in the field now (`save`).

    Only a version that the learner has seen beside the other goes away. None if there is nothing to choose between.
    """
    enrolment.lock()
    draft = queries.drafts_of(enrolment).get(save.question.key)
    if draft is None or not draft.aside:
        return None
    now, seen = timezone.now(), queries.reply_of(draft)
    if take_aside:
        chosen = queries.reply_of_aside(draft.aside)
        draft.aside = (
            None if save.reply == seen else _aside(save.reply, now)
        )  # written since: not seen by the server yet
    else:
        chosen, draft.aside = save.reply, None
    _write(draft, chosen, now)
    draft.save()
    return draft


@transaction.atomic
def give_exercise(*, enrolment: Enrolment, edition: Edition, exercise: Exercise) -> GivenExercise:
    """Gives the drafts of the exercise's questions: from now on they count for others, as promised beside each question.

    Giving again replaces the given answers; what has been released stays as it was. Raises Unanswered.
    """
    enrolment.lock()
    replies = {key: queries.reply_of(draft) for key, draft in queries.drafts_of(enrolment, exercise).items()}
    missing = unanswered(exercise.questions, replies)
    if missing:
        raise Unanswered(missing)
    _keep_answers(enrolment, edition, exercise, replies)
    if progress.finish_step(enrolment=enrolment, kind=step_kind(exercise), key=exercise.key):
        verb, given = "exercise_given", _first_given(enrolment, edition, exercise)
    else:
        verb, given = "exercise_given_again", GivenExercise.objects.get(enrolment=enrolment, exercise_key=exercise.key)
    record(actor=enrolment.user, verb=verb, target=given, key=exercise.key)
    return given


def _first_given(enrolment: Enrolment, edition: Edition, exercise: Exercise) -> GivenExercise:
    now = timezone.now()
    return GivenExercise.objects.create(
        enrolment=enrolment, exercise_key=exercise.key, edition_id=edition.id, given_at=now
    )


def _keep_answers(enrolment: Enrolment, edition: Edition, exercise: Exercise, replies: dict[str, Reply]) -> None:
    """Writes the given answers that are new or changed; an emptied optional answer counts as declined."""
    kept = queries.given_of(enrolment, exercise)
    now = timezone.now()
    new: list[GivenAnswer] = []
    for question in exercise.questions:
        reply = replies.get(question.key, Reply())
        answer = kept.get(question.key)
        if not reply.answered:
            if answer:  # taken back: kept as declined, so that an answer once released is never released again
                answer.value, answer.declined = None, True
                answer.save()
        elif answer is None:
            new.append(
                GivenAnswer(
                    enrolment=enrolment,
                    exercise_key=exercise.key,
                    question_key=question.key,
                    question_version=question.version,
                    edition_id=edition.id,
                    value=reply.given_value,
                    declined=reply.declined,
                    # What was promised when the answer was first given stays promised.
                    report_scope=question.report_scope,
                    min_group_size=edition.course.settings.min_group_size,
                    given_at=now,
                )
            )
        elif (answer.value, answer.declined) != (reply.given_value, reply.declined):
            answer.value, answer.declined = reply.given_value, reply.declined
            answer.edition_id, answer.question_version, answer.given_at = edition.id, question.version, now
            answer.save()
    GivenAnswer.objects.bulk_create(new)


def step_kind(exercise: Exercise) -> StepKind:
    """The evaluation is a step of its own kind: statuses and the diploma ask for it."""
    return StepKind.EVALUATION if exercise.key == EVALUATION_KEY else StepKind.EXERCISE
