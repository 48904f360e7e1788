"""What the chapter template is given, for a learner, a reader or an editor's preview."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.models import ChapterPage
from content.queries import current_edition
from content.rendering import Chunk, chapter_chunks, published_chunks
from content.rules import Chapter, Exercise
from lms.learning.addresses import chapter_url
from lms.learning.queries import Learner
from lms.reflections.forms import QuestionField, field_from_draft


@dataclass(frozen=True)
class ExerciseForm:
    """An exercise as a page shows it: its fields, and whether it has been given."""

    exercise: Exercise
    anchor: str
    fields: list[QuestionField]
    given: bool

    @property
    def errors(self) -> list[QuestionField]:
        return [field for field in self.fields if field.error]


@dataclass(frozen=True)
class Slot:
    """A chunk of the chapter with the learner's own part filled in: the exercise's form, or the film's second."""

    chunk: Chunk
    form: ExerciseForm | None = None
    second: int = 0


def exercise_form(learner: Learner, exercise: Exercise, errors: Mapping[str, QuestionField] | None = None) -> ExerciseForm:
    """The exercise with the learner's drafts, or with what was posted where that has errors."""
    errors = errors or {}
    fields = [errors.get(q.key) or field_from_draft(q, learner.drafts.get(q.key)) for q in exercise.questions]
    given = exercise.key in learner.progress.exercises_given
    return ExerciseForm(exercise, f"ovning-{exercise.key}", fields, given)


def chapter_context(learner: Learner, chapter: Chapter, errors: Mapping[str, QuestionField] | None = None) -> dict[str, Any]:
    """Everything content/chapter_page.html needs. `errors`: posted fields that could not be saved or given."""
    page = ChapterPage.objects.get(key=chapter.key, slug=chapter.slug, url_path__endswith=f"/{learner.course.slug}/{chapter.slug}/")
    chunks = published_chunks(learner.edition.id, page.pk)
    return _context(learner, chapter, page, chunks, errors)


def preview_context(page: ChapterPage) -> dict[str, Any] | None:
    """The same for an editor's preview: the page as it is in the editor, for a reader who has done nothing.

    None while the course has never been published with this chapter: there is no edition to show it in.
    """
    edition = current_edition(page.get_parent().slug)
    chapter = edition and edition.course.chapter(page.key)
    if not edition or not chapter:
        return None
    return _context(Learner(edition), chapter, page, chapter_chunks(page), None)


def _context(
    learner: Learner, chapter: Chapter, page: ChapterPage, chunks: list[Chunk], errors: Mapping[str, QuestionField] | None
) -> dict[str, Any]:
    exercises = learner.course.exercises
    slots = [
        Slot(
            chunk,
            exercise_form(learner, exercises[chunk.key], errors) if chunk.kind == "exercise" and chunk.key in exercises else None,
            learner.progress.film_seconds.get(chunk.key, 0),
        )
        for chunk in chunks
    ]
    number = learner.course.chapters.index(chapter) + 1
    previous = learner.course.chapters[number - 2] if number > 1 else None
    following = learner.course.chapters[number] if number < len(learner.course.chapters) else None
    return {
        "page": page,
        "learner": learner,
        "chapter": chapter,
        "state": learner.state_of(chapter),
        "number": number,
        "total": len(learner.course.chapters),
        "slots": slots,
        "errors": [(f"fraga-{key}", field.question.number, field.error) for key, field in (errors or {}).items()],
        "previous": previous,
        "previous_url": previous and chapter_url(learner, previous),
        "next": following,
        "next_url": following and chapter_url(learner, following),
    }
