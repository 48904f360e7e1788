"""A course taker of the small course, by their organisation's link."""

import json
import shutil

import pytest
from django.core.cache import caches

from lms.accounts.models import Organisation, User
from lms.enrolment.actions import enrol_by_link
from lms.enrolment.models import CourseLink
from tests.fixtures_content import MINI


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test meets what another has rendered."""
    caches["published"].clear()


@pytest.fixture
def link(course):
    forbund = Organisation.objects.create(name="Förbundet", slug="forbundet", kind="finsam")
    kommun = Organisation.objects.create(name="Kommunen", slug="kommunen", kind="kommun")
    return CourseLink.objects.create(course=course, organisation=kommun, via=forbund)


@pytest.fixture
def amira(link):
    """Amira's enrolment."""
    return enrol_by_link(user=User.objects.create_user("amira@example.org", "Amira Lindqvist"), link=link)


@pytest.fixture
def learner_client(client, amira):
    """Amira's browser."""
    client.force_login(amira.user)
    return client


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """What an editor's click does: changes a page and publishes it."""

    def change(page, **values):
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return change


@pytest.fixture
def course_of(load, tmp_path):
    """The small course with as many chapters as asked for: each like the second, with an exercise of its own."""

    def make(chapters):
        folder = tmp_path / f"{chapters}"
        shutil.copytree(MINI, folder)
        course = json.loads((folder / "course.json").read_text())
        chapter = course["chapters"][0]
        body = json.loads((folder / "chapters" / "k1.json").read_text())
        question = course["reflection_questions"][0]
        course["chapters"], course["reflection_questions"], course["quiz"]["questions"] = [], [], []
        course["quiz"]["question_count"] = 0
        for path in (folder / "chapters").iterdir():
            path.unlink()
        for n in range(1, chapters + 1):
            key, asked = f"k{n}", [f"r{n}{letter}" for letter in "abc"]
            course["chapters"].append(
                chapter | {"id": key, "title": f"Kapitel nummer {n}", "reflection_questions": asked}
            )
            course["reflection_questions"] += [question | {"id": name, "chapter": key} for name in asked]
            exercise = {"key": f"{key}-o1", "title": f"Övning {n}", "intro": "", "questions": asked}
            blocks = [block for block in body["body"] if block["type"] != "exercise"]
            new = {"id": key, "slug": f"kapitel-{n}", "body": [*blocks, {"type": "exercise", "value": exercise}]}
            (folder / "chapters" / f"{key}.json").write_text(json.dumps(new))
            for suffix in ("mp4", "vtt", "jpg"):
                if n > 1:
                    shutil.copy(folder / "films" / f"k1.{suffix}", folder / "films" / f"{key}.{suffix}")
        del course["quiz"]["pass_mark"]
        (folder / "course.json").write_text(json.dumps(course))
        return load(folder).course

    return make
