"""Who has which role where, today. Every decision about roles is made here, on rows."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from content.models import CoursePage
from lms.accounts.models import Organisation, Role, RoleAssignment, User

Visitor = User | AnonymousUser


def assignments(user: Visitor, role: Role, today: date | None = None) -> QuerySet[RoleAssignment]:
    """The person's assignments of the role that hold today (Swedish date)."""
    if not isinstance(user, User) or not user.is_active:
        return RoleAssignment.objects.none()
    today = today or timezone.localdate()
    return user.role_assignments.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), role=role, starts_on__lte=today
    )


def has_role(
    user: Visitor, role: Role, *, course: CoursePage | None = None, organisation: Organisation | None = None
) -> bool:
    """True if an assignment covers the course and the organisation named; superusers have every role."""
    if isinstance(user, User) and user.is_active and user.is_superuser:
        return True
    held = assignments(user, role)
    if course is not None:
        held = held.filter(Q(course__isnull=True) | Q(course=course))
    if organisation is not None:
        held = held.filter(Q(organisation__isnull=True) | Q(organisation=organisation))
    return held.exists()


def is_editor(user: Visitor, course: CoursePage) -> bool:
    """May read every published page of the course, and edit it in Wagtail's admin."""
    return has_role(user, Role.EDITOR, course=course)
