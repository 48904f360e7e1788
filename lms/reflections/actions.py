"""Saving drafts and giving answers."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from lms.reflections.rules import Reply, is_stale, unanswered
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

    A save based on an older version never replaces the newer text: it is kept aside and offered beside it. The same text
    again changes nothing. An empty first save makes no draft of its own, but one with version 1 all the same.
    """
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)  # two first saves at once would race
    drafts = queries.drafts_of(enrolment)
    if not any(question.key in drafts for question in exercise.questions):
        progress.open_step(enrolment=enrolment, kind=step_kind(exercise), key=exercise.key)
    return [_save(enrolment, drafts.get(save.question.key), save) for save in saves]


def _save(enrolment: Enrolment, draft: Draft | None, save: DraftSave) -> SavedDraft:
    reply, now = save.reply, timezone.now()
    if draft is None:
        draft = Draft(enrolment=enrolment, question_key=save.question.key, version=0)
    elif queries.reply_of(draft) == reply:
        return SavedDraft(draft, kept_aside=False)
    stale = is_stale(save.base_version, draft.version)
    if stale:
        draft.aside = {"value": reply.value, "declined": reply.declined, "saved_at": now.isoformat()}
    else:
        draft.value, draft.declined, draft.aside = reply.value, reply.declined, None
        draft.version += 1
        draft.saved_at = now
    draft.save()
    return SavedDraft(draft, kept_aside=stale)


@transaction.atomic
def give_exercise(*, enrolment: Enrolment, edition: Edition, exercise: Exercise) -> GivenExercise:
    """Gives the drafts of the exercise's questions: from now on they count for others, as promised beside each question.

    Giving again replaces the given answers; what has been released stays as it was. Raises Unanswered.
    """
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    replies = {key: queries.reply_of(draft) for key, draft in queries.drafts_of(enrolment).items()}
    missing = unanswered(exercise.questions, replies)
    if missing:
        raise Unanswered(missing)
    _keep_answers(enrolment, edition, exercise, replies)
    given, created = GivenExercise.objects.get_or_create(
        enrolment=enrolment, exercise_key=exercise.key, defaults={"edition_id": edition.id, "given_at": timezone.now()}
    )
    progress.finish_step(enrolment=enrolment, kind=step_kind(exercise), key=exercise.key)
    record(actor=enrolment.user, verb="exercise_given" if created else "exercise_given_again", target=given, key=exercise.key)
    return given


def _keep_answers(enrolment: Enrolment, edition: Edition, exercise: Exercise, replies: dict[str, Reply]) -> None:
    """Writes the given answers that are new or changed; an emptied optional answer counts as declined."""
    kept = queries.given_of(enrolment)
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
