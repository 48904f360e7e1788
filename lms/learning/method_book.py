"""The method book: the whole course in writing, with or without a learner's own answers (R8)."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from content.models import CourseEdition, CoursePage
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

    html: SafeString
    form: ExerciseForm | None = None
    film: FilmView | None = None


@dataclass(frozen=True)
class BookChapter:
    """A chapter of the book."""

    number: int
    chapter: Chapter
    parts: list[BookPart]


def may_read(learner: Learner) -> bool:
    """After the pass; for everybody where the course publishes its method book."""
    return learner.course.settings.method_book_open or learner.progress.test_passed


def context(learner: Learner, *, with_answers: bool, chapter_level: int) -> dict[str, Any]:
    """What lms/method_book.html and lms/method_book_pdf.html need. `chapter_level`: of the chapters' own headings."""
    reader = learner if with_answers else Learner(learner.edition)
    chunks = [published_chunks(learner.edition, chapter.key) for chapter in learner.course.chapters]
    films = Film.objects.in_bulk([chunk.film_id for chapter in chunks for chunk in chapter if chunk.kind == "film"])
    return {
        "learner": learner,
        "page": CoursePage.objects.get(pk=learner.edition.course_id),
        "published_at": CourseEdition.objects.values_list("published_at", flat=True).get(pk=learner.edition.id),
        "chapters": [
            BookChapter(number, chapter, _parts(reader, parts, films, chapter_level))
            for number, (chapter, parts) in enumerate(zip(learner.course.chapters, chunks, strict=True), 1)
        ],
        "section_level": chapter_level + 1,
        "with_answers": with_answers,
        "name": learner.enrolment.user.name if with_answers and learner.enrolment else "",
    }


def _parts(reader: Learner, chunks: list[Chunk], films: dict[int, Film], chapter_level: int) -> list[BookPart]:
    parts: list[BookPart] = []
    last = chapter_level
    for chunk in chunks:
        exercise = reader.course.exercises.get(chunk.key) if chunk.kind == "exercise" else None
        film = films.get(chunk.film_id)
        html, last = below(chunk.html, chapter_level, last)
        if exercise or film:
            last = chapter_level + 1
        form = exercise_form(reader, exercise) if exercise else None
        parts.append(BookPart(html, form, film_view(film) if film else None))
    return parts


def below(html: str, chapter_level: int, last: int) -> tuple[SafeString, int]:
    """The HTML with its headings below the chapter's and no level left out, and the level of its last heading.

    In a chapter's own page they begin with the second level. `last` is the level of the heading before.
    """

    def placed(tag: re.Match[str]) -> str:
        nonlocal last
        if not tag[1]:  # a closing tag closes what was opened
            last = min(int(tag[2]) - 1 + chapter_level, last + 1)
        return f"<{tag[1]}h{last}"

    return mark_safe(re.sub(r"<(/?)h([2-6])\b", placed, html)), last  # the HTML that was safe before


def current(learner: Learner, *, with_answers: bool) -> MethodBook | None:
    """The book as ordered or made for this edition; None if nobody has asked for it."""
    enrolment = learner.enrolment if with_answers else None
    return MethodBook.objects.filter(edition_id=learner.edition.id, enrolment=enrolment).first()
