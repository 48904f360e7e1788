"""Film 5: on the way between two workplaces, the phone in the hand."""

import math
from collections.abc import Sequence
from itertools import pairwise

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, Canvas, ease, mix, sway
from media.studio.people import ALEX, BO, CHARLIE, CHESTNUT, ELI, FRIDO, GILL, LIGHT, Look, Pose, blinking, person
from media.studio.things import (
    DAY,
    LEAF,
    appear,
    bubble,
    clock,
    house,
    phone,
    shadow,
    sun,
    text_rows,
    tick,
    tree,
    waves,
)

WALKER = Look(skin=LIGHT, hair=CHESTNUT, style="short", top=CLAY, trousers=PINE)
GRASS = "#b4c194"
ROAD = mix(PAPER, INK, 0.15)


def _country(c: Canvas, shift: float, t: float) -> None:
    c.fill(mix(DAY, PAPER, 0.25))
    sun(c, 1080, 130, 44, t, mix(OCHRE, PAPER, 0.25))
    for x, rx, colour in ((200, 420, 0.62), (760, 520, 0.70), (1250, 430, 0.58)):
        c.ellipse(x - shift * 0.12, 600, rx, 190, mix(GRASS, DAY, colour))
    for x, rx in ((-40, 500), (620, 460), (1300, 540), (1900, 480)):
        c.ellipse(x - shift * 0.3, 640, rx, 150, mix(GRASS, DAY, 0.25))
    c.rect(0, 548, 1280, 172, GRASS)
    c.rect(0, 584, 1280, 84, ROAD)
    for number in range(30):
        c.rect(number * 150 - shift % 150 - 150, 624, 70, 7, PAPER, 3)


def _walker(c: Canvas, x: float, t: float, height: float = 320) -> None:
    phase = t * 0.85
    swing = math.sin(2 * math.pi * phase) * 8
    shadow(c, x, 654, 72, mix(ROAD, INK, 0.2))
    right = (16.0, 12.0 + swing * 0.15)
    pose = Pose(
        facing=0.7,
        walk=phase,
        left=(swing, 34),
        right=right,
        lift=abs(math.sin(2 * math.pi * phase)) * 0.8,
        blink=blinking(t),
    )
    person(c, x, 652, height, WALKER, pose)
    scale = height / 100
    phone(c, x + 34.5 * scale, 652 - (66 + pose.lift) * scale, 11 * scale, INK)


def walking(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A walk along the road; threads run out from the hand."""
    shift = 95 * t
    _country(c, shift, t)
    house(c, 120 - shift, 560, 230, 210, mix(MIST, PINE, 0.35), mix(CLAY, INK, 0.1))
    for number, x in enumerate((480, 760, 1010, 1420, 1660, 1990)):
        tree(c, x - shift, 566, 170 + number % 3 * 34, mix(LEAF, OCHRE, 0.18 * (number % 3)))
    house(c, 1180 - shift, 560, 300, 170, OCHRE, rows=1)
    share = ease(t, beats[-1] + 0.6, 2.4)
    for number, (dx, dy, colour) in enumerate(((560, -330, PINE), (640, -210, CLAY), (610, -90, OCHRE))):
        points = []
        for step in range(25):
            part = step / 24
            wave = math.sin(part * 5 + t * 1.2 + number) * 16 * part
            points.append((640 + dx * part * 1.15, 430 + dy * part**1.4 + wave))
        c.drawn(points, colour, 5, share)
    _walker(c, 540, t)


def the_map(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The workplaces around, the road between them, and what is known about each."""
    c.fill(GRASS)
    for x, y, r in ((150, 610, 110), (1160, 120, 130), (620, 90, 80), (700, 640, 90)):
        c.ellipse(x, y, r * 1.4, r, mix(GRASS, LEAF, 0.16))
    path = [(60, 470), (250, 430), (400, 360), (560, 350), (700, 400), (860, 400), (1010, 310), (1230, 270)]
    c.line(path, ROAD, 46)
    for (ax, ay), (bx, by) in pairwise(path):
        for part in (0.25, 0.75):
            mark = ax + (bx - ax) * part, ay + (by - ay) * part
            c.line([mark, (mark[0] + (bx - ax) * 0.12, mark[1] + (by - ay) * 0.12)], PAPER, 5)
    places = (
        (300, 300, OCHRE),
        (760, 330, mix(CLAY, PAPER, 0.2)),
        (1060, 520, mix(MIST, PINE, 0.4)),
        (470, 590, mix(MIST, PAPER, 0.1)),
    )
    share = ease(t, beats[0] + 0.2, 2.2)
    for number, (x, y, wall) in enumerate(places):
        c.drawn(
            [(620, 470), ((620 + x) / 2, (470 + y) / 2 - 30), (x, y - 20)], (PINE, CLAY, OCHRE, PINE)[number], 5, share
        )
        house(c, x - 70, y, 140, 110, wall, mix(CLAY, INK, 0.2) if number % 2 == 0 else "", rows=1)
    for x, y in ((120, 300), (180, 330), (950, 200), (1180, 420), (880, 620), (250, 560)):
        tree(c, x, y, 96)
    person(c, 620, 560, 210, WALKER, Pose(right=(14, 10), blink=blinking(t)))
    phone(c, 620 + 58, 560 - 134, 24, INK)
    for number, (x, y, _) in enumerate(places[:3]):
        grown = appear(t, beats[-1] + 0.5 + number * 0.9)
        b = bubble(c, x + 30, y - 190, 120, 88, PAPER, -1, grown)
        if number == 0:
            clock(b, 0, 0, 30, 480 + t * 14)
        elif number == 1:
            for bar, height in enumerate((16, 30, 46, 24)):
                b.rect(-38 + bar * 20, 24 - height, 14, height, CLAY if bar == 2 else PINE, 3)
        else:
            person(b, 0, 33, 66, GILL, Pose())


def team(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The team behind: one knows the support, one adapts a workplace, one follows the person."""
    c.fill(mix(DAY, PAPER, 0.4))
    c.rect(0, 580, 1280, 140, mix(OCHRE, PAPER, 0.6))
    mates = ((560, FRIDO), (810, CHARLIE), (1060, ELI))
    for number, (x, look) in enumerate(mates):
        here = ease(t, beats[0] + 0.2 + number * 0.2, 0.7)
        shadow(c, x, 622, 74, mix(OCHRE, mix(PAPER, INK, 0.2), 0.6))
        person(c, x + 800 * (1 - here), 620, 330, look, Pose(facing=-0.4, left=(-10, 16), blink=blinking(t, number)))
        b = bubble(c, x, 190, 180, 134, PAPER, -1, appear(t, beats[min(number + 1, len(beats) - 1)]))
        if number == 0:
            b.rect(-52, -38, 104, 76, mix(PINE, MIST, 0.7), 6)
            text_rows(b, -38, -22, 76, 3, PINE, 20)
        elif number == 1:
            b.rect(-54, 2, 108, 12, CLAY, 4)
            for side in (-1, 1):
                b.rect(side * 40 - 6, 10, 12, 34, mix(CLAY, INK, 0.25))
            up = 10 * math.sin(t * 1.5)
            b.line([(0, -8 + up * 0.2), (0, -40 + up)], PINE, 8)
            b.polygon([(-15, -34 + up), (15, -34 + up), (0, -54 + up)], PINE)
        else:
            person(b, -20, 50, 96, BO, Pose(facing=0.5, walk=t * 0.6))
            person(b, 26, 50, 96, ALEX, Pose(facing=0.5, walk=t * 0.6 + 0.5))
    shadow(c, 240, 640, 90, mix(OCHRE, mix(PAPER, INK, 0.2), 0.6))
    person(c, 240, 638, 410, WALKER, Pose(facing=0.5, right=(24, 14 + sway(t, 3, 1.5)), blink=blinking(t, 2)))


def number_to_call(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """One number: an employer calls, and the same phone rings."""
    c.rect(0, 0, 640, 720, mix(OCHRE, PAPER, 0.6))
    c.rect(640, 0, 640, 720, mix(MIST, PAPER, 0.35))
    c.rect(0, 590, 640, 130, mix(OCHRE, PAPER, 0.35))
    c.rect(640, 590, 640, 130, mix(MIST, PINE, 0.2))
    shadow(c, 300, 642, 90, mix(OCHRE, INK, 0.2))
    shadow(c, 980, 642, 90, mix(MIST, INK, 0.3))
    answered = ease(t, beats[0] + 2.4, 0.6)
    person(c, 300, 640, 400, GILL, Pose(facing=0.6, right=(2, -13), left=(-2, 36), blink=blinking(t)))
    phone(c, 300 + 60, 640 - 364, 46, INK)
    person(
        c,
        980,
        640,
        400,
        WALKER,
        Pose(facing=-0.6, left=(-16 + 14 * answered, 12 - 25 * answered), right=(2, 36), blink=blinking(t, 1)),
    )
    phone(c, 980 - 117 + 57 * answered, 640 - 268 - 96 * answered, 46, INK)
    share = ease(t, beats[0] + 0.3, 1.8)
    points = [
        (390 + step * 18.2, 250 - 90 * math.sin(math.pi * step / 27) + 6 * math.sin(t * 3 + step)) for step in range(28)
    ]
    c.drawn(points, CLAY, 7, share)
    if answered < 0.5:
        waves(c, 846, 372, t, CLAY, 40, -1)


def keeps(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Says what is known and when; then does it, at the next workplace."""
    arrive = beats[-1]
    shift = 70 * min(t, arrive) + 35 * ease(t, arrive, 1.0)
    _country(c, shift, t)
    goal = 800 + 70 * arrive + 35 - shift
    for number, x in enumerate((120, 420, 700)):
        tree(c, x - shift, 566, 190 - number * 15, mix(LEAF, OCHRE, 0.15 * number))
    house(c, goal, 572, 420, 300, mix(MIST, PINE, 0.4), mix(CLAY, INK, 0.1), rows=1, door=PINE)
    for lit in (goal + 40, goal + 290):
        c.rect(lit, 420, 90, 90, mix(OCHRE, PAPER, 0.55), 4)
        c.rect(lit + 42, 420, 6, 90, PAPER)
    if t < arrive + 0.6:
        _walker(c, 470, t, 330)
        return
    lift = ease(t, arrive + 0.6, 0.6)
    wave = sway(t, 0.8, 4) * lift
    shadow(c, 470, 654, 72, mix(ROAD, INK, 0.2))
    shadow(c, goal + 140, 654, 72, mix(ROAD, INK, 0.2))
    person(c, 470, 652, 330, WALKER, Pose(facing=0.7, right=(10 + 4 * lift + wave, 20 - 46 * lift), blink=blinking(t)))
    person(c, goal + 140, 652, 335, GILL, Pose(facing=-0.7, left=(-18, 10 - 8 * lift), blink=blinking(t, 1)))
    b = bubble(c, goal + 90, 215, 130, 100, PAPER, 1, appear(t, arrive + 1.0))
    tick(b, 52, PINE, ease(t, arrive + 1.3, 0.6))
