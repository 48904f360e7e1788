"""Accounts and enrolments on the way in; and what an administrator makes for it: organisations, course links, roles."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.actions import EDITORS
from content.models import CoursePage
from lms.accounts.models import Organisation, OrganisationKind, Role, RoleAssignment, User
from lms.accounts.permissions import assignments
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
    name = clean_name(name)[:150]
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
    enrolment = Enrolment(
        user=user, course_id=link.course_id, organisation_id=link.organisation_id, via_id=link.via_id, link=link
    )
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
        date_joined__lt=limit,
        last_login__isnull=True,
        enrolments__isnull=True,
        role_assignments__isnull=True,
        is_superuser=False,
    )
    return unproved.delete()[0]


class NotPossible(Exception):
    """What was asked for cannot be made; the message says why, in one sentence."""


@transaction.atomic
def add_organisation(*, organisation: Organisation, actor: User | None = None) -> Organisation:
    """Keeps a new organisation."""
    organisation.full_clean()
    organisation.save()
    record(actor=actor, verb="organisation_added", target=organisation)
    return organisation


@transaction.atomic
def join_association(*, organisation: Organisation, association: Organisation, actor: User | None = None) -> None:
    """Makes the organisation a member of the förbund. It may be one of many already."""
    if association.kind != OrganisationKind.FINSAM:
        raise NotPossible(f"{association} is no coordination association (finsam).")
    if organisation == association:
        raise NotPossible(f"{association} cannot belong to itself.")
    organisation.parents.add(association)
    record(actor=actor, verb="association_joined", target=organisation, association=association.pk)


@transaction.atomic
def create_link(*, link: CourseLink, actor: User | None = None) -> CourseLink:
    """Keeps a new course link: for staff of the organisation, or of the förbund itself, through that förbund."""
    organisation, via = link.organisation, link.via
    if via.kind != OrganisationKind.FINSAM:
        raise NotPossible(f"{via} is no coordination association (finsam).")
    if organisation != via and not organisation.parents.filter(pk=via.pk).exists():
        raise NotPossible(f"{organisation} does not belong to {via}.")
    link.full_clean()
    link.save()
    record(actor=actor, verb="course_link_added", target=link)
    return link


@transaction.atomic
def revoke_link(*, link: CourseLink, actor: User | None = None) -> None:
    """Nobody more comes in by the link; who has come in goes on."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record(actor=actor, verb="course_link_revoked", target=link)


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    course: CoursePage | None = None,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: User | None = None,
) -> RoleAssignment:
    """Gives the person a role, from today unless said otherwise. One that has not ended gets the new days instead."""
    today = timezone.localdate()
    same = user.role_assignments.filter(role=role, course=course, organisation=organisation)
    held = same.exclude(ends_on__lt=today).order_by("starts_on").first()
    given = held or RoleAssignment(user=user, role=role, course=course, organisation=organisation, starts_on=today)
    given.starts_on, given.ends_on = starts_on or given.starts_on, ends_on
    if given.ends_on and given.ends_on < given.starts_on:
        raise NotPossible(f"The role would end before it starts ({given.starts_on}).")
    given.full_clean()
    given.save()
    record(actor=actor, verb="role_changed" if held else "role_given", target=given, role=role.value)
    if role is Role.EDITOR:
        update_editors()
    return given


@transaction.atomic
def update_editors() -> None:
    """Lets editors into Wagtail's admin while their role lasts. Run by the tick too: a role has days.

    Who is in the group without ever having had the role was put there by hand, and stays.
    """
    group, _created = Group.objects.get_or_create(name=EDITORS)
    for user in User.objects.filter(role_assignments__role=Role.EDITOR).distinct():
        if assignments(user, Role.EDITOR).exists():
            user.groups.add(group)
        else:
            user.groups.remove(group)
