"""What every page of the site knows."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, object]:
    """Whether this is a demo, and the site's name."""
    return {"demo_mode": settings.DEMO, "site_name": settings.WAGTAIL_SITE_NAME}
