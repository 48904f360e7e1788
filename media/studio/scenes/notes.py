"""Film 4: seven notes on the wall of a meeting room."""

import math
from collections.abc import Sequence

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, WALL, WOOD, Canvas, ease, mix
from media.studio.people import ALEX, BO, CHARLIE, DANA, GILL, Pose, blinking, person
from media.studio.things import appear, bubble, card, circled, cross, mug, plant, room, shadow, table

AROUND = ("avtal", "plan", "personligt stöd", "pengar", "anpassning", "information")
PALE = mix(OCHRE, PAPER, 0.45)


def _place(number: int) -> tuple[float, float]:
    """Where a note sits around the middle: 0–5, clockwise from the upper left."""
    angle = math.radians(-150 + number * 60)
    return 356 * math.cos(angle), 196 * math.sin(angle)


def _note(c: Canvas, x: float, y: float, w: float, colour: str, word: str, grown: float, tilt: float) -> Canvas:
    n = card(c, x, y, w, w * 0.62, colour, grown, tilt)
    if word:
        rows = word.split()
        for number, row in enumerate(rows):
            y_row = (number - (len(rows) - 1) / 2) * w * 0.16 - w * (0.12 if colour != PINE else 0.0)
            n.text(0, y_row, row, w * 0.125, INK if colour != PINE else PAPER, "bold", "mm")
    return n


def wall(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A team puts seven notes on the wall."""
    room(c, 590, mix(WALL, PAPER, 0.35))
    c.rect(270, 62, 740, 398, PAPER, 10)
    c.frame(270, 62, 740, 398, mix(PINE, MIST, 0.55), 6, 10)
    middle = c.at(640, 262)
    _note(middle, 0, 0, 176, PINE, "koordinator" if t > beats[1] + 0.9 else "", appear(t, beats[0] + 0.3), -1.5)
    for number in range(6):
        x, y = _place(number)
        start = beats[2] + 0.25 * number if len(beats) > 2 else 99
        _note(middle, x * 0.72, y * 0.70, 138, PALE, "", appear(t, start), (-3, 2, -1, 3, -2, 1)[number])
    plant(c, 1150, 600, 220, t)
    for x in (190, 480, 1010):
        shadow(c, x, 656, 78)
    lift = ease(t, beats[0], 0.8) * (1 - 0.5 * ease(t, beats[1] + 1.5, 1))
    person(c, 480, 654, 380, CHARLIE, Pose(facing=0.7, right=(8 + 18 * lift, 34 - 52 * lift), blink=blinking(t, 1)))
    late = ease(t, beats[2], 0.8) if len(beats) > 2 else 0.0
    person(c, 1010, 654, 390, BO, Pose(facing=-0.7, left=(-2 - 24 * late, 36 - 52 * late), blink=blinking(t, 2)))
    person(c, 190, 654, 385, DANA, Pose(facing=0.6, left=(10, 12), right=(-4, 14), blink=blinking(t)))


def names(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The six kinds of support, one by one around the coordinator."""
    _close_wall(c)
    m = c.at(640, 348, 0.97)
    for number in range(6):
        x, y = _place(number)
        shown = ease(t, beats[number] - 0.1, 0.5)
        if shown > 0:
            m.drawn([(x * 0.32, y * 0.42), (x * 0.72, y * 0.72)], mix(PINE, MIST, 0.5), 6, shown)
    _note(m, 0, 0, 260, PINE, "koordinator", 1, -1.5)
    for number in range(6):
        x, y = _place(number)
        new = appear(t, beats[number] - 0.05, 0.45)
        bump = 1 + 0.07 * math.sin(math.pi * min(1, new)) * (1 if new < 1 else 0)
        word = AROUND[number] if new > 0.5 else ""
        _note(
            m,
            x * 1.12,
            y * 0.99,
            222,
            PALE if new < 0.5 else mix(PALE, OCHRE, 0.35),
            word,
            bump,
            (-3, 2, -1, 3, -2, 1)[number],
        )


def _close_wall(c: Canvas) -> None:
    c.fill(mix(WALL, PAPER, 0.35))
    c.rect(60, 62, 1160, 576, PAPER, 12)
    c.frame(60, 62, 1160, 576, mix(PINE, MIST, 0.55), 7, 12)


MARKS = ("oooxo", "xo", "xxxxx", "xoo", "xxo", "xo")  # strong and weak, as the team drew them


def marks(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Everyone draws: a cross where we are strong, a ring where something is missing."""
    _close_wall(c)
    m = c.at(640, 348, 0.97)
    _note(m, 0, 0, 260, PINE, "koordinator", 1, -1.5)
    for number in range(6):
        x, y = _place(number)
        n = _note(m, x * 1.12, y * 0.99, 222, mix(PALE, OCHRE, 0.35), AROUND[number], 1, (-3, 2, -1, 3, -2, 1)[number])
        for place, mark in enumerate(MARKS[number]):
            start = beats[0] + 0.7 + place * 0.55 + number * 0.21
            if number == 2 and place > 1:
                start = beats[1] + 0.3 + place * 0.35
            if number == 0 and place > 0:
                start = beats[2] + 0.2 + place * 0.35
            share = ease(t, start, 0.45)
            mx = (place - (len(MARKS[number]) - 1) / 2) * 42
            if mark == "x":
                cross(n, mx, 38, 26, PINE, share)
            else:
                circled(n, mx, 38, 15, CLAY, share)


def said(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Nobody is surprised; now there are words for it."""
    room(c, 590, mix(WALL, PAPER, 0.35))
    c.rect(420, 54, 440, 250, PAPER, 10)
    c.frame(420, 54, 440, 250, mix(PINE, MIST, 0.55), 6, 10)
    m = c.at(640, 178, 0.46)
    _note(m, 0, 0, 200, PINE, "", 1, -1.5)
    for number in range(6):
        x, y = _place(number)
        n = _note(m, x, y * 0.9, 180, mix(PALE, OCHRE, 0.35), "", 1, (-3, 2, -1, 3, -2, 1)[number])
        for place, mark in enumerate(MARKS[number][:3]):
            if mark == "x":
                cross(n, (place - 1) * 48, 0, 34, PINE)
            else:
                circled(n, (place - 1) * 48, 0, 18, CLAY)
    people = ((180, ALEX, 0.6), (400, CHARLIE, 0.4), (640, DANA, 0.0), (880, GILL, -0.4), (1100, BO, -0.6))
    for number, (x, look, facing) in enumerate(people):
        nod = 0.9 * max(0.0, math.sin(t * 1.6 + number * 1.3))
        person(
            c,
            x,
            690,
            360,
            look,
            Pose(
                sitting=True,
                facing=facing,
                lean=facing * 2 * nod,
                left=(6, 30),
                right=(-6, 30),
                blink=blinking(t, number),
            ),
        )
        start = beats[1] + 0.2 + number * 0.16
        b = bubble(c, x + 92, 330, 84, 54, PAPER, -1, appear(t, start))
        b.rect(-22, -5, 44, 11, PINE, 5)
    table(c, 70, 548, 1140, 140, panel=mix(WOOD, INK, 0.42))
    mug(c, 300, 548, PINE)
    mug(c, 760, 548, OCHRE)


def one_ring(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Close to one note: we begin with one ring."""
    c.fill(PAPER)
    for number in range(5):
        x, y = ((-120, 120), (1400, 160), (-90, 660), (1380, 640), (640, 860))[number]
        card(c, x, y, 520, 330, mix(PALE, PAPER, 0.55), 1, (-4, 3, 2, -3, 1)[number])
    zoom = 1 + 0.05 * ease(t, 0, 7)
    n = card(c, 640, 340, 640, 390, mix(PALE, OCHRE, 0.35), zoom, -1.5)
    n.text(0, -78, "avtal", 84, INK, "title", "mm")
    focus = ease(t, beats[-1], 0.8)
    for number in range(4):
        colour = CLAY if number == 1 else mix(CLAY, mix(PALE, OCHRE, 0.35), 0.75 * focus)
        circled(n, -165 + number * 110, 78, 34 + (7 * focus if number == 1 else 0), colour)
    pen = ease(t, beats[-1] + 0.3, 1.0)
    n.drawn([(-118, 148), (8, 144)], PINE, 9, pen)
