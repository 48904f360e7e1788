"""What the chapter template is given, for a learner, a reader or an editor's preview."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.models import ChapterPage
from content.packages import chapter_package, course_package
from content.queries import Edition
from content.rendering import Chunk, chapter_chunks, published_chunks
from content.rules import EVALUATION_KEY, Chapter, Exercise, course_from
from lms.learning.addresses import chapter_url
from lms.learning.journey import left_links
from lms.learning.queries import Learner
from lms.progress.rules import LeftKind, exercise_anchor, question_anchor
from lms.reflections.forms import QuestionField, field_from_draft
from media.films import FilmView, film_view
from media.models import Film


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
class FilmPlayer:
    """What components/film.html wants: the film, where its files are, and the second to start at."""

    film: FilmView
    course: str
    start: int = 0
    position_url: str = ""

    def part(self, name: str) -> str:
        """The address of one of the film's files."""
        return reverse("film", args=[self.course, self.film.key, name])

    @property
    def component(self) -> dict[str, Any]:
        film = self.film
        return {
            "key": film.key,
            "title": film.title,
            "credit": film.credit,
            "seconds_text": film.length,
            "src": self.part("film"),
            "poster": self.part("bild") if film.has_poster else "",
            "captions": self.part("undertexter") if film.has_captions else "",
            "transcript_html": film.transcript,
            "start": self.start,
            "position_url": self.position_url,
            "is_gone": not film.has_file,
        }


@dataclass(frozen=True)
class Slot:
    """A chunk of the chapter with the learner's own part filled in: the exercise's form, or the film at its second."""

    chunk: Chunk
    form: ExerciseForm | None = None
    film: FilmPlayer | None = None


def exercise_form(
    learner: Learner, exercise: Exercise, errors: Mapping[str, QuestionField] | None = None
) -> ExerciseForm:
    """The exercise with the learner's drafts, or with what was posted where that has errors."""
    errors = errors or {}
    fields = [errors.get(q.key) or field_from_draft(q, learner.drafts.get(q.key)) for q in exercise.questions]
    done = learner.progress
    given = done.evaluation_given if exercise.key == EVALUATION_KEY else exercise.key in done.exercises_given
    return ExerciseForm(exercise, exercise_anchor(exercise.key), fields, given)


def error_list(form_errors: Mapping[str, QuestionField] | None, number_text: str) -> list[dict[str, str]]:
    """For components/error_summary.html: each question with an error, by its number, and where it is."""
    return [
        {"anchor": question_anchor(key), "text": f"{number_text % {'number': field.question.number}}: {field.error}"}
        for key, field in (form_errors or {}).items()
    ]


def chapter_context(
    learner: Learner, chapter: Chapter, errors: Mapping[str, QuestionField] | None = None
) -> dict[str, Any]:
    """Everything content/chapter_page.html needs. `errors`: posted fields that could not be saved or given."""
    return _context(learner, chapter, published_chunks(learner.edition, chapter.key), errors)


def preview_context(page: ChapterPage) -> dict[str, Any]:
    """The same for an editor's preview: the page as it is in the editor, for a reader who has done nothing.

    The chapter need not be published, nor the course: both are read as they would be frozen now.
    """
    course = page.get_parent().specific
    package = course_package(course)
    chapters = {chapter["key"]: chapter for chapter in package["chapters"]} | {page.key: chapter_package(page)}
    learner = Learner(Edition(0, course.pk, course_from(package | {"chapters": list(chapters.values())})))
    chapter = learner.course.chapter(page.key)
    assert chapter
    return _context(learner, chapter, chapter_chunks(page), None) | {"is_preview": True}


def _context(
    learner: Learner, chapter: Chapter, chunks: list[Chunk], errors: Mapping[str, QuestionField] | None
) -> dict[str, Any]:
    number = learner.course.chapters.index(chapter) + 1
    previous = learner.course.chapters[number - 2] if number > 1 else None
    following = learner.course.chapters[number] if number < len(learner.course.chapters) else None
    state = learner.state_of(chapter)
    slots = _slots(learner, chunks, errors)
    return {
        "learner": learner,
        "chapter": chapter,
        "state": state,
        "number": number,
        "total": len(learner.course.chapters),
        "slots": slots,
        "films": [slot.film for slot in slots if slot.film],
        "question_count": sum(len(exercise.questions) for exercise in chapter.exercises),
        "left": left_links(learner, state, but_for=LeftKind.READ),
        "is_read": chapter.key in learner.progress.chapters_read,
        "errors": error_list(errors, _("Reflektionsfråga %(number)s")),
        "previous": previous,
        "previous_url": previous and chapter_url(learner, previous),
        "next": following,
        "next_url": following and _reachable_url(learner, following),
    }


def _reachable_url(learner: Learner, chapter: Chapter) -> str:
    """The chapter's address; empty while a fixed order keeps it locked."""
    locked = learner.enrolment is not None and learner.state_of(chapter).locked
    return "" if locked else chapter_url(learner, chapter)


def _slots(learner: Learner, chunks: list[Chunk], errors: Mapping[str, QuestionField] | None) -> list[Slot]:
    films = _films(learner, (chunk.film_id for chunk in chunks if chunk.kind == "film"))
    exercises = learner.course.exercises
    return [
        Slot(
            chunk,
            exercise_form(learner, exercises[chunk.key], errors)
            if chunk.kind == "exercise" and chunk.key in exercises
            else None,
            films.get(chunk.film_id),
        )
        for chunk in chunks
    ]


def _films(learner: Learner, ids: Iterable[int]) -> dict[int, FilmPlayer]:
    """The films by row id. One query; none where there are no films."""
    wanted = list(ids)
    films = Film.objects.filter(pk__in=wanted) if wanted else []
    return {film.pk: film_player(learner, film) for film in films}


def film_player(learner: Learner, film: Film) -> FilmPlayer:
    """The film at the learner's own second."""
    slug = learner.course.slug
    position_url = reverse("place", args=[slug]) if learner.enrolment else ""
    return FilmPlayer(film_view(film), slug, learner.progress.film_seconds.get(film.key, 0), position_url)
