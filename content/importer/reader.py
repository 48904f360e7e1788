"""A course package as known values: every text within its length, every reference to something that is there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Final

import nh3
from django.utils.text import slugify

from content import rules as course_rules
from content.importer.folder import Fields, File, FilmFiles, Folder, PackageError
from quizzes import rules

KINDS: Final = {
    "likert": rules.SCALE,
    "single": rules.SINGLE,
    "multiple": rules.MULTIPLE,
    "free_text": rules.FREE_TEXT,
}
SCOPES: Final = (rules.ORGANISATION_AND_ALL, rules.ALL_ONLY)
SIMPLE_TAGS: Final = {"p", "ul", "ol", "li", "strong", "em", "a"}
TEXT_TAGS: Final = SIMPLE_TAGS | {"h2", "h3"}
BODY_TEXT: Final = 20_000
BLOCKS_MAX: Final = 200
DOWNLOAD_TYPES: Final = (".csv", ".docx", ".pdf", ".pptx", ".txt", ".xlsx")
IMAGE_TYPES: Final = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True)
class QuestionSpec:
    """A question: its key, its kind, and the values of its model's fields."""

    key: str
    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class FilmSpec:
    """A film's words. Its files may still be on their way."""

    key: str
    title: str
    credit: str
    transcript: str
    seconds: int
    files: FilmFiles | None


@dataclass(frozen=True)
class Block:
    """A block of a chapter, cleaned; files and questions are not rows yet."""

    kind: str
    value: Any


@dataclass(frozen=True)
class ChapterSpec:
    """A chapter. `written` is False when its text has not come and was made from the outline."""

    key: str
    slug: str
    title: str
    minutes: int
    summary: str
    goals: str
    film: FilmSpec | None
    body: tuple[Block, ...]
    written: bool


@dataclass(frozen=True)
class Package:
    """A whole course."""

    slug: str
    title: str
    page: Mapping[str, Any]
    chapters: tuple[ChapterSpec, ...]
    reflection: tuple[QuestionSpec, ...]
    test: tuple[QuestionSpec, ...]
    evaluation: tuple[QuestionSpec, ...]
    narration: tuple[File, ...] = field(default=())


def read_package(path: Path) -> Package:
    """The package in the folder; raises PackageError with one sentence for the first thing that is wrong."""
    if not path.is_dir():
        raise PackageError(f"{path} is not a folder.")
    folder = Folder(path)
    data = folder.json("course.json")
    page = folder.json("page.json") if folder.has("page.json") else Fields({}, "page.json")
    course, quiz, evaluation = data.object("course"), data.object("quiz"), data.object("evaluation")
    scales = {name: labels for name, labels in data.object("scales").value.items() if isinstance(labels, list)}
    chapters = data.objects("chapters", least=1)
    keys = [chapter.key("id") for chapter in chapters]
    _once("chapter", keys)
    reflection = tuple(_question(q, n, scales, keys) for n, q in enumerate(data.objects("reflection_questions"), 1))
    test = tuple(_test_question(q, n, keys) for n, q in enumerate(quiz.objects("questions"), 1))
    statements = [_statement(s, n, evaluation, scales) for n, s in enumerate(evaluation.objects("statements"), 1)]
    more = [
        _question(q, len(statements) + n, scales, keys) for n, q in enumerate(page.objects("evaluation_questions"), 1)
    ]
    _once("question", [q.key for q in (*reflection, *test, *statements, *more)])
    points = {point.number("number"): point for point in data.objects("model_points")}
    bodies = _Bodies(folder, points, {q.key: q for q in reflection})
    package = Package(
        slug=course.key("slug"),
        title=course.text("title", limit=200),
        page=_page(page, quiz, evaluation, len(test)),
        chapters=tuple(_chapter(chapter, bodies) for chapter in chapters),
        reflection=reflection,
        test=test,
        evaluation=(*statements, *more),
        narration=tuple(folder.narration()),
    )
    _once("exercise", bodies.exercise_keys)
    _once("reflection question in the chapters:", bodies.asked)
    return package


def _once(what: str, keys: Iterable[str]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise PackageError(f"The {what} {twice[0]} is found twice.")


def _page(page: Fields, quiz: Fields, evaluation: Fields, asked: int) -> dict[str, Any]:
    """What the course says about itself and decides for itself (page.json; all of it may be left out)."""
    count = quiz.number("question_count", default=asked, low=0, high=200)
    if count > asked:
        raise PackageError(f"course.json.quiz.question_count is {count}, but there are {asked} questions.")
    values: dict[str, Any] = {
        "summary": page.text("summary", limit=1000, default=""),
        "takes": "\n".join(page.texts("takes", limit=200)),
        "access": page.choice("access", [course_rules.LINK, course_rules.OPEN], default=course_rules.LINK),
        "chapter_order": page.choice(
            "chapter_order", [course_rules.FREE, course_rules.FIXED], default=course_rules.FREE
        ),
        "test_waits": page.yes("test_waits", default=True),
        "diploma_needs_chapters": page.yes("diploma_needs_chapters", default=True),
        "diploma_needs_evaluation": page.yes("diploma_needs_evaluation", default=True),
        "method_book_open": page.yes("method_book_open", default=False),
        "min_group_size": page.number("min_group_size", default=5, low=3, high=50),
        "retention_months": page.number("retention_months", default=24, low=1, high=240),
        "test_minutes": quiz.number("estimated_minutes", default=10, high=600),
        "evaluation_minutes": evaluation.number("estimated_minutes", default=5, high=600),
        "question_count": max(count, 1),
        "pass_mark": quiz.number("pass_mark", default=max(count, 1), low=1, high=max(count, 1)),
    }
    unknown = set(page.value) - set(values) - {"evaluation_questions"}
    if unknown:
        raise PackageError(f"page.json does not know {min(unknown)!r:.60}.")
    return values


def _question(q: Fields, order: int, scales: Mapping[str, list[Any]], chapters: list[str]) -> QuestionSpec:
    """A question of any kind; its chapter, where it names one, must exist."""
    kind = KINDS[q.choice("type", list(KINDS))]
    for name in ("chapter", "review_chapter"):
        if q.has(name) and q.value[name] not in chapters:
            raise PackageError(f"{q.place}.{name}: there is no chapter {q.value[name]!r:.60}.")
    values: dict[str, Any] = {
        "order": q.number("order", default=order),
        "text": q.text("text"),
        "help_text": q.text("help_text", default=""),
        "required": q.yes("required", default=True),
        "report_scope": q.choice("report_scope", SCOPES, default=rules.ORGANISATION_AND_ALL),
        "explanation": q.text("explanation", limit=2000, default=""),
        "review_chapter": q.text("review_chapter", limit=40, default=""),
        "discussion_prompts": "\n".join(q.texts("discussion_prompts")),
    }
    if kind == rules.SCALE:
        values["labels"] = "\n".join(_scale(q, scales))
    elif kind == rules.FREE_TEXT:
        values["max_length"] = q.number("max_length", default=2000, low=100, high=10_000)
    else:
        values["options"] = _options(q)
        if kind == rules.MULTIPLE:
            most = len(values["options"])
            values["max_choices"] = q.number("max_choices", low=1, high=most) if q.has("max_choices") else None
    return QuestionSpec(q.key("id"), kind, values)


def _scale(q: Fields, scales: Mapping[str, list[Any]]) -> list[str]:
    name = q.text("scale", limit=60)
    if name not in scales:
        raise PackageError(f"{q.place}.scale: there is no scale {name!r}.")
    return Fields({"scale": scales[name]}, f"scales.{name}").texts("scale", limit=100)


def _options(q: Fields) -> list[dict[str, Any]]:
    options = [
        {
            "key": option.key("id"),
            "text": option.text("text", limit=300),
            "correct": option.yes("correct", default=False),
        }
        for option in q.objects("options", least=2)
    ]
    _once(f"option of {q.key('id')}:", [str(option["key"]) for option in options])
    return options


def _test_question(q: Fields, order: int, chapters: list[str]) -> QuestionSpec:
    """A question of the knowledge test: options, and among them the right one or ones."""
    question = _question(q, order, {}, chapters)
    right = sum(option["correct"] for option in question.values.get("options", ()))
    if not right or (right > 1 and question.kind == rules.SINGLE):
        raise PackageError(f"{q.place} ({question.key}) has {right} right options.")
    return question


def _statement(s: Fields, order: int, evaluation: Fields, scales: Mapping[str, list[Any]]) -> QuestionSpec:
    """A statement of the evaluation, on the evaluation's scale."""
    as_question = Fields({**s.value, "type": "likert", "scale": evaluation.value.get("scale")}, s.place)
    return _question(as_question, order, scales, [])


def _film(chapter: Fields, folder: Folder) -> FilmSpec | None:
    if not chapter.has("film"):
        return None
    film, key = chapter.object("film"), chapter.key("id")
    return FilmSpec(
        key=key,
        title=film.text("title", limit=200),
        credit=film.text("speaker_role", limit=200, default=""),
        transcript=film.text("script", limit=BODY_TEXT),
        seconds=film.number("duration_seconds", default=0, high=36_000),
        files=folder.film(key),
    )


def _chapter(chapter: Fields, bodies: "_Bodies") -> ChapterSpec:
    key, title = chapter.key("id"), chapter.text("title", limit=200)
    film = _film(chapter, bodies.folder)
    name = f"chapters/{key}.json"
    written = bodies.folder.has(name)
    source = bodies.folder.json(name) if written else Fields(_outline_body(chapter), chapter.place)
    return ChapterSpec(
        key=key,
        slug=source.key("slug") if source.has("slug") else slugify(title)[:60].strip("-") or key,
        title=title,
        minutes=chapter.number("minutes", low=1, high=600),
        summary=chapter.text("summary", limit=2000, default=""),
        goals="\n".join(chapter.texts("goals")),
        film=film,
        body=tuple(bodies.blocks(source, film)),
        written=written,
    )


def _outline_body(chapter: Fields) -> dict[str, Any]:
    """A body for a chapter whose text has not come: its film, its facts, and its questions in one exercise."""
    facts = "".join(f"<p>{escape(fact.text('text', limit=2000))}</p>" for fact in chapter.objects("outline"))
    body: list[dict[str, Any]] = [{"type": "film"}]
    if facts:
        body.append({"type": "text", "value": f"<h2>{escape(chapter.text('title'))}</h2>{facts}"})
    questions = chapter.texts("reflection_questions")
    if questions:
        exercise = {"key": f"{chapter.key('id')}-o1", "title": "Tänk efter", "questions": questions}
        body.append({"type": "exercise", "value": exercise})
    return {"body": body}


class _Bodies:
    """Reads chapters' blocks, one method a type, and remembers which exercises and questions it has met."""

    def __init__(self, folder: Folder, points: Mapping[int, Fields], questions: Mapping[str, QuestionSpec]) -> None:
        self.folder, self.points, self.questions = folder, points, questions
        self.exercise_keys: list[str] = []
        self.asked: list[str] = []

    def blocks(self, source: Fields, film: FilmSpec | None) -> Iterable[Block]:
        blocks = source.objects("body", least=1)
        if len(blocks) > BLOCKS_MAX:
            raise PackageError(f"{source.place} has more than {BLOCKS_MAX} blocks.")
        readers = {
            "text": self._text,
            "fact_box": self._fact_box,
            "quote": self._quote,
            "model_point": self._model_point,
            "accordion": self._accordion,
            "download": self._download,
            "image": self._image,
            "exercise": self._exercise,
        }
        for block in blocks:
            kind = block.choice("type", [*readers, "film"])
            if kind != "film":
                yield Block(kind, readers[kind](block))
            elif film and film.files:
                yield Block("film", None)

    def _text(self, block: Fields) -> str:
        return _html(block, "value", TEXT_TAGS)

    def _fact_box(self, block: Fields) -> dict[str, str]:
        value = block.object("value")
        return {"title": value.text("title", limit=120), "text": _html(value, "text", SIMPLE_TAGS)}

    def _quote(self, block: Fields) -> dict[str, str]:
        value = block.object("value")
        return {"text": value.text("text", limit=2000), "attribution": value.text("attribution", limit=120)}

    def _model_point(self, block: Fields) -> dict[str, Any]:
        value = block.object("value")
        point = self.points.get(value.number("number"))
        if point is None:
            raise PackageError(f"{value.place}: there is no model point {value.number('number')}.")
        return {
            "number": point.number("number", low=1, high=20),
            "name": point.text("name", limit=120),
            "explanation": point.text("explanation", limit=2000),
        }

    def _accordion(self, block: Fields) -> list[dict[str, str]]:
        items = block.object("value").objects("items", least=1)
        return [{"title": item.text("title", limit=200), "text": _html(item, "text", SIMPLE_TAGS)} for item in items]

    def _download(self, block: Fields) -> dict[str, Any]:
        value = block.object("value")
        return {
            "title": value.text("title", limit=150),
            "description": value.text("description", limit=300, default=""),
            "file": self.folder.file(value.text("file"), suffixes=DOWNLOAD_TYPES),
        }

    def _image(self, block: Fields) -> dict[str, Any]:
        value = block.object("value")
        return {
            "file": self.folder.file(value.text("file"), suffixes=IMAGE_TYPES),
            "alt": value.text("alt", limit=300),
            "caption": value.text("caption", limit=300, default=""),
        }

    def _exercise(self, block: Fields) -> dict[str, Any]:
        value = block.object("value")
        keys = value.texts("questions")
        unknown = [key for key in keys if key not in self.questions]
        if not keys:
            raise PackageError(f"{value.place} asks nothing.")
        if unknown:
            raise PackageError(f"{value.place} asks the question {unknown[0]!r:.60}, which is not there.")
        exercise = value.key("key")
        if exercise == course_rules.EVALUATION_KEY:
            raise PackageError(f"{value.place}.key: {exercise} is the evaluation's own name.")
        self.exercise_keys.append(exercise)
        self.asked.extend(keys)
        return {
            "key": exercise,
            "title": value.text("title", limit=120),
            "intro": value.text("intro", limit=1000, default=""),
            "questions": keys,
        }


def _html(fields: Fields, name: str, tags: set[str]) -> str:
    """The member as rich text with nothing in it but the tags allowed; scripts and styles go with what is in them."""
    cleaned = nh3.clean(
        fields.text(name, limit=BODY_TEXT),
        tags=tags,
        attributes={"a": {"href"}} if "a" in tags else {},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    ).strip()
    if not cleaned:
        raise PackageError(f"{fields.place}.{name} is empty when what is not allowed has been taken away.")
    return cleaned
