"""The way in: course links and open courses. A mail address, a code, and the course."""

import logging
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.models import CoursePage
from content.queries import current_edition
from content.rules import OPEN
from lms.accounts import codes
from lms.accounts.models import Organisation, User
from lms.enrolment.actions import LinkRefused, account_for, enrol_by_link, enrol_in_open_course, set_name
from lms.enrolment.forms import OpenWayInForm, WayInForm
from lms.enrolment.models import CourseLink, Enrolment
from lms.enrolment.queries import enrolment_of, link_facts
from lms.enrolment.rules import LinkProblem, link_problem

logger = logging.getLogger(__name__)

SESSION_KEY = "way_in"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def course_link(request: HttpRequest, token: str) -> HttpResponse:
    """The course link's page: what it leads to, what is stored, and the form. Opening it uses nothing up."""
    link = link_or_404(token)
    if enrolment_of(request.user, link.course.slug):
        return redirect("course_page", link.course.slug)
    form = WayInForm(_posted(request), initial=_known(request))
    context = _link_context(link) | {"form": form}
    problem = link_problem(link_facts(link), timezone.now())
    if problem is None and request.method == "POST" and form.is_valid():
        problem = link_problem(link_facts(link), timezone.now(), form.cleaned_data["email"])
        if problem is None:
            return _send_code(request, form, reverse("course_link_enrol", args=[token])) or _way_in(request, context)
    if problem is LinkProblem.DOMAIN:
        form.add_error("email", _("Använd din e-postadress på jobbet. Länken gäller bara för den organisationen."))
    elif problem:
        return _refused(request, link, problem)
    return _way_in(request, context)


@require_safe
@login_required
def course_link_enrol(request: HttpRequest, token: str) -> HttpResponse:
    """After the code: enrols by the link and goes to the course."""
    link = link_or_404(token)
    user = _came_in(request, reverse("course_link_enrol", args=[token]))
    if user is None:
        return redirect("course_link", token)
    try:
        enrol_by_link(user=user, link=link)
    except LinkRefused as refused:
        return _refused(request, link, refused.problem)
    return redirect("course_page", link.course.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_open(request: HttpRequest, course: str) -> HttpResponse:
    """The way in to an open course: to save, one logs in and chooses organisation or "annan"."""
    page = open_course_or_404(course)
    if enrolment_of(request.user, course):
        return redirect("course_page", course)
    form = OpenWayInForm(_posted(request), initial=_known(request))
    context: dict[str, Any] = {"course": page, "form": form}
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen_organisation
        here = reverse("join_open_enrol", args=[course])
        kept = {"organisation": chosen and chosen.pk, "chosen": form.cleaned_data["organisation"]}
        return _send_code(request, form, here, **kept) or _way_in(request, context)
    return _way_in(request, context)


@require_safe
@login_required
def join_open_enrol(request: HttpRequest, course: str) -> HttpResponse:
    """After the code: enrols in the open course."""
    page = open_course_or_404(course)
    way_in = request.session.get(SESSION_KEY) or {}
    user = _came_in(request, reverse("join_open_enrol", args=[course]))
    if user is None:
        return redirect("join_open", course)
    chosen = way_in.get("organisation")
    organisation = Organisation.objects.filter(pk=chosen).first() if chosen else None
    enrol_in_open_course(user=user, course=page, organisation=organisation)
    return redirect("course_page", course)


@require_safe
@login_required
def my_courses(request: HttpRequest) -> HttpResponse:
    """The courses the person is enrolled in; straight to the course when there is only one."""
    enrolments = list(
        Enrolment.objects.filter(user__pk=request.user.pk or 0, course__live=True).select_related(
            "course", "organisation"
        )
    )
    if len(enrolments) == 1:
        return redirect("course_page", enrolments[0].course.slug)
    return render(request, "lms/my_courses.html", {"enrolments": enrolments})


def link_or_404(token: str) -> CourseLink:
    """The link to a published course, with what its pages name."""
    links = CourseLink.objects.select_related("course", "organisation", "via")
    return get_object_or_404(links, token=token, course__live=True)


def _link_context(link: CourseLink) -> dict[str, Any]:
    return {"link": link, "course": link.course, "organisation": link.organisation, "via": link.via}


def _refused(request: HttpRequest, link: CourseLink, problem: LinkProblem) -> HttpResponse:
    """Why the link cannot be used, and what to do instead."""
    return render(request, "lms/link_refused.html", _link_context(link) | {"problem": problem.value}, status=410)


def open_course_or_404(slug: str) -> CoursePage:
    """The course, if anyone may join it."""
    edition = current_edition(slug)
    if edition is None or edition.course.settings.access != OPEN:
        raise Http404
    return get_object_or_404(CoursePage, pk=edition.course_id)


def promise(course: CoursePage, link: CourseLink | None) -> dict[str, Any]:
    """What the way-in page says about the person's data, from the settings that the system acts on."""
    months = (link and link.organisation.retention_months) or course.retention_months
    return {
        "months": months,
        "group_size": course.min_group_size,
        "controller": course.controller,
        "contact": course.contact_email,
    }


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, also when that is nothing."""
    return request.POST if request.method == "POST" else None


def _known(request: HttpRequest) -> dict[str, str]:
    """What the form is filled in with: the account's own, or what was typed here a moment ago."""
    if isinstance(request.user, User):
        return {"name": request.user.name, "email": request.user.email}
    asked, way_in = codes.asked(request), request.session.get(SESSION_KEY)
    if asked and way_in and asked.start == request.path:
        return {"name": way_in["name"], "email": way_in["email"], "organisation": way_in.get("chosen", "")}
    return {}


def _send_code(request: HttpRequest, form: WayInForm, next_url: str, **kept: Any) -> HttpResponse | None:
    """Keeps what was typed in the session and mails the code; who is logged in as that person needs none.

    None, with an error on the form, if no code could be sent. What was typed is used only once the code has proved the
    address; somebody else who was logged in here is logged out.
    """
    email = form.cleaned_data["email"].strip().lower()
    known = isinstance(request.user, User) and request.user.email == email
    if request.user.is_authenticated and not known:
        logout(request)
    request.session[SESSION_KEY] = {"next": next_url, "email": email, "name": form.cleaned_data["name"], **kept}
    if known:
        return redirect(next_url)
    problem = _mail_code(request, email)
    if problem:
        form.add_error("email", problem)
        return None
    return redirect(reverse("account_confirm_login_code") + "?" + urlencode({"next": next_url}))


def _mail_code(request: HttpRequest, email: str) -> ValidationError | None:
    """Mails a code, or says why not: too many on a short time, or no mail leaves."""
    if not ratelimit.consume(request, action="request_login_code", key=email):
        text = _("Det har skickats många koder på kort tid. Vänta några minuter och försök igen.")
        return ValidationError(text, "too_many")
    try:
        codes.mail_code(request, user=account_for(email=email), email=email, start=request.path)
    except OSError:
        logger.exception("A login code could not be mailed")
        return ValidationError(
            _("Mejlet gick inte att skicka just nu. Vänta några minuter och försök igen."), "not_sent"
        )
    return None


def _way_in(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The way-in page, with what is wrong in the form if anything."""
    form = context["form"]
    status = 422 if form.errors else 200
    status = 429 if form.has_error("email", "too_many") else status
    status = 503 if form.has_error("email", "not_sent") else status
    return render(
        request,
        "lms/way_in.html",
        context | {"promise": promise(context["course"], context.get("link"))},
        status=status,
    )


def _came_in(request: HttpRequest, here: str) -> User | None:
    """The person who typed the way-in form and proved the address; None if somebody else, or nobody, did."""
    way_in = request.session.get(SESSION_KEY)
    user = request.user
    if not way_in or way_in["next"] != here or not isinstance(user, User) or way_in["email"] != user.email:
        return None
    set_name(user=user, name=way_in["name"])
    del request.session[SESSION_KEY]
    return user
