"""A course as frozen values, read from the package JSON of an edition. Pure: no database, no learner."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from quizzes.rules import Question, question_from

ADDRESS: Final = re.compile(r"[a-z0-9-]+")  # of a course or chapter: what the site's routes and people's mail can carry
EVALUATION_KEY: Final = "utvardering"
OPEN: Final = "open"
LINK: Final = "link"
FREE: Final = "free"
FIXED: Final = "fixed"


@dataclass(frozen=True)
class Exercise:
    """Reflection questions given together; the evaluation is one too."""

    key: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter: its address, its minutes and what there is to do in it."""

    key: str
    slug: str
    title: str
    minutes: int
    summary: str
    exercises: tuple[Exercise, ...]
    films: tuple[str, ...]
    goals: tuple[str, ...] = ()


@dataclass(frozen=True)
class CourseSettings:
    """What the course decides for itself (editors set it on the course page)."""

    access: str
    chapter_order: str
    test_waits: bool
    diploma_needs_chapters: bool
    diploma_needs_evaluation: bool
    pass_mark: int
    question_count: int
    method_book_open: bool
    min_group_size: int
    retention_months: int


@dataclass(frozen=True)
class Course:
    """One edition of a course."""

    slug: str
    title: str
    minutes: int
    chapters: tuple[Chapter, ...]
    test: tuple[Question, ...]
    evaluation: Exercise
    settings: CourseSettings
    is_draft: bool = False

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Every exercise by key, the evaluation included."""
        found = {exercise.key: exercise for chapter in self.chapters for exercise in chapter.exercises}
        return found | {self.evaluation.key: self.evaluation}

    @cached_property
    def questions(self) -> Mapping[str, tuple[Exercise, Question]]:
        """Every reflection question and evaluation statement by key, with its exercise."""
        return {q.key: (exercise, q) for exercise in self.exercises.values() for q in exercise.questions}

    def chapter(self, key: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.key == key), None)

    def chapter_of(self, exercise_key: str) -> Chapter | None:
        """The chapter that holds the exercise; None for the evaluation."""
        return next((c for c in self.chapters if any(e.key == exercise_key for e in c.exercises)), None)


def course_from(package: Mapping[str, Any]) -> Course:
    """The course that `content.packages.course_package` wrote. Reflection questions are numbered through the course."""
    numbers = iter(range(1, 1000))
    chapters = tuple(_chapter(chapter, numbers) for chapter in package["chapters"])
    statements = tuple(question_from(q, n) for n, q in enumerate(package["evaluation"], 1))
    return Course(
        slug=package["slug"],
        title=package["title"],
        minutes=package["minutes"],
        chapters=chapters,
        test=tuple(question_from(q) for q in package["test"]),
        evaluation=Exercise(EVALUATION_KEY, "Utvärdering", "", statements),
        settings=CourseSettings(**package["settings"]),
        is_draft=not package.get("approved_by"),
    )


def _chapter(data: Mapping[str, Any], numbers: Iterator[int]) -> Chapter:
    blocks = data["body"]
    return Chapter(
        key=data["key"],
        slug=data["slug"],
        title=data["title"],
        minutes=data["minutes"],
        summary=data["summary"],
        exercises=tuple(_exercise(b["value"], numbers) for b in blocks if b["type"] == "exercise"),
        films=tuple(b["value"]["key"] for b in blocks if b["type"] == "film"),
        goals=tuple(data.get("goals", ())),
    )


def _exercise(value: Mapping[str, Any], numbers: Iterator[int]) -> Exercise:
    questions = tuple(question_from(q, next(numbers)) for q in value["questions"])
    return Exercise(value["key"], value["title"], value["intro"], questions)
