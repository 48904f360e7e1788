"""Reads of drafts and given answers: a learner's own, never anybody else's."""

from lms.enrolment.models import Enrolment
from lms.reflections.models import Draft, GivenAnswer
from lms.reflections.rules import Reply


def drafts_of(enrolment: Enrolment) -> dict[str, Draft]:
    """The learner's drafts by question key. One query."""
    return {draft.question_key: draft for draft in Draft.objects.filter(enrolment=enrolment)}


def reply_of(draft: Draft) -> Reply:
    return Reply(draft.value, draft.declined)


def answered_keys(drafts: dict[str, Draft]) -> frozenset[str]:
    """Keys of the questions that the drafts answer or decline."""
    return frozenset(key for key, draft in drafts.items() if reply_of(draft).answered)


def given_of(enrolment: Enrolment) -> dict[str, GivenAnswer]:
    """What the learner has given, by question key. One query."""
    return {answer.question_key: answer for answer in GivenAnswer.objects.filter(enrolment=enrolment)}
