"""Courses for tests: `course` is the small package in tests/packages/mini, `vta` the whole VTA course.

Loaded as a person would load them, with the edition frozen as after a commit. `editor` is somebody who may edit them and
is no superuser.
"""

from pathlib import Path

import pytest

from tests.snapshots import Snapshots

ROOT = Path(__file__).parents[1]
MINI = ROOT / "tests" / "packages" / "mini"
VTA = ROOT / "courses" / "vta"


@pytest.fixture
def load(db, django_capture_on_commit_callbacks):
    """Loads a package and lets what waits for the commit happen."""
    from content.importer.actions import import_course

    def load_package(path, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return import_course(path=path, **options)

    return load_package


@pytest.fixture(scope="session")
def _snapshots():
    """The rows each package made, kept for the next test that asks for it."""
    return Snapshots()


@pytest.fixture
def course(load, _snapshots):
    """The small course: chapters k1 and k2, questions r1–r4, q1–q3 (pass mark 2), e1, e2 and e-fritext."""
    return _course("mini", _snapshots, lambda: load(MINI))


@pytest.fixture
def vta(load, _snapshots):
    """VTA, all of it: seven chapters, 20 + 11 + 6 questions."""
    return _course("vta", _snapshots, lambda: load(VTA))


def _course(slug, snapshots, load):
    from django.core.files.storage import default_storage
    from wagtail.models import Site

    from content.models import CoursePage
    from media.models import Film

    snapshots.put_back(slug) or snapshots.take(slug, load)
    film = Film.objects.filter(key__startswith=slug).first()
    if film and not default_storage.exists(film.file.name):  # the test has a folder of its own for files
        load()
    Site.clear_site_root_paths_cache()
    return CoursePage.objects.get(slug=slug)


@pytest.fixture
def editor(course):
    """An editor, by nothing but the group."""
    from django.contrib.auth.models import Group

    from content.actions import EDITORS
    from lms.accounts.models import User

    user = User.objects.create_user("redaktor@example.org", "Ellen Redaktör")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user
