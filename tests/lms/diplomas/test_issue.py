"""Issuing: one valid diploma a person and course, frozen as issued."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lms.audit.models import AuditEntry
from lms.diplomas.actions import NameMissing
from lms.diplomas.models import Diploma
from lms.diplomas.rules import is_well_formed
from lms.results.actions import start_attempt, submit_attempt
from lms.results.models import Attempt
from lms.results.queries import asked
from tests import factories
from tests.factories import issue


@pytest.fixture
def amira(course):
    return factories.enrolled(course, name="Amira Lindqvist")


@pytest.mark.django_db
def test_a_diploma_is_frozen_as_issued(amira, course):
    diploma = issue(amira)
    amira.user.name = "Amira Ny"
    amira.user.save()
    course.title, course.issuer = "Ny kurs", "Ny utfärdare"
    course.save()
    diploma.refresh_from_db()
    assert (diploma.name, diploma.course_title, diploma.issuer) == (
        "Amira Lindqvist", "Minikursen", "Samordningsförbundet Centrala Östergötland"
    )  # fmt: skip
    assert diploma.minutes == factories.edition_of(course).course.minutes
    assert diploma.issued_on == timezone.localdate()
    assert is_well_formed(diploma.number)
    assert diploma.edition_id == factories.edition_of(course).id


@pytest.mark.django_db
def test_issuing_again_gives_the_same_one(amira):
    assert issue(amira) == issue(amira)
    assert AuditEntry.objects.filter(verb="diploma_issued").count() == 1


@pytest.mark.django_db
def test_a_revoked_one_leaves_room_for_a_new(amira):
    first = issue(amira)
    Diploma.objects.update(revoked_at=timezone.now())
    second = issue(amira)
    assert first.number != second.number
    assert Diploma.objects.filter(revoked_at=None).get() == second


@pytest.mark.django_db
def test_two_valid_ones_are_refused_by_the_database(amira):
    diploma = issue(amira)
    diploma.pk, diploma.number = None, "ANNAT"
    with pytest.raises(IntegrityError, match=r"one_valid_diploma|UNIQUE"), transaction.atomic():
        diploma.save()


@pytest.mark.django_db
def test_nobody_without_a_name_gets_one(amira):
    amira.user.name = ""
    with pytest.raises(NameMissing):
        issue(amira)


def at_once(work, times=4):
    """Does the same several times at once, each on a connection of its own."""

    def alone(_):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_give_one_diploma(amira):
    numbers = at_once(lambda: issue(amira).number)
    assert len(set(numbers)) == 1
    assert Diploma.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_starting_and_handing_in_at_once_gives_one_attempt_and_one_grade(amira, course):
    edition = factories.edition_of(course)
    uuids = set(at_once(lambda: start_attempt(enrolment=amira, edition=edition).uuid))
    assert len(uuids) == 1
    attempt = Attempt.objects.get()
    answers = {q.key: factories.right_answer(q) for q in asked(attempt)}
    moments = at_once(lambda: submit_attempt(attempt_uuid=attempt.uuid, answers=answers).submitted_at)
    assert len(set(moments)) == 1
    assert AuditEntry.objects.filter(verb="test_passed").count() == 1
