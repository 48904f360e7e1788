"""Film 7: a short meeting at a standing table, and one small step."""

import math
from collections.abc import Sequence

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, WALL, WOOD, Canvas, ease, mix, sway
from media.studio.people import ALEX, BLACK, BROWN, CHARLIE, DANA, ELI, FRIDO, Look, Pose, blinking, person
from media.studio.things import (
    appear,
    bubble,
    card,
    circled,
    clock,
    mug,
    plant,
    question,
    room,
    shadow,
    tick,
)

HEAD = Look(skin=BROWN, hair=BLACK, style="bob", top=PINE, trousers=mix(INK, MIST, 0.2))
BACK = mix(WALL, PAPER, 0.3)


def _standing_table(c: Canvas, x: float, y: float, w: float) -> None:
    c.rect(x - 12, y, 24, 190, mix(WOOD, INK, 0.35))
    c.rect(x - 90, y + 180, 180, 14, mix(WOOD, INK, 0.42), 6)
    c.rect(x - w / 2, y, w, 20, WOOD, 8)
    c.rect(x - w / 2 + 8, y + 20, w - 16, 6, mix(WOOD, INK, 0.2))


def _board(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, PAPER, 10)
    c.frame(x, y, w, h, mix(PINE, MIST, 0.55), 6, 10)


def long_list(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Everyone wants to begin, and the list grows long."""
    room(c, 590, BACK)
    _board(c, 730, 56, 380, 470)
    shown = ease(t, beats[0] + 0.4, 6.0) * 11
    for row in range(11):
        part = min(1.0, max(0.0, shown - row))
        if part > 0.02:
            c.circle(770, 96 + row * 39, 8, (CLAY, OCHRE, PINE)[row % 3])
            c.rect(794, 91 + row * 39, (250 - row * 53 % 90) * part, 11, mix(PAPER, INK, 0.36), 5)
    for number, (x, look, facing) in enumerate(
        ((140, FRIDO, 0.6), (330, HEAD, 0.5), (520, ELI, 0.5), (1180, CHARLIE, -0.7))
    ):
        shadow(c, x, 650, 74)
        up = max(0.0, math.sin(t * 1.5 + number * 1.7))
        right = (7.0, 30.0 - 62 * up) if number in (0, 2) else (2.0, 36.0)
        left = (-12.0, 12.0 - 26 * up) if number == 3 else (-2.0, 36.0)
        person(c, x, 648, 370, look, Pose(facing=facing, left=left, right=right, blink=blinking(t, number)))


def one_thing(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """What do we do on Monday? One thing is chosen."""
    room(c, 590, BACK)
    _board(c, 730, 56, 380, 470)
    chosen = ease(t, beats[-1] + 0.2, 0.9)
    for row in range(11):
        pale = 0.0 if row == 3 else 0.78 * chosen
        c.circle(770, 96 + row * 39, 8, mix((CLAY, OCHRE, PINE)[row % 3], PAPER, pale))
        colour = mix(mix(PAPER, INK, 0.36), PINE, chosen) if row == 3 else mix(mix(PAPER, INK, 0.36), PAPER, pale)
        c.rect(794, 91 + row * 39, 250 - row * 53 % 90, 11, colour, 5)
    c.rect(748, 191, 330 * chosen, 44, mix(PAPER, OCHRE, 0.35 * chosen), 10)
    c.circle(770, 213, 8, CLAY)
    c.rect(794, 208, 250 - 3 * 53 % 90, 11, mix(mix(PAPER, INK, 0.36), PINE, chosen), 5)
    for number, (x, look, facing) in enumerate(
        ((140, FRIDO, 0.6), (330, HEAD, 0.5), (560, ELI, -0.4), (1180, CHARLIE, -0.7))
    ):
        shadow(c, x, 650, 74)
        asking = number == 2
        pose = Pose(
            facing=facing,
            left=(-14.0, 10 + sway(t, 1.7, 2)) if asking else (-2.0, 36.0),
            right=(-4.0, 15.0) if number == 3 else (2.0, 36.0),
            blink=blinking(t, number),
        )
        person(c, x, 648, 370, look, pose)
    b = bubble(c, 470, 172, 250, 118, PAPER, 1, appear(t, beats[0] + 0.9) * (1 - ease(t, beats[-1] + 1.4, 0.4)))
    b.text(0, 2, "måndag?", 46, CLAY, "title", "mm")


def week(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A week with one half hour that nobody may take."""
    c.fill(mix(MIST, PAPER, 0.35))
    c = c.at(0, 18)
    c.rect(150, 46, 980, 560, PAPER, 16)
    days = ("mån", "tis", "ons", "tors", "fre")
    for column, day in enumerate(days):
        x = 190 + column * 182
        c.rect(x, 72, 168, 50, mix(PINE, MIST, 0.0 if column == 0 else 0.55), 10)
        c.text(x + 84, 98, day, 28, PAPER if column == 0 else INK, "bold", "mm")
        for row in range(6):
            c.rect(x, 136 + row * 76, 168, 66, mix(PAPER, MIST, 0.28), 8)
        for row, high in ((1, 1), (3, 2), (5, 1)) if column % 2 else ((0, 1), (2, 1), (4, 2)):
            if column == 0 and row in (1, 2):
                continue
            c.rect(x + 6, 142 + row * 76, 156, 76 * high - 22, mix(OCHRE, PAPER, 0.5), 7)
    grown = appear(t, beats[0] + 0.5)
    n = c.at(274, 255, max(0.001, grown))
    n.rect(-84, -40, 168, 76, CLAY, 9)
    n.text(0, -2, "30 min", 34, PAPER, "title", "mm")
    talk = beats[1]
    for number, look in enumerate((ELI, CHARLIE, FRIDO)):
        here = appear(t, talk + 0.4 + number * 0.5)
        if here > 0.01:
            x = 620 + number * 150
            b = bubble(c, x, 250 + sway(t, 4, 4, number * 0.3), 128, 118, PINE, -1, here)
            person(b, 0, 46, 94, look, Pose(blink=blinking(t, number)))
    shield = ease(t, beats[-1], 0.9)
    if shield > 0:
        circled(c, 274, 254, 116, PINE, shield, 11)
        s = c.at(378, 172, max(0.001, appear(t, beats[-1] + 0.8)))
        s.polygon([(-34, -38), (0, -50), (34, -38), (32, 8), (0, 44), (-32, 8)], PINE)
        tick(s.at(0, -4), 38, PAPER)


def together(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Not everything is easy; at the standing table it is seen together."""
    room(c, 590, BACK)
    plant(c, 90, 600, 210, t)
    clock(c, 1130, 150, 54, 545 + t * 2)
    worry = t < beats[-1]
    for number, (x, look, facing) in enumerate(
        ((290, ALEX, 0.6), (520, HEAD, 0.3), (790, CHARLIE, -0.4), (1010, DANA, -0.6))
    ):
        shadow(c, x, 652, 78)
        near = ease(t, beats[-1], 1.2) * 26 * (1 if x < 640 else -1)
        reach = (13.0, 22.0) if facing > 0 else (3.0, 33.0)
        reach_left = (-13.0, 22.0) if facing < 0 else (-3.0, 33.0)
        person(
            c,
            x + near,
            650,
            385,
            look,
            Pose(
                facing=facing,
                smile=not (worry and number in (0, 3)),
                right=reach,
                left=reach_left,
                blink=blinking(t, number),
            ),
        )
    _standing_table(c, 650, 480, 470)
    mug(c, 560, 480, CLAY)
    mug(c, 770, 480, OCHRE)
    c.polygon([(610, 470), (700, 470), (712, 482), (600, 482)], PAPER)
    wait = appear(t, beats[0] + 0.2) * (1 - ease(t, beats[-1] - 0.2, 0.5))
    n = card(c, 520, 140, 150, 150, PAPER, wait, -3)
    turn = math.pi * ease(t % 4.0, 3.0, 0.9)
    lean = math.cos(turn)
    n.polygon([(-34, -48 * lean), (34, -48 * lean), (0, 0)], mix(OCHRE, PAPER, 0.2))
    n.polygon([(-34, 48 * lean), (34, 48 * lean), (0, 0)], OCHRE)
    for side in (-1, 1):
        n.rect(-42, side * 52 - 5, 84, 10, PINE, 4)
    m = card(c, 760, 140, 150, 150, PAPER, wait if t > beats[min(1, len(beats) - 1)] else 0.0, 3)
    question(m, 96)


def own_answers(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """At the workshop: our own answers, and where we stand."""
    room(c, 600, mix(MIST, INK, 0.30))
    c.rect(0, 600, 1280, 120, mix(MIST, INK, 0.5))
    c.rect(0, 590, 1280, 10, mix(MIST, INK, 0.4))
    c.rect(330, 50, 620, 370, PAPER, 10)
    c.rect(380, 352, 520, 5, INK, 2)
    for number, (ours, all_) in enumerate(((0.82, 0.6), (0.35, 0.55), (0.62, 0.66), (0.28, 0.5))):
        grown = ease(t, beats[0] + 0.4 + number * 0.35, 1.0)
        x = 410 + number * 124
        c.rect(x, 352 - 250 * ours * grown, 42, 250 * ours * grown, CLAY, 5)
        c.rect(x + 48, 352 - 250 * all_ * grown, 42, 250 * all_ * grown, mix(PINE, MIST, 0.6), 5)
    c.circle(742, 88, 10, CLAY)
    c.text(760, 96, "vi", 24, INK, "bold")
    c.circle(822, 88, 10, mix(PINE, MIST, 0.6))
    c.text(840, 96, "alla", 24, INK, "bold")
    circled(c, 410 + 124 + 21, 352 - 44, 60, PINE, ease(t, beats[-1] + 0.4, 0.9), 9)
    for number, (x, look) in enumerate(((190, FRIDO), (440, ALEX), (660, ELI), (880, CHARLIE), (1110, HEAD))):
        facing = 0.5 if x < 640 else -0.5
        nod = max(0.0, math.sin(t * 1.4 + number * 1.9))
        person(
            c,
            x,
            800,
            400,
            look,
            Pose(sitting=True, facing=facing, left=(7, 25), right=(-7, 25), lean=facing * 2 * nod, away=True),
        )


def small_step(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """A staircase: the next step is smaller than it looked."""
    c.fill(mix(OCHRE, PAPER, 0.68))
    c.circle(1010, 190, 84, mix(OCHRE, PAPER, 0.25))
    shrink = ease(t, beats[0] + 0.6, 2.0)
    high = 190 - 120 * shrink
    c.rect(0, 590, 1280, 130, mix(PINE, MIST, 0.25))
    for number in range(3):
        top = 590 - high - number * (86 - 10 * shrink)
        c.rect(640 + number * 230, top, 900, 720 - top, mix(PINE, MIST, 0.14 - 0.07 * number))
        c.rect(640 + number * 230, top, 900, 9, mix(PINE, PAPER, 0.35))
    up = ease(t, beats[0] + 3.0, 1.6)
    x = 500 + 240 * up
    y = 590 - high * ease(up, 0.25, 0.5)
    shadow(c, x, y + 3, 66, mix(PINE, INK, 0.25))
    moving = 0.02 < up < 0.98
    pose = (
        Pose(facing=0.7, walk=up * 2.0, lift=1.0, left=(sway(t, 1, 6), 34), right=(-sway(t, 1, 6), 34))
        if moving
        else Pose(facing=0.6, smile=up > 0.5 or t > 1, blink=blinking(t))
    )
    person(c, x, y, 330, HEAD, pose)
    for number, (px, look) in enumerate(((180, ELI), (320, FRIDO))):
        shadow(c, px + 60 * up, 593, 62, mix(PINE, INK, 0.25))
        walk = (
            Pose(facing=0.7, walk=up * 1.2 + number * 0.4, left=(5, 34), right=(-5, 34))
            if moving
            else Pose(facing=0.6, blink=blinking(t, number))
        )
        person(c, px + 60 * up, 590, 320, look, walk)
