"""Pages about the site itself: its two statements, its health, and what is shown when a request cannot be understood."""

from datetime import date
from typing import Final

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.models import CoursePage

# When the accessibility statement was last gone through, beside the site itself. Change both dates when you do.
ASSESSED_ON: Final = date(2026, 11, 22)
STATEMENT_UPDATED_ON: Final = date(2026, 11, 22)


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """What DOS-lagen asks for: how accessible the site is, what is not, how we know, and where to complain."""
    context = {"courses": live_courses(), "assessed_on": ASSESSED_ON, "updated_on": STATEMENT_UPDATED_ON}
    return render(request, "statements/accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored about a course taker, why, for how long and who sees it: from the settings the system acts on."""
    return render(request, "statements/privacy.html", {"courses": live_courses()})


def live_courses() -> list[CoursePage]:
    """The published courses, in their order on the front door."""
    return list(CoursePage.objects.live().order_by("path"))


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the site: 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable", "text/plain", 503)
    return HttpResponse("ok", "text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no browser form of ours makes: says so, and that nothing was changed."""
    return render(request, "400.html", status=400)
