"""Login codes by mail. The session remembers who asked for one and on which page, so that a failed try leads back there."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from lms.accounts.models import User

SESSION_KEY: Final = "asked_for_code"
REMEMBERED: Final = 60 * 60  # seconds


@dataclass(frozen=True)
class Asked:
    """The address a code was asked for, and the page where."""

    email: str
    start: str


def mail_code(request: HttpRequest, *, user: User, email: str, start: str) -> None:
    """Mails a new code; older ones stop working. Raises OSError when mail cannot be sent."""
    remember(request, email=email, start=start)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)


def remember(request: HttpRequest, *, email: str, start: str) -> None:
    """Keeps in the session who asked for a code, where and when."""
    request.session[SESSION_KEY] = {"email": email, "start": start, "at": time.time()}


@contextmanager
def one_at_a_time(request: HttpRequest) -> Iterator[None]:
    """Tries of one browser wait for each other: the session counts them, and must have counted before the next is read."""
    key = request.session.session_key
    with transaction.atomic():
        list(Session.objects.select_for_update().filter(pk=key))
        yield
        if key and request.session.modified and request.session.session_key == key:
            request.session.save()
            request.session.modified = False  # saved later once more, it would undo what the next try has counted


def asked(request: HttpRequest) -> Asked | None:
    """What was asked for on this device within the hour; None if nothing was."""
    kept = request.session.get(SESSION_KEY)
    if not kept or time.time() - kept["at"] > REMEMBERED:
        return None
    return Asked(kept["email"], kept["start"])
