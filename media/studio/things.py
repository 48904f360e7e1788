"""Furniture, plants, houses and signs that several scenes share."""

import math

from media.studio.drawing import CLAY, FLOOR, INK, MIST, OCHRE, PAPER, PINE, SHADE, WALL, WOOD, Canvas, ease, mix

LEAF = mix(PINE, OCHRE, 0.25)
DAY, DAWN = mix(MIST, PAPER, 0.45), mix(OCHRE, PAPER, 0.55)


def room(c: Canvas, floor: float = 560, wall: str = WALL) -> None:
    """A wall, a skirting board and a floor."""
    c.fill(wall)
    c.rect(0, floor, 1280, 720 - floor, FLOOR)
    c.rect(0, floor - 10, 1280, 10, mix(wall, PAPER, 0.7))


def shadow(c: Canvas, x: float, y: float, rx: float, colour: str = SHADE) -> None:
    """The shade under something that stands on the floor."""
    c.ellipse(x, y, rx, rx * 0.11, colour)


def window(c: Canvas, x: float, y: float, w: float, h: float, sky: str = DAY) -> None:
    """A window with four panes."""
    c.rect(x - 12, y - 12, w + 24, h + 24, PAPER, 8)
    c.rect(x, y, w, h, sky)
    c.rect(x + w / 2 - 5, y, 10, h, PAPER)
    c.rect(x, y + h * 0.42, w, 9, PAPER)
    c.rect(x - 24, y + h + 8, w + 48, 14, mix(PAPER, INK, 0.10), 4)


def clock(c: Canvas, x: float, y: float, r: float, minutes: float) -> None:
    """A round clock; minutes count from midnight."""
    c.circle(x, y, r, PINE)
    c.circle(x, y, r * 0.86, PAPER)
    for length, turn, width in ((0.5, minutes / 720, 0.11), (0.72, minutes / 60, 0.08)):
        angle = 2 * math.pi * turn - math.pi / 2
        c.line([(x, y), (x + r * length * math.cos(angle), y + r * length * math.sin(angle))], INK, r * width)
    c.circle(x, y, r * 0.09, CLAY)


def plant(
    c: Canvas, x: float, y: float, size: float, t: float = 0.0, leaf: str = LEAF, pot: str = CLAY, grown: float = 1.0
) -> None:
    """A pot plant whose pot stands at (x, y); size is its height, grown how tall the leaves are against the pot."""
    p = c.at(x, y, size / 100)
    g = p.at(0, 30 * (grown - 1), grown)
    for turn, length in ((-62, 44), (-34, 60), (-8, 70), (20, 62), (48, 48)):
        angle = math.radians(turn + 2.2 * math.sin(t * 0.9 + turn))
        tip = (math.sin(angle) * length, -30 - math.cos(angle) * length)
        half = (tip[0] * 0.5, -30 + (tip[1] + 30) * 0.5)
        side = (math.cos(angle) * 9, math.sin(angle) * 9)
        g.polygon([(0, -28), (half[0] + side[0], half[1] + side[1]), tip, (half[0] - side[0], half[1] - side[1])], leaf)
        g.line([(0, -28), (half[0] * 1.5, -30 + (half[1] + 30) * 1.5)], mix(leaf, PAPER, 0.22), 1.4)
    p.polygon([(-19, -32), (19, -32), (14, 0), (-14, 0)], pot)
    p.rect(-21, -36, 42, 9, mix(pot, INK, 0.12), 3)


def table(c: Canvas, x: float, y: float, w: float, h: float, top: str = WOOD, panel: str = "") -> None:
    """A table whose top's left corner is (x, y) and whose feet reach h below; a panel hides who sits behind it."""
    leg = mix(top, INK, 0.3)
    if panel:
        c.rect(x + 30, y + 12, w - 60, h - 34, panel)
    c.rect(x + 26, y + 12, 16, h - 12, leg)
    c.rect(x + w - 42, y + 12, 16, h - 12, leg)
    c.rect(x, y, w, 20, top, 6)
    c.rect(x + 8, y + 20, w - 16, 7, mix(top, INK, 0.18))


def round_table(c: Canvas, x: float, y: float, rx: float, foot: float, top: str = WOOD) -> None:
    """A round table seen a little from above, centred at (x, y)."""
    c.rect(x - 16, y, 32, foot, mix(top, INK, 0.35))
    c.ellipse(x, y + foot, rx * 0.45, rx * 0.07, mix(top, INK, 0.4))
    c.ellipse(x, y + 14, rx, rx * 0.2, mix(top, INK, 0.2))
    c.ellipse(x, y, rx, rx * 0.2, top)


def screen(c: Canvas, x: float, y: float, w: float, h: float, glow: str = MIST) -> None:
    """A computer screen whose foot stands at (x, y)."""
    c.rect(x - 7, y - 34, 14, 30, INK)
    c.rect(x - 38, y - 8, 76, 8, INK, 4)
    c.rect(x - w / 2, y - 34 - h, w, h, INK, 10)
    c.rect(x - w / 2 + 9, y - 25 - h, w - 18, h - 18, glow, 4)


def mug(c: Canvas, x: float, y: float, colour: str = CLAY) -> None:
    """A mug standing at (x, y)."""
    c.ring(x + 15, y - 15, 9, colour, 5)
    c.rect(x - 14, y - 32, 28, 32, colour, 5)


def papers(c: Canvas, x: float, y: float, count: float) -> None:
    """A pile of forms that grows upwards from (x, y)."""
    for row in range(math.ceil(count)):
        grown = min(1.0, count - row)
        shift = 5 * math.sin(row * 2.4)
        c.rect(x - 52 + shift, y - 8 * (row + grown), 104, 6.5, PAPER if row % 2 else mix(PAPER, INK, 0.10), 2)


def bubble(
    c: Canvas, x: float, y: float, w: float, h: float, colour: str = PAPER, tail: float = -1, grown: float = 1
) -> Canvas:
    """A speech bubble around (x, y), its tail to the left (−1) or right (1). Returns a canvas at its middle."""
    b = c.at(x, y, max(0.001, grown))
    b.rect(-w / 2, -h / 2, w, h, colour, 34)
    b.polygon([(tail * w * 0.28, h / 2 - 4), (tail * w * 0.10, h / 2 - 4), (tail * w * 0.30, h / 2 + 34)], colour)
    return b


def thought(c: Canvas, x: float, y: float, w: float, h: float, side: float = -1, grown: float = 1) -> Canvas:
    """A thought bubble; two small rounds lead down to the thinker."""
    b = c.at(x, y, max(0.001, grown))
    b.rect(-w / 2, -h / 2, w, h, PAPER, h / 2)
    b.circle(side * w * 0.30, h / 2 + 22, 13, PAPER)
    b.circle(side * w * 0.38, h / 2 + 50, 7, PAPER)
    return b


def dots(c: Canvas, t: float, colour: str = PINE, size: float = 11) -> None:
    """Three dots that wait."""
    for number in (-1, 0, 1):
        high = max(0.0, math.sin(t * 3.0 - number * 0.9)) * size * 0.8
        c.circle(number * size * 3.2, -high, size, colour)


def question(c: Canvas, size: float, colour: str = CLAY) -> None:
    """A question mark around the origin."""
    c.text(0, 0, "?", size, colour, "title", "mm")


def card(
    c: Canvas, x: float, y: float, w: float, h: float, colour: str = PAPER, grown: float = 1.0, tilt: float = 0.0
) -> Canvas:
    """A card that grows from its middle; returns a canvas at its middle."""
    b = c.at(x, y, max(0.001, grown))
    s = math.sin(math.radians(tilt))
    corners = [(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)]
    turned = [(px - py * s, py + px * s) for px, py in corners]
    b.polygon([(px + 6, py + 9) for px, py in turned], mix(WALL, INK, 0.13))
    b.polygon(turned, colour)
    return b


def tree(c: Canvas, x: float, y: float, size: float, leaf: str = LEAF) -> None:
    """A tree standing at (x, y)."""
    b = c.at(x, y, size / 100)
    b.rect(-4, -42, 8, 42, mix(WOOD, INK, 0.35))
    b.ellipse(0, -66, 26, 34, leaf)
    b.ellipse(-7, -74, 14, 18, mix(leaf, PAPER, 0.13))


def house(
    c: Canvas, x: float, y: float, w: float, h: float, wall: str, roof: str = "", door: str = PINE, rows: int = 2
) -> None:
    """A house with its ground line at y, its left wall at x; a flat roof unless a roof colour is given."""
    c.rect(x, y - h, w, h, wall)
    if roof:
        c.polygon([(x - 14, y - h), (x + w / 2, y - h - w * 0.28), (x + w + 14, y - h)], roof)
    else:
        c.rect(x - 7, y - h - 9, w + 14, 14, mix(wall, INK, 0.25), 3)
    columns = max(2, round(w / 70))
    for row in range(rows):
        for column in range(columns):
            wx = x + w * (column + 0.5) / columns - 15
            wy = y - h + 26 + row * (h - 40) / (rows + 0.55)
            c.rect(wx, wy, 30, 38, mix(wall, PAPER, 0.75), 2)
            c.rect(wx + 13.5, wy, 3, 38, wall)
    c.rect(x + w / 2 - 20, y - 66, 40, 66, door, 3)
    c.circle(x + w / 2 + 12, y - 32, 3, OCHRE)


def phone(c: Canvas, x: float, y: float, h: float, colour: str = INK, glow: str = MIST) -> None:
    """A mobile phone around (x, y)."""
    w = h * 0.5
    c.rect(x - w / 2, y - h / 2, w, h, colour, h * 0.09)
    c.rect(x - w / 2 + h * 0.035, y - h * 0.42, w - h * 0.07, h * 0.84, glow, h * 0.04)


def waves(c: Canvas, x: float, y: float, t: float, colour: str, first: float = 40, side: float = 0) -> None:
    """Rings of sound that come and go; side −1 or 1 keeps one half."""
    for number in range(3):
        strength = 0.5 + 0.5 * math.sin(t * 4 - number * 1.1)
        start, end = (-45, 45) if side >= 0 else (135, 225)
        c.arc(x, y, first + number * 20, start, end, mix(colour, WALL, 0.75 * (1 - strength)), 6)


def tick(c: Canvas, size: float, colour: str, share: float = 1.0) -> None:
    """A tick around the origin, as far as it is drawn."""
    c.drawn([(-size * 0.5, 0), (-size * 0.12, size * 0.4), (size * 0.55, -size * 0.45)], colour, size * 0.2, share)


def cross(c: Canvas, x: float, y: float, size: float, colour: str, share: float = 1.0) -> None:
    """A cross drawn by hand."""
    h = size / 2
    c.drawn([(x - h, y - h), (x + h, y + h)], colour, size * 0.19, min(1.0, share * 2))
    c.drawn([(x + h, y - h), (x - h, y + h)], colour, size * 0.19, max(0.0, share * 2 - 1))


def circled(c: Canvas, x: float, y: float, r: float, colour: str, share: float = 1.0, width: float = 0.0) -> None:
    """A ring drawn by hand."""
    points = []
    for number in range(41):
        angle = -1.9 + 2 * math.pi * 1.04 * number / 40
        wide = r * (1 + 0.05 * math.sin(number * 0.33))
        points.append((x + wide * math.cos(angle), y + wide * math.sin(angle)))
    c.drawn(points, colour, width or r * 0.22, share)


def sun(c: Canvas, x: float, y: float, r: float, t: float = 0.0, colour: str = OCHRE) -> None:
    """A sun whose rays turn slowly."""
    c.circle(x, y, r, colour)
    for number in range(8):
        angle = 2 * math.pi * number / 8 + t * 0.08
        near, far = r * 1.35, r * 1.7
        c.line(
            [
                (x + near * math.cos(angle), y + near * math.sin(angle)),
                (x + far * math.cos(angle), y + far * math.sin(angle)),
            ],
            colour,
            r * 0.17,
        )


def text_rows(
    c: Canvas, x: float, y: float, w: float, rows: int, colour: str, gap: float = 22, share: float = 1
) -> None:
    """Rows that stand for written text, as they are being written."""
    for row in range(rows):
        part = min(1.0, max(0.0, share * rows - row))
        width = w * (0.62 + 0.38 * abs(math.sin(row * 2.1 + 1)))
        if part > 0.02:
            c.rect(x, y + row * gap, width * part, 8, colour, 4)


def appear(t: float, start: float, length: float = 0.5) -> float:
    """Growth from 0 to 1 with a slight overshoot, for things that come into the picture."""
    x = min(1.0, max(0.0, (t - start) / length))
    return ease(x) + 0.06 * math.sin(math.pi * x) * x
