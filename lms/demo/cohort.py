"""Who the invented people of the demo are and what each of them does, when. Pure: the same seed gives the same stories.

A story is a list of events in the order of time. `lms.demo.actions` plays it through the actions that clicks use.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from content.rules import Chapter, Course
from lms.accounts.rules import INVENTED_DOMAIN
from lms.demo.organisations import COHORTS, Cohort
from lms.demo.replies import Mood, Writer, evaluation_choices
from lms.reflections.rules import Reply

SEED: Final = "vta"
SWEDEN: Final = ZoneInfo("Europe/Stockholm")


class Does(Enum):
    """What somebody does in the course."""

    OPENS_CHAPTER = "opens a chapter"
    WATCHES_FILM = "watches a film, to its end or to a second"
    WRITES = "writes drafts in an exercise"
    GIVES = "gives an exercise or the evaluation"
    READS = "has read the chapter"
    ANSWERS_TEST = "answers the test's questions without handing in"
    HANDS_IN = "hands in the test"
    TAKES_DIPLOMA = "takes the diploma"


@dataclass(frozen=True)
class Event:
    """One thing somebody does. `key`: of the chapter, film or exercise; `second`: how far into the film, None its end.

    `wrong`: how many of the test's questions go wrong, and whether the test is passed all the same.
    """

    does: Does
    at: datetime
    key: str = ""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    second: int | None = None
    wrong: int = 0
    passes: bool = False


@dataclass(frozen=True)
class Person:
    """An invented person: how they came to the course, and their story."""

    name: str
    email: str
    organisation: str
    via: str
    came_at: datetime
    story: tuple[Event, ...] = ()

    @property
    def last_seen(self) -> datetime:
        return self.story[-1].at if self.story else self.came_at


class Goal(Enum):
    """Where a person's story has come."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    NOT_STARTED = "not_started"


@dataclass(frozen=True)
class Seat:
    """A place in a cohort that a persona takes; `tell` gives their story where it is a special one."""

    name: str
    email: str
    organisation: str
    via: str
    goal: Goal
    days_ago: int
    tell: "Callable[[Teller], list[Event]] | None" = None


@dataclass
class Clock:
    """Somebody's working days: sittings on weekdays between nine and four, none later than `latest`."""

    rng: random.Random
    at: datetime
    latest: datetime

    def pass_minutes(self, minutes: float) -> datetime:
        self.at = min(self.at + timedelta(minutes=minutes), self.latest)
        return self.at

    def next_sitting(self) -> None:
        day = next_workday(self.at.astimezone(SWEDEN).date() + timedelta(days=self.rng.randint(1, 6)))
        self.at = min(office_hour(self.rng, day), self.latest)


def everybody(
    course: Course,
    *,
    names: Mapping[str, Sequence[str]],
    texts: Mapping[str, Sequence[str]],
    seats: Sequence[Seat],
    now: datetime,
) -> list[Person]:
    """The 299 people of the published figures, those of the seats among them, in the order they came.

    `names`: first_names and surnames; `texts`: free-text answers by question key.
    """
    rng = random.Random(SEED)
    writer = Writer(random.Random(SEED + "texts"), texts)
    people = list(_people(rng, names, seats, now))
    moods = [Mood.of(rng) for _ in people]
    passed = [n for n, (person, goal) in enumerate(people) if goal is Goal.PASSED]
    choices = evaluation_choices(random.Random(SEED + "evaluation"), [moods[n] for n in passed])
    by_person = dict(zip(passed, choices, strict=True))
    seated = {seat.email: seat for seat in seats}
    whole = []
    for number, (person, goal) in enumerate(people):
        teller = Teller(course, writer, random.Random(f"{SEED}{number}"), person, moods[number], now)
        tell = seated[person.email].tell if person.email in seated else None
        story = tell(teller) if tell else teller.story(goal, by_person.get(number, ()))
        whole.append(replace(person, story=tuple(story)))
    return sorted(whole, key=lambda person: person.came_at)


def _people(
    rng: random.Random, names: Mapping[str, Sequence[str]], seats: Sequence[Seat], now: datetime
) -> Iterator[tuple[Person, Goal]]:
    """Everybody without their story: seats first in their cohort, then names drawn without doubles."""
    taken = {seat.name for seat in seats}
    number = 100
    for group in COHORTS:
        left = {Goal(goal.value): getattr(group, goal.value) for goal in Goal}
        here = [seat for seat in seats if (seat.organisation, seat.via) == (group.organisation, group.via)]
        for seat in here:
            left[seat.goal] -= 1
            came_at = now - timedelta(days=seat.days_ago)
            yield Person(seat.name, seat.email, seat.organisation, seat.via, came_at), seat.goal
        for goal, count in left.items():
            for _ in range(count):
                number += 1
                name = _new_name(rng, names, taken)
                yield Person(name, address(name, number), group.organisation, group.via, _came(rng, group, now)), goal


def _came(rng: random.Random, group: Cohort, now: datetime) -> datetime:
    """When somebody came: most of them soon after the link was sent, some weeks later."""
    days = min(int(rng.expovariate(1 / 9)), 40)
    return office_hour(rng, next_workday((now - timedelta(days=group.days_ago - days)).astimezone(SWEDEN).date()))


def _new_name(rng: random.Random, names: Mapping[str, Sequence[str]], taken: set[str]) -> str:
    while True:
        name = f"{rng.choice(names['first_names'])} {rng.choice(names['surnames'])}"
        if name not in taken:
            taken.add(name)
            return name


def address(name: str, number: int) -> str:
    """The name as a plainly invented mail address: `asa.oberg.117@example.org`."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("đ", "d").replace("ø", "o").replace("ł", "l"))
    words = "".join(c for c in plain if c.isascii() and (c.isalpha() or c == " ")).split()
    return f"{'.'.join(words)}.{number:03}@{INVENTED_DOMAIN}"


def office_hour(rng: random.Random, day: date) -> datetime:
    """Some time of the day between eight and four in Sweden."""
    return datetime.combine(day, time(rng.randint(8, 15), rng.randint(0, 59)), SWEDEN)


def next_workday(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


@dataclass
class Teller:
    """Tells one person's story in a course."""

    course: Course
    writer: Writer
    rng: random.Random
    person: Person
    mood: Mood
    now: datetime

    def __post_init__(self) -> None:
        # Nobody but the personas has been here since the day before yesterday: then the figures were made.
        self.clock = Clock(self.rng, self.person.came_at, self.now - timedelta(days=2))

    def story(self, goal: Goal, evaluation: Sequence[str] = ()) -> list[Event]:
        """Everything the person does until their goal. `evaluation`: the choices for its statements, in order."""
        if goal is Goal.NOT_STARTED:
            return []
        if goal is Goal.INCOMPLETE:
            return self._part_of_course()
        events = self.chapters(self.course.chapters)
        for wrong in self._tries(goal):
            self.clock.pass_minutes(self.rng.uniform(3, 9))
            events.append(self.hands_in(self.clock.pass_minutes(self.rng.uniform(6, 16)), wrong))
            if self.rng.random() < 0.3:
                self.clock.next_sitting()
        if goal is Goal.PASSED:
            events += self.evaluation(evaluation)
            events.append(Event(Does.TAKES_DIPLOMA, self.clock.pass_minutes(1)))
            if self.rng.random() < 0.03:  # tries once more, out of curiosity; a pass is never taken away
                events.append(self.hands_in(self.clock.pass_minutes(9), self.rng.randint(0, 6)))
        return events

    def chapters(self, chapters: Sequence[Chapter]) -> list[Event]:
        """Whole chapters, in as many sittings as it takes."""
        events: list[Event] = []
        for number, chapter in enumerate(chapters):
            if number and self.rng.random() < 0.45:
                self.clock.next_sitting()
            events += self.chapter(chapter)
        return events

    def chapter(self, chapter: Chapter, *, exercises: int | None = None) -> list[Event]:
        """A chapter read to its end, or (with `exercises`) left after so many of its exercises."""
        pace = chapter.minutes * self.rng.uniform(0.6, 1.3)
        steps = len(chapter.films) + len(chapter.exercises) + 1
        events = [Event(Does.OPENS_CHAPTER, self.clock.pass_minutes(1), chapter.key)]
        watched = [film for film in chapter.films if self.rng.random() < 0.85]
        events += [Event(Does.WATCHES_FILM, self.clock.pass_minutes(pace / steps), film) for film in watched]
        for exercise in chapter.exercises[:exercises]:
            replies = {
                q.key: self.writer.reply(q, self.rng, self.mood, self.person.organisation) for q in exercise.questions
            }
            events.append(Event(Does.GIVES, self.clock.pass_minutes(pace / steps), exercise.key, replies))
        if exercises is None:
            events.append(Event(Does.READS, self.clock.pass_minutes(pace / steps), chapter.key))
        return events

    def evaluation(self, choices: Sequence[str]) -> list[Event]:
        """The evaluation with the choices for its statements; what else it asks is answered now and then."""
        exercise = self.course.evaluation
        statements = iter(choices)
        replies = {
            q.key: Reply(next(statements)) if q.options else self.writer.comment(q, self.rng, self.person.organisation)
            for q in exercise.questions
        }
        return [Event(Does.GIVES, self.clock.pass_minutes(self.rng.uniform(2, 6)), exercise.key, replies)]

    def hands_in(self, at: datetime, wrong: int) -> Event:
        return Event(Does.HANDS_IN, at, wrong=wrong, passes=wrong <= self.most_wrong)

    @property
    def most_wrong(self) -> int:
        """With so many wrong answers the test is still passed: three of eleven."""
        return min(len(self.course.test), self.course.settings.question_count) - self.course.settings.pass_mark

    def _tries(self, goal: Goal) -> list[int]:
        """How many questions go wrong in each attempt."""
        most = self.most_wrong
        failed = self.rng.choices([0, 1, 2, 3], [70, 20, 8, 2])[0] if goal is Goal.PASSED else self.rng.randint(1, 3)
        tries = [self.rng.randint(most + 1, most + 4) for _ in range(failed)]
        return [*tries, self.rng.choices(range(most + 1), range(most + 1, 0, -1))[0]] if goal is Goal.PASSED else tries

    def _part_of_course(self) -> list[Event]:
        """Some chapters, and perhaps the beginning of one more."""
        whole = self.rng.choices(
            range(len(self.course.chapters) + 1), [5, 4, 3, 3, 2, 2, 1, 1][: len(self.course.chapters) + 1]
        )[0]
        events = self.chapters(self.course.chapters[:whole])
        if whole < len(self.course.chapters) and (not whole or self.rng.random() < 0.7):
            events += self.chapter(self.course.chapters[whole], exercises=self.rng.randint(0, 1))
        return events
