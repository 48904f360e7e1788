"""What is looked at before anything runs: that a demo stays a demo, and whether PDF can be made."""

import ctypes
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's own name
from django.db import connections

from lms.accounts.models import User
from lms.demo.queries import foreign_accounts
from lms.demo.rules import is_loopback

# The names under which systems know Pango; the same as WeasyPrint tries.
PANGO: Final = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "libpango-1.0-0", "pango-1.0")


@register(Tags.security)
def demo_stays_on_this_machine(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """A demo lets anyone become anyone: it must not be reachable from outside."""
    if not settings.DEMO:
        return []
    outside = [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)]
    base = urlsplit(settings.BASE_URL).hostname or ""
    if base and not is_loopback(f"[{base}]" if ":" in base else base):
        outside.append(settings.BASE_URL)
    if not outside:
        return []
    text = f"Demo mode (DEMO) runs on this machine alone, but ALLOWED_HOSTS or BASE_URL names {', '.join(outside)}."
    return [Error(text, hint="Turn DEMO off, or leave ALLOWED_HOSTS and BASE_URL unset.", id="lms.E001")]


@register(Tags.database)
def demo_has_no_real_people(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A demo lets anyone become anyone: nobody real may be in its database."""
    if not settings.DEMO or "default" not in (databases or ()):
        return []
    if User._meta.db_table not in connections["default"].introspection.table_names():  # noqa: SLF001 - Django documents it
        return []  # before the first migration
    foreign = foreign_accounts().count()
    if not foreign:
        return []
    text = f"Demo mode (DEMO) does not run beside real people: {foreign} accounts are outside example.org."
    return [Error(text, hint="Turn DEMO off, or give the demo a DATA_DIR or DATABASE_URL of its own.", id="lms.E002")]


@register(Tags.compatibility)
def pdf_can_be_made(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Without Pango the site runs; diplomas are printed from the browser."""
    if any(map(_loads, PANGO)):
        return []
    return [Warning("Pango is not installed: diplomas and method books are not made as PDF.", id="lms.W001")]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
