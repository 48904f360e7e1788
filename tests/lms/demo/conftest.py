"""The demo, loaded once for all tests of a module and rolled back after them."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from content.actions import freeze_edition
from content.importer.actions import import_course
from content.models import CoursePage
from content.queries import current_edition
from lms.demo.actions import load_demo
from tests.fixtures_content import VTA


@contextmanager
def for_a_while():
    """A transaction around several tests; each of them has one of its own within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def load_vta():
    """The VTA course, its edition frozen as after a commit."""
    import_course(path=VTA)
    freeze_edition(course=CoursePage.objects.get(slug="vta"))
    return current_edition("vta")


@pytest.fixture(scope="module")
def course(django_db_setup, django_db_blocker):
    """VTA as frozen values."""
    with django_db_blocker.unblock(), for_a_while():
        return load_vta().course


@pytest.fixture(scope="module")
def said():
    """What loading the demo has said."""
    return []


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, said):
    """The demo cohort. Gives the course page."""
    with django_db_blocker.unblock(), for_a_while():
        edition = load_vta()
        load_demo(say=said.append)
        yield CoursePage.objects.get(pk=edition.course_id)


@pytest.fixture
def in_demo(settings):
    """Demo mode."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "lms.demo.mail.DemoMailBackend"


@pytest.fixture
def visitor(in_demo, client):
    """A browser on this machine, in demo mode."""
    client.defaults["HTTP_HOST"] = "127.0.0.1:8000"
    return client
