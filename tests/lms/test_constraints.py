"""Each named constraint is violated once: the database itself holds the rule. A constraint without a violation here fails."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from content.models import CourseEdition, CoursePage
from lms.accounts.models import Role, RoleAssignment, User
from lms.diplomas.models import Diploma, MethodBook
from lms.enrolment.models import Enrolment
from lms.progress.models import Step
from lms.reflections.models import Draft, GivenAnswer, GivenExercise
from lms.results.models import Attempt
from lms.summaries.models import Release
from quizzes.models import Question
from tests import factories

OURS = {"accounts", "content", "lms", "media", "quizzes"}


def again(model, **changed):
    """Saves a row a second time, with what else must differ."""
    row = model.objects.first()
    row.pk = None
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def role(**fields):
    RoleAssignment.objects.create(
        user=User.objects.first(), role=Role.TRAINER, starts_on=timezone.localdate(), **fields
    )


def release(**fields):
    course = CoursePage.objects.first()
    facts = {"question_key": "r1", "question_version": 1, "people": 5, "cut_at": timezone.now()}
    Release.objects.create(course=course, **facts | fields)


def an_open_attempt(**fields):
    return Attempt.objects.filter(submitted_at=None).update(**fields)


def same_question_again():
    question = Question.objects.first()
    type(question)(question_set=question.question_set, key=question.key, text="Igen?").save()


VIOLATIONS = {
    "user_email_unique_whatever_case": lambda: again(User, email=User.objects.first().email.upper()),
    "role_assigned_once": lambda: [role(), role()],
    "role_ends_after_it_starts": lambda: role(ends_on=timezone.localdate() - timedelta(days=1)),
    "one_valid_diploma_per_person_and_course": lambda: again(Diploma, number="K7MX-4T9A-PQWH"),
    "diploma_has_a_name": lambda: Diploma.objects.update(name=""),
    "one_method_book_per_edition": lambda: [
        MethodBook.objects.create(edition=CourseEdition.objects.first()) for _ in "12"
    ],
    "enrolled_once_per_course": lambda: again(Enrolment, uuid=uuid.uuid4()),
    "enrolment_by_link_has_its_path": lambda: Enrolment.objects.update(via=None),
    "step_once_per_enrolment": lambda: again(Step),
    "draft_once_per_question": lambda: again(Draft),
    "exercise_given_once": lambda: again(GivenExercise),
    "answer_given_once_per_question": lambda: again(GivenAnswer),
    "answer_promised_group_of_at_least_3": lambda: GivenAnswer.objects.update(min_group_size=2),
    "declined_answer_is_empty": lambda: GivenAnswer.objects.update(declined=True),
    "one_open_attempt_per_enrolment": lambda: again(
        Attempt, uuid=uuid.uuid4(), number=9, submitted_at=None, points=None
    ),
    "attempt_numbered_once": lambda: again(Attempt, uuid=uuid.uuid4(), submitted_at=timezone.now(), points=0),
    "points_within_maximum": lambda: Attempt.objects.exclude(submitted_at=None).update(points=99),
    "pass_mark_within_maximum": lambda: Attempt.objects.update(pass_mark=99),
    "attempt_has_points_when_submitted": lambda: an_open_attempt(submitted_at=timezone.now()),
    "release_of_at_least_3_people": lambda: release(people=2),
    "release_node_has_its_path": lambda: release(organisation=factories.kommun()),
    "course_min_group_size_at_least_3": lambda: CoursePage.objects.update(min_group_size=2),
    "course_pass_mark_within_test": lambda: CoursePage.objects.update(pass_mark=99),
    "course_edition_content_unique": lambda: again(CourseEdition),
    "question_key_unique_in_set": same_question_again,
}


def test_every_named_constraint_has_its_violation():
    named = {c.name for m in apps.get_models() if m._meta.app_label in OURS for c in m._meta.constraints}
    assert named == set(VIOLATIONS)


@pytest.fixture
def everything(course):
    """Rows of every kind: a learner with a diploma, and an attempt begun after it."""
    enrolment = factories.enrolled(course)
    factories.diploma_of(enrolment)
    factories.open_attempt(enrolment)


@pytest.mark.django_db
def test_the_database_refuses_each_violation(everything):
    """One test for all: the rows take longer to make than the violations."""
    for name, violate in VIOLATIONS.items():
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            violate()
        # SQLite names columns for some unique constraints; PostgreSQL always names the constraint.
        if connection.vendor == "postgresql" or "CHECK" in str(refused.value):
            assert name in str(refused.value)
        else:
            assert "UNIQUE" in str(refused.value), name
