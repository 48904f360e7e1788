"""Status, chapter done, what is left and why. Pure: time and facts come in as arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from content.rules import FIXED, Chapter, Course


class Status(Enum):
    """The four statuses (brief.md; 003:372). One definition, used everywhere."""

    NOT_STARTED = "not_started"
    INCOMPLETE = "incomplete"
    FAILED = "failed"
    PASSED = "passed"


def status(*, opened_anything: bool, handed_in: bool, passed: bool) -> Status:
    """A learner's status. A pass is never taken away by a later failed attempt."""
    if passed:
        return Status.PASSED
    if handed_in:
        return Status.FAILED
    return Status.INCOMPLETE if opened_anything else Status.NOT_STARTED


@dataclass(frozen=True)
class Progress:
    """Everything about how far one learner has come: keys of what is opened and done, seconds into films."""

    chapters_opened: frozenset[str] = frozenset()
    chapters_read: frozenset[str] = frozenset()
    exercises_opened: frozenset[str] = frozenset()
    exercises_given: frozenset[str] = frozenset()
    film_seconds: Mapping[str, int] = field(default_factory=dict)
    films_seen: frozenset[str] = frozenset()
    test_opened: bool = False
    test_handed_in: bool = False
    test_passed: bool = False
    evaluation_given: bool = False
    last_chapter: str = ""
    last_anchor: str = ""
    last_at: datetime | None = None

    @property
    def status(self) -> Status:
        return status(
            opened_anything=bool(self.chapters_opened or self.exercises_opened or self.test_opened),
            handed_in=self.test_handed_in,
            passed=self.test_passed,
        )


class LeftKind(Enum):
    """What can be left to do in a chapter."""

    READ = "read"
    QUESTION = "question"
    EXERCISE = "exercise"


@dataclass(frozen=True)
class Left:
    """One thing left: a question without answer (by its number), an exercise not given, or the reading itself."""

    kind: LeftKind
    anchor: str
    number: int = 0
    title: str = ""


class ChapterState(Enum):
    """How far a learner has come in a chapter."""

    LOCKED = "locked"
    NOT_OPENED = "not_opened"
    OPENED = "opened"
    DONE = "done"


@dataclass(frozen=True)
class ChapterProgress:
    """How a chapter stands for one learner."""

    chapter: Chapter
    number: int
    state: ChapterState
    left: tuple[Left, ...]

    @property
    def done(self) -> bool:
        return self.state is ChapterState.DONE

    @property
    def locked(self) -> bool:
        return self.state is ChapterState.LOCKED


def left_in_chapter(chapter: Chapter, progress: Progress, answered: frozenset[str]) -> tuple[Left, ...]:
    """What is left in the chapter, in its own order. `answered`: question keys that have a draft or were declined."""
    left: list[Left] = []
    for exercise in chapter.exercises:
        if exercise.key in progress.exercises_given:
            continue
        anchor = exercise_anchor(exercise.key)
        missing = [q for q in exercise.questions if q.required and q.key not in answered]
        begun = exercise.key in progress.exercises_opened or any(q.key in answered for q in exercise.questions)
        if missing and begun:
            left += [Left(LeftKind.QUESTION, question_anchor(q.key), q.number, exercise.title) for q in missing]
        else:
            left.append(Left(LeftKind.EXERCISE, anchor, 0, exercise.title))
    if chapter.key not in progress.chapters_read:
        left.append(Left(LeftKind.READ, "kapitlets-slut"))
    return tuple(left)


def chapters(course: Course, progress: Progress, answered: frozenset[str] = frozenset()) -> list[ChapterProgress]:
    """Each chapter's state. In a fixed order a chapter opens when the one before it is done; what is open stays open."""
    states: list[ChapterProgress] = []
    for number, chapter in enumerate(course.chapters, 1):
        left = left_in_chapter(chapter, progress, answered)
        opened = chapter.key in progress.chapters_opened
        waits = course.settings.chapter_order == FIXED and bool(states) and not states[-1].done
        if not left:
            state = ChapterState.DONE
        elif opened:
            state = ChapterState.OPENED
        else:
            state = ChapterState.LOCKED if waits else ChapterState.NOT_OPENED
        states.append(ChapterProgress(chapter, number, state, left))
    return states


def may_take_test(course: Course, states: Sequence[ChapterProgress], progress: Progress) -> bool:
    """The test waits for all chapters if the course says so; who has handed one in may always try again (R4)."""
    if not course.test:
        return False
    return not course.settings.test_waits or progress.test_handed_in or all(state.done for state in states)


class DiplomaNeeds(Enum):
    """What a diploma can wait for."""

    CHAPTERS = "chapters"
    TEST = "test"
    EVALUATION = "evaluation"


def diploma_needs(course: Course, states: Sequence[ChapterProgress], progress: Progress) -> list[DiplomaNeeds]:
    """What the diploma still waits for; empty when it is due (R7; the course may ask for more than the pass)."""
    needs: list[DiplomaNeeds] = []
    if course.settings.diploma_needs_chapters and not all(state.done for state in states):
        needs.append(DiplomaNeeds.CHAPTERS)
    if not progress.test_passed:
        needs.append(DiplomaNeeds.TEST)
    if course.settings.diploma_needs_evaluation and course.evaluation.questions and not progress.evaluation_given:
        needs.append(DiplomaNeeds.EVALUATION)
    return needs


def exercise_anchor(key: str) -> str:
    """The id of an exercise in its chapter's page."""
    return f"ovning-{key}"


def question_anchor(key: str) -> str:
    """The id of a question in its chapter's page."""
    return f"fraga-{key}"


def past_given(anchor: str, given: frozenset[str]) -> str:
    """The anchor; the end of the exercise where that one has been given, so that the reading goes on below it."""
    return f"{anchor}-slut" if anchor in {exercise_anchor(key) for key in given} else anchor


class ResumeKind(Enum):
    """The kinds of place that "Fortsätt" leads to."""

    CHAPTER = "chapter"
    TEST = "test"
    EVALUATION = "evaluation"
    DIPLOMA = "diploma"


@dataclass(frozen=True)
class Resume:
    """Where "Fortsätt" goes."""

    kind: ResumeKind
    chapter: Chapter | None = None
    anchor: str = ""


def resume(course: Course, states: Sequence[ChapterProgress], progress: Progress) -> Resume:
    """Exactly where the learner stopped; else the first thing left, in the course's order."""
    here = next((s for s in states if s.chapter.key == progress.last_chapter), None)
    if here and not here.done and not here.locked:
        return Resume(ResumeKind.CHAPTER, here.chapter, past_given(progress.last_anchor, progress.exercises_given))
    undone = [s for s in states if not s.done and not s.locked]
    after = [s for s in undone if here and s.number > here.number] or undone
    if after and not progress.test_passed:
        first = after[0]
        anchor = first.left[0].anchor if first.state is ChapterState.OPENED else ""
        return Resume(ResumeKind.CHAPTER, first.chapter, anchor)
    if course.test and not progress.test_passed:
        return Resume(ResumeKind.TEST)
    if course.evaluation.questions and not progress.evaluation_given:
        return Resume(ResumeKind.EVALUATION)
    return (
        Resume(ResumeKind.CHAPTER, undone[0].chapter, undone[0].left[0].anchor)
        if undone
        else Resume(ResumeKind.DIPLOMA)
    )
