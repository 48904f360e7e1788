"""The course page, its chapters, and where a learner stopped."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content.models import CoursePage
from content.rules import Chapter
from lms.learning import pages
from lms.learning.addresses import chapter_url, resume_url
from lms.learning.course_pages import course_context
from lms.learning.permissions import learner_of_course, reader_of_course
from lms.learning.queries import Learner, learner_in
from lms.progress import actions as progress
from lms.progress.models import StepKind
from quizzes.rules import clean_text


@require_safe
def course_page(request: HttpRequest, course: str) -> HttpResponse:
    """The course: its chapters, what is done and left, and one button that goes on. Anyone may see what a course holds."""
    learner = learner_in(request.user, course)
    if learner is None:
        raise Http404
    page = get_object_or_404(CoursePage.objects.select_related("film"), pk=learner.edition.course_id)
    return render(request, "content/course_page.html", course_context(page, learner, request.user))


@require_safe
@reader_of_course
def chapter(request: HttpRequest, learner: Learner, chapter: str) -> HttpResponse:
    """A chapter. Its first opening is a fact; so is being here, for "Fortsätt"."""
    found = next((c for c in learner.course.chapters if c.slug == chapter), None)
    if found is None:
        raise Http404
    if learner.enrolment and learner.state_of(found).locked:
        messages.info(request, _("Kapitlet öppnas när kapitlet före är klart."))
        return redirect("course_page", learner.course.slug)
    if learner.enrolment and found.key not in learner.progress.chapters_opened:
        progress.open_step(enrolment=learner.enrolment, kind=StepKind.CHAPTER, key=found.key)
    if learner.enrolment and learner.progress.last_chapter != found.key:
        progress.remember_place(enrolment=learner.enrolment, chapter_key=found.key)
    return render(request, "content/chapter_page.html", pages.chapter_context(learner, found))


@require_safe
@learner_of_course
def resume(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Goes on exactly where the learner stopped."""
    return redirect(resume_url(learner))


@require_POST
@learner_of_course
def chapter_done(request: HttpRequest, learner: Learner, key: str) -> HttpResponse:
    """The chapter has been read; goes to the next one, or back to what is left in this one."""
    found = chapter_or_404(learner, key)
    assert learner.enrolment
    if learner.state_of(found).locked:
        messages.info(request, _("Kapitlet öppnas när kapitlet före är klart."))
        return redirect("course_page", learner.course.slug)
    progress.finish_step(enrolment=learner.enrolment, kind=StepKind.CHAPTER, key=found.key)
    later = learner_in(request.user, learner.course.slug)
    assert later
    left = later.state_of(found).left
    if left:
        messages.info(request, _("Du har läst klart. Det finns en övning kvar i kapitlet."))
        return redirect(chapter_url(later, found, left[0].anchor))
    after = next((state for state in later.chapters if not state.done and not state.locked), None)
    if after is None:
        return redirect("course_page", learner.course.slug)
    return redirect(chapter_url(later, after.chapter))


@require_POST
@learner_of_course
def place(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Remembers where the learner is: JSON {"chapter", "anchor", "film", "second", "ended"}, each optional."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):  # no JSON, or nested without end
        data = None
    if not isinstance(data, dict):
        return JsonResponse({"message": _("Det gick inte att förstå var du är.")}, status=400)
    assert learner.enrolment
    found = learner.course.chapter(str(data.get("chapter", "")))
    if found is None:
        return JsonResponse({"message": _("Kapitlet finns inte.")}, status=404)
    film, second = data.get("film"), data.get("second")
    if film in found.films and isinstance(second, int | float):
        progress.remember_film(
            enrolment=learner.enrolment,
            key=film,
            second=int(min(max(0, second), 86_400)),  # in this order: NaN becomes 0
            ended=data.get("ended") is True,
        )
    anchor = data.get("anchor") or (f"film-{film}" if film in found.films else "")
    progress.remember_place(
        enrolment=learner.enrolment, chapter_key=found.key, anchor=clean_text(anchor) if isinstance(anchor, str) else ""
    )
    return HttpResponse(status=204)


def chapter_or_404(learner: Learner, key: str) -> Chapter:
    """The chapter by key."""
    found = learner.course.chapter(key)
    if found is None:
        raise Http404
    return found
