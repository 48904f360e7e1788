"""What is asked and how it is graded: pure values and functions, no users, no database.

A question *as asked* is a frozen value read from a course edition. An answer is JSON: the option key for scale and single
choice, a sorted list of option keys for multiple choice, the text for free text, None where nothing is answered.
"""

import random
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

SCALE: Final = "scale"
SINGLE: Final = "single"
MULTIPLE: Final = "multiple"
FREE_TEXT: Final = "free_text"

REFLECTION: Final = "reflection"
TEST: Final = "test"
EVALUATION: Final = "evaluation"

ORGANISATION_AND_ALL: Final = "organisation_and_all"
ALL_ONLY: Final = "all_only"

Answer = str | list[str] | None


@dataclass(frozen=True)
class Option:
    """One answer option; `correct` only means something in a knowledge test."""

    key: str
    text: str
    correct: bool = False


@dataclass(frozen=True)
class Question:
    """A question as asked. `number` counts from 1 through its use in the course; 0 where it has none."""

    key: str
    version: int
    kind: str
    text: str
    help_text: str = ""
    options: tuple[Option, ...] = ()
    max_choices: int | None = None
    max_length: int = 0
    required: bool = True
    report_scope: str = ORGANISATION_AND_ALL
    sensitive: bool = False
    explanation: str = ""
    review_chapter: str = ""
    measures_competence: bool = False
    number: int = 0

    @property
    def option_keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options)

    @property
    def correct_keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options if option.correct)

    @property
    def correct_count(self) -> int:
        """How many options are right; shown to the course taker for multiple choice."""
        return len(self.correct_keys)


def question_from(data: Mapping[str, Any], number: int = 0) -> Question:
    """The question that `question_data` of its model wrote into a package."""
    options = tuple(Option(o["key"], o["text"], bool(o.get("correct"))) for o in data.get("options", ()))
    return Question(
        key=data["key"],
        version=data["version"],
        kind=data["kind"],
        text=data["text"],
        help_text=data.get("help_text", ""),
        options=options,
        max_choices=data.get("max_choices"),
        max_length=data.get("max_length", 0),
        required=data.get("required", True),
        report_scope=data.get("report_scope", ORGANISATION_AND_ALL),
        sensitive=data.get("sensitive", False),
        explanation=data.get("explanation", ""),
        review_chapter=data.get("review_chapter", ""),
        measures_competence=data.get("measures_competence", False),
        number=number,
    )


class InvalidAnswer(ValueError):
    """An answer that the question cannot take; `code` says why, for the page to put in words."""

    def __init__(self, code: str, question: Question):
        super().__init__(f"{question.key}: {code}")
        self.code = code
        self.question = question


def clean_text(text: str) -> str:
    """The text as kept: NUL and other control characters gone, line ends as line feeds, no space around.

    NUL cannot be stored in PostgreSQL, and half a surrogate pair (JSON can name one) cannot be sent in a page; direction
    marks and emoji stay, they are part of what people write.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def clean_answer(question: Question, posted: Sequence[str]) -> Answer:
    """What was posted for the question, as an answer; None when nothing was.

    Raises InvalidAnswer with code `unknown_option`, `several_options`, `too_many` or `too_long`.
    """
    if question.kind == FREE_TEXT:
        text = clean_text(posted[0]) if posted else ""
        if question.max_length and len(text) > question.max_length:
            raise InvalidAnswer("too_long", question)
        return text or None
    chosen = sorted({key for key in posted if key})
    if not chosen:
        return None
    if not set(chosen) <= question.option_keys:
        raise InvalidAnswer("unknown_option", question)
    if question.kind == MULTIPLE:
        if question.max_choices and len(chosen) > question.max_choices:
            raise InvalidAnswer("too_many", question)
        return chosen
    if len(chosen) > 1:
        raise InvalidAnswer("several_options", question)
    return chosen[0]


def is_correct(question: Question, answer: Answer) -> bool:
    """All-or-nothing: exactly the right options (our assumption, domain.md §9)."""
    chosen = {answer} if isinstance(answer, str) else set(answer or ())
    return bool(question.correct_keys) and chosen == question.correct_keys


@dataclass(frozen=True)
class Grade:
    """The outcome of a test, in points (one a question)."""

    points: int
    maximum: int
    pass_mark: int
    wrong: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return self.points >= self.pass_mark


def grade(questions: Sequence[Question], answers: Mapping[str, Answer], pass_mark: int) -> Grade:
    """Points for the answers, by question key; a missing answer is a wrong one (R3: pass at 8 of 11)."""
    wrong = tuple(q.key for q in questions if not is_correct(q, answers.get(q.key)))
    return Grade(len(questions) - len(wrong), len(questions), pass_mark, wrong)


def draw(questions: Sequence[Question], count: int, rng: random.Random) -> list[Question]:
    """`count` of the questions in random order, each with its options in random order."""
    drawn = rng.sample(list(questions), min(count, len(questions)))
    return [replace(q, options=tuple(rng.sample(q.options, len(q.options)))) for q in drawn]
