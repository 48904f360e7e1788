"""Grading and reading answers: at the edges, and with properties. No database."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules import (
    FREE_TEXT,
    MULTIPLE,
    SINGLE,
    Grade,
    InvalidAnswer,
    Option,
    Question,
    clean_answer,
    clean_text,
    draw,
    grade,
    is_correct,
    question_from,
)


def single(number: int) -> Question:
    options = (Option("a", "Rätt", correct=True), Option("b", "Fel"), Option("c", "Också fel"))
    return Question(f"q{number}", 1, SINGLE, f"Fråga {number}", options=options, review_chapter=f"k{number % 7 + 1}")


MULTI = Question(
    "m",
    1,
    MULTIPLE,
    "Vilka är jämna?",
    options=(Option("a", "Två", correct=True), Option("b", "Tre"), Option("c", "Fyra", correct=True)),
    max_choices=2,
)
TEXT = Question("t", 1, FREE_TEXT, "Berätta", max_length=20)
TEST = [single(number) for number in range(1, 12)]


def answered(right: int) -> dict[str, str]:
    return {q.key: "a" if number < right else "b" for number, q in enumerate(TEST)}


@pytest.mark.parametrize(("right", "passed"), [(0, False), (7, False), (8, True), (11, True)])
def test_eight_of_eleven_passes(right, passed):
    found = grade(TEST, answered(right), 8)
    assert found == Grade(right, 11, 8, tuple(q.key for q in TEST[right:]))
    assert found.passed is passed


def test_missing_and_empty_answers_are_wrong():
    found = grade(TEST, {"q1": "a", "q2": None, "q3": ""}, 8)
    assert (found.points, len(found.wrong)) == (1, 10)


def test_answers_to_questions_not_asked_count_for_nothing():
    assert grade(TEST, {f"x{n}": "a" for n in range(50)}, 8).points == 0


@pytest.mark.parametrize(
    ("answer", "right"),
    [(["a", "c"], True), (["c", "a", "a"], True), (["a"], False), (["a", "b", "c"], False), ("a", False), ([], False)],
)
def test_several_right_answers_are_all_or_nothing(answer, right):
    assert is_correct(MULTI, answer) is right


def test_a_question_without_a_right_answer_cannot_be_right():
    nothing_right = Question("q", 1, SINGLE, "?", options=(Option("a", "Ja"), Option("b", "Nej")))
    assert not any(is_correct(nothing_right, answer) for answer in ("a", "b", None, []))


@given(st.lists(st.sampled_from(["a", "b", "c", "x", "", None]), min_size=11, max_size=11), st.integers(1, 11))
def test_points_are_the_right_answers_and_no_more(chosen, pass_mark):
    found = grade(TEST, dict(zip([q.key for q in TEST], chosen, strict=True)), pass_mark)
    assert found.points == chosen.count("a")
    assert found.points + len(found.wrong) == found.maximum == 11
    assert found.passed is (chosen.count("a") >= pass_mark)


@given(st.permutations(TEST), st.lists(st.sampled_from(["a", "b", None]), min_size=11, max_size=11))
def test_the_order_of_the_questions_changes_no_grade(shuffled, chosen):
    answers = dict(zip([q.key for q in TEST], chosen, strict=True))
    assert grade(shuffled, answers, 8).points == grade(TEST, answers, 8).points


@given(st.integers(), st.integers(0, 15))
def test_drawing_takes_so_many_questions_each_once_with_all_their_options(seed, count):
    drawn = draw(TEST, count, random.Random(seed))
    assert len(drawn) == min(count, 11)
    assert len({q.key for q in drawn}) == len(drawn)
    by_key = {q.key: q for q in TEST}
    assert all(sorted(q.options, key=str) == sorted(by_key[q.key].options, key=str) for q in drawn)
    assert drawn == draw(TEST, count, random.Random(seed))


def test_drawing_shuffles_questions_and_options():
    orders = {tuple(q.key for q in draw(TEST, 11, random.Random(seed))) for seed in range(20)}
    options = {tuple(o.key for o in draw([MULTI], 1, random.Random(seed))[0].options) for seed in range(20)}
    assert len(orders) > 10
    assert len(options) == 6


@pytest.mark.parametrize(
    ("question", "posted", "answer"),
    [
        (TEST[0], ["b"], "b"),
        (TEST[0], [], None),
        (TEST[0], [""], None),
        (TEST[0], ["b", "b"], "b"),
        (MULTI, ["c", "a"], ["a", "c"]),
        (MULTI, ["c", "c"], ["c"]),
        (MULTI, [], None),
        (TEXT, ["  hej  "], "hej"),
        (TEXT, ["a\r\nb\x00\x07"], "a\nb"),
        (TEXT, ["hej \ud83d"], "hej"),
        (TEXT, ["   "], None),
        (TEXT, ["😊 שלום"], "😊 שלום"),
    ],
)
def test_what_is_posted_becomes_an_answer(question, posted, answer):
    assert clean_answer(question, posted) == answer


@pytest.mark.parametrize(
    ("question", "posted", "code"),
    [
        (TEST[0], ["påhittat"], "unknown_option"),
        (TEST[0], ["a", "b"], "several_options"),
        (TEST[0], ["a", "påhittat"], "unknown_option"),
        (MULTI, ["a", "b", "c"], "too_many"),
        (MULTI, ["a", "x"], "unknown_option"),
        (TEXT, ["x" * 21], "too_long"),
    ],
)
def test_what_a_question_cannot_take_is_refused(question, posted, code):
    with pytest.raises(InvalidAnswer) as refused:
        clean_answer(question, posted)
    assert (refused.value.code, refused.value.question) == (code, question)


@given(st.text())
def test_kept_text_has_no_control_characters_and_is_clean_already(text):
    kept = clean_text(text)
    assert "\x00" not in kept
    assert "\r" not in kept
    assert clean_text(kept) == kept


@given(st.lists(st.text(max_size=5), max_size=5))
def test_whatever_is_posted_is_an_answer_of_the_question_or_refused(posted):
    try:
        answer = clean_answer(MULTI, posted)
    except InvalidAnswer:
        return
    assert answer is None or set(answer) <= MULTI.option_keys


def test_a_question_from_a_package_is_the_one_that_was_written():
    data = {
        "key": "q1",
        "version": 3,
        "kind": SINGLE,
        "text": "?",
        "options": [{"key": "a", "text": "A", "correct": True}],
    }
    found = question_from(data, 4)
    assert (found.key, found.version, found.number, found.correct_keys, found.correct_count) == ("q1", 3, 4, {"a"}, 1)
