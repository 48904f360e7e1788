"""What Wagtail asks before it serves a page: courses and chapters have addresses of their own (docs/decisions/0005)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from wagtail import hooks
from wagtail.models import Page

from content.models import ChapterPage, CoursePage


@hooks.register("before_serve_page")
def send_to_our_address(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """However Wagtail came to a course or chapter, it is read where access is decided; if that cannot be, nowhere."""
    page = page.specific
    if not isinstance(page, CoursePage | ChapterPage):
        return None
    try:
        address = (
            reverse("course_page", args=[page.slug])
            if isinstance(page, CoursePage)
            else reverse("chapter", args=[page.get_parent().slug, page.slug])
        )
    except NoReverseMatch as no_address:
        raise Http404 from no_address
    if address == request.path:
        raise Http404
    return redirect(address)
