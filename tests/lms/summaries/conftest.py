"""Organisations with the people who answer, and what they do, through the actions that clicks use."""

import itertools

import pytest

from content.actions import freeze_edition
from content.queries import current_edition
from lms.accounts.models import Organisation, User
from lms.enrolment.actions import enrol_by_link, enrol_in_open_course
from lms.enrolment.models import CourseLink
from lms.reflections.actions import DraftSave, give_exercise, save_drafts
from lms.reflections.queries import drafts_of
from lms.reflections.rules import Reply

numbers = itertools.count(1)


class World:
    """A course taken in two förbund. "af" belongs to both: it is a place of its own in each."""

    PATHS = (("a", "f1"), ("b", "f1"), ("af", "f1"), ("af", "f2"), ("c", "f2"))

    def __init__(self, course):
        self.course = course
        self.edition = current_edition(course.slug)
        self.bodies = {}
        for slug in ("f1", "f2", "a", "b", "c", "af"):
            kind = "finsam" if slug.startswith("f") else "kommun"
            self.bodies[slug] = Organisation.objects.create(name=slug.upper(), slug=slug, kind=kind)
        self.links = {
            path: CourseLink.objects.create(course=course, organisation=self.bodies[path[0]], via=self.bodies[path[1]])
            for path in self.PATHS
        }

    def join(self, organisation=None, via=None):
        """Somebody comes by the link of the organisation in the förbund; without förbund, by their own word for it."""
        user = User.objects.create_user(f"person.{next(numbers)}@example.org", "Person")
        if via:
            return enrol_by_link(user=user, link=self.links[organisation, via])
        return enrol_in_open_course(user=user, course=self.course, organisation=self.bodies.get(organisation))

    def give(self, enrolment, exercise_key, **values):
        """Gives the exercise: a value for each question, None to decline."""
        exercise = self.edition.course.exercises[exercise_key]
        drafts = drafts_of(enrolment)
        saves = [
            DraftSave(q, Reply(values[q.key], values[q.key] is None), drafts[q.key].version if q.key in drafts else 0)
            for q in exercise.questions
            if q.key in values
        ]
        save_drafts(enrolment=enrolment, exercise=exercise, saves=saves)
        give_exercise(enrolment=enrolment, edition=self.edition, exercise=exercise)


@pytest.fixture
def smallest():
    """The smallest group that the course promises."""
    return 5


@pytest.fixture
def world(course, smallest):
    """The small course, promising groups of `smallest`."""
    course.min_group_size = smallest
    course.save()
    freeze_edition(course=course)
    return World(course)
