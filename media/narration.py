"""Which texts of a page are read aloud, and which of them have a recording.

A reading unit is the plain text of one element (media.speech). An element with a recording gets `data-say`, any other
`data-speak`: the browser's own voice. A part of a page that nobody needs to hear says so with `data-silent`.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from media.speech import normalise, speech_hash

FOLDER: Final = "narration"
HEADS: Final = frozenset({"h1", "h2", "h3", "h4", "legend", "label", "summary", "figcaption"})
UNITS: Final = HEADS | {"p", "li", "blockquote", "dt", "dd", "th", "td"}
LISTS: Final = frozenset({"ul", "ol"})
SILENT: Final = frozenset({"svg", "script", "style", "template", "textarea", "select", "video"})
VOID: Final = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
MARKS: Final = frozenset({"data-say", "data-speak", "data-silent"})


def available() -> frozenset[str]:
    """Hashes of the texts that have a recording. The folder is read again when something in it has changed."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    return _recordings(folder, stamp())


def stamp() -> int:
    """When the recordings last changed; 0 where there are none. Cached pages depend on it."""
    try:
        return (Path(settings.MEDIA_ROOT) / FOLDER).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _recordings(folder: Path, changed: int) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.mp3")) if changed else frozenset()


def say(text: str) -> SafeString:
    """The attribute of an element that holds this text and nothing else; none where there is nothing to read."""
    if not normalise(text):
        return SafeString("")
    key = speech_hash(text)
    return mark_safe(f'data-say="{key}"' if key in available() else "data-speak")  # a hash: hexadecimal digits


def paragraphs(text: str) -> SafeString:
    """Plain text as paragraphs (those stand with an empty line between), each a reading unit."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return mark_safe("".join(f"<p {say(part)}>{escape(part)}</p>" for part in parts if part))  # escaped here


def mark(html: str) -> SafeString:
    """The HTML with its reading units marked, and not a character of it changed otherwise.

    A text is read once: an element that holds other units is read through those, its own words through a span.
    """
    finder = _Finder(html)
    finder.feed(html)
    finder.close()
    marked, at = [], 0
    for place, insertion in sorted(finder.insertions, key=lambda found: found[0]):
        marked += [html[at:place], insertion]
        at = place
    return mark_safe("".join([*marked, html[at:]]))  # the caller's HTML, with attributes of ours


@dataclass
class _Element:
    """An open element: where its attributes end, whether it is a reading unit, and what stands in it so far."""

    tag: str
    attributes_end: int
    is_unit: bool
    is_silent: bool
    text: str = ""
    starts: int = 0
    runs: int = 0
    is_mixed: bool = False


class _Finder(HTMLParser):
    """Finds runs of words that no other unit interrupts, as media.studio.units does, and where to mark them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.insertions: list[tuple[int, str]] = []
        self._html = html
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._open: list[_Element] = []

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _after_tag(self) -> int:
        """Where the tag that begins here ends."""
        return (self._html.find(">", self._here()) + 1) or len(self._html)

    def _unit(self) -> _Element | None:
        """The innermost open unit."""
        return next((element for element in reversed(self._open) if element.is_unit), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = self._here()
        source = self.get_starttag_text() or ""
        if tag == "br" and (unit := self._unit()):
            unit.text += " "
        if tag in VOID:
            return
        marked = bool(MARKS & {name for name, _value in attrs})
        inside_silent = bool(self._open) and self._open[-1].is_silent
        silent = inside_silent or marked or tag in SILENT
        if not silent and (tag in UNITS or tag in LISTS) and (unit := self._unit()):
            unit.is_mixed = True
            self._finish_run(unit, here)
        attributes_end = here + len(source) - (2 if source.endswith("/>") else 1)
        element = _Element(tag, attributes_end, tag in UNITS and not silent, silent, starts=here + len(source))
        self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            element = self._open.pop()
            if element.is_unit:
                self._finish_run(element, self._here())
            if (element.is_unit or element.tag in LISTS) and (outer := self._unit()):
                outer.starts = self._after_tag()
            if element.tag == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1].is_silent and (unit := self._unit()):
            unit.text += data

    def close(self) -> None:
        super().close()
        while self._open:
            self.handle_endtag(self._open[-1].tag)

    def _finish_run(self, unit: _Element, end: int) -> None:
        """Marks the words since the last run: on the unit itself when it holds nothing else, else in a span."""
        text, unit.text = normalise(unit.text), ""
        if not text:
            return
        if unit.is_mixed:
            self.insertions += [(unit.starts, f"<span {say(text)}>"), (end, "</span>")]
        else:
            self.insertions.append((unit.attributes_end, f" {say(text)}"))
