"""More than two versions of one answer: whatever was written on some device is still there to be chosen."""

import pytest

from lms.reflections.actions import DraftSave, choose_version, save_drafts
from lms.reflections.models import Draft
from lms.reflections.rules import Reply, both, holds
from quizzes.rules import FREE_TEXT, SINGLE
from tests import factories


@pytest.fixture
def save(course):
    """save(text, base): the free text r4 saved by some device, and the draft after that."""
    amira = factories.enrolled(course)
    exercise = factories.edition_of(course).course.exercises["k2-o1"]
    question = exercise.questions[1]

    def save_it(text, base, *, choose=None):
        one = DraftSave(question, Reply(text), base)
        if choose:
            choose_version(enrolment=amira, save=one, take_aside=choose == "take")
        else:
            save_drafts(enrolment=amira, exercise=exercise, saves=[one])
        draft = Draft.objects.get(enrolment=amira, question_key="r4")
        return draft.value, draft.aside and draft.aside["value"]

    return save_it


@pytest.mark.django_db
def test_a_third_device_takes_nothing_away(save):
    save("Från datorn.", 0)
    assert save("Från telefonen.", 0) == ("Från datorn.", "Från telefonen.")
    assert save("Från plattan.", 0) == ("Från datorn.", "Från telefonen.\n\nFrån plattan.")
    assert save("Från plattan.", 0) == ("Från datorn.", "Från telefonen.\n\nFrån plattan.")
    assert save("Från datorn.", 1, choose="take") == ("Från telefonen.\n\nFrån plattan.", None)


@pytest.mark.django_db
def test_going_on_writing_before_choosing_leaves_no_half_text_behind(save):
    save("Från datorn.", 0)
    assert save("Från tel", 0)[1] == "Från tel"
    assert save("Från telefonen.", 0)[1] == "Från telefonen."
    assert save("Från telefonen.", 1) == ("Från telefonen.", None)


@pytest.mark.django_db
def test_a_text_that_holds_the_other_settles_it(save):
    save("Från datorn.", 0)
    save("Från telefonen.", 0)
    assert save("Från datorn. Från telefonen.", 1) == ("Från datorn. Från telefonen.", None)


@pytest.mark.parametrize(
    ("reply", "other", "kind", "held"),
    [
        (Reply("hela texten"), Reply("hela"), FREE_TEXT, True),
        (Reply("hela"), Reply("hela texten"), FREE_TEXT, False),
        (Reply("hela", declined=True), Reply("hela"), FREE_TEXT, False),
        (Reply("r1ab"), Reply("r1a"), SINGLE, False),
        (Reply("r1a"), Reply("r1a"), SINGLE, True),
        (Reply(None), Reply("x"), FREE_TEXT, False),
    ],
)
def test_what_holds_another_answer(reply, other, kind, held):
    assert holds(reply, other, kind) is held


@pytest.mark.parametrize(
    ("kept", "late", "kind", "outcome"),
    [
        (None, Reply("a"), FREE_TEXT, Reply("a")),
        (Reply("a"), Reply(""), FREE_TEXT, Reply("a")),
        (Reply("a"), Reply("b"), FREE_TEXT, Reply("a\n\nb")),
        (Reply("a", declined=True), Reply("b"), FREE_TEXT, Reply("a\n\nb")),
        (Reply(None, declined=True), Reply("b"), FREE_TEXT, Reply("b")),
        (Reply("r1a"), Reply("r1b"), SINGLE, Reply("r1b")),
    ],
)
def test_two_late_versions_are_kept_together_as_far_as_they_are_text(kept, late, kind, outcome):
    assert both(kept, late, kind) == outcome
