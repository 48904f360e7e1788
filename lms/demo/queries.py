"""Reads of the demo: whom one can become, where they go, and the mail."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from lms.accounts.models import User
from lms.accounts.rules import INVENTED_DOMAIN
from lms.demo import personas
from lms.demo.models import DemoMail
from lms.demo.personas import PERSONAS, Persona
from lms.enrolment.models import CourseLink
from lms.results.models import Attempt

COURSE: Final = "vta"
SHOWN: Final = 50
CODE: Final = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True)
class Mail:
    """A mail as the demo shows it. `code`: the six digits in it, if any."""

    to: str
    subject: str
    body: str
    sent_at: datetime
    code: str


def newest_mail() -> list[Mail]:
    """The newest outgoing mail, newest first."""
    return [Mail(m.to, m.subject, m.body, m.sent_at, _code(m.body)) for m in DemoMail.objects.all()[:SHOWN]]


def _code(body: str) -> str:
    found = CODE.search(body)
    return found.group() if found else ""


def is_loaded() -> bool:
    """True if the demo cohort is there."""
    return CourseLink.objects.filter(token=personas.DEMO_LINK).exists()


def people_to_try() -> list[Persona]:
    """The personas who can be tried now; none before the cohort is loaded. Two queries."""
    if not is_loaded():
        return []
    there = set(
        User.objects.filter(email__in=[p.email for p in PERSONAS.values() if p.email]).values_list("email", flat=True)
    )
    return [p for p in PERSONAS.values() if p.waits or not p.email or p.email in there]


def first_page(persona: Persona, user: User | None) -> str:
    """Where the persona's story goes on."""
    if user is None:
        return reverse("course_link", args=[personas.DEMO_LINK])
    if persona == personas.EDITOR:
        return reverse("wagtailadmin_home")
    if persona == personas.ALMOST:
        attempt = Attempt.objects.filter(enrolment__user=user, submitted_at__isnull=True).first()
        if attempt:
            return reverse("attempt", args=[COURSE, attempt.uuid])
    if persona == personas.JUST_PASSED:
        return reverse("evaluation", args=[COURSE])
    if persona == personas.FINISHED:
        return reverse("diploma", args=[COURSE])
    return reverse("course_page", args=[COURSE])


def foreign_accounts() -> QuerySet[User]:
    """Accounts that may belong to real people: demo mode does not run beside them."""
    return User.objects.exclude(email__endswith=f"@{INVENTED_DOMAIN}")
