"""The Content-Security-Policy of Wagtail's admin: as tight as Wagtail allows (docs/decisions/0004)."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse

ADMIN: Final = "/admin/"
POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # the text editor writes style elements as it runs
    "img-src": "'self' data: blob:",  # blob: pictures before they are sent; data: icons in Wagtail's own style sheets
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",  # the preview panel
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'none'",
}
# The one kind of inline script Wagtail writes: a calendar or a chooser is started, with an id and JSON.
STARTER: Final = re.compile(r'<script>((?:init\w+Chooser|new \w+Chooser)\("[\w-]+", (\{[^<]*\})\);)</script>')


def admin_csp(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sends the policy with every answer under /admin/, which django-csp leaves alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(ADMIN):
            response["Content-Security-Policy"] = policy(response)
        return response

    return middleware


def policy(response: HttpResponse) -> str:
    """The policy for the answer; scripts that start a calendar or a chooser are let through by their digest."""
    html = "" if response.streaming else response.content.decode(response.charset or "utf-8", "replace")
    is_html = response.get("Content-Type", "").startswith("text/html")
    scripts = " ".join([POLICY["script-src"], *(sorted(set(starters(html))) if is_html else [])])
    return "; ".join(f"{name} {value}" for name, value in (POLICY | {"script-src": scripts}).items())


def starters(html: str) -> Iterator[str]:
    """A CSP digest for each script in the page that does nothing but start a chooser with JSON."""
    for script, argument in STARTER.findall(html):
        try:
            json.loads(argument)
        except ValueError:
            continue
        yield f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
