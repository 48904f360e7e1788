"""The Content-Security-Policy of Wagtail's admin: as tight as Wagtail allows (docs/decisions/0004)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ADMIN = "/admin/"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)


def admin_csp(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sends the policy with every answer under /admin/; django-csp leaves those alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(ADMIN):
            response["Content-Security-Policy"] = POLICY
        return response

    return middleware
