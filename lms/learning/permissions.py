"""Who may read a course and who may do things in it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from content.models import CoursePage
from lms.accounts.permissions import Visitor, is_editor
from lms.learning.queries import Learner, learner_in

Params = ParamSpec("Params")
CourseView = Callable[Concatenate[HttpRequest, Learner, Params], HttpResponseBase]
RoutedView = Callable[..., HttpResponseBase]


def may_read(user: Visitor, learner: Learner) -> bool:
    """Open courses are everybody's; others are their learners' and their editors'."""
    if learner.is_open or learner.enrolment is not None:
        return True
    return user.is_authenticated and is_editor(user, CoursePage(pk=learner.edition.course_id))


def reader_of_course(view: CourseView[Params]) -> RoutedView:
    """For pages that a course's readers see: gives the view a Learner.

    Visitors of a closed course are asked to log in (they may be learners on a new device); others get 404.
    """

    def routed(request: HttpRequest, course: str, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        learner = learner_in(request.user, course)
        if learner is None:
            raise Http404
        if not may_read(request.user, learner):
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())
        return view(request, learner, *args, **kwargs)

    update_wrapper(routed, view)
    return routed


def learner_of_course(view: CourseView[Params]) -> RoutedView:
    """For what only the enrolled do: gives the view a Learner with an enrolment. Visitors log in, others get 404.

    After a form that came too late the log-in goes on to the course page: the form's own address cannot be opened.
    """

    def routed(request: HttpRequest, course: str, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            reading = request.method in ("GET", "HEAD")
            return redirect_to_login(request.get_full_path() if reading else reverse("course_page", args=[course]))
        learner = learner_in(request.user, course)
        if learner is None or learner.enrolment is None:
            raise Http404
        return view(request, learner, *args, **kwargs)

    update_wrapper(routed, view)
    return routed
