"""A course taker in the middle of VTA, and the site called as a web server calls it."""

import io
import sys

import pytest
from django.test import Client
from django.test.client import ClientHandler

from content.models import ChapterPage
from tests import factories


@pytest.fixture
def session(vta):
    """A course taker with three chapters done: the session's cookie."""
    enrolment = factories.enrolled(vta)
    factories.do_chapters(enrolment, 3)
    client = Client()
    client.force_login(enrolment.user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


@pytest.fixture
def chapter(vta):
    """The address of the fourth chapter."""
    return f"/vta/{ChapterPage.objects.child_of(vta).order_by('path')[3].slug}/"


@pytest.fixture
def ask(session):
    """ask(address): the page as bytes, from the cookie to the last middleware."""
    handler = ClientHandler()

    def get(address: str) -> bytes:
        answer = handler(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": address,
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "HTTP_COOKIE": f"sessionid={session}",
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": sys.stderr,
            }
        )
        assert answer.status_code == 200, address
        return answer.content

    return get
