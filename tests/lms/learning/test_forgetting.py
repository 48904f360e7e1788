"""What is kept about people goes when the promised time is over; diplomas and released figures stay."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from lms.accounts.models import Role, RoleAssignment, User
from lms.audit.models import AuditEntry
from lms.diplomas.models import Diploma, MethodBook
from lms.enrolment.models import Enrolment
from lms.enrolment.rules import is_over
from lms.learning.actions import forget_learners
from lms.progress.models import Place
from lms.reflections.models import Draft, GivenAnswer
from lms.results.models import Attempt
from tests import factories

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=31 * 24)


def age(enrolment, by):
    """Makes everything the person last did that much older."""
    then = timezone.now() - by
    Enrolment.objects.filter(pk=enrolment.pk).update(created_at=then)
    User.objects.filter(pk=enrolment.user_id).update(last_login=then)
    Place.objects.filter(enrolment=enrolment).update(updated_at=then)


def test_nobody_is_forgotten_before_the_time(course):
    enrolment = factories.enrolled(course)
    age(enrolment, YEARS - timedelta(hours=1))
    assert forget_learners() == 0


def test_who_was_here_lately_is_kept_however_old_the_enrolment(course):
    enrolment = factories.enrolled(course)
    age(enrolment, 2 * YEARS)
    User.objects.filter(pk=enrolment.user_id).update(last_login=timezone.now())
    assert forget_learners() == 0
    age(enrolment, 2 * YEARS)
    Place.objects.create(enrolment=enrolment, chapter_key="k1")
    assert forget_learners() == 0


def test_everything_goes_but_the_diploma(course, django_capture_on_commit_callbacks):
    enrolment = factories.enrolled(course, name="Amira Lindqvist")
    kept = factories.enrolled(course, name="Bo Ek")
    diploma = factories.diploma_of(enrolment)
    file = storages["private"].save("method-books/x.pdf", ContentFile(b"x"))
    MethodBook.objects.create(edition_id=diploma.edition_id, enrolment=enrolment, file=file)
    age(enrolment, YEARS + timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_learners() == 1
    assert Enrolment.objects.get() == kept
    assert [model.objects.count() for model in (Attempt, Draft, GivenAnswer, MethodBook)] == [0, 0, 0, 0]
    assert not User.objects.filter(name="Amira Lindqvist").exists()
    assert not storages["private"].exists(file)
    diploma = Diploma.objects.get()
    assert (diploma.name, diploma.user) == ("Amira Lindqvist", None)
    assert AuditEntry.objects.filter(verb="learner_forgotten").count() == 1


def test_an_organisations_own_time_goes_first(course):
    link = factories.link_to(course, factories.kommun(retention_months=6))
    enrolment = factories.enrolled(course, link=link)
    age(enrolment, timedelta(days=31 * 6 + 1))
    assert forget_learners() == 1


def test_a_self_chosen_organisations_time_was_not_promised(course):
    enrolment = factories.enrolled_openly(course, factories.kommun(retention_months=6))
    age(enrolment, timedelta(days=31 * 6 + 1))
    assert forget_learners() == 0


def test_who_has_a_role_keeps_the_account(course):
    enrolment = factories.enrolled(course)
    RoleAssignment.objects.create(user=enrolment.user, role=Role.TRAINER, starts_on=timezone.localdate())
    age(enrolment, 2 * YEARS)
    assert forget_learners() == 1
    assert User.objects.filter(pk=enrolment.user_id).exists()


def test_a_month_is_never_counted_short():
    now = timezone.now()
    assert not is_over(now - timedelta(days=31), 1, now)
    assert is_over(now - timedelta(days=31, seconds=1), 1, now)
