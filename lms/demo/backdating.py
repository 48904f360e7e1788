"""Gives what the demo's people did the moments of their stories. Writes timestamps and nothing else.

Actions take the time of the clock, and the demo plays a year in seconds: this is the one step that does not go through
them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, models

from content.rules import EVALUATION_KEY
from lms.accounts.models import User
from lms.audit.models import AuditEntry
from lms.demo.cohort import Does, Event, Person
from lms.diplomas.models import Diploma
from lms.enrolment.models import Enrolment
from lms.progress.actions import TEST_KEY
from lms.progress.models import Place, Step, StepKind
from lms.reflections.models import Draft, GivenAnswer, GivenExercise
from lms.results.models import Attempt

Row = tuple[Any, ...]
Played = Sequence[tuple[Person, Enrolment]]

TEST_TAKES: Final = timedelta(minutes=6)
LOGGED: Final = {Does.GIVES, Does.HANDS_IN, Does.TAKES_DIPLOMA}  # what the audit log tells besides the enrolment


def backdate(played: Played, *, since: datetime) -> None:
    """Moves every moment of the people's rows to when their story says. `since`: when playing began."""
    _write(User, ["date_joined"], ["id"], ((p.came_at, e.user_id) for p, e in played))
    _write(Enrolment, ["created_at"], ["id"], ((p.came_at, e.pk) for p, e in played))
    _write(Place, ["updated_at"], ["enrolment"], ((_last_place(p), e.pk) for p, e in played if _last_place(p)))
    _write(Step, ["opened_at", "done_at", "tried_at"], ["enrolment", "kind", "key"], _steps(played))
    _write(Draft, ["saved_at"], ["enrolment", "question_key"], _answers(played, Does.WRITES, Does.GIVES))
    _write(GivenAnswer, ["given_at"], ["enrolment", "question_key"], _answers(played, Does.GIVES))
    given = ((event.at, e.pk, event.key) for p, e in played for event in p.story if event.does is Does.GIVES)
    _write(GivenExercise, ["given_at"], ["enrolment", "exercise_key"], given)
    _write(Attempt, ["started_at", "submitted_at"], ["enrolment", "number"], _attempts(played))
    taken = ((event.at.date(), e.user_id) for p, e in played for event in p.story if event.does is Does.TAKES_DIPLOMA)
    _write(Diploma, ["issued_on"], ["user"], taken)
    _write(AuditEntry, ["at"], ["id"], _audit(played, since))


def _write(model: type[models.Model], times: Sequence[str], where: Sequence[str], rows: Iterable[Row]) -> None:
    """Moves the time columns of each row: the values first, then what names the row. An empty one stays empty."""
    quoted, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - Django documents it
    fields = [meta.get_field(name) for name in (*times, *where)]
    columns = [quoted(str(field.column)) for field in fields if isinstance(field, models.Field)]
    moved = ", ".join(
        f"{column} = CASE WHEN {column} IS NULL THEN {column} ELSE %s END" for column in columns[: len(times)]
    )
    named = " AND ".join(f"{column} = %s" for column in columns[len(times) :])
    prepared = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]  # type: ignore[union-attr]
        for row in rows
    ]
    update = f"UPDATE {quoted(meta.db_table)} SET {moved} WHERE {named}"  # noqa: S608 - made of names of our own
    with connection.cursor() as cursor:
        cursor.executemany(update, prepared)


def _last_place(person: Person) -> datetime | None:
    moved = [event.at for event in person.story if event.does in {Does.OPENS_CHAPTER, Does.WRITES}]
    return moved[-1] if moved else None


def _answers(played: Played, *does: Does) -> list[Row]:
    return [
        (event.at, enrolment.pk, question)
        for person, enrolment in played
        for event in person.story
        if event.does in does
        for question in event.replies
    ]


def _steps(played: Played) -> list[Row]:
    return [
        (opened, done, tried, enrolment.pk, kind, key)
        for person, enrolment in played
        for (kind, key), (opened, done, tried) in _moments(person.story).items()
    ]


def _moments(story: Sequence[Event]) -> dict[tuple[str, str], list[datetime | None]]:
    """When each step was opened, done and tried: each at its first time."""
    found: dict[tuple[str, str], list[datetime | None]] = {}

    def note(kind: StepKind, event: Event, *, done: bool, tried: bool = False, key: str = "") -> None:
        moments = found.setdefault((kind, key or event.key), [event.at, None, None])
        moments[1] = moments[1] or (event.at if done else None)
        moments[2] = moments[2] or (event.at if tried else None)

    for event in story:
        match event.does:
            case Does.OPENS_CHAPTER | Does.READS:
                note(StepKind.CHAPTER, event, done=event.does is Does.READS)
            case Does.WATCHES_FILM:
                note(StepKind.FILM, event, done=event.second is None)
            case Does.WRITES | Does.GIVES:
                kind = StepKind.EVALUATION if event.key == EVALUATION_KEY else StepKind.EXERCISE
                note(kind, event, done=event.does is Does.GIVES)
            case Does.ANSWERS_TEST:
                note(StepKind.TEST, event, done=False, key=TEST_KEY)
            case Does.HANDS_IN:
                note(StepKind.TEST, event, done=event.passes, tried=True, key=TEST_KEY)
    return found


def _attempts(played: Played) -> list[Row]:
    rows: list[Row] = []
    for person, enrolment in played:
        tries = [event for event in person.story if event.does in {Does.ANSWERS_TEST, Does.HANDS_IN}]
        for number, event in enumerate(tries, 1):
            handed_in = event.at if event.does is Does.HANDS_IN else None
            rows.append((event.at - TEST_TAKES, handed_in, enrolment.pk, number))
    return rows


def _audit(played: Played, since: datetime) -> list[Row]:
    """The log's entries about people: each wrote theirs in the order of their story."""
    moments = {
        enrolment.user_id: iter([person.came_at, *(event.at for event in person.story if event.does in LOGGED)])
        for person, enrolment in played
    }
    entries = AuditEntry.objects.filter(at__gte=since, actor__in=moments).order_by("pk").values_list("pk", "actor")
    return [(next(moments[actor]), pk) for pk, actor in entries]
