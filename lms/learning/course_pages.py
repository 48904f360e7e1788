"""What the front door and the course page are given."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.models import CoursePage
from content.packages import course_package
from content.queries import Edition
from content.rules import course_from
from lms.accounts.permissions import Visitor
from lms.diplomas.queries import valid_diploma
from lms.learning.addresses import resume_url
from lms.learning.journey import Link, continue_panel, hours_in_words, stops, visitor_panel
from lms.learning.pages import FilmPlayer, film_player
from lms.learning.permissions import may_read
from lms.learning.queries import Learner, learner_in


@dataclass(frozen=True)
class Door:
    """A course on the front door: what it is, what it takes, its first film, and the way in for this visitor."""

    page: CoursePage
    learner: Learner
    film: FilmPlayer | None
    links: list[Link]
    note: str

    @property
    def duration(self) -> str:
        return hours_in_words(self.learner.course.minutes)

    @property
    def chapter_count(self) -> int:
        return len(self.learner.course.chapters)

    @property
    def takes(self) -> list[str]:
        """What the course takes, as the editor wrote it."""
        return lines(self.page.takes)


def lines(text: str) -> list[str]:
    """A text's lines, the empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def door(page: CoursePage, user: Visitor) -> Door | None:
    """The course on the front door; None while it has no edition."""
    learner = learner_in(user, page.slug)
    if learner is None:
        return None
    links, note = _ways_in(learner, user)
    return Door(page, learner, page.film and film_player(learner, page.film), links, note)


def _ways_in(learner: Learner, user: Visitor) -> tuple[list[Link], str]:
    """Buttons, the first one the most likely, and a sentence for who has none of them."""
    slug = learner.course.slug
    see = Link(reverse("course_page", args=[slug]), _("Se kursen"), "button-quiet")
    light = "button-large button-light"
    if learner.enrolment:
        begun = bool(learner.progress.chapters_opened)
        go_on = Link(resume_url(learner), _("Fortsätt") if begun else _("Börja kursen"), light)
        return [go_on, Link(reverse("my_courses"), _("Mina kurser"), "button-quiet")], ""
    if learner.is_open:
        read = Link(see.url, _("Läs kursen"), light)
        join = Link(reverse("join_open", args=[slug]), _("Gå med"), "button-quiet")
        return [read, join], _("Alla får läsa. Gå med när du vill spara dina svar och få diplom.")
    if user.is_authenticated:
        return [Link(see.url, see.text, light)], _(
            "För att gå kursen öppnar du länken som din organisation har skickat."
        )
    login = Link(f"{reverse('account_login')}?next={see.url}", _("Logga in"), "button-quiet")
    return (
        [Link(see.url, see.text, light), login],
        _(
            "För att gå kursen behöver du länken från din organisation. "
            "Har du redan börjat? Logga in, så fortsätter du där du var."
        ),
    )


def course_context(page: CoursePage, learner: Learner, user: Visitor) -> dict[str, Any]:
    """Everything content/course_page.html needs."""
    diploma = valid_diploma(learner.enrolment) if learner.enrolment else None
    readable = may_read(user, learner)
    panel = (
        continue_panel(learner, diploma)
        if learner.enrolment
        else visitor_panel(learner, is_authenticated=user.is_authenticated, may_read=readable)
    )
    return {
        "page": page,
        "learner": learner,
        "diploma": diploma,
        "panel": panel,
        "stops": stops(learner, page, diploma, may_read=readable),
        "duration": hours_in_words(learner.course.minutes),
        "takes": lines(page.takes),
        "film": None if learner.enrolment or page.film is None else film_player(learner, page.film),
    }


def course_preview_context(page: CoursePage, user: Visitor) -> dict[str, Any]:
    """The course page as it is in the editor, for a reader who has done nothing."""
    learner = Learner(Edition(0, page.pk, course_from(course_package(page))))
    return course_context(page, learner, user) | {"is_preview": True}
