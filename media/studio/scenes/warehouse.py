"""Film 3: a warehouse, a phone that rings, and a round on foot together."""

import math
from collections.abc import Sequence

from media.studio.drawing import CLAY, FLOOR, INK, MIST, OCHRE, PAPER, PINE, WOOD, Canvas, ease, mix, sway
from media.studio.people import BLACK, BO, DANA, FRIDO, WARM, Look, Pose, blinking, person
from media.studio.things import appear, bubble, card, clock, mug, papers, phone, shadow, table, tick, waves

HOST = Look(skin=WARM, hair=BLACK, style="bob", top=PINE, trousers=INK, apron="")
VISITOR = Look(skin=DANA.skin, hair=DANA.hair, style="bun", top=OCHRE, trousers=mix(INK, MIST, 0.25))
BACK = mix(PAPER, MIST, 0.5)
BOX = (mix(WOOD, PAPER, 0.35), mix(WOOD, PAPER, 0.2), mix(WOOD, INK, 0.06), mix(WOOD, PAPER, 0.5))


def box(c: Canvas, x: float, y: float, w: float, h: float, kind: int = 0, far: float = 0.0) -> None:
    """A cardboard box standing at (x, y), its left bottom corner; the farther away, the paler."""
    colour = mix(BOX[kind % len(BOX)], BACK, far)
    c.rect(x, y - h, w, h, colour, 2)
    c.rect(x + w * 0.42, y - h, w * 0.16, h, mix(colour, PAPER, 0.35))
    c.rect(x + w * 0.08, y - h * 0.3, w * 0.24, h * 0.16, mix(colour, INK, 0.35 - 0.25 * far))


def _racks(c: Canvas, shift: float, floor: float = 560) -> None:
    """A wall of racks with boxes that slides past."""
    bay = 250
    first = int(shift // bay) - 1
    for number in range(first, first + 8):
        left = number * bay - shift
        for shelf in range(3):
            y = floor - 16 - shelf * 150
            for place in range(3):
                seed = (number * 7 + shelf * 3 + place * 5) % 11
                if seed in (4, 9):
                    continue
                w, h = 58 + seed % 4 * 4, 56 + seed % 5 * 10
                box(c, left + 22 + place * 74, y, w, h, seed, 0.5)
            c.rect(left, y, bay, 12, mix(CLAY, BACK, 0.42))
        c.rect(left - 7, floor - 450, 14, 450, mix(PINE, BACK, 0.55))


def _hall(c: Canvas, shift: float = 0.0) -> None:
    c.fill(BACK)
    for number in range(6):
        x = (number * 300 - shift * 0.4) % 1800 - 200
        c.rect(x, 40, 170, 14, mix(PAPER, OCHRE, 0.12), 7)
    _racks(c, shift)
    c.rect(0, 560, 1280, 160, mix(FLOOR, MIST, 0.55))
    c.rect(0, 590, 1280, 8, mix(OCHRE, PAPER, 0.2))


def ringing(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The phone on the packing table rings, and the talk is of something else than us."""
    _hall(c, 60)
    person(
        c,
        620,
        650,
        400,
        HOST,
        Pose(
            sitting=True,
            facing=-0.35,
            smile=False,
            right=(3 - 1, -13) if t > beats[0] + 2.2 else (8, 26),
            left=(6, 27),
            blink=blinking(t),
        ),
    )
    if t > beats[0] + 2.2:
        phone(c, 664, 296, 46, INK)
    table(c, 360, 500, 560, 122, panel=mix(WOOD, INK, 0.42))
    papers(c, 480, 500, 3)
    mug(c, 860, 500, PINE)
    if t <= beats[0] + 2.2:
        shake = math.sin(t * 30) * 2
        phone(c, 720 + shake, 462, 74, INK)
        waves(c, 740, 462, t, CLAY, 36)
    grown = appear(t, beats[-1])
    b = bubble(c, 850, 180, 250, 150, PAPER, -1, grown)
    person(b, 0, 60, 108, FRIDO, Pose())
    for number, x in enumerate((-76, 76)):
        b.circle(x, 8, 10 + 2 * math.sin(t * 3 + number), mix(PAPER, INK, 0.2))


def asks(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Three questions nobody asked: the day, the busy time, who can guide."""
    c.fill(mix(BACK, MIST, 0.35))
    c.rect(0, 600, 1280, 120, mix(MIST, PINE, 0.18))
    for number, word in enumerate(("dagen", "bråda tider", "handledare")):
        n = card(
            c,
            270 + number * 370,
            330 + sway(t, 5, 4, number * 0.3),
            310,
            370,
            PAPER,
            appear(t, beats[number]),
            (-2, 1.5, 2.5)[number],
        )
        if number == 0:
            clock(n, 0, -36, 84, 420 + max(0.0, t - beats[0]) * 40)
        elif number == 1:
            heights = (50, 74, 62, 128, 150, 84)
            for bar, height in enumerate(heights):
                high = height * ease(t, beats[1] + 0.2 + bar * 0.12, 0.7)
                n.rect(-102 + bar * 35, 50 - high, 26, high, CLAY if height > 100 else mix(PINE, MIST, 0.5), 4)
            n.rect(-108, 50, 216, 5, INK, 2)
        else:
            for side, look in ((-1, BO), (1, VISITOR)):
                person(n, side * 46, 62, 190, look, Pose(facing=-side * 0.7, right=(12, 12) if side < 0 else (2, 36)))
        n.text(0, 142, word, 36, INK, "bold", "ms")


def round_on_foot(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A walk along the racks; a stop and a pointing hand at what is never done."""
    stop = beats[-1]
    moved = 105 * min(t, stop) + 45 * ease(t, stop, 1.0)
    _hall(c, moved)
    heap = 1080 + 105 * stop + 45 - moved
    for number, (dx, dy, w, h) in enumerate(
        ((0, 0, 96, 84), (104, 0, 84, 74), (-70, 0, 66, 58), (40, -82, 90, 76), (124, -74, 62, 56), (60, -156, 66, 58))
    ):
        box(c, heap - 40 + dx, 612 + dy, w, h, number)
    walking = t < stop + 0.4
    for number, (x, look) in enumerate(((430, VISITOR), (640, HOST))):
        shadow(c, x, 634, 75, mix(FLOOR, INK, 0.22))
        phase = t * 0.8 + number * 0.37
        swing = math.sin(2 * math.pi * phase) * 8
        if walking:
            pose = Pose(
                facing=0.7 if number == 0 else 0.5,
                walk=phase,
                left=(swing, 34),
                right=(-swing, 34),
                blink=blinking(t, number),
            )
        elif number == 1:
            lift = ease(t, stop + 0.4, 0.7)
            pose = Pose(facing=0.7, left=(-2, 36), right=(2 + 32 * lift, 36 - 34 * lift), blink=blinking(t))
        else:
            pose = Pose(facing=0.8, left=(9, 12), right=(0, 14), blink=blinking(t, 1))
        person(c, x, 632, 390, look, pose)


def fits(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The week after: someone who started, and boxes that find their places."""
    _hall(c, 60)
    done = max(0.0, (t - 0.4) * 1.2)
    c.rect(690, 520, 470, 16, mix(CLAY, INK, 0.08))
    c.rect(690, 350, 470, 16, mix(CLAY, INK, 0.08))
    c.rect(690, 180, 14, 430, PINE)
    c.rect(1146, 180, 14, 430, PINE)
    for number in range(8):
        grown = appear(done, number * 0.75)
        box(c, 722 + number % 4 * 106, 520 if number < 4 else 350, 84 * grown, 78 * grown, number)
    for x in (250, 560):
        shadow(c, x, 634, 80, mix(FLOOR, INK, 0.22))
    reach = 0.5 + 0.5 * math.sin(t * 2.2)
    person(
        c,
        560,
        632,
        390,
        FRIDO,
        Pose(facing=0.7, right=(22 + 6 * reach, 2 - 10 * reach), left=(14 + 4 * reach, 8), blink=blinking(t)),
    )
    person(c, 250, 632, 390, HOST, Pose(facing=0.6, left=(9, 12), right=(0, 14), blink=blinking(t, 2)))
    tick(c.at(405, 190, max(0.001, appear(t, beats[0] + 2.2))), 74, PINE)


def three(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Three boxes that carry each other: trust, contribution, support."""
    _hall(c, 60)
    rows = (("tillit", PINE, 3), ("bidrag", OCHRE, 2), ("stöd", CLAY, 1))
    for number, (word, colour, _) in enumerate(rows):
        start = beats[min(number + 1, len(beats) - 1)]
        down = ease(t, start - 0.3, 0.9)
        y = 610 - number * 150
        if down < 1:
            c.rect(420, y - 142, 440, 140, mix(BACK, MIST, 0.7 * ease(t, beats[0], 0.8)), 8)
        if down <= 0:
            continue
        fall = (1 - down) * -420
        c.rect(420, y - 142 + fall, 440, 140, colour, 8)
        c.rect(420, y - 142 + fall, 440, 26, mix(colour, PAPER, 0.22), 8)
        c.text(640, y - 46 + fall, word, 60, PAPER if number != 1 else INK, "title", "ms")
    for x, look, facing in ((230, HOST, 0.6), (1050, VISITOR, -0.6)):
        shadow(c, x, 634, 80, mix(FLOOR, INK, 0.22))
        open_hand = 12 + sway(t, 3, 1.5)
        pose = Pose(
            facing=facing,
            right=(20, open_hand) if facing > 0 else (2, 36),
            left=(-20, open_hand) if facing < 0 else (-2, 36),
            blink=blinking(t, x),
        )
        person(c, x, 632, 390, look, pose)
