"""A small canvas for flat pictures: palette, shapes with soft edges, type and easing.

Coordinates are those of a 1280 × 720 picture. Everything is drawn at twice the size and made
smaller at the end, which is what softens the edges.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT, FINER = 1280, 720, 2

PINE, PAPER, CLAY, OCHRE = "#14453d", "#faf6ef", "#c8643c", "#e0a83a"
INK, MIST, WHITE = "#1d2a28", "#bcd3d6", "#ffffff"

Point = tuple[float, float]
Font = ImageFont.FreeTypeFont

_FONT_FILES = {
    "title": ("opentype/inter/InterDisplay-SemiBold.otf", "truetype/dejavu/DejaVuSans-Bold.ttf"),
    "bold": ("opentype/inter/Inter-SemiBold.otf", "truetype/dejavu/DejaVuSans-Bold.ttf"),
    "text": ("opentype/inter/Inter-Medium.otf", "truetype/dejavu/DejaVuSans.ttf"),
}


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> Font:
    """Inter (Debian's fonts-inter), or DejaVu where it is not installed."""
    for name in _FONT_FILES[weight]:
        file = Path("/usr/share/fonts") / name
        if file.exists():
            return ImageFont.truetype(str(file), size)
    raise SystemExit("No font found: install with “apt-get install fonts-inter” and run again.")


@lru_cache(maxsize=4096)
def mix(first: str, second: str, share: float) -> str:
    """A colour between two: 0 is the first, 1 the second."""
    a, b = ImageColor.getrgb(first), ImageColor.getrgb(second)
    share = min(1.0, max(0.0, share))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a[:3], b[:3], strict=True))


WALL = mix(PAPER, MIST, 0.35)
FLOOR = mix(PAPER, OCHRE, 0.22)
WOOD = mix(CLAY, OCHRE, 0.45)
SHADE = mix(FLOOR, INK, 0.14)


def ease(t: float, start: float = 0.0, length: float = 1.0) -> float:
    """0 before the start, 1 after the end, and gently between."""
    x = min(1.0, max(0.0, (t - start) / length))
    return x * x * (3 - 2 * x)


def sway(t: float, period: float, reach: float, phase: float = 0.0) -> float:
    """A slow movement to and fro."""
    return reach * math.sin(2 * math.pi * (t / period + phase))


@dataclass(frozen=True)
class Canvas:
    """Draws shapes on a picture, from an origin and in a scale of its own."""

    pen: ImageDraw.ImageDraw
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0

    def at(self, x: float, y: float, scale: float = 1.0) -> "Canvas":
        """The same picture with the origin moved to (x, y), and everything larger or smaller.

        What has hardly begun to grow is drawn outside the picture, so that it leaves no specks.
        """
        if scale < 0.02:
            x = -20.0 * WIDTH
        return replace(self, x=self.x + x * self.scale, y=self.y + y * self.scale, scale=self.scale * scale)

    def _px(self, point: Point) -> Point:
        return (
            (self.x + point[0] * self.scale) * FINER,
            (self.y + point[1] * self.scale) * FINER,
        )

    def _len(self, length: float) -> float:
        return length * self.scale * FINER

    def fill(self, colour: str) -> None:
        self.pen.rectangle((0, 0, WIDTH * FINER, HEIGHT * FINER), fill=colour)

    def rect(self, x: float, y: float, w: float, h: float, colour: str, radius: float = 0.0) -> None:
        if w <= 0 or h <= 0:
            return
        (left, top), (right, bottom) = self._px((x, y)), self._px((x + w, y + h))
        corner = min(self._len(radius), (right - left) / 2, (bottom - top) / 2)
        if corner >= 1:
            self.pen.rounded_rectangle((left, top, right, bottom), radius=corner, fill=colour)
        else:
            self.pen.rectangle((left, top, right, bottom), fill=colour)

    def frame(self, x: float, y: float, w: float, h: float, colour: str, width: float, radius: float = 0.0) -> None:
        (left, top), (right, bottom) = self._px((x, y)), self._px((x + w, y + h))
        self.pen.rounded_rectangle(
            (left, top, right, bottom), radius=self._len(radius), outline=colour, width=max(1, round(self._len(width)))
        )

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        if rx <= 0 or ry <= 0:
            return
        (left, top), (right, bottom) = self._px((x - rx, y - ry)), self._px((x + rx, y + ry))
        self.pen.ellipse((left, top, right, bottom), fill=colour)

    def circle(self, x: float, y: float, r: float, colour: str) -> None:
        self.ellipse(x, y, r, r, colour)

    def ring(self, x: float, y: float, r: float, colour: str, width: float) -> None:
        self.arc(x, y, r, 0, 360, colour, width)

    def arc(self, x: float, y: float, r: float, start: float, end: float, colour: str, width: float) -> None:
        if r <= 0 or end <= start:
            return
        outer = r + width / 2
        (left, top), (right, bottom) = self._px((x - outer, y - outer)), self._px((x + outer, y + outer))
        self.pen.arc((left, top, right, bottom), start, end, fill=colour, width=max(1, round(self._len(width))))

    def pie(self, x: float, y: float, r: float, start: float, end: float, colour: str) -> None:
        (left, top), (right, bottom) = self._px((x - r, y - r)), self._px((x + r, y + r))
        self.pen.pieslice((left, top, right, bottom), start, end, fill=colour)

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        self.pen.polygon([self._px(point) for point in points], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round ends and corners."""
        pixels = [self._px(point) for point in points]
        thick = max(1.0, self._len(width))
        self.pen.line(pixels, fill=colour, width=round(thick))
        if thick > 2:
            for x, y in pixels:
                self.pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)

    def drawn(self, points: Sequence[Point], colour: str, width: float, share: float) -> None:
        """The first share of a line, as if a pen were drawing it."""
        lengths = [math.dist(a, b) for a, b in pairwise(points)]
        left = sum(lengths) * share
        if left <= 0:
            return
        shown = [points[0]]
        for (a, b), length in zip(pairwise(points), lengths, strict=True):
            part = min(1.0, left / length) if length else 1.0
            shown.append((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))
            left -= length
            if left <= 0:
                break
        self.line(shown, colour, width)

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, weight: str = "text", anchor: str = "ls"
    ) -> None:
        self.pen.text(
            self._px((x, y)), text, font=font(weight, max(2, round(self._len(size)))), fill=colour, anchor=anchor
        )

    def paragraph(
        self, x: float, y: float, text: str, size: float, colour: str, weight: str, width: float, leading: float
    ) -> float:
        """Text broken to a width; returns where the next line would stand."""
        for row in wrapped(text, font(weight, round(size * FINER)), width * FINER):
            self.text(x, y, row, size, colour, weight)
            y += size * leading
        return y


def wrapped(text: str, face: Font, width: float) -> list[str]:
    """The text in as few rows as fit the width, the rows as equal as they get."""
    words = text.split()
    rows = _greedy(words, face, width)
    narrower = width
    while len(rows) > 1 and narrower > 40:
        narrower -= 8
        tighter = _greedy(words, face, narrower)
        if len(tighter) > len(rows) or max(face.getlength(row) for row in tighter) > narrower:
            break
        rows = tighter
    return rows


def _greedy(words: Sequence[str], face: Font, width: float) -> list[str]:
    rows = [words[0]]
    for word in words[1:]:
        if face.getlength(f"{rows[-1]} {word}") <= width:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows


def new_picture() -> tuple[Image.Image, Canvas]:
    """An empty picture and a canvas to draw on it."""
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
    return image, Canvas(ImageDraw.Draw(image))


def finished(image: Image.Image) -> Image.Image:
    """The picture at its real size."""
    return image.reduce(FINER)
