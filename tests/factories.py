"""Makes what tests need of learners, through the same actions that people's clicks use.

`edition` is `content.queries.current_edition(course.slug)`; `enrolled` makes whoever and whatever is not given.
"""

import itertools
from typing import Any

from django.utils import timezone

from content.models import CoursePage
from content.queries import Edition, current_edition
from content.rules import EVALUATION_KEY, Exercise
from lms.accounts.models import Organisation, OrganisationKind, User
from lms.diplomas.actions import issue_diploma
from lms.diplomas.models import Diploma
from lms.enrolment.actions import account_for, enrol_by_link, enrol_in_open_course, set_name
from lms.enrolment.models import CourseLink, Enrolment
from lms.progress.actions import finish_step, open_step
from lms.progress.models import StepKind
from lms.reflections.actions import DraftSave, give_exercise, save_drafts
from lms.reflections.rules import Reply
from lms.results.actions import start_attempt, submit_attempt
from lms.results.models import Attempt
from lms.results.queries import asked
from quizzes.rules import FREE_TEXT, MULTIPLE, Answer, Question

numbers = itertools.count(1)


def edition_of(course: CoursePage) -> Edition:
    """The course's published edition."""
    edition = current_edition(course.slug)
    assert edition, "the course has no edition: load it with the `course` fixture"
    return edition


def person(name: str = "Amira Lindqvist", email: str = "") -> User:
    """Somebody with an account whose address has been proved."""
    user = account_for(email=email or f"person{next(numbers)}@example.org")
    set_name(user=user, name=name)
    user.last_login = timezone.now()
    user.save()
    return user


def forbund(name: str = "Samordningsförbundet Centrala Östergötland") -> Organisation:
    """A coordination association."""
    return Organisation.objects.create(name=name, slug=f"forbund-{next(numbers)}", kind=OrganisationKind.FINSAM)


def kommun(name: str = "Linköpings kommun", *, parent: Organisation | None = None, **fields: Any) -> Organisation:
    """A municipality, member of a förbund."""
    made = Organisation.objects.create(
        name=name, slug=f"kommun-{next(numbers)}", kind=OrganisationKind.MUNICIPALITY, **fields
    )
    made.parents.add(parent or forbund())
    return made


def link_to(course: CoursePage, organisation: Organisation | None = None, **fields: Any) -> CourseLink:
    """An organisation's link to the course, through its first förbund."""
    organisation = organisation or kommun()
    return CourseLink.objects.create(
        course=course, organisation=organisation, via=organisation.parents.first(), **fields
    )


def enrolled(
    course: CoursePage, *, user: User | None = None, link: CourseLink | None = None, name: str = "Amira Lindqvist"
) -> Enrolment:
    """Somebody enrolled by a course link."""
    return enrol_by_link(user=user or person(name), link=link or link_to(course))


def enrolled_openly(course: CoursePage, organisation: Organisation | None = None) -> Enrolment:
    """Somebody who came in to an open course by their own choice."""
    return enrol_in_open_course(user=person(), course=course, organisation=organisation)


def reply_to(question: Question, *, choice: int = 0, text: str = "Vi ringer dem oftare.") -> Reply:
    """An answer: the option at that place, or the text."""
    if question.kind == FREE_TEXT:
        return Reply(text, declined=False)
    key = question.options[min(choice, len(question.options) - 1)].key
    return Reply([key] if question.kind == MULTIPLE else key, declined=False)


def draft(enrolment: Enrolment, exercise: Exercise, *, choice: int = 0, text: str = "Vi ringer dem oftare.") -> None:
    """Drafts of every answer of the exercise."""
    saves = [DraftSave(q, reply_to(q, choice=choice, text=text), 0) for q in exercise.questions]
    save_drafts(enrolment=enrolment, exercise=exercise, saves=saves)


def give(enrolment: Enrolment, exercise: Exercise, *, choice: int = 0, text: str = "Vi ringer dem oftare.") -> None:
    """Gives the exercise with every question answered."""
    draft(enrolment, exercise, choice=choice, text=text)
    give_exercise(enrolment=enrolment, edition=edition_of(enrolment.course), exercise=exercise)


def do_chapters(enrolment: Enrolment, count: int | None = None) -> None:
    """Opens, reads and gives everything of the first chapters, or of all."""
    for chapter in edition_of(enrolment.course).course.chapters[:count]:
        open_step(enrolment=enrolment, kind=StepKind.CHAPTER, key=chapter.key)
        for exercise in chapter.exercises:
            give(enrolment, exercise)
        finish_step(enrolment=enrolment, kind=StepKind.CHAPTER, key=chapter.key)


def right_answer(question: Question) -> Answer:
    """The right answer, as an attempt keeps it."""
    keys = sorted(question.correct_keys)
    return keys if question.kind == MULTIPLE else keys[0]


def wrong_answer(question: Question) -> Answer:
    """One wrong option."""
    key = min(question.option_keys - question.correct_keys)
    return [key] if question.kind == MULTIPLE else key


def open_attempt(enrolment: Enrolment) -> Attempt:
    """The learner's open attempt."""
    return start_attempt(enrolment=enrolment, edition=edition_of(enrolment.course))


def hand_in(enrolment: Enrolment, right: int) -> Attempt:
    """An attempt with so many right answers, handed in."""
    attempt = open_attempt(enrolment)
    answers = {
        question.key: right_answer(question) if number < right else wrong_answer(question)
        for number, question in enumerate(asked(attempt))
    }
    return submit_attempt(attempt_uuid=attempt.uuid, answers=answers)


def pass_test(enrolment: Enrolment) -> Attempt:
    """A passed attempt, every answer right."""
    return hand_in(enrolment, edition_of(enrolment.course).course.settings.question_count)


def evaluate(enrolment: Enrolment) -> None:
    """Gives the evaluation."""
    give(enrolment, edition_of(enrolment.course).course.exercises[EVALUATION_KEY])


def do_everything(enrolment: Enrolment) -> None:
    """Chapters, test and evaluation: the diploma is due."""
    do_chapters(enrolment)
    pass_test(enrolment)
    evaluate(enrolment)


def issue(enrolment: Enrolment) -> Diploma:
    """The learner's diploma, whatever is done."""
    return issue_diploma(enrolment=enrolment, edition=edition_of(enrolment.course))


def diploma_of(enrolment: Enrolment) -> Diploma:
    """The learner's diploma, everything before it done."""
    do_everything(enrolment)
    return issue(enrolment)
