"""A real browser against a real server: the course, a link to it, and somebody's steps through it."""

import pytest
from django.core.cache import caches
from django.test import Client

from lms.accounts.models import Organisation, OrganisationKind
from lms.enrolment.models import CourseLink
from tests.e2e.journey import ByTouch, Journey
from tests.e2e.keyboard import ByKeyboard
from tests.e2e.writing import CHAPTER, Writing
from tests.factories import enrolled


@pytest.fixture(autouse=True)
def nobody_was_here():
    """Limits and rendered chapters are kept in the process, which the live server shares."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def link(vta):
    """Linköpings kommun's link to VTA, taken through SCÖ."""
    return link_to(vta)


@pytest.fixture
def short_link(course):
    """The same for the short course."""
    return link_to(course)


def link_to(course):
    forbund = Organisation.objects.create(
        name="Samordningsförbundet Centrala Östergötland", slug="sco", kind=OrganisationKind.FINSAM
    )
    kommun = Organisation.objects.create(name="Linköpings kommun", slug="linkoping", kind=OrganisationKind.MUNICIPALITY)
    kommun.parents.add(forbund)
    return CourseLink.objects.create(course=course, organisation=kommun, via=forbund)


@pytest.fixture
def log_in(context, live_server):
    """log_in(user): the browser (or another context) is that person's from now on."""

    def log_in_there(user, there=context):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        there.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return log_in_there


@pytest.fixture
def amira(course, log_in):
    """Somebody enrolled in the short course, in the browser: her enrolment."""
    enrolment = enrolled(course)
    log_in(enrolment.user)
    return enrolment


@pytest.fixture
def writing(journey, amira):
    """The chapter with its free text, open."""
    journey.go(CHAPTER)
    return Writing(journey.page)


@pytest.fixture
def journey(page, live_server):
    """Somebody with a browser. Every refused script, style or request in it fails the test."""
    yield from walked(Journey(page, live_server.url))


@pytest.fixture
def by_touch(page, live_server):
    """The same on a small screen; a page too wide, or with what to do out of view, fails the test too."""
    yield from walked(ByTouch(page, live_server.url))


@pytest.fixture
def by_keyboard(page, live_server):
    """The same with the keys alone; a focus that cannot be seen fails the test too."""
    yield from walked(ByKeyboard(page, live_server.url))


def walked(walk):
    yield walk
    for page in walk.page.context.pages:
        page.goto("about:blank")
        page.wait_for_timeout(150)  # what a page says when it is left is said before the database goes
    assert walk.complaints == [], "\n".join(walk.complaints)
