"""Film 2: a bakery early in the morning, and a baker who changes their mind."""

import math
from collections.abc import Sequence

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, WOOD, Canvas, ease, mix, sway
from media.studio.people import BROWN, CHESTNUT, GREY, LIGHT, Look, Pose, blinking, person
from media.studio.things import (
    appear,
    bubble,
    card,
    clock,
    dots,
    phone,
    plant,
    question,
    room,
    shadow,
    sun,
    table,
    thought,
    tick,
    waves,
)

BAKER = Look(skin=BROWN, hair=GREY, style="cap", top=mix(MIST, PAPER, 0.35), trousers=INK, apron=PAPER)
NEW = Look(skin=LIGHT, hair=CHESTNUT, style="bun", top=CLAY, trousers=PINE, apron=PAPER)
NIGHT = mix(PINE, INK, 0.45)
RED_SKY, GOLD_SKY = mix(CLAY, PAPER, 0.35), mix(OCHRE, PAPER, 0.5)
CRUST, TILE = mix(CLAY, OCHRE, 0.55), mix(PAPER, OCHRE, 0.16)


def _bakery(c: Canvas, dawn: float) -> None:
    room(c, 560, TILE)
    for row in range(3):
        c.rect(0, 430 + row * 44, 1280, 3, mix(TILE, INK, 0.06))
    c.rect(98, 108, 274, 254, PAPER, 8)
    c.rect(110, 120, 250, 230, mix(NIGHT, RED_SKY, dawn * 2) if dawn < 0.5 else mix(RED_SKY, GOLD_SKY, dawn * 2 - 1))
    c.circle(300, 170, 24 * max(0.0, 1 - dawn * 2.5), mix(PAPER, NIGHT, 0.1))
    c.rect(110, 300, 250, 50, mix(mix(NIGHT, INK, 0.4), PINE, dawn))
    c.rect(230, 120, 10, 230, PAPER)
    c.rect(86, 358, 298, 14, mix(PAPER, INK, 0.12), 4)


def _oven(c: Canvas, t: float) -> None:
    c.rect(960, 190, 270, 372, mix(INK, MIST, 0.25), 12)
    c.rect(960, 190, 270, 40, mix(INK, MIST, 0.38), 12)
    glow = 0.5 + 0.5 * math.sin(t * 1.3)
    for top in (256, 410):
        c.rect(986, top, 218, 118, INK, 8)
        c.rect(994, top + 8, 202, 102, mix(OCHRE, PAPER, 0.12 + 0.2 * glow), 6)
        for number in range(3):
            _loaf(c, 1032 + number * 62, top + 96, 50, 0.9)


def _loaf(c: Canvas, x: float, y: float, w: float, done: float = 1.0) -> None:
    crust = mix(mix(PAPER, OCHRE, 0.35), CRUST, done)
    c.rect(x - w / 2, y - w * 0.55, w, w * 0.55, crust, w * 0.26)
    for cut in (-0.2, 0.04, 0.28):
        c.line(
            [(x + cut * w - w * 0.06, y - w * 0.16), (x + cut * w + w * 0.04, y - w * 0.42)],
            mix(crust, PAPER, 0.5),
            w * 0.055,
        )


def morning(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Kneading before the sun is up, with questions in the air."""
    _bakery(c, 0.1 * ease(t, 0, 12))
    _oven(c, t)
    knead = math.sin(t * 3.2)
    for number, start in enumerate(beats[1:3]):
        grown = appear(t, start + 0.2) * (1 - ease(t, beats[3] + 1.5 + number * 0.4, 1.2) if len(beats) > 3 else 1)
        question(
            c.at(465 + number * 400, 190 + sway(t, 4, 8, number * 0.4), max(0.001, grown)),
            110,
            CLAY if number else PINE,
        )
    worry = len(beats) > 3 and t > beats[1]
    person(
        c,
        660,
        650,
        410,
        BAKER,
        Pose(
            sitting=True,
            left=(14 + knead, 27 + 3 * knead),
            right=(-14 + knead, 27 - 3 * knead),
            lean=knead * 0.7,
            smile=not worry,
            blink=blinking(t),
        ),
    )
    table(c, 330, 492, 620, 130, panel=mix(WOOD, INK, 0.42))
    c.ellipse(656 + knead * 4, 484, 64 + 7 * knead, 20 - 3 * knead, mix(PAPER, OCHRE, 0.28))
    for number in range(3):
        _loaf(c, 420 + number * 68, 492, 56, 0.0)
    c.ellipse(850, 488, 50, 6, PAPER)
    hands = (mix(BAKER.skin, INK, 0.0), 7)
    for side in (-1, 1):
        c.circle(656 + side * 30 + knead * 5, 470 + side * knead * 4, 15, hands[0])


def order(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The new colleague puts everything in its place."""
    _bakery(c, 0.45)
    for shelf in range(3):
        c.rect(720, 236 + shelf * 112, 470, 13, WOOD, 3)
    placed = 1 + max(0.0, t - beats[0]) * 1.9
    for number in range(15):
        grown = appear(placed, number + 1.0, 1.0)
        x, y = 766 + (number % 5) * 94, 236 + (number // 5) * 112
        if number % 5 == 3:
            c.rect(x - 24 * grown, y - 54 * grown, 48 * grown, 54 * grown, (PINE, OCHRE, CLAY)[number // 5], 8)
        else:
            _loaf(c, x, y, 74 * grown)
    shadow(c, 620, 622, 85)
    shadow(c, 330, 622, 85)
    reach = 0.5 + 0.5 * math.sin(t * 1.9)
    person(c, 620, 620, 390, NEW, Pose(facing=0.7, right=(20 + 7 * reach, -16 + 14 * reach), blink=blinking(t, 1.2)))
    happy = t > beats[1] + 0.8 if len(beats) > 1 else True
    person(c, 330, 620, 400, BAKER, Pose(facing=0.6, smile=happy, left=(9, 12), right=(-6, 13), blink=blinking(t)))
    if len(beats) > 3:
        dots(thought(c, 470, 118, 200, 96, -1, appear(t, beats[3])), t)


def depends(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """Three things it depends on: the tasks, the time, someone to call."""
    c.fill(mix(MIST, PAPER, 0.3))
    c.rect(0, 600, 1280, 120, mix(MIST, PINE, 0.18))
    for number, (word, back) in enumerate((("uppgifter", PAPER), ("tid", PAPER), ("någon att ringa", PAPER))):
        grown = appear(t, beats[min(number, len(beats) - 1)] + 0.1)
        n = card(c, 270 + number * 370, 330 + sway(t, 5, 4, number * 0.33), 310, 370, back, grown, (-2, 1, 2.5)[number])
        if number == 0:
            for row in range(3):
                n.rect(-80, -112 + row * 66, 40, 40, mix(PINE, MIST, 0.65), 8)
                tick(n.at(-60, -92 + row * 66), 26, PINE, ease(t, beats[0] + 0.7 + row * 0.45, 0.4))
                n.rect(-22, -100 + row * 66, 110 - row * 16, 15, mix(PAPER, INK, 0.25), 7)
        elif number == 1:
            clock(n, 0, -36, 84, 400 + t * 9)
        else:
            shake = math.sin(t * 22) * (1.6 if math.sin(t * 2.1) > 0.3 else 0)
            phone(n, shake, -36, 170, PINE)
            n.circle(shake, -36, 25, CLAY)
            waves(n, 30, -36, t, CLAY, 34)
        n.text(0, 142, word, 36, INK, "bold", "ms")


def places(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The same plant in two places: one in the shade, one in the light."""
    c.rect(0, 0, 640, 720, mix(MIST, INK, 0.42))
    c.rect(640, 0, 640, 720, mix(OCHRE, PAPER, 0.62))
    c.rect(0, 560, 640, 160, mix(MIST, INK, 0.56))
    c.rect(640, 560, 640, 160, mix(OCHRE, PAPER, 0.38))
    sun(c, 1130, 140, 52, t * 3)
    growth = ease(t, beats[0] + 1.6, 3.2)
    shadow(c, 320, 562, 80, mix(MIST, INK, 0.66))
    shadow(c, 960, 562, 90, mix(OCHRE, CLAY, 0.25))
    plant(c, 320, 560, 180, t * 0.4, mix(PINE, MIST, 0.45), mix(CLAY, INK, 0.2), 0.9)
    plant(c, 960, 560, 180, t, grown=0.9 + 1.15 * growth)
    for number, (dx, dy) in enumerate(((-62, -215), (66, -250), (4, -330))):
        bloom = appear(t, beats[0] + 3.4 + number * 0.4)
        for turn in range(6):
            angle = math.pi * turn / 3 + t * 0.1
            c.circle(960 + dx + 14 * bloom * math.cos(angle), 560 + dy + 14 * bloom * math.sin(angle), 10 * bloom, CLAY)
        c.circle(960 + dx, 560 + dy, 9 * bloom, OCHRE)


def open_shop(c: Canvas, t: float, beats: Sequence[float]) -> None:
    """The sun is up, and there is more to say."""
    _bakery(c, 0.45 + 0.55 * ease(t, 0, 4))
    sun(c, 300, 232 - 40 * ease(t, 0, 5), 26, t, mix(OCHRE, PAPER, 0.15))
    _oven(c, t)
    c.rect(230, 120, 10, 230, PAPER)
    wave = sway(t, 1.3, 2.5)
    person(
        c, 620, 660, 420, BAKER, Pose(sitting=True, facing=0.25, right=(22, 9 + wave), left=(8, 28), blink=blinking(t))
    )
    table(c, 330, 492, 620, 130, panel=mix(WOOD, INK, 0.42))
    for number in range(4):
        _loaf(c, 400 + number * 62, 492, 58)
    b = bubble(c, 850, 170, 230, 130, PAPER, -1, appear(t, beats[0] + 0.2))
    dots(b, t, CLAY, 13)
