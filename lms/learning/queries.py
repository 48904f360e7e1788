"""Everything a page of a course knows about its visitor, in a fixed number of queries."""

from dataclasses import dataclass, field
from functools import cached_property

from content.queries import Edition, current_edition
from content.rules import OPEN, Chapter, Course
from lms.accounts.permissions import Visitor
from lms.enrolment.models import Enrolment
from lms.enrolment.queries import enrolment_of
from lms.progress import rules
from lms.progress.queries import progress_of
from lms.reflections.models import Draft
from lms.reflections.queries import answered_keys, drafts_of, promises_of


@dataclass(frozen=True)
class Learner:
    """A visitor in a course: enrolled, with progress and drafts, or a reader without either."""

    edition: Edition
    enrolment: Enrolment | None = None
    progress: rules.Progress = field(default_factory=rules.Progress)
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def course(self) -> Course:
        return self.edition.course

    @property
    def is_open(self) -> bool:
        return self.course.settings.access == OPEN

    @cached_property
    def chapters(self) -> list[rules.ChapterProgress]:
        """Each chapter's state for this learner, in order."""
        return rules.chapters(self.course, self.progress, answered_keys(self.drafts))

    @property
    def done_count(self) -> int:
        return sum(state.done for state in self.chapters)

    @property
    def may_take_test(self) -> bool:
        return self.enrolment is not None and rules.may_take_test(self.course, self.chapters, self.progress)

    @property
    def diploma_needs(self) -> list[rules.DiplomaNeeds]:
        return rules.diploma_needs(self.course, self.chapters, self.progress)

    @property
    def resume(self) -> rules.Resume:
        return rules.resume(self.course, self.chapters, self.progress)

    @cached_property
    def promises(self) -> dict[str, tuple[str, int]]:
        """What was promised when each answer was given; asked for when something has been given. One query."""
        has_given = bool(self.progress.exercises_given) or self.progress.evaluation_given
        return promises_of(self.enrolment) if self.enrolment and has_given else {}

    def state_of(self, chapter: Chapter) -> rules.ChapterProgress:
        return next(state for state in self.chapters if state.chapter.key == chapter.key)


def learner_in(user: Visitor, course_slug: str) -> Learner | None:
    """The visitor in the course; None if no such course is published. Two queries for readers, five for learners."""
    edition = current_edition(course_slug)
    if edition is None:
        return None
    enrolment = enrolment_of(user, course_slug)
    if enrolment is None:
        return Learner(edition)
    return Learner(edition, enrolment, progress_of(enrolment), drafts_of(enrolment))
