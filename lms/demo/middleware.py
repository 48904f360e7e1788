"""Demo mode answers this machine alone, whatever the settings or a proxy in front of it say."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lms.demo.rules import is_loopback

REFUSED = "Demon svarar bara på datorn som den körs på. / The demo answers only on the machine it runs on.\n"


def loopback_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses what was asked from elsewhere, or by another name than this machine's own. Outside demo mode: nothing."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if settings.DEMO and not all(map(is_loopback, _origins(request))):
            return HttpResponse(REFUSED, status=403, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return guarded


def _origins(request: HttpRequest) -> list[str]:
    """Who asks, by which name, and for whom: a proxy on this machine tells whom it asks for."""
    asked = [request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_HOST", "")]
    return asked + [host.strip() for host in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if host.strip()]
