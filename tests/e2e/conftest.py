"""A real browser against a real server: the course, a link to it, and somebody's steps through it."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client

from content.models import CoursePage
from lms.accounts.models import Organisation, OrganisationKind
from lms.enrolment.models import CourseLink
from tests import database
from tests.e2e.journey import ByTouch, Journey
from tests.e2e.keyboard import ByKeyboard

HELD_BY_THE_PROCESS = {}  # package folder → the database with that course and nothing else


@pytest.fixture
def load(transactional_db, tmp_path_factory):
    """Loads a package as ./start does, really committed. Each process does it once; then the database is copied."""
    for cache in caches.all():
        cache.clear()

    def load_package(path):
        here = Path(connection.settings_dict["NAME"])
        if path in HELD_BY_THE_PROCESS:
            database.copy(HELD_BY_THE_PROCESS[path], here)
        else:
            call_command("load_course", str(path), verbosity=0)
            if connection.vendor == "sqlite":
                HELD_BY_THE_PROCESS[path] = tmp_path_factory.mktemp("course") / "loaded.sqlite3"
                database.copy(here, HELD_BY_THE_PROCESS[path])
        return Loaded(CoursePage.objects.get())

    return load_package


class Loaded:
    """What tests/fixtures_content.py wants of an import."""

    def __init__(self, course):
        self.course = course


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
def journey(page, live_server):
    """Somebody with a browser. Every refused script, style or request in it fails the test."""
    yield from walked(Journey(page, live_server.url))


@pytest.fixture
def by_touch(page, live_server):
    """The same on a small screen; a page that scrolls sideways fails the test too."""
    yield from walked(ByTouch(page, live_server.url))


@pytest.fixture
def by_keyboard(page, live_server):
    """The same with the keys alone; a focus that cannot be seen fails the test too."""
    yield from walked(ByKeyboard(page, live_server.url))


def walked(walk):
    yield walk
    walk.page.goto("about:blank")
    walk.page.wait_for_timeout(150)  # what a page says when it is left is said before the database goes
    assert walk.complaints == []
