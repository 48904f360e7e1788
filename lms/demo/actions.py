"""Loads the demo: the published cohort, played through the actions that people's clicks use."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from content.models import CoursePage
from content.queries import Edition, current_edition
from lms.accounts.models import Organisation, Role, User
from lms.audit.models import AuditEntry
from lms.demo import personas
from lms.demo.backdating import backdate
from lms.demo.cohort import Does, Event, Person, Teller, everybody
from lms.demo.models import DemoMail
from lms.demo.organisations import BODIES, COHORTS, Body
from lms.demo.personas import DEMO_LINK, NEWCOMERS_PLACE, PERSONAS, Persona
from lms.demo.queries import COURSE
from lms.demo.replies import Mood, Writer, test_answers
from lms.diplomas.actions import issue_diploma
from lms.diplomas.models import Diploma
from lms.enrolment.actions import (
    account_for,
    add_organisation,
    create_link,
    enrol_by_link,
    enrol_in_open_course,
    grant_role,
    set_name,
)
from lms.enrolment.models import CourseLink, Enrolment
from lms.progress import actions as progress
from lms.progress.models import StepKind
from lms.progress.rules import exercise_anchor
from lms.reflections.actions import DraftSave, give_exercise, save_drafts
from lms.results.actions import save_answers, start_attempt, submit_attempt
from lms.results.queries import asked
from lms.summaries.actions import close_round, cut_releases
from lms.summaries.models import Release, ReleasedAnswer, RoundClosing

HERE: Final = Path(__file__).parent
Say = Callable[[str], object]


class DemoRefused(Exception):
    """The demo cannot be loaded; the message says why, in one sentence."""


@transaction.atomic
def load_demo(*, say: Say = lambda _text: None) -> None:
    """Makes the organisations, their links, the 299 people with all they did, and the releases. All or nothing."""
    edition = current_edition(COURSE)
    if edition is None:
        raise DemoRefused(f"The course {COURSE} is not there: run `./manage.py load_course courses/{COURSE}` first.")
    now = timezone.now()
    course = CoursePage.objects.get(pk=edition.course_id)
    organisations = _make_organisations()
    links = _make_links(course, organisations)
    say(f"{len(organisations)} organisations with {len(links)} course links.")
    names, texts = _json("names.json"), _json("answers.json")
    seats = [persona.seat for persona in PERSONAS.values() if persona.seat]
    people = everybody(edition.course, names=names, texts=texts, seats=seats, now=now)
    played = []
    for number, person in enumerate(people, 1):
        link = links.get((person.organisation, person.via))
        enrolment = _come_in(person, course, link, organisations.get(person.organisation))
        _play(enrolment, edition, person.story)
        played.append((person, enrolment))
        if number % 50 == 0 or number == len(people):
            say(f"{number} of {len(people)} people have come as far as they came.")
    _make_editor(course)
    releases = _release(course, organisations)
    say(f"{releases} releases cut: figures can be shown.")
    backdate(played, since=now)


def stage(*, persona: Persona) -> User | None:
    """The persona's user, made now if they wait for the first click; None for the newcomer, who has none."""
    if not persona.email:
        return None
    found = User.objects.filter(email=persona.email).first()
    if found or not persona.waits:
        return found
    return _stage_now(persona)


@transaction.atomic
def _stage_now(persona: Persona) -> User | None:
    edition = current_edition(COURSE)
    link = (
        CourseLink.objects.filter(organisation__slug=persona.organisation, via__slug=persona.via).order_by("pk").first()
    )
    if edition is None or link is None or persona.tell is None:
        return None
    now = timezone.now()
    person = persona.person(now)
    rng = random.Random(persona.key)
    teller = Teller(edition.course, Writer(rng, _json("answers.json")), rng, person, Mood.of(rng), now)
    person = replace(person, story=tuple(persona.tell(teller)))
    enrolment = _come_in(person, CoursePage.objects.get(pk=edition.course_id), link, None)
    _play(enrolment, edition, person.story)
    backdate([(person, enrolment)], since=now)
    return enrolment.user


def _json(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def _make_organisations() -> dict[str, Organisation]:
    """The organisations by slug, in the tree; those that are there already stay as they are."""
    found = {
        body.slug: Organisation.objects.filter(slug=body.slug).first() or _make_organisation(body) for body in BODIES
    }
    for body in BODIES:
        found[body.slug].parents.add(*(found[parent] for parent in body.parents))
    return found


def _make_organisation(body: Body) -> Organisation:
    return add_organisation(
        organisation=Organisation(slug=body.slug, name=body.name, kind=body.kind, number=body.number)
    )


def _make_links(course: CoursePage, organisations: Mapping[str, Organisation]) -> dict[tuple[str, str], CourseLink]:
    """A course link for each cohort, by organisation and förbund, and the one that the newcomer has got."""
    made = {
        (group.organisation, group.via): _make_link(course, organisations[group.organisation], organisations[group.via])
        for group in COHORTS
        if group.via
    }
    _make_link(
        course, organisations[NEWCOMERS_PLACE[0]], organisations[NEWCOMERS_PLACE[1]], token=DEMO_LINK, name="Demolänk"
    )
    return made


def _make_link(course: CoursePage, organisation: Organisation, via: Organisation, **more: str) -> CourseLink:
    return create_link(link=CourseLink(course=course, organisation=organisation, via=via, **more))


def _make_editor(course: CoursePage) -> None:
    user = account_for(email=personas.EDITOR.email)
    set_name(user=user, name=personas.EDITOR.name)
    grant_role(user=user, role=Role.EDITOR, course=course)


def _come_in(person: Person, course: CoursePage, link: CourseLink | None, chosen: Organisation | None) -> Enrolment:
    """The way in: mail address, name, and enrolment by the link or, without one, in the open course."""
    user = account_for(email=person.email)
    set_name(user=user, name=person.name)
    if link:
        return enrol_by_link(user=user, link=link)
    return enrol_in_open_course(user=user, course=course, organisation=chosen)


def _play(enrolment: Enrolment, edition: Edition, story: Sequence[Event]) -> None:
    """Does what the story tells, click by click. What is by chance in it depends on the person alone."""
    rng = random.Random(enrolment.user.email)
    course, here = edition.course, ""
    for event in story:
        exercise = course.exercises.get(event.key)
        match event.does:
            case Does.OPENS_CHAPTER:
                progress.open_step(enrolment=enrolment, kind=StepKind.CHAPTER, key=event.key)
                progress.remember_place(enrolment=enrolment, chapter_key=event.key)
                here = event.key
            case Does.WATCHES_FILM:
                ended = event.second is None
                progress.remember_film(enrolment=enrolment, key=event.key, second=event.second or 0, ended=ended)
            case Does.WRITES | Does.GIVES if exercise:
                saves = [DraftSave(q, event.replies[q.key], 0) for q in exercise.questions if q.key in event.replies]
                save_drafts(enrolment=enrolment, exercise=exercise, saves=saves)
                if event.does is Does.GIVES:
                    give_exercise(enrolment=enrolment, edition=edition, exercise=exercise)
                else:
                    progress.remember_place(enrolment=enrolment, chapter_key=here, anchor=exercise_anchor(exercise.key))
            case Does.READS:
                progress.finish_step(enrolment=enrolment, kind=StepKind.CHAPTER, key=event.key)
            case Does.ANSWERS_TEST | Does.HANDS_IN:
                attempt = start_attempt(enrolment=enrolment, edition=edition)
                answers = test_answers(asked(attempt), event.wrong, rng)
                act = submit_attempt if event.does is Does.HANDS_IN else save_answers
                act(attempt_uuid=attempt.uuid, answers=answers)
            case Does.TAKES_DIPLOMA:
                issue_diploma(enrolment=enrolment, edition=edition)


def _release(course: CoursePage, organisations: Mapping[str, Organisation]) -> int:
    """Makes public what enough people wait for; the small organisations close their rounds and wait together."""
    cut = cut_releases(course=course)
    for group in COHORTS:
        if group.closes:
            close_round(course=course, via=organisations[group.via], organisation=organisations[group.organisation])
    return len(cut) + len(cut_releases(course=course))


@transaction.atomic
def remove_demo() -> None:
    """Removes the demo's people with all they did, their links, organisations and figures. Courses stay.

    The caller has made sure that there are no other people.
    """
    ReleasedAnswer.objects.all().delete()
    Release.objects.all().delete()
    RoundClosing.objects.all().delete()
    Diploma.objects.all().delete()
    AuditEntry.objects.all().delete()
    User.objects.filter(is_superuser=False).delete()
    CourseLink.objects.all().delete()
    Organisation.objects.filter(slug__in=[body.slug for body in BODIES]).delete()
    DemoMail.objects.all().delete()
