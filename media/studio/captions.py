"""Cuts a spoken script into captions: one or two rows, at most 42 characters a row, cut at sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from media.speech import normalise

ROW, ROWS = 42, 2
SHORTEST, LONGEST = 1.0, 6.0  # seconds on the screen
LETTERS_A_SECOND = 13.0  # how fast the voices speak, about; only used to see which sentences need a cut

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9”\"])")
_CUTS = (
    re.compile(r"(?<=[,;:–])\s+"),
    re.compile(r"\s+(?=(?:och|men|att|som|där|eller)\s)"),
    re.compile(r"\s+"),
)  # where a long sentence may be cut, the best first


@dataclass(frozen=True)
class Cue:
    """One caption: what is said, and from when to when, in seconds."""

    start: float
    end: float
    text: str


def sentences(script: str) -> list[str]:
    """The sentences of a script, in order."""
    return [part for part in _SENTENCE_END.split(normalise(script)) if part]


def rows(text: str) -> list[str]:
    """The text on one row or, broken as evenly as the words allow, on several."""
    words = text.split()
    if len(text) <= ROW:
        return [text]
    breaks: list[tuple[str, str]] = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    fitting = [pair for pair in breaks if max(len(pair[0]), len(pair[1])) <= ROW]
    if fitting:
        first, second = min(fitting, key=lambda pair: (max(len(pair[0]), len(pair[1])), -len(pair[0])))
        return [first, second]
    longest = max((pair for pair in breaks if len(pair[0]) <= ROW), key=lambda pair: len(pair[0]))
    return [longest[0], *rows(longest[1])]


def pieces(sentence: str) -> list[str]:
    """The sentence, or its parts where it is too long for one caption; each part is spoken by itself."""
    fits = len(rows(sentence)) <= ROWS and len(sentence) / LETTERS_A_SECOND <= LONGEST - 0.6
    if fits:
        return [sentence]
    fifth = len(sentence) / 5
    cuts = ([found.start() for found in cut.finditer(sentence, int(fifth), int(4 * fifth))] for cut in _CUTS)
    places = next((found for found in cuts if found), [])
    if not places:
        return [sentence]
    middle = min(places, key=lambda place: abs(place - len(sentence) / 2))
    return [*pieces(sentence[:middle].strip()), *pieces(sentence[middle:].strip())]


def cues(spoken: Sequence[Cue]) -> list[Cue]:
    """Captions from the spoken pieces in order: short ones are joined, each stays a little after the voice."""
    joined: list[Cue] = []
    for piece in spoken:
        last = joined[-1] if joined else None
        if last and last.end - last.start < SHORTEST and _may_join(last, piece):
            joined[-1] = Cue(last.start, piece.end, f"{last.text} {piece.text}")
        else:
            joined.append(piece)
    shown = []
    for number, cue in enumerate(joined):
        following = joined[number + 1].start if number + 1 < len(joined) else cue.end + 1.0
        end = min(max(cue.end + 0.25, cue.start + SHORTEST), following, cue.start + LONGEST)
        shown.append(Cue(cue.start, end, cue.text))
    return shown


def _may_join(first: Cue, second: Cue) -> bool:
    return second.end - first.start <= LONGEST - 0.3 and len(rows(f"{first.text} {second.text}")) <= ROWS


def timestamp(seconds: float) -> str:
    """A time as WebVTT writes it."""
    thousandths = round(seconds * 1000)
    minutes, thousandths = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000:02}.{thousandths % 1000:03}"


def webvtt(captions: Sequence[Cue]) -> str:
    """The captions as a WebVTT file."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(captions, start=1):
        text = "\n".join(rows(cue.text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{number}\n{timestamp(cue.start)} --> {timestamp(cue.end)}\n{text}")
    return "\n\n".join(blocks) + "\n"
