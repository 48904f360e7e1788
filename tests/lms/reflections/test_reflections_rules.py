"""Drafts that never lose a text, and what an exercise needs before it is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.reflections.rules import Reply, is_stale, unanswered
from quizzes.rules import Question

REQUIRED = Question(key="r1", version=1, kind="free_text", text="Vad tänker du?")
OPTIONAL = Question(key="r2", version=1, kind="free_text", text="Något mer?", required=False)


@pytest.mark.parametrize(
    ("reply", "answered"),
    [
        (Reply(), False),
        (Reply(""), False),
        (Reply([]), False),
        (Reply("a"), True),
        (Reply(["a"]), True),
        (Reply(None, declined=True), True),
        (Reply("kvar", declined=True), True),
    ],
)
def test_declining_is_an_answer_and_an_empty_field_is_not(reply, answered):
    assert reply.answered is answered


@given(st.text())
def test_what_was_written_does_not_count_when_the_learner_declines(text):
    assert Reply(text, declined=True).given_value is None


@pytest.mark.parametrize(("base", "kept", "stale"), [(0, 1, True), (1, 1, False), (2, 1, False)])
def test_a_save_based_on_an_older_version_is_stale(base, kept, stale):
    assert is_stale(base, kept) is stale


def test_only_questions_that_must_be_answered_hold_an_exercise_back():
    assert unanswered([REQUIRED, OPTIONAL], {}) == [REQUIRED]
    assert unanswered([REQUIRED, OPTIONAL], {"r1": Reply(None, declined=True)}) == []
