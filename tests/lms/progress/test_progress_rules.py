"""Status, chapter done, what is left and why, diploma due, and where "Fortsätt" goes: tables at the edges, and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules import FIXED, FREE, Chapter, Course, CourseSettings, Exercise
from lms.progress.rules import (
    ChapterState,
    DiplomaNeeds,
    Left,
    LeftKind,
    Progress,
    ResumeKind,
    Status,
    chapters,
    diploma_needs,
    may_take_test,
    resume,
    status,
)
from quizzes.rules import Option, Question

YES_NO = (Option("1", "Ja", correct=True), Option("2", "Nej"))


def question(key, number=0, *, required=True):
    return Question(key=key, version=1, kind="single", text=key, options=YES_NO, required=required, number=number)


def make_course(*, order=FREE, waits=True, needs_chapters=True, needs_evaluation=True, count=2):
    made = tuple(
        Chapter(
            key=f"k{n}", slug=f"kapitel-{n}", title=f"Kapitel {n}", minutes=20, summary="", films=(),
            exercises=(Exercise(f"k{n}-o1", "Övning", "", (question(f"r{2 * n - 1}", 2 * n - 1), question(f"r{2 * n}", 2 * n, required=False))),),
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    settings = CourseSettings(
        access="link", chapter_order=order, test_waits=waits, diploma_needs_chapters=needs_chapters,
        diploma_needs_evaluation=needs_evaluation, pass_mark=1, question_count=1, method_book_open=False,
        min_group_size=5, retention_months=24,
    )  # fmt: skip
    return Course(
        slug="kurs", title="Kurs", minutes=60, chapters=made, test=(question("q1"),),
        evaluation=Exercise("utvardering", "Utvärdering", "", (question("e1", 1),)), settings=settings,
    )  # fmt: skip


COURSE = make_course()
ALL_READ = frozenset({"k1", "k2"})
ALL_GIVEN = frozenset({"k1-o1", "k2-o1"})
DONE = Progress(chapters_opened=ALL_READ, chapters_read=ALL_READ, exercises_given=ALL_GIVEN)


@pytest.mark.parametrize(
    ("opened", "handed_in", "passed", "expected"),
    [
        (False, False, False, Status.NOT_STARTED),
        (True, False, False, Status.INCOMPLETE),
        (True, True, False, Status.FAILED),
        (True, True, True, Status.PASSED),
        (False, True, False, Status.FAILED),
        (False, False, True, Status.PASSED),
    ],
)
def test_status_is_one_of_four(opened, handed_in, passed, expected):
    assert status(opened_anything=opened, handed_in=handed_in, passed=passed) is expected


@given(opened=st.booleans(), handed_in=st.booleans())
def test_a_pass_is_never_taken_away(opened, handed_in):
    assert status(opened_anything=opened, handed_in=handed_in, passed=True) is Status.PASSED


@pytest.mark.parametrize(
    "fact", [{"chapters_opened": frozenset({"k1"})}, {"exercises_opened": frozenset({"k1-o1"})}, {"test_opened": True}]
)
def test_anything_opened_is_a_start(fact):
    assert Progress(**fact).status is Status.INCOMPLETE


def test_a_film_on_the_front_door_is_no_start():
    assert Progress(film_seconds={"film": 12}).status is Status.NOT_STARTED


def test_a_chapter_is_done_when_it_is_read_and_its_exercises_are_given():
    states = chapters(
        COURSE, Progress(chapters_opened=ALL_READ, chapters_read=frozenset({"k1"}), exercises_given=ALL_GIVEN)
    )
    assert [state.state for state in states] == [ChapterState.DONE, ChapterState.OPENED]
    assert states[1].left == (Left(LeftKind.READ, "kapitlets-slut"),)


def test_what_is_left_names_the_question_that_has_no_answer():
    begun = Progress(chapters_opened=ALL_READ, exercises_opened=frozenset({"k2-o1"}))
    assert chapters(COURSE, begun, frozenset({"r4"}))[1].left[0] == Left(LeftKind.QUESTION, "fraga-r3", 3, "Övning")


def test_an_exercise_not_begun_is_named_as_a_whole():
    assert chapters(COURSE, Progress())[0].left[0] == Left(LeftKind.EXERCISE, "ovning-k1-o1", 0, "Övning")


def test_an_exercise_with_every_answer_still_has_to_be_given():
    begun = Progress(chapters_opened=ALL_READ, exercises_opened=frozenset({"k1-o1"}))
    assert chapters(COURSE, begun, frozenset({"r1"}))[0].left[0].kind is LeftKind.EXERCISE


def test_in_a_fixed_order_a_chapter_waits_for_the_one_before():
    states = chapters(make_course(order=FIXED), Progress())
    assert [state.state for state in states] == [ChapterState.NOT_OPENED, ChapterState.LOCKED]


def test_what_was_opened_before_the_order_was_fixed_stays_open():
    states = chapters(make_course(order=FIXED), Progress(chapters_opened=frozenset({"k2"})))
    assert states[1].state is ChapterState.OPENED


def progresses(count=3):
    keys = st.frozensets(st.sampled_from([f"k{n}" for n in range(1, count + 1)]))
    given_keys = st.frozensets(st.sampled_from([f"k{n}-o1" for n in range(1, count + 1)]))
    return st.builds(
        Progress,
        chapters_opened=keys,
        chapters_read=keys,
        exercises_opened=given_keys,
        exercises_given=given_keys,
        test_opened=st.booleans(),
        test_handed_in=st.booleans(),
        test_passed=st.booleans(),
        evaluation_given=st.booleans(),
        last_chapter=st.sampled_from(["", "k1", "k2", "k3", "borta"]),
        last_anchor=st.sampled_from(["", "ovning-k1-o1", "film-k2"]),
    )


answers = st.frozensets(st.sampled_from([f"r{n}" for n in range(1, 7)]))


@given(progresses(), answers, st.sampled_from([FREE, FIXED]))
def test_a_chapter_is_done_exactly_when_nothing_is_left(progress, answered, order):
    for state in chapters(make_course(order=order, count=3), progress, answered):
        assert state.done == (state.left == ())


@given(progresses(), answers)
def test_reading_and_giving_more_never_undoes_a_chapter(progress, answered):
    course = make_course(count=3)
    before = chapters(course, progress, answered)
    everything = Progress(
        chapters_opened=frozenset({"k1", "k2", "k3"}),
        chapters_read=progress.chapters_read | {"k1"},
        exercises_given=progress.exercises_given | {"k1-o1"},
    )
    after = chapters(course, everything, answered)
    assert all(later.done for earlier, later in zip(before, after, strict=True) if earlier.done)


@pytest.mark.parametrize(
    ("waits", "progress", "expected"),
    [
        (True, Progress(), False),
        (True, Progress(chapters_read=ALL_READ), False),
        (True, DONE, True),
        (False, Progress(), True),
        (True, Progress(test_handed_in=True), True),
    ],
)
def test_the_test_waits_for_all_chapters_if_the_course_says_so(waits, progress, expected):
    course = make_course(waits=waits)
    assert may_take_test(course, chapters(course, progress), progress) is expected


def test_a_course_without_questions_has_no_test():
    course = Course(**{**vars(COURSE), "test": ()})
    assert may_take_test(course, chapters(course, DONE), DONE) is False


@given(progresses(), st.booleans(), st.booleans())
def test_a_diploma_is_due_exactly_when_nothing_it_asks_for_is_missing(progress, needs_chapters, needs_evaluation):
    course = make_course(needs_chapters=needs_chapters, needs_evaluation=needs_evaluation, count=3)
    states = chapters(course, progress)
    needs = diploma_needs(course, states, progress)
    assert (DiplomaNeeds.TEST in needs) == (not progress.test_passed)
    assert (DiplomaNeeds.CHAPTERS in needs) == (needs_chapters and not all(state.done for state in states))
    assert (DiplomaNeeds.EVALUATION in needs) == (needs_evaluation and not progress.evaluation_given)


def going_on(progress, answered=frozenset(), course=COURSE):
    there = resume(course, chapters(course, progress, answered), progress)
    return there.kind, there.chapter and there.chapter.key, there.anchor


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(), (ResumeKind.CHAPTER, "k1", "")),
        (Progress(chapters_opened=ALL_READ, last_chapter="k2", last_anchor="film-k2"), (ResumeKind.CHAPTER, "k2", "film-k2")),
        (
            Progress(chapters_opened=ALL_READ, exercises_given=frozenset({"k2-o1"}), last_chapter="k2", last_anchor="ovning-k2-o1"),
            (ResumeKind.CHAPTER, "k2", "ovning-k2-o1-slut"),
        ),
        (DONE, (ResumeKind.TEST, None, "")),
        (Progress(**{**vars(DONE), "test_passed": True}), (ResumeKind.EVALUATION, None, "")),
        (Progress(**{**vars(DONE), "test_passed": True, "evaluation_given": True}), (ResumeKind.DIPLOMA, None, "")),
    ],
)  # fmt: skip
def test_going_on_leads_to_where_the_learner_stopped_or_to_what_comes_next(progress, expected):
    assert going_on(progress) == expected


@given(progresses(), answers, st.sampled_from([FREE, FIXED]))
def test_going_on_never_leads_to_a_locked_chapter(progress, answered, order):
    course = make_course(order=order, count=3)
    states = chapters(course, progress, answered)
    there = resume(course, states, progress)
    assert there.chapter is None or not next(s for s in states if s.chapter == there.chapter).locked
