"""The people of "Prova som …": who they are, and where each story stands when somebody becomes them.

A role whose rooms are not built yet has no persona.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.demo.cohort import SWEDEN, Does, Event, Goal, Person, Seat, Teller
from lms.demo.organisations import NORRA, OREBRO, SCO

DEMO_LINK: Final = "demo"  # the token of the link that the newcomer has got …
NEWCOMERS_PLACE: Final = ("linkopings-kommun", SCO)  # … and whose link it is


@dataclass(frozen=True)
class Persona:
    """Somebody to become. No seat: no course taker (yet). `waits`: made at the first click, on top of the 299."""

    key: str
    name: str
    story: str | Promise
    email: str = ""
    organisation: str = ""
    via: str = ""
    goal: Goal | None = None
    days_ago: int = 0
    tell: Callable[[Teller], list[Event]] | None = None
    waits: bool = False

    @property
    def seat(self) -> Seat | None:
        """The persona's place among the 299."""
        if self.goal is None or self.waits:
            return None
        return Seat(self.name, self.email, self.organisation, self.via, self.goal, self.days_ago, self.tell)

    def person(self, now: datetime) -> Person:
        """The persona as a person without a story."""
        return Person(self.name, self.email, self.organisation, self.via, now - timedelta(days=self.days_ago))

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def initial(self) -> str:
        return self.name[0]


def _halfway(teller: Teller) -> list[Event]:
    """Three chapters done; in the fourth an answer begun yesterday afternoon, and one question not answered."""
    *before, here = teller.course.chapters[:4]
    exercise = here.exercises[0]
    first = exercise.questions[0]
    reply = teller.writer.reply(first, teller.rng, teller.mood, teller.person.organisation)
    yesterday = datetime.combine((teller.now - timedelta(days=1)).astimezone(SWEDEN).date(), time(16, 20), SWEDEN)
    return [
        *teller.chapters(before),
        Event(Does.OPENS_CHAPTER, yesterday, here.key),
        *(Event(Does.WATCHES_FILM, yesterday + timedelta(minutes=9), film, second=21) for film in here.films[:1]),
        Event(Does.WRITES, yesterday + timedelta(minutes=22), exercise.key, {first.key: reply}),
    ]


def _almost(teller: Teller) -> list[Event]:
    """All chapters done, and every question of the test answered this hour: nine right."""
    answered = Event(Does.ANSWERS_TEST, teller.now - timedelta(minutes=35), wrong=2)
    return [*teller.chapters(teller.course.chapters), answered]


def _just_passed(teller: Teller) -> list[Event]:
    """All chapters done and the test passed at the second try, this hour."""
    tries = [
        teller.hands_in(teller.now - timedelta(minutes=50), teller.most_wrong + 1),
        teller.hands_in(teller.now - timedelta(minutes=20), 1),
    ]
    return [*teller.chapters(teller.course.chapters), *tries]


NEWCOMER: Final = Persona(
    "ny",
    "Linh Hoàng",
    _("Har fått kurslänken i ett mejl. Öppna den och hitta på en adress som slutar på @example.org."),
)
HALFWAY: Final = Persona(
    "mitt-i",
    "Amina Lindqvist",
    _("Är i kapitel 4. I går började hon svara på en fråga och blev avbruten. Tryck på ”Fortsätt”."),
    "amina.lindqvist.001@example.org",
    "linkopings-kommun",
    SCO,
    Goal.INCOMPLETE,
    days_ago=16,
    tell=_halfway,
)
ALMOST: Final = Persona(
    "strax-klar",
    "Jukka Nyström",
    _("Har läst alla kapitel och svarat på alla frågor i kunskapstestet. Det är bara att lämna in."),
    "jukka.nystrom.002@example.org",
    "kinda-kommun",
    SCO,
    Goal.INCOMPLETE,
    days_ago=24,
    tell=_almost,
)
JUST_PASSED: Final = Persona(
    "godkand",
    "Hodan Sjöberg",
    _("Klarade testet för en stund sedan. Utvärderingen är kvar, sedan kommer diplomet."),
    "hodan.sjoberg.003@example.org",
    "fagersta-kommun",
    NORRA,
    Goal.PASSED,
    days_ago=20,
    tell=_just_passed,
    waits=True,  # the 213 who passed are the 213 who gave the evaluation
)
FINISHED: Final = Persona(
    "diplom",
    "Kerstin Åkesson",
    _("Är klar med kursen. Diplomet och metodboken väntar på att bli lästa."),
    "kerstin.akesson.004@example.org",
    "orebro-kommun",
    OREBRO,
    Goal.PASSED,
    days_ago=60,
)
EDITOR: Final = Persona(
    "redaktor",
    "Tereza Wallin",
    _("Är redaktör. Ändrar texter, filmer och frågor, tittar på utkastet och publicerar."),
    "tereza.wallin.005@example.org",
)

PERSONAS: Final[Mapping[str, Persona]] = {
    persona.key: persona for persona in (NEWCOMER, HALFWAY, ALMOST, JUST_PASSED, FINISHED, EDITOR)
}
