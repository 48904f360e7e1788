"""Whether a course link may be used, and what can be a name. Pure."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class LinkProblem(Enum):
    """Why a link cannot be used; the page puts it in words."""

    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used_up"
    DOMAIN = "domain"


@dataclass(frozen=True)
class LinkFacts:
    """What decides about a link. `uses` are enrolments, so a mail scanner that opens it uses nothing up."""

    revoked: bool
    expires_at: datetime | None
    max_uses: int | None
    uses: int
    domains: tuple[str, ...] = ()


def link_problem(link: LinkFacts, now: datetime, email: str | None = None) -> LinkProblem | None:
    """The first reason why the link cannot be used now, or by this mail address; None if it can."""
    if link.revoked:
        return LinkProblem.REVOKED
    if link.expires_at is not None and now >= link.expires_at:
        return LinkProblem.EXPIRED
    if link.max_uses is not None and link.uses >= link.max_uses:
        return LinkProblem.USED_UP
    if email is not None and link.domains and email.rpartition("@")[2].lower() not in link.domains:
        return LinkProblem.DOMAIN
    return None


def clean_name(text: str) -> str:
    """A person's name on one line, composed; empty if it holds no letter.

    Control characters, direction overrides and other invisible ones go: a diploma must read the same to everybody. What
    joins letters in Arabic, Persian and Indic names (ZWJ, ZWNJ) stays.
    """
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c in "\u200c\u200d" or c.isspace() or unicodedata.category(c)[0] != "C"
    )
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    return name if any(c.isalpha() for c in name) else ""


def is_over(last_active: datetime, months: int, now: datetime) -> bool:
    """True when more than so many months have passed since. A month is counted as 31 days: never too early."""
    return now > last_active + timedelta(days=31 * months)
