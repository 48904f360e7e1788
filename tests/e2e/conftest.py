"""The real VTA course, a course link, and a reader's steps through it."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from content.models import CoursePage
from lms.accounts.models import Organisation, OrganisationKind
from lms.enrolment.models import CourseLink
from tests.e2e.journey import Journey


@pytest.fixture
def vta(transactional_db, settings):
    """The whole VTA course, loaded as ./start loads it."""
    call_command("load_course", "courses/vta", verbosity=0)
    course = CoursePage.objects.get(slug="vta")
    assert course.first_published_at <= timezone.now()
    return course


@pytest.fixture
def link(vta):
    """Linköpings kommun's link to the course, taken through SCÖ."""
    forbund = Organisation.objects.create(
        name="Samordningsförbundet Centrala Östergötland", slug="sco", kind=OrganisationKind.FINSAM
    )
    kommun = Organisation.objects.create(name="Linköpings kommun", slug="linkoping", kind=OrganisationKind.MUNICIPALITY)
    kommun.parents.add(forbund)
    return CourseLink.objects.create(course=vta, organisation=kommun, via=forbund)


@pytest.fixture
def journey(page, live_server):
    """Somebody with a browser. Every refused script, style or request in it fails the test."""
    walk = Journey(page, live_server.url)
    yield walk
    assert walk.complaints == []
