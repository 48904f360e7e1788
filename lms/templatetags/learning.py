"""What templates say about a learner: the course's bar, films, who sees an answer, and the pages' previews."""

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.models import ChapterPage, CoursePage
from content.rules import Chapter
from lms.accounts.models import User
from lms.learning.course_pages import Door, course_preview_context, door
from lms.learning.journey import CHAPTER_STATES, chapters_done
from lms.learning.kept_posts import person_signature
from lms.learning.pages import FilmPlayer, preview_context
from lms.learning.queries import Learner
from quizzes.rules import FREE_TEXT, ORGANISATION_AND_ALL, Question

register = template.Library()


@register.inclusion_tag("components/course_bar.html")
def course_bar(learner: Learner, chapter: Chapter | None = None) -> dict[str, Any]:
    """The course's name and how far the learner has come; `chapter` is the one that is shown."""
    states = learner.chapters
    number = next((state.number for state in states if state.chapter == chapter), 0)
    if learner.enrolment:
        done_text = chapters_done(learner.done_count, len(states))
    else:
        done_text = _("Kapitel %(number)s av %(total)s") % {"number": number, "total": len(states)} if number else ""
    return {
        "course_title": learner.course.title,
        "course_url": reverse("course_page", args=[learner.course.slug]),
        "done_text": done_text,
        "steps": [{"state_class": CHAPTER_STATES[s.state][0], "is_current": s.number == number} for s in states],
    }


@register.inclusion_tag("components/film.html")
def film(player: FilmPlayer) -> dict[str, Any]:
    """A film with captions and its text, at the learner's own second."""
    return player.component


@register.inclusion_tag("components/who_sees.html")
def who_sees(learner: Learner, question: Question) -> dict[str, Any]:
    """Who will see the answer to the question, and how: what the release of figures keeps to.

    An answer that has been given keeps what was promised then, though the course may promise something else now.
    """
    enrolment = learner.enrolment
    today = (question.report_scope, learner.course.settings.min_group_size)
    report_scope, group_size = learner.promises.get(question.key, today)
    self_chosen = enrolment is not None and (enrolment.self_chosen or enrolment.organisation is None)
    for_organisation = report_scope == ORGANISATION_AND_ALL and not self_chosen
    return {
        "scope": "organisation" if for_organisation else "all",
        "self_chosen": self_chosen and report_scope == ORGANISATION_AND_ALL,
        "kind": "text" if question.kind == FREE_TEXT else "figures",
        "group_size": group_size,
        "organisation": enrolment.organisation.name if enrolment and enrolment.organisation else _("din organisation"),
    }


@register.simple_tag(takes_context=True)
def person_field(context: template.Context) -> SafeString:
    """Hidden: whom the form was made for, so that what is posted after a session ended waits for the same person."""
    user = context["request"].user
    if not isinstance(user, User):
        return SafeString("")
    return format_html('<input type="hidden" name="person" value="{}">', person_signature(user))


@register.filter
def saved_text(saved_at: datetime | None) -> str:
    """Like "Sparat 14:32", with the day when it was not today; empty where nothing is saved."""
    if saved_at is None:
        return ""
    local = timezone.localtime(saved_at)
    time = date_format(local, "H:i")
    if local.date() == timezone.localdate():
        return _("Sparat %(time)s") % {"time": time}
    return _("Sparat %(day)s %(time)s") % {"day": date_format(local, "j F"), "time": time}


@register.simple_tag(takes_context=True)
def front_doors(context: template.Context, courses: list[CoursePage]) -> list[Door]:
    """The courses as this visitor meets them on the front door."""
    found = [door(course, context["request"].user) for course in courses]
    return [one for one in found if one]


@register.simple_tag(takes_context=True)
def chapter_preview(context: template.Context, page: ChapterPage) -> SafeString:
    """The chapter as it is in the editor."""
    return SafeString(render_to_string("content/chapter_page.html", preview_context(page), context["request"]))


@register.simple_tag(takes_context=True)
def course_preview(context: template.Context, page: CoursePage) -> SafeString:
    """The course page as it is in the editor."""
    request = context["request"]
    return SafeString(render_to_string("content/course_page.html", course_preview_context(page, request.user), request))
