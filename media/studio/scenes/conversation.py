"""Film 6: a calm workplace, and three people who go on meeting."""

import math
from collections.abc import Sequence

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, WALL, WOOD, Canvas, ease, mix, sway
from media.studio.people import BLACK, DANA, ELI, FRIDO, GILL, WARM, Look, Pose, blinking, person
from media.studio.things import (
    appear,
    bubble,
    card,
    dots,
    mug,
    papers,
    plant,
    room,
    round_table,
    screen,
    shadow,
    sun,
    table,
    text_rows,
    waves,
    window,
)

EMPLOYEE = Look(skin=WARM, hair=BLACK, style="curls", top=OCHRE, trousers=PINE)
SOFT = mix(PAPER, OCHRE, 0.13)
PANEL = mix(WOOD, INK, 0.42)


def _calm_room(c: Canvas, t: float) -> None:
    room(c, 570, SOFT)
    window(c, 120, 110, 270, 260)
    c.ellipse(205, 370, 84, 70, mix(PINE, MIST, 0.55))
    c.ellipse(322, 370, 66, 48, mix(PINE, MIST, 0.45))
    c.rect(250, 110, 10, 260, PAPER)
    c.rect(120, 219, 270, 9, PAPER)
    c.rect(108, 370, 294, 74, SOFT)
    c.rect(108, 370, 294, 12, PAPER)
    c.rect(96, 378, 318, 14, mix(PAPER, INK, 0.10), 4)
    plant(c, 1170, 580, 240, t)


def hired(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The first day: glad faces, flowers on the table."""
    _calm_room(c, t)
    for number, (x, look) in enumerate(((400, DANA), (660, EMPLOYEE), (920, GILL))):
        joy = abs(math.sin(t * 2.1 + number * 0.9)) * (1.0 - ease(t, 4, 2)) * 1.6
        hand = (16.0, -26.0 + sway(t, 0.9, 4, number * 0.3)) if number == 2 else (4.0, 31.0)
        left = (-14.0, -24.0 + sway(t, 0.9, 4, 0.2)) if number == 0 else (-4.0, 31.0)
        pose = Pose(
            sitting=True, facing=(0.5, 0.0, -0.5)[number], left=left, right=hand, lift=joy, blink=blinking(t, number)
        )
        person(c, x, 660, 400, look, pose)
    table(c, 250, 500, 820, 130, panel=PANEL)
    c.polygon([(585, 428), (655, 428), (646, 500), (594, 500)], mix(MIST, PINE, 0.35))
    for number in range(5):
        angle = math.radians(-40 + number * 20 + sway(t, 4, 2, number * 0.2))
        ax, ay = 620 + 88 * math.sin(angle), 428 - 78 * math.cos(angle)
        c.line([(620, 430), (ax, ay)], PINE, 5)
        c.circle(ax, ay, 17, (CLAY, OCHRE, PAPER, CLAY, OCHRE)[number])
        c.circle(ax, ay, 6, (OCHRE, CLAY, OCHRE, PAPER, CLAY)[number])
    mug(c, 330, 500, PINE)
    mug(c, 980, 500)


def beginning(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Then it begins for real: routines, sounds, colleagues, all at once."""
    room(c, 570, mix(WALL, MIST, 0.35))
    for number, (x, look) in enumerate(((190, FRIDO), (1110, ELI), (990, GILL))):
        here = ease(t, beats[-1] + 2.2 + number * 0.35, 0.8)
        side = -1 if x < 640 else 1
        person(c, x + side * 460 * (1 - here), 622, 350, look, Pose(facing=-side * 0.6, blink=blinking(t, number)))
    person(
        c, 620, 660, 400, EMPLOYEE, Pose(sitting=True, smile=False, left=(10, 24), right=(-10, 24), blink=blinking(t))
    )
    table(c, 380, 500, 500, 130, panel=PANEL)
    papers(c, 470, 500, 2 + 5 * ease(t, beats[-1], 3))
    screen(c, 770, 500, 150, 100)
    strength = ease(t, beats[-1] + 0.2, 0.8)
    loud = ease(t, beats[-1] + 1.0, 0.8)
    for number in range(3):
        n = card(
            c,
            330 + number * 64,
            190 + number * 26 + sway(t, 3, 6, number * 0.3),
            108,
            132,
            PAPER,
            strength,
            -6 + number * 6,
        )
        text_rows(n, -34, -38, 68, 4, mix(PAPER, INK, 0.35), 22)
    for number, (x, y) in enumerate(((800, 170), (920, 250), (1010, 130))):
        s = c.at(x, y + sway(t, 2.2, 5, number * 0.4), max(0.001, loud * (1.0 - 0.12 * number)))
        s.polygon([(-34, -14), (-14, -14), (8, -34), (8, 34), (-14, 14), (-34, 14)], CLAY)
        waves(s, 8, 0, t + number, CLAY, 22)


def plan(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A plan that was written together: what I am good at, and what tires me."""
    c.fill(WOOD)
    for number in range(5):
        c.rect(0, 70 + number * 150, 1280, 3, mix(WOOD, INK, 0.12))
    page = card(c, 640, 350, 700, 560, PAPER, 1, -1.2)
    page.text(0, -206, "min plan", 54, PINE, "title", "mm")
    page.rect(-290, -158, 580, 4, mix(PAPER, PINE, 0.4))
    for side, colour in ((-1, OCHRE), (1, CLAY)):
        here = appear(t, beats[-1] + (0.6 if side < 0 else 1.8))
        sign = page.at(side * 160, -84, max(0.001, here))
        if side < 0:
            sun(sign, 0, 0, 28, t, colour)
        else:
            sign.rect(-44, -24, 82, 48, INK, 8)
            sign.rect(38, -10, 9, 20, INK, 3)
            sign.rect(-37, -17, 68, 34, PAPER, 4)
            sign.rect(-37, -17, 18 + 6 * math.sin(t * 2), 34, colour, 4)
        share = ease(t, (0.3 if side < 0 else 1.6), 3.5)
        text_rows(page, side * 160 - 110, -10, 220, 6, mix(PAPER, INK, 0.36), 36, share)
    page.rect(-2, -130, 4, 350, mix(PAPER, PINE, 0.3))
    row = min(5.0, ease(t, 0.3, 3.5) * 6)
    along = (row % 1) * 190
    x, y = 372 + along, 350 + int(min(row, 5)) * 36 - 8
    if t > 3.6:
        x, y = 690 + (ease(t, 1.6, 3.5) * 6 % 1) * 190, 350 + int(min(5.0, ease(t, 1.6, 3.5) * 6)) * 36 - 8
    pen = c.at(x, y)
    pen.line([(0, 0), (70, 96)], PINE, 16)
    pen.polygon([(-9, -13), (12, -1), (-2, 10)], OCHRE)
    pen.line([(62, 84), (240, 330)], mix(OCHRE, PAPER, 0.0), 76)
    pen.circle(66, 84, 33, WARM)
    pen.circle(40, 62, 17, WARM)


def calm_seat(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A quieter seat, and someone for the manager to ask."""
    _calm_room(c, t)
    c.rect(560, 250, 24, 320, mix(MIST, PINE, 0.35), 6)
    c.rect(584, 260, 250, 250, mix(MIST, PINE, 0.12))
    c.rect(584, 260, 250, 12, mix(MIST, PINE, 0.35))
    typing = sway(t, 0.8, 1.4)
    pose = Pose(sitting=True, facing=-0.5, left=(-14 + typing, 22), right=(-20 - typing, 22), blink=blinking(t))
    person(c, 410, 660, 390, EMPLOYEE, pose)
    table(c, 150, 500, 400, 130, panel=PANEL)
    screen(c, 240, 500, 140, 96)
    mug(c, 500, 500, PINE)
    late = beats[-1]
    for number, (x, look) in enumerate(((800, GILL), (1010, DANA))):
        here = ease(t, late - 0.6 + number * 0.9, 0.9)
        shadow(c, x + 640 * (1 - here), 640, 84)
        gesture = (
            Pose(facing=0.6, right=(18, 9 + sway(t, 2, 1.5)), blink=blinking(t))
            if number == 0
            else Pose(facing=-0.6, left=(-14, 14), right=(-4, 16), blink=blinking(t, 1))
        )
        person(c, x + 640 * (1 - here), 638, 390, look, gesture)
    b = bubble(c, 930, 170, 150, 100, PAPER, -1, appear(t, late + 0.7))
    b.text(0, 2, "?", 72, CLAY, "title", "mm")


def _calendar(c: Canvas, t: float, sparse: float) -> None:
    """Four weeks; a dot for each time we meet, and fewer of them later."""
    c.rect(-150, -112, 300, 224, PAPER, 12)
    c.rect(-150, -112, 300, 46, CLAY, 12)
    c.rect(-150, -84, 300, 18, CLAY)
    for row in range(4):
        for column in range(5):
            x, y = -112 + column * 56, -38 + row * 42
            c.rect(x - 20, y - 14, 40, 28, mix(PAPER, MIST, 0.45), 5)
    for row in range(4):
        kept = row == 0
        size = 11.0 if kept else 11.0 * (1 - sparse)
        if row % 2 == 0 or sparse == 0:
            c.circle(-112 + 2 * 56, -38 + row * 42, size if row % 2 == 0 else 0, PINE)


def three_meet(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Every other week, all three: first about what was hard, now about what comes next."""
    _calm_room(c, t)
    _calendar(c.at(1010, 190), t, ease(t, beats[-1] + 0.6, 2.0))
    shadow(c, 640, 690, 300)
    people = ((380, DANA, 0.65), (640, EMPLOYEE, 0.0), (900, GILL, -0.65))
    for number, (x, look, facing) in enumerate(people):
        talk = sway(t, 1.8, 1.4, number * 0.3)
        left, right = ((4.0, 29.0), (18.0, 20.0 + talk)) if number == 0 else ((-18.0, 20.0 + talk), (-4.0, 29.0))
        if number == 1:
            left, right = (-10.0, 22.0 - talk), (10.0, 22.0 + talk)
        person(
            c,
            x,
            680,
            390,
            look,
            Pose(sitting=True, facing=facing, left=left, right=right, blink=blinking(t, number * 1.3)),
        )
    round_table(c, 640, 540, 330, 120)
    mug(c, 480, 540, PINE)
    mug(c, 800, 545, CLAY)
    c.polygon([(580, 528), (690, 528), (704, 556), (574, 556)], PAPER)
    first, second = beats[1], beats[2]
    b = bubble(c, 560, 150, 190, 120, PAPER, 1, appear(t, first) * (1 - ease(t, second - 0.5, 0.4)))
    dots(b, t, CLAY, 11)
    n = bubble(c, 560, 150, 190, 120, PAPER, 1, appear(t, second + 0.1))
    for step in range(4):
        high = 18 + step * 18
        n.rect(
            -62 + step * 32,
            40 - high * ease(t, second + 0.4 + step * 0.25, 0.5),
            26,
            high * ease(t, second + 0.4 + step * 0.25, 0.5),
            PINE,
            3,
        )
