"""Turns a course package into reading units: the texts that are read aloud, in reading order.

One unit is the plain text of one h1, h2, h3, h4, p, li, blockquote, legend or label. The page that
shows the same element looks its narration up by the same text (`media.speech.speech_hash`).
"""

import json
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from media.speech import normalise

READ_TAGS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "blockquote", "legend", "label"})
Fields = dict[str, Any]


class _UnitParser(HTMLParser):
    """Collects the text of the innermost read element; a list inside a list item is units of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[str] = []
        self._text: list[str] = []

    def _close(self) -> None:
        text = normalise("".join(self._text))
        if text:
            self.units.append(text)
        self._text = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in READ_TAGS or tag in {"ul", "ol"}:
            self._close()
        elif tag == "br":
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in READ_TAGS:
            self._close()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def close(self) -> None:
        super().close()
        self._close()


def html_units(html: str) -> list[str]:
    """The reading units of rich text."""
    parser = _UnitParser()
    parser.feed(html)
    parser.close()
    return parser.units


def paragraph_units(text: str) -> list[str]:
    """The reading units of plain text: one a paragraph (paragraphs stand with a blank line between)."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [unit for unit in (normalise(part) for part in parts) if unit]


def rich_or_plain_units(text: str) -> list[str]:
    """Units of a field that may hold rich text or plain paragraphs."""
    return html_units(text) if "<" in text else paragraph_units(text)


def block_units(block: Fields, *, model_points: dict[int, Fields]) -> list[str]:
    """The reading units of one chapter block."""
    kind: str = block["type"]
    value: Any = block.get("value") or {}
    if kind == "text":
        return html_units(value)
    if kind == "fact_box":
        return [*paragraph_units(value.get("title", "")), *rich_or_plain_units(value.get("text", ""))]
    if kind == "quote":
        return [*rich_or_plain_units(value.get("text", "")), *paragraph_units(value.get("attribution", ""))]
    if kind == "model_point":
        point = model_points[int(value["number"])]
        return [normalise(point["name"]), *rich_or_plain_units(point["explanation"])]
    if kind == "accordion":
        return [unit for item in value.get("items", []) for unit in _titled(item, "text")]
    if kind == "download":
        return _titled(value, "description")
    if kind == "image":
        return rich_or_plain_units(value.get("caption", ""))
    if kind == "exercise":
        return _titled(value, "intro")
    return []


def _titled(value: Fields, text_field: str) -> list[str]:
    return [*paragraph_units(value.get("title", "")), *rich_or_plain_units(value.get(text_field) or "")]


def question_units(question: Fields, *, scales: dict[str, list[str]]) -> list[str]:
    """The reading units of one question: text, help, options or scale labels, explanation."""
    texts = [question["text"], question.get("help_text") or ""]
    texts += [option["text"] for option in question.get("options") or []]
    texts += scales.get(question.get("scale") or "", [])
    texts.append(question.get("explanation") or "")
    return [unit for text in texts for unit in rich_or_plain_units(text)]


def course_units(course: Fields, chapters: Iterable[Fields]) -> list[str]:
    """Every reading unit of the course, each once, in reading order."""
    return list(dict.fromkeys(_all_units(course, chapters)))


def _all_units(course: Fields, chapters: Iterable[Fields]) -> Iterator[str]:
    scales = course.get("scales", {})
    points = {int(point["number"]): point for point in course.get("model_points", [])}
    bodies = {chapter["id"]: chapter["body"] for chapter in chapters}
    page = course.get("page", {})
    yield normalise(course["course"]["title"])
    yield from rich_or_plain_units(page.get("summary", ""))
    yield from (normalise(text) for text in page.get("takes", []))
    for chapter in course["chapters"]:
        yield normalise(chapter["title"])
        yield from rich_or_plain_units(chapter.get("summary", ""))
        yield from (normalise(goal) for goal in chapter.get("goals", []))
        if chapter.get("film"):
            yield normalise(chapter["film"]["title"])
            yield from paragraph_units(chapter["film"].get("script", ""))
        for block in bodies.get(chapter["id"], []):
            yield from block_units(block, model_points=points)
    for point in points.values():
        yield from block_units({"type": "model_point", "value": {"number": point["number"]}}, model_points=points)
    for question in course.get("reflection_questions", []):
        yield from question_units(question, scales=scales)
    for question in course.get("quiz", {}).get("questions", []):
        yield from question_units(question, scales=scales)
    evaluation = course.get("evaluation", {})
    for statement in evaluation.get("statements", []):
        yield from question_units({"scale": evaluation.get("scale"), **statement}, scales=scales)
    for question in page.get("evaluation_questions", []):
        yield from question_units(question, scales=scales)


def read_course(folder: Path) -> tuple[Fields, list[Fields]]:
    """The course's facts (those of page.json under "page") and its chapter bodies, from a course package on disk."""
    course = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    if (page := folder / "page.json").exists():
        course["page"] = json.loads(page.read_text(encoding="utf-8"))
    files = sorted((folder / "chapters").glob("*.json"))
    return course, [json.loads(file.read_text(encoding="utf-8")) for file in files]
