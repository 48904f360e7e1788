"""What every test shares: Chromium, and rows that migrations made. More fixtures stand in tests/<area>/conftest.py."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests import database

# No test fails on a clock: two processes share two cores here.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")
# Playwright's synchronous API keeps an event loop in the thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.fixtures_content"]  # course, vta, editor

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marks browser tests before `-m` chooses, and sees to it that a test that empties the database harms no other.

    Such tests run last, and begin with the rows that migrations made: Wagtail's root page, site and language.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if _is_transactional(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    yield
    items.sort(key=_is_transactional)


@pytest.fixture(scope="session")
def _waiting_for_the_database():
    """Held from the look for a migrated database until there is one."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def _migrated(pytestconfig):
    """Where the migrated database is, or is to be."""
    return database.template(pytestconfig.cache.mkdir("database"))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, _migrated, _waiting_for_the_database, pytestconfig):
    """On SQLite the run's own database file begins as a copy of a migrated one, where there is one (tests/database.py)."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return pytestconfig.getvalue("reuse_db")
    _waiting_for_the_database.enter_context(database.alone(_migrated.parent))
    if _migrated.exists():
        database.copy(_migrated, Path(connection.settings_dict["TEST"]["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _migrated, _waiting_for_the_database):
    """Keeps the migrated database for other runs, and its rows for every connection.

    Beside Playwright's event loop Django opens new connections: they too must know what a test that empties the
    database begins with.
    """
    from django.db import connection, connections

    for each in connections.all():
        if hasattr(each, "_test_serialized_contents"):
            type(each)._test_serialized_contents = each._test_serialized_contents
    if connection.vendor == "sqlite":
        if not _migrated.exists():
            database.keep(Path(connection.settings_dict["NAME"]), _migrated)
        _waiting_for_the_database.close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """An installed Chromium, quiet: nothing of it calls home."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not found:
        pytest.fail("No Chromium found; install it (apt-get install chromium) or run ./test --no-browser.")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": [*quiet, *as_root, "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """People here read Swedish and live in Swedish time."""
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture(scope="session")
def base_url():
    """No address but the live server's. (pytest-playwright's own fixture of that name is written in a way pytest warns of.)"""
