"""Reads of links and enrolments."""

from django.db.models import Q

from lms.accounts.models import Organisation, User
from lms.accounts.permissions import Visitor
from lms.enrolment.models import CourseLink, Enrolment
from lms.enrolment.rules import LinkFacts


def link_facts(link: CourseLink) -> LinkFacts:
    """The link's facts, its uses counted. One query."""
    return LinkFacts(
        revoked=link.revoked_at is not None,
        expires_at=link.expires_at,
        max_uses=link.max_uses,
        uses=link.enrolments.count(),
        domains=tuple(link.domains),
    )


def enrolment_of(user: Visitor, course_slug: str) -> Enrolment | None:
    """The person's enrolment in the course with organisation and course, or None. One query, none for visitors."""
    if not isinstance(user, User):
        return None
    return (
        Enrolment.objects.filter(user=user, course__slug=course_slug)
        .select_related("organisation", "via", "course", "user")
        .first()
    )


def organisations_to_choose() -> list[Organisation]:
    """What a course taker of an open course may say they belong to, in Swedish order as far as the database can."""
    return sorted(Organisation.objects.exclude(kind="finsam"), key=lambda o: swedish_key(o.name))


def swedish_key(text: str) -> str:
    """Sorts å, ä, ö last and in that order."""
    return text.lower().translate(str.maketrans("åäö", "{|}"))


def organisation_called(text: str) -> Organisation | None:
    """The organisation with that name or short name; None also where several have the name."""
    found = list(Organisation.objects.filter(Q(slug=text) | Q(name=text))[:2])
    return next((o for o in found if o.slug == text), None) or (found[0] if len(found) == 1 else None)
