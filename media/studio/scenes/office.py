"""Film 1: an ordinary office, then out on the street."""

import math
from collections.abc import Sequence

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, WALL, WOOD, Canvas, ease, mix, sway
from media.studio.people import ALEX, CHARLIE, Pose, blinking, person
from media.studio.things import (
    DAY,
    LEAF,
    appear,
    bubble,
    card,
    clock,
    dots,
    house,
    mug,
    papers,
    plant,
    question,
    room,
    screen,
    shadow,
    table,
    text_rows,
    thought,
    tick,
    tree,
    window,
)


def _room(c: Canvas, t: float, *, shelf: bool = True) -> None:
    room(c)
    window(c, 110, 120, 250, 260)
    for x, h in ((120, 80), (190, 120), (268, 95)):
        c.rect(x, 380 - h, 62, h, mix(MIST, PINE, 0.22))
    c.rect(230, 120, 10, 260, PAPER)
    c.rect(110, 229, 250, 9, PAPER)
    if not shelf:
        return
    clock(c, 520, 150, 46, 540 + t * 1.5)
    c.rect(930, 250, 290, 14, WOOD, 3)
    for number, (w, h) in enumerate(((26, 82), (22, 70), (30, 90), (24, 76), (26, 86), (20, 64), (30, 80))):
        x = 944 + sum((26, 22, 30, 24, 26, 20, 30)[:number]) + number * 3
        c.rect(x, 250 - h, w, h, (PINE, OCHRE, mix(PINE, MIST, 0.5), CLAY, mix(MIST, INK, 0.2))[number % 5], 2)


def desk(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """At the desk, among forms."""
    _room(c, t)
    plant(c, 470, 560, 190, t)
    shadow(c, 720, 610, 260)
    typing = sway(t, 0.7, 1.4)
    person(
        c,
        660,
        640,
        390,
        ALEX,
        Pose(
            sitting=True, facing=0.55, left=(20 + typing * 0.4, 21 + typing), right=(12, 22 - typing), blink=blinking(t)
        ),
    )
    table(c, 480, 470, 560, 150, panel=mix(WOOD, INK, 0.42))
    screen(c, 850, 470, 170, 112)
    text_rows(c, 786, 342, 118, 4, mix(MIST, PINE, 0.5), 22, min(1.0, t / 6))
    papers(c, 565, 470, 3 + 7 * ease(t, beats[-1], 3.0))
    mug(c, 980, 470)


def asked(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A colleague asks; the answer takes a while."""
    _room(c, t, shelf=False)
    plant(c, 1130, 566, 230, t)
    shadow(c, 450, 622, 90)
    shadow(c, 830, 622, 90)
    lift = sway(t, 1.6, 2.0) * (1 - ease(t, beats[1] - 0.3))
    person(c, 450, 620, 400, CHARLIE, Pose(facing=0.7, right=(20, 10 + lift), left=(-2, 36), blink=blinking(t, 1)))
    person(
        c,
        830,
        620,
        400,
        ALEX,
        Pose(
            facing=-0.6,
            smile=False,
            left=(8, 10),
            right=(2 - 9 * ease(t, beats[1]), 36 - 34 * ease(t, beats[1])),
            blink=blinking(t),
        ),
    )
    b = bubble(c, 640, 150, 190, 130, PAPER, -1, appear(t, beats[0] + 0.2))
    question(b, 96)
    late = beats[1]
    d = thought(c, 1000, 120, 230, 104, -1, appear(t, late))
    dots(d, t)


def study(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The report, and what employers think, wish for and need."""
    c.fill(mix(WALL, MIST, 0.25))
    c.rect(0, 590, 1280, 130, WOOD)
    c.rect(0, 590, 1280, 12, mix(WOOD, PAPER, 0.25))
    down = ease(t, beats[-1], 1.2)
    b = c.at(640, 350 + 120 * down + sway(t, 5, 3), 1.3 - 0.3 * down)
    b.polygon([(-300, 110), (-286, -120), (0, -88), (286, -120), (300, 110), (0, 142)], mix(INK, PINE, 0.5))
    for side in (-1, 1):
        b.polygon(
            [(0, -96), (side * 276, -128), (side * 288, 98), (0, 132)], PAPER if side < 0 else mix(PAPER, INK, 0.04)
        )
    b.line([(0, -94), (0, 130)], mix(PAPER, INK, 0.22), 3)
    text_rows(b, -236, -70, 190, 6, mix(PAPER, INK, 0.32), 26, ease(t, 0.1, 3.5))
    text_rows(b, 48, -70, 190, 6, mix(PAPER, INK, 0.32), 26, ease(t, 1.5, 4.5))
    start = beats[-1]
    for number, (word, colour) in enumerate((("tänker", PINE), ("önskar", CLAY), ("behöver", OCHRE))):
        grown = appear(t, start + 1.1 + number * 0.75)
        x = 300 + number * 340
        n = card(c, x, 180 + sway(t, 4, 4, number * 0.3), 270, 200, PAPER, grown, (-3, 1.5, 3)[number])
        _sign(n.at(0, -26), number, colour, t)
        n.text(0, 72, word, 36, INK, "bold", "ms")


def _sign(c: Canvas, number: int, colour: str, t: float) -> None:
    if number == 0:
        c.rect(-52, -32, 104, 58, colour, 29)
        c.circle(-34, 40, 8, colour)
        dots(c.at(0, -3), t, PAPER, 7)
    elif number == 1:
        points = []
        for turn in range(10):
            r = 44 if turn % 2 == 0 else 18
            angle = math.pi * turn / 5 - math.pi / 2
            points.append((r * math.cos(angle), r * math.sin(angle)))
        c.polygon(points, colour)
    else:
        c.rect(-44, -36, 88, 74, colour, 10)
        c.circle(0, -38, 15, PAPER)
        c.circle(46, 2, 15, colour)
        tick(c.at(0, 6), 40, PAPER)


def street(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Out of the office and along the street, to a door that opens."""
    c.fill(DAY)
    move = ease(t, 0, beats[-1] + 0.6)
    far = -150 * move
    for x, w, h in (
        (40, 150, 190),
        (230, 190, 250),
        (470, 160, 170),
        (720, 220, 230),
        (1000, 170, 190),
        (1240, 200, 240),
    ):
        c.rect(x + far, 540 - h, w, h, mix(DAY, PINE, 0.16), 2)
    near = -560 * move
    c.rect(0, 540, 1280, 180, mix(PAPER, INK, 0.14))
    c.rect(0, 540, 1280, 22, mix(PAPER, INK, 0.24))
    for number in range(12):
        c.rect(40 + number * 190 + near, 650, 90, 9, PAPER, 4)
    house(c, 30 + near, 540, 300, 330, mix(MIST, PINE, 0.45), rows=3)
    tree(c, 420 + near, 548, 210)
    house(c, 520 + near, 540, 260, 250, OCHRE, mix(CLAY, INK, 0.25))
    tree(c, 870 + near, 548, 240, mix(LEAF, OCHRE, 0.25))
    left = 1180 + near
    house(c, left, 540, 420, 360, mix(CLAY, PAPER, 0.22), rows=1, door=mix(CLAY, INK, 0.5))
    opening = ease(t, beats[-1] + 0.3, 1.6)
    door = left + 150
    c.rect(door - 8, 540 - 206, 136, 206, PAPER, 4)
    c.rect(door, 540 - 198, 120, 198, mix(OCHRE, PAPER, 0.45))
    c.polygon(
        [(door, 540), (door + 120, 540), (door + 120 - 250 * opening, 640), (door - 150 * opening - 60 * opening, 640)],
        mix(mix(PAPER, INK, 0.14), OCHRE, 0.35 * opening),
    )
    wide = 120 * (1 - 0.78 * opening)
    c.polygon([(door, 342), (door + wide, 342 - 14 * opening), (door + wide, 540 + 18 * opening), (door, 540)], PINE)
    c.circle(door + wide - 12, 446, 5, OCHRE)
    for lit in (left + 36, left + 316):
        c.rect(lit, 370, 76, 96, mix(OCHRE, PAPER, 0.5), 4)
        c.rect(lit + 35, 370, 6, 96, PAPER)
    walking = t < beats[-1] + 0.4
    shadow(c, 470, 622, 75, mix(PAPER, INK, 0.28))
    swing = math.sin(2 * math.pi * t * 0.85) * 9
    pose = (
        Pose(
            facing=0.8,
            walk=t * 0.85,
            left=(swing, 34),
            right=(-swing, 34),
            lift=abs(math.sin(2 * math.pi * t * 0.85)) * 0.8,
        )
        if walking
        else Pose(facing=0.8, blink=blinking(t))
    )
    person(c, 470, 622, 300, ALEX, pose)
