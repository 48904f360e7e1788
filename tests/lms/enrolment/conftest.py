"""A course link, and its way in."""

import pytest

from tests import factories


@pytest.fixture
def link(course):
    return factories.link_to(course)


@pytest.fixture
def come_in(client, link, newest_code):
    """Takes the way in by the link as a person does: form, mail, code."""

    def walk(name="Amira Lindqvist", email="amira@example.org", *, browser=client, address=None):
        asked = browser.post(address or link.get_absolute_url(), {"name": name, "email": email})
        assert asked.status_code == 302, asked.content.decode()
        return browser.post(asked["Location"], {"code": newest_code()}, follow=True)

    return walk
