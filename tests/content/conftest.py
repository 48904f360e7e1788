"""An editor at work, without a browser."""

import pytest

from content.models import ChapterPage
from tests.content.page_forms import body_of, edit_url, form_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def admin(client, editor):
    client.force_login(editor, backend=BACKEND)
    return client


@pytest.fixture
def chapter(course):
    return ChapterPage.objects.child_of(course).get(key="k1")


@pytest.fixture
def send(admin, django_capture_on_commit_callbacks):
    """Sends the page's form with changes, to save a draft or to publish."""

    def post(page, action="", **changes):
        data = form_of(admin, page)
        if isinstance(page, ChapterPage):
            data |= body_of(page)
        data |= changes
        if action:
            data[f"action-{action}"] = "1"
        with django_capture_on_commit_callbacks(execute=True):
            return admin.post(edit_url(page), data)

    return post
