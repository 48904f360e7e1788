"""Writes a course package into the site: pages, questions, films and files, published as an editor would publish them.

Everything happens in one transaction. Read a second time, the same package changes nothing; a newer one changes what no
editor has touched since, and says what it left alone.
"""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail.blocks.stream_block import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from content.actions import freeze_edition, open_front_door, set_up_editors
from content.importer.folder import PackageError
from content.importer.ledger import Ledger, State
from content.importer.reader import Block, ChapterSpec, FilmSpec, Package, QuestionSpec, read_package
from content.importer.storage import check_picture, store, store_narration
from content.models import ChapterPage, CourseEdition, CoursePage, HomePage
from media.duration import mp4_seconds
from media.models import Film
from quizzes import rules
from quizzes.models import QUESTION_TYPES, Question, QuestionSet

TYPES: Final = {question_type.kind: question_type for question_type in QUESTION_TYPES}
SETS: Final = (
    ("reflektion", rules.REFLECTION, "reflektionsfrågor"),
    ("test", rules.TEST, "kunskapstest"),
    ("utvardering", rules.EVALUATION, "utvärdering"),
)
CHAPTER_FIELDS: Final = ("title", "slug", "key", "minutes", "summary", "goals")


@dataclass(frozen=True)
class Imported:
    """What came of an import: the course, its edition, and how many items were created, updated, kept or unchanged."""

    course: CoursePage
    edition: CourseEdition | None
    counts: Mapping[str, int]


def import_course(*, path: Path, overwrite: bool = False, tell: Callable[[str], None] = lambda _line: None) -> Imported:
    """The package in the folder as a published course. A bad package raises PackageError and changes nothing."""
    package = read_package(path)
    tell(f"{package.title}: {len(package.chapters)} chapters.")
    try:
        with transaction.atomic(), disable_reference_index_auto_update():
            return _Import(package, Ledger(package.slug, overwrite, tell)).run()
    except ValidationError as error:
        raise PackageError(f"The package cannot be used: {' '.join(error.messages)}") from error


@dataclass
class _Import:
    """One import, step by step."""

    package: Package
    ledger: Ledger
    questions: dict[str, Question] = field(default_factory=dict)
    touched: list[Any] = field(default_factory=list)

    def run(self) -> Imported:
        home = open_front_door()
        set_up_editors(home=home)
        sets = self._sets()
        asked = (self.package.reflection, self.package.test, self.package.evaluation)
        for question_set, specs in zip(sets, asked, strict=True):
            for spec in specs:
                self.questions[spec.key] = self._question(question_set, spec)
        self.ledger.tell(f"{len(self.questions)} questions.")
        films = {spec.key: self._film(spec.film) if spec.film else None for spec in self.package.chapters}
        self.ledger.tell(f"{sum(film is not None for film in films.values())} films.")
        first_film = next((film for film in films.values() if film), None)
        course = self._course(home, sets, first_film.pk if first_film else None)
        for chapter in self.package.chapters:
            film = films[chapter.key]
            self._chapter(course, chapter, film.pk if film else None)
        self._in_order(course)
        spoken = {file.path.name: file.digest for file in self.package.narration}
        store_narration(self.package.narration, same=self.ledger.wrote_before("narration", spoken))
        self.ledger.tell(f"{len(self.package.narration)} texts to listen to.")
        self.ledger.tell_what_is_gone()
        for item in self.ledger.items():
            item.save()
        for row in self.touched:
            ReferenceIndex.create_or_update_for_object(row)
        counts = dict(self.ledger.counts)
        self.ledger.tell(", ".join(f"{count} {name}" for name, count in sorted(counts.items())) + ".")
        course.refresh_from_db()
        return Imported(course, self._edition(course), counts)

    def _edition(self, course: CoursePage) -> CourseEdition | None:
        """The edition, frozen with the rest: a course is never there without one."""
        newest: CourseEdition | None = course.editions.first()
        if course.live and (newest is None or self.touched):
            return freeze_edition(course=course)
        return newest

    def _sets(self) -> list[QuestionSet]:
        return [
            QuestionSet.objects.get_or_create(
                slug=f"{self.package.slug}-{name}", defaults={"use": use, "title": f"{self.package.title}: {title}"}
            )[0]
            for name, use, title in SETS
        ]

    def _question(self, question_set: QuestionSet, spec: QuestionSpec) -> Question:
        question_type = TYPES[spec.kind]
        name = f"question/{spec.key}"
        found = question_set.questions.filter(key=spec.key).first()
        if found and type(found) is not question_type:
            raise PackageError(f"The question {spec.key} is of another type on the site; give the new one its own key.")
        values = dict(spec.values)
        if "options" in values:
            values["options"] = self._options(spec)
        wanted = values | {"live": True}
        present = [_state(row, values) | {"live": found.live} for row in _live_and_draft(found)] if found else None
        write = self.ledger.should_write(name, wanted, present)
        if found and not write:
            return found
        draft = (
            found.get_latest_revision_as_object()
            if found
            else question_type(question_set=question_set, key=spec.key, live=False)
        )
        self._publish(draft, values)
        return question_set.questions.get(key=spec.key)

    def _options(self, spec: QuestionSpec) -> list[dict[str, Any]]:
        return [
            {"type": "option", "value": option, "id": self._id("fraga", spec.key, option["key"])}
            for option in spec.values["options"]
        ]

    def _film(self, spec: FilmSpec) -> Film | None:
        """The chapter's film as a row; None while its files have not come."""
        key = f"{self.package.slug}-{spec.key}"
        found: Film | None = Film.objects.filter(key=key).first()
        if spec.files is None:
            return found
        with spec.files.video.path.open("rb") as video:
            seconds = mp4_seconds(video) or float(spec.seconds)
        poster = spec.files.poster
        wanted: State = {
            "title": spec.title,
            "credit": spec.credit,
            "transcript": spec.transcript,
            "duration": seconds,
            "file": store("media", self.package.slug, spec.files.video),
            "captions": store("media", self.package.slug, spec.files.captions),
            "thumbnail": store("media_thumbnails", self.package.slug, poster) if poster else "",
        }
        row = found or Film(key=key, type="video", collection=self.collection)
        if self.ledger.should_write(f"film/{spec.key}", wanted, [_state(found, wanted)] if found else None):
            self._write(row, wanted)
        return row

    def _picture(self, value: Mapping[str, Any]) -> int:
        """The picture's row id."""
        check_picture(value["file"])
        name = value["file"].path.name
        wanted = {
            "title": value["file"].path.stem,
            "description": value["alt"][:255],
            "file": store("original_images", self.package.slug, value["file"]),
        }
        return self._file_row(get_image_model(), f"image/{name}", wanted)

    def _download(self, value: Mapping[str, Any]) -> int:
        """The document's row id."""
        name = value["file"].path.name
        wanted = {"title": value["title"], "file": store("documents", self.package.slug, value["file"])}
        return self._file_row(get_document_model(), f"download/{name}", wanted)

    def _file_row(self, model: Any, name: str, wanted: State) -> int:
        found = model.objects.filter(pk=self.ledger.row(name)).first()
        row = found or model(collection=self.collection)
        if self.ledger.should_write(name, wanted, [_state(found, wanted)] if found else None):
            self._write(row, wanted)
            self.ledger.remember_row(name, row.pk)
        return int(row.pk)

    @cached_property
    def collection(self) -> Collection:
        """The course's own collection of files, beside the editors' other ones."""
        root = Collection.get_first_root_node()
        found = root.get_children().filter(name=self.package.title).first()
        return found or root.add_child(name=self.package.title)

    def _write(self, row: Any, wanted: State) -> None:
        """Sets the fields, has the row describe its file, checks and saves it."""
        for name, value in wanted.items():
            setattr(row, name, value)
        for describe in ("_set_image_file_metadata", "_set_document_file_metadata"):
            if hasattr(row, describe):
                getattr(row, describe)()
                row.file.close()
        row.full_clean()
        row.save()
        self.touched.append(row)

    def _course(self, home: HomePage, sets: list[QuestionSet], film: int | None) -> CoursePage:
        found = CoursePage.objects.filter(slug=self.package.slug).first()
        test, evaluation = sets[1:]
        values: State = dict(self.package.page) | {
            "title": self.package.title,
            "slug": self.package.slug,
            "summary": self.package.page["summary"] or self.package.title,
            "film_id": film,
            "test_set_id": test.pk if self.package.test else None,
            "evaluation_set_id": evaluation.pk if self.package.evaluation else None,
        }
        wanted = values | {"live": True}
        present = [_state(row, values) | {"live": found.live} for row in _live_and_draft(found)] if found else None
        if self.ledger.should_write("course", wanted, present):
            self._publish(
                found.get_latest_revision_as_object() if found else CoursePage(live=False), values, parent=home
            )
        return CoursePage.objects.get(slug=self.package.slug)

    def _chapter(self, course: CoursePage, spec: ChapterSpec, film: int | None) -> None:
        if not spec.written:
            self.ledger.tell(f"{spec.key}: the text has not come; the outline stands in.")
        if spec.film and film is None:
            self.ledger.tell(f"{spec.key}: the film has not come.")
        values: State = {name: getattr(spec, name) for name in CHAPTER_FIELDS} | {"body": self._body(spec, film)}
        found = ChapterPage.objects.child_of(course).filter(key=spec.key).first()
        wanted = values | {"live": True}
        present = [_state(row, values) | {"live": found.live} for row in _live_and_draft(found)] if found else None
        if self.ledger.should_write(f"chapter/{spec.key}", wanted, present):
            self._publish(
                found.get_latest_revision_as_object() if found else ChapterPage(live=False), values, parent=course
            )

    def _publish(self, row: Any, values: State, parent: Page | None = None) -> None:
        """Sets the values and publishes, through a revision as from the edit form."""
        for name, value in values.items():
            setattr(row, name, json.dumps(value) if name in {"body", "options"} else value)
        if row.pk is None and parent:
            parent.add_child(instance=row)
        elif row.pk is None:
            row.full_clean()
            row.save()
        row.save_revision().publish()
        self.touched.append(type(row).objects.get(pk=row.pk))

    def _in_order(self, course: CoursePage) -> None:
        """Puts new chapters in their place. An order that an editor made of old ones stays."""
        wanted = [chapter.key for chapter in self.package.chapters]
        pages = {page.key: page for page in ChapterPage.objects.child_of(course).order_by("path")}
        written = {row.key for row in self.touched if isinstance(row, ChapterPage)}
        if [key for key in pages if key in wanted] == wanted or not written:
            return
        for key in wanted:
            ChapterPage.objects.get(pk=pages[key].pk).move(course, pos="last-child")

    def _body(self, spec: ChapterSpec, film: int | None) -> list[dict[str, Any]]:
        return [
            {
                "type": block.kind,
                "value": self._value(spec, n, block, film),
                "id": self._id(spec.key, str(n), block.kind),
            }
            for n, block in enumerate(spec.body)
        ]

    def _value(self, spec: ChapterSpec, number: int, block: Block, film: int | None) -> Any:
        """The block's value as Wagtail keeps it: rows by id, list items with ids that stay the same."""

        def items(values: list[Any]) -> list[dict[str, Any]]:
            return [
                {"type": "item", "value": value, "id": self._id(spec.key, str(number), block.kind, str(n))}
                for n, value in enumerate(values)
            ]

        value = block.value
        if block.kind == "film":
            return film
        if block.kind == "accordion":
            return {"items": items(value)}
        if block.kind == "image":
            return {"image": self._picture(value), "alt": value["alt"], "caption": value["caption"]}
        if block.kind == "download":
            words = {"title": value["title"], "description": value["description"]}
            return {"document": self._download(value)} | words
        if block.kind == "exercise":
            return value | {"questions": items([self.questions[key].pk for key in value["questions"]])}
        return value

    def _id(self, *parts: str) -> str:
        """A block's id: the same each time the package is read, so that the same content is the same edition."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join((self.package.slug, *parts))))


def _live_and_draft(row: Any) -> list[Any]:
    """The row as published and as an editor left it last."""
    return [row, row.get_latest_revision_as_object()]


def _state(row: Any, values: State) -> State:
    """What the row holds in the fields of the values; streams as they are stored, files by name."""
    return {name: _stored(getattr(row, name)) for name in values}


def _stored(value: Any) -> Any:
    if isinstance(value, StreamValue):
        return list(value.get_prep_value())
    return value.name if isinstance(value, FieldFile) else value
