"""Pages that exist in demo mode only: becoming one of the invented people, and reading the mail that never left."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.demo.actions import stage
from lms.demo.queries import first_page, newest_mail, people_to_try

View = Callable[..., HttpResponse]


def in_demo_only(view: View) -> View:
    """Outside demo mode the address does not exist, whatever the method."""

    @wraps(view)
    def routed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return routed


@in_demo_only
@require_POST
def become(request: HttpRequest, persona: str) -> HttpResponse:
    """Logs in as one of the invented people and goes to where their story stands."""
    found = next((person for person in people_to_try() if person.key == persona), None)
    if found is None:
        raise Http404
    user = stage(persona=found)
    if user is None:
        logout(request)
    else:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(first_page(found, user))


@in_demo_only
@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The outgoing mail, newest first, with the code of each."""
    return render(request, "lms/demo_mail.html", {"mails": newest_mail()})
