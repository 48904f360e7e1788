"""Making accounts on the way in, and enrolling."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import CoursePage
from lms.accounts.models import Organisation, User
from lms.audit.actions import record
from lms.enrolment.models import CourseLink, Enrolment
from lms.enrolment.queries import link_facts
from lms.enrolment.rules import LinkProblem, clean_name, link_problem


class LinkRefused(Exception):
    """The link cannot be used; `problem` says why."""

    def __init__(self, problem: LinkProblem):
        super().__init__(problem.value)
        self.problem = problem


@transaction.atomic
def account_for(*, email: str) -> User:
    """The person with that mail address, made if new. Nothing is known of them until the code has proved the address."""
    email = email.strip().lower()
    found = User.objects.filter(email=email).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(email)
    except (IntegrityError, ValidationError):  # made by another click in the meantime
        return User.objects.get(email=email)


@transaction.atomic
def set_name(*, user: User, name: str) -> None:
    """Keeps the name a person gave of themselves, on one line. Diplomas already issued keep theirs."""
    name = clean_name(name)
    if name and name != user.name:
        user.name = name
        user.save(update_fields=["name"])


@transaction.atomic
def enrol_by_link(*, user: User, link: CourseLink) -> Enrolment:
    """Enrols the person in the link's course, for the link's organisation and förbund.

    Who is enrolled already keeps that enrolment. The link is locked, so that `max_uses` holds when many come at once.
    Raises LinkRefused.
    """
    link = CourseLink.objects.select_for_update().get(pk=link.pk)
    present = Enrolment.objects.filter(user=user, course_id=link.course_id).first()
    if present:
        return present
    problem = link_problem(link_facts(link), timezone.now(), user.email)
    if problem:
        raise LinkRefused(problem)
    enrolment = Enrolment(user=user, course_id=link.course_id, organisation_id=link.organisation_id, via_id=link.via_id, link=link)
    return _enrolled(enrolment, user)


@transaction.atomic
def enrol_in_open_course(*, user: User, course: CoursePage, organisation: Organisation | None) -> Enrolment:
    """Enrols the person in an open course. The organisation is their own word for it; None is "annan".

    A self-chosen organisation is never counted in that organisation's summary, so it has no path (`via`).
    """
    User.objects.select_for_update().get(pk=user.pk)  # two clicks at once
    present = Enrolment.objects.filter(user=user, course=course).first()
    if present:
        return present
    return _enrolled(Enrolment(user=user, course=course, organisation=organisation, self_chosen=True), user)


def _enrolled(enrolment: Enrolment, user: User) -> Enrolment:
    enrolment.full_clean()
    enrolment.save()
    record(actor=user, verb="enrolled", target=enrolment, link=enrolment.link_id)
    return enrolment


@transaction.atomic
def remove_unproved_accounts(*, older_than_hours: int = 24) -> int:
    """Removes accounts whose mail address no code ever proved; returns how many. Run by the tick."""
    limit = timezone.now() - timedelta(hours=older_than_hours)
    unproved = User.objects.filter(
        date_joined__lt=limit, last_login__isnull=True, enrolments__isnull=True, role_assignments__isnull=True, is_superuser=False
    )
    return unproved.delete()[0]
