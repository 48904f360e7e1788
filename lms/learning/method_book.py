"""The method book: the whole course in writing, with or without a learner's own answers (R8)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from content.models import ChapterPage, CoursePage
from content.rendering import Chunk, published_chunks
from content.rules import Chapter
from lms.diplomas import pdf
from lms.diplomas.models import MethodBook
from lms.learning.pages import ExerciseForm, exercise_form
from lms.learning.queries import Learner, learner_in


@dataclass(frozen=True)
class BookPart:
    """A chunk in the book: its HTML, or an exercise with its questions (and answers, where they are wanted)."""

    chunk: Chunk
    form: ExerciseForm | None


@dataclass(frozen=True)
class BookChapter:
    number: int
    chapter: Chapter
    goals: list[str]
    parts: list[BookPart]


def may_read(learner: Learner) -> bool:
    """After the pass; for everybody where the course publishes its method book."""
    return learner.course.settings.method_book_open or learner.progress.test_passed


def context(learner: Learner, *, with_answers: bool) -> dict[str, Any]:
    """What lms/method_book.html and lms/method_book_pdf.html need."""
    reader = learner if with_answers else Learner(learner.edition)
    course = CoursePage.objects.get(pk=learner.edition.course_id)
    pages = {page.key: page for page in ChapterPage.objects.child_of(course).live()}
    exercises = learner.course.exercises
    chapters = []
    for number, chapter in enumerate(learner.course.chapters, 1):
        page = pages.get(chapter.key)
        chunks = published_chunks(learner.edition.id, page.pk) if page else []
        parts = [BookPart(c, exercise_form(reader, exercises[c.key]) if c.kind == "exercise" and c.key in exercises else None) for c in chunks]
        chapters.append(BookChapter(number, chapter, page.goal_list if page else [], parts))
    return {
        "learner": learner,
        "page": course,
        "chapters": chapters,
        "with_answers": with_answers,
        "name": learner.enrolment.user.name if with_answers and learner.enrolment else "",
    }


def current(learner: Learner, *, with_answers: bool) -> MethodBook | None:
    """The book as ordered or made for this edition; None if nobody has asked for it."""
    enrolment = learner.enrolment if with_answers else None
    return MethodBook.objects.filter(edition_id=learner.edition.id, enrolment=enrolment).first()


@transaction.atomic
def order(*, learner: Learner, with_answers: bool) -> MethodBook:
    """Asks the worker for the PDF. One without answers is made once an edition; one with answers anew at each order."""
    enrolment = learner.enrolment if with_answers else None
    book, created = MethodBook.objects.get_or_create(edition_id=learner.edition.id, enrolment=enrolment)
    if created or book.failed_at or (with_answers and book.made_at):
        MethodBook.objects.filter(pk=book.pk).update(made_at=None, failed_at=None)
        transaction.on_commit(lambda: make_method_book.enqueue(book.pk))
    return book


@task()
def make_method_book(book_id: int) -> None:
    """Makes the PDF; run by the worker."""
    book = MethodBook.objects.select_related("edition__course", "enrolment__user").get(pk=book_id)
    learner = _learner(book)
    if learner is None:
        return
    try:
        made = pdf.render("lms/method_book_pdf.html", context(learner, with_answers=book.enrolment is not None))
    except Exception:
        MethodBook.objects.filter(pk=book.pk).update(failed_at=timezone.now())
        raise
    storage = storages["private"]
    if book.file:
        storage.delete(book.file)
    name = storage.save(f"method-books/{book.edition.digest[:16]}-{book.pk}.pdf", ContentFile(made))
    MethodBook.objects.filter(pk=book.pk).update(file=name, made_at=timezone.now(), failed_at=None)


def _learner(book: MethodBook) -> Learner | None:
    slug = book.edition.course.slug
    if book.enrolment:
        return learner_in(book.enrolment.user, slug)

    return learner_in(AnonymousUser(), slug)


