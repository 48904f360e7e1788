"""Middleware about the whole site: it is being updated; a body is larger than any form of ours; who may keep a page."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER: Final = 300  # seconds
DISCARDED: Final = 64 * 2**20  # bytes of a refused body that are read and thrown away
PIECE: Final = 2**16


def maintenance(get_response: Handler) -> Handler:
    """With MAINTENANCE=1 every page says that the site is being updated. The health check still answers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.MAINTENANCE or request.path == reverse("health"):
            return get_response(request)
        response = render(request, "maintenance.html", status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response

    return middleware


def body_size(get_response: Handler) -> Handler:
    """Refuses bodies larger than DATA_UPLOAD_MAX_MEMORY_SIZE with a page (413); uploads in the admin have their own limits."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") or content_length(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        _discard(request)
        if request.content_type == "application/json":
            return JsonResponse(
                {"message": _("Texten är för stor för att tas emot. Korta den och försök igen.")}, status=413
            )
        return render(request, "413.html", status=413)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """What a person who is logged in is shown stays out of every cache: after log-out nobody goes back to it.

    Answers that say themselves how long they keep (films, pictures) are left as they are.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def content_length(request: HttpRequest) -> int:
    """How long the body says it is; 0 where it says nothing (then nothing of it is read)."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    return int(stated) if stated.isascii() and stated.isdigit() else 0


def _discard(request: HttpRequest) -> None:
    """Reads the body without keeping it: a browser that is still sending would never show the answer."""
    left = DISCARDED
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)
