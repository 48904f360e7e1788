"""Attempts: one open at a time, graded once, frozen as they happened."""

import pytest

from content.models import CourseEdition
from lms.audit.models import AuditEntry
from lms.progress.queries import progress_of
from lms.progress.rules import Status
from lms.results.actions import save_answers, start_attempt, submit_attempt
from lms.results.models import Attempt
from lms.results.queries import asked, attempts_of, grade_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def amira(course):
    return factories.enrolled(course)


def all_right(attempt):
    return {q.key: factories.right_answer(q) for q in asked(attempt)}


def test_starting_twice_gives_the_same_attempt(amira):
    assert factories.open_attempt(amira) == factories.open_attempt(amira)
    assert Attempt.objects.count() == 1


def test_an_attempt_keeps_what_was_asked_and_the_pass_mark_of_that_day(amira):
    attempt = factories.open_attempt(amira)
    assert {data["key"] for data in attempt.questions} == {"q1", "q2", "q3"}
    assert (attempt.number, attempt.pass_mark, attempt.maximum, attempt.points) == (1, 2, 3, None)
    assert attempt.edition == CourseEdition.objects.get()
    assert {q.key: q.correct_keys for q in asked(attempt)} == {"q1": {"q1a"}, "q2": {"q2a"}, "q3": {"q3a", "q3c"}}


def test_answers_are_drafts_until_handed_in(amira):
    attempt = factories.open_attempt(amira)
    save_answers(attempt_uuid=attempt.uuid, answers={"q1": "q1b"})
    save_answers(attempt_uuid=attempt.uuid, answers={"q2": "q2a"})
    attempt.refresh_from_db()
    assert attempt.answers == {"q1": "q1b", "q2": "q2a"}
    assert (attempt.points, progress_of(amira).status) == (None, Status.INCOMPLETE)


@pytest.mark.parametrize(
    ("right", "status"), [(0, Status.FAILED), (1, Status.FAILED), (2, Status.PASSED), (3, Status.PASSED)]
)
def test_handing_in_grades_and_tells_progress(amira, right, status):
    attempt = factories.hand_in(amira, right)
    assert (attempt.points, attempt.passed) == (right, status is Status.PASSED)
    assert progress_of(amira).status is status
    assert AuditEntry.objects.filter(verb="test_passed").count() == (status is Status.PASSED)


def test_handing_in_again_changes_nothing(amira):
    first = factories.hand_in(amira, 2)
    again = submit_attempt(attempt_uuid=first.uuid, answers=all_right(first))
    assert (again.points, again.submitted_at, again.answers) == (first.points, first.submitted_at, first.answers)
    save_answers(attempt_uuid=first.uuid, answers={"q1": "q1b"})
    first.refresh_from_db()
    assert first.answers == again.answers
    assert AuditEntry.objects.filter(verb="test_passed").count() == 1


def test_a_later_failure_takes_no_pass_away(amira):
    factories.hand_in(amira, 3)
    factories.hand_in(amira, 0)
    assert progress_of(amira).status is Status.PASSED
    assert [attempt.number for attempt in attempts_of(amira)] == [2, 1]


def test_the_order_differs_between_attempts(amira):
    orders = set()
    for _ in range(12):
        attempt = factories.open_attempt(amira)
        orders.add(tuple((q.key, tuple(o.key for o in q.options)) for q in asked(attempt)))
        factories.hand_in(amira, 0)
    assert len(orders) > 4


def test_changing_the_question_changes_no_attempt(amira, django_capture_on_commit_callbacks):
    from quizzes.models import Question

    attempt = factories.hand_in(amira, 3)
    with django_capture_on_commit_callbacks(execute=True):
        question = Question.objects.get(question_set__slug__contains="test", key="q1")
        question.text = "Vad är två plus två?"
        question.save()
        question.save_revision().publish()
    attempt.refresh_from_db()
    assert "Vad är ett plus ett?" in {q.text for q in asked(attempt)}
    assert grade_of(attempt).points == 3
    assert "Vad är två plus två?" in {q.text for q in asked(factories.open_attempt(amira))}


def test_a_course_may_ask_fewer_questions_than_it_has(amira, course, django_capture_on_commit_callbacks):
    course.question_count, course.pass_mark = 2, 1
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    attempt = start_attempt(enrolment=amira, edition=factories.edition_of(course))
    assert (attempt.maximum, attempt.pass_mark, len(attempt.questions)) == (2, 1, 2)
