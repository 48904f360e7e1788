"""Reads of drafts and given answers: a learner's own, never anybody else's."""

from collections.abc import Mapping
from typing import Any

from content.rules import Exercise
from lms.enrolment.models import Enrolment
from lms.reflections.models import Draft, GivenAnswer
from lms.reflections.rules import Reply


def drafts_of(enrolment: Enrolment, exercise: Exercise | None = None) -> dict[str, Draft]:
    """The learner's drafts by question key, of one exercise or of all. One query."""
    drafts = Draft.objects.filter(enrolment=enrolment)
    if exercise is not None:
        drafts = drafts.filter(question_key__in=[question.key for question in exercise.questions])
    return {draft.question_key: draft for draft in drafts}


def reply_of(draft: Draft) -> Reply:
    """What the draft says."""
    return Reply(draft.value, draft.declined)


def reply_of_aside(aside: Mapping[str, Any]) -> Reply:
    """What the version beside the draft says."""
    return Reply(aside["value"], aside["declined"])


def answered_keys(drafts: dict[str, Draft]) -> frozenset[str]:
    """Keys of the questions that the drafts answer or decline."""
    return frozenset(key for key, draft in drafts.items() if reply_of(draft).answered)


def given_of(enrolment: Enrolment, exercise: Exercise) -> dict[str, GivenAnswer]:
    """What the learner has given to the exercise's questions, by question key. One query."""
    keys = [question.key for question in exercise.questions]
    return {
        answer.question_key: answer for answer in GivenAnswer.objects.filter(enrolment=enrolment, question_key__in=keys)
    }


def promises_of(enrolment: Enrolment) -> dict[str, tuple[str, int]]:
    """What was promised for each given answer, by question key: who is shown it, and the smallest group. One query."""
    rows = GivenAnswer.objects.filter(enrolment=enrolment)
    return {
        key: (scope, size) for key, scope, size in rows.values_list("question_key", "report_scope", "min_group_size")
    }
