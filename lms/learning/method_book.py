"""The method book: the whole course in writing, with or without a learner's own answers (R8)."""

from dataclasses import dataclass
from typing import Any

from content.models import CoursePage
from content.rendering import Chunk, published_chunks
from content.rules import Chapter
from lms.diplomas.models import MethodBook
from lms.learning.pages import ExerciseForm, exercise_form
from lms.learning.queries import Learner
from media.films import FilmView, film_view
from media.models import Film


@dataclass(frozen=True)
class BookPart:
    """A part of a chapter: HTML, a film's words, or an exercise with its questions (and answers, where they are wanted)."""

    chunk: Chunk
    form: ExerciseForm | None
    film: FilmView | None


@dataclass(frozen=True)
class BookChapter:
    """A chapter of the book."""

    number: int
    chapter: Chapter
    parts: list[BookPart]


def may_read(learner: Learner) -> bool:
    """After the pass; for everybody where the course publishes its method book."""
    return learner.course.settings.method_book_open or learner.progress.test_passed


def context(learner: Learner, *, with_answers: bool) -> dict[str, Any]:
    """What lms/method_book.html and lms/method_book_pdf.html need."""
    reader = learner if with_answers else Learner(learner.edition)
    chunks = [published_chunks(learner.edition, chapter.key) for chapter in learner.course.chapters]
    films = Film.objects.in_bulk([chunk.film_id for chapter in chunks for chunk in chapter if chunk.kind == "film"])
    return {
        "learner": learner,
        "page": CoursePage.objects.get(pk=learner.edition.course_id),
        "chapters": [
            BookChapter(number, chapter, [_part(reader, chunk, films) for chunk in parts])
            for number, (chapter, parts) in enumerate(zip(learner.course.chapters, chunks, strict=True), 1)
        ],
        "with_answers": with_answers,
        "name": learner.enrolment.user.name if with_answers and learner.enrolment else "",
    }


def _part(reader: Learner, chunk: Chunk, films: dict[int, Film]) -> BookPart:
    exercise = reader.course.exercises.get(chunk.key) if chunk.kind == "exercise" else None
    film = films.get(chunk.film_id)
    return BookPart(chunk, exercise and exercise_form(reader, exercise), film and film_view(film))


def current(learner: Learner, *, with_answers: bool) -> MethodBook | None:
    """The book as ordered or made for this edition; None if nobody has asked for it."""
    enrolment = learner.enrolment if with_answers else None
    return MethodBook.objects.filter(edition_id=learner.edition.id, enrolment=enrolment).first()
