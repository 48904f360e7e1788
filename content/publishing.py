"""Freezes an edition whenever something of a course is published or withdrawn, by click, schedule or script."""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from content.actions import freeze_edition
from content.models import ChapterPage, CoursePage
from quizzes.models import Question


def listen() -> None:
    """Connects to Wagtail's publish signals, once."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_page_changed, dispatch_uid="content.publishing.page")
    for signal in (published, unpublished):
        signal.connect(_snippet_changed, dispatch_uid="content.publishing.snippet")


def _page_changed(*, instance: Page, **_kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, ChapterPage):
        page = page.get_parent().specific
    if isinstance(page, CoursePage):
        _freeze_after_commit(page)


def _snippet_changed(*, instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Question):
        # A set can serve several courses; freezing one that did not change finds its edition again.
        for course in CoursePage.objects.live():
            _freeze_after_commit(course)


def _freeze_after_commit(course: CoursePage) -> None:
    """One freeze a transaction and course, however many pages and questions it publishes."""
    waiting = (hook[1] for hook in transaction.get_connection().run_on_commit)
    if any(isinstance(freeze, _Freeze) and freeze.course_id == course.pk and not freeze.done for freeze in waiting):
        return
    transaction.on_commit(_Freeze(course.pk))


class _Freeze:
    """Freezes the course when called, once its transaction is through."""

    def __init__(self, course_id: int) -> None:
        self.course_id = course_id
        self.done = False

    def __call__(self) -> None:
        self.done = True
        course = CoursePage.objects.live().filter(pk=self.course_id).first()
        if course:
            freeze_edition(course=course)
