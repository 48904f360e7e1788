"""Simple, friendly figures. A figure is 100 high; its feet stand at the origin."""

import math
from dataclasses import dataclass

from media.studio.drawing import CLAY, INK, MIST, OCHRE, PAPER, PINE, Canvas, Point, mix

REACH = 18.5  # length of an upper arm, and of a forearm
STRIDE = 20.7  # length of a thigh, and of a lower leg
SHOULDER, HIP, NECK = -77.0, -45.0, -81.5


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a person looks like: colours, and hair as one of the styles below."""

    skin: str
    hair: str
    style: str = "short"
    top: str = PINE
    trousers: str = INK
    apron: str = ""


LIGHT, WARM, BROWN, DEEP = "#f0cfae", "#dba77c", "#a9734c", "#754a33"
GREY, BLACK, FAIR, CHESTNUT = "#b9b4ac", "#2b2523", "#d9b36c", "#7a4a2c"

ALEX = Look(skin=WARM, hair=CHESTNUT, style="bob", top=CLAY, trousers=INK)
BO = Look(skin=LIGHT, hair=GREY, style="short", top=PINE, trousers=mix(INK, MIST, 0.25))
CHARLIE = Look(skin=BROWN, hair=BLACK, style="curls", top=OCHRE, trousers=PINE)
DANA = Look(skin=DEEP, hair=BLACK, style="bun", top=mix(MIST, PINE, 0.35), trousers=INK)
ELI = Look(skin=LIGHT, hair=FAIR, style="long", top=mix(PINE, MIST, 0.25), trousers=mix(CLAY, INK, 0.6))
FRIDO = Look(skin=WARM, hair=BLACK, style="short", top=MIST, trousers=PINE)
GILL = Look(skin=BROWN, hair=GREY, style="bald", top=mix(CLAY, PAPER, 0.25), trousers=INK)


@dataclass(frozen=True, kw_only=True)
class Pose:
    """How a person stands. Hands are given from the shoulder; facing is −1 (left) to 1 (right)."""

    left: Point = (-2.0, 36.0)
    right: Point = (2.0, 36.0)
    facing: float = 0.0
    walk: float | None = None  # phase of the step, in turns; None stands still
    lean: float = 0.0
    sitting: bool = False
    lift: float = 0.0
    smile: bool = True
    blink: bool = False
    away: bool = False  # turned from us: no face


def _joint(start: Point, end: Point, bone: float, bend: float) -> tuple[Point, Point]:
    """The middle joint and the reachable end of a limb of two equal bones."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = math.hypot(dx, dy) or 0.01
    if far > 2 * bone * 0.998:
        shrink = 2 * bone * 0.998 / far
        dx, dy, far = dx * shrink, dy * shrink, 2 * bone * 0.998
    height = math.sqrt(max(0.0, bone * bone - far * far / 4)) * bend
    middle = (start[0] + dx / 2 - dy / far * height, start[1] + dy / 2 + dx / far * height)
    return middle, (start[0] + dx, start[1] + dy)


def person(canvas: Canvas, x: float, y: float, height: float, look: Look, pose: Pose = Pose()) -> None:
    """Draw a person whose feet stand at (x, y)."""
    c = canvas.at(x, y - pose.lift * height / 100, height / 100)
    if not pose.sitting:
        _legs(c, look, pose)
    lean = pose.lean
    shade = mix(look.top, INK, 0.06 if pose.away else 0.16)
    far, near = (-1, 1) if pose.facing >= 0 else (1, -1)
    _arm(c, look, pose, far, shade)
    if pose.away:
        _arm(c, look, pose, near, shade)
    c.polygon([(-12.4 + lean, SHOULDER + 4), (12.4 + lean, SHOULDER + 4), (10, HIP + 3), (-10, HIP + 3)], look.top)
    c.rect(-13 + lean, SHOULDER - 3.5, 26, 14, look.top, 6.5)
    c.rect(-10.2, HIP - 4, 20.4, 9, look.top, 3)
    if look.apron:
        c.polygon([(-7 + lean, SHOULDER + 8), (7 + lean, SHOULDER + 8), (9.5, HIP + 12), (-9.5, HIP + 12)], look.apron)
    _head(c, look, pose)
    if not pose.away:
        _arm(c, look, pose, near, mix(look.top, INK, 0.06))


def _arm(c: Canvas, look: Look, pose: Pose, side: int, sleeve: str) -> None:
    reach = pose.left if side < 0 else pose.right
    start = (side * 10.5 + pose.lean, SHOULDER + 3)
    end = (start[0] + reach[0], start[1] + reach[1])
    elbow, hand = max(  # an elbow points down and out
        (_joint(start, end, REACH, bend) for bend in (-1.0, 1.0)), key=lambda way: way[0][1] + 0.6 * side * way[0][0]
    )
    c.circle(hand[0], hand[1], 3.5, look.skin)
    c.line([start, elbow, hand], sleeve, 6.4)
    away = math.hypot(hand[0] - elbow[0], hand[1] - elbow[1]) or 1.0
    c.circle(hand[0] + 3.2 * (hand[0] - elbow[0]) / away, hand[1] + 3.2 * (hand[1] - elbow[1]) / away, 3.4, look.skin)


def _legs(c: Canvas, look: Look, pose: Pose) -> None:
    way = 1 if pose.facing >= 0 else -1
    for side, dark in ((-1, 0.25), (1, 0.0)):
        if pose.walk is None:
            foot = (side * 6.0, -3.0)
        else:
            turn = 2 * math.pi * (pose.walk + (0.5 if side > 0 else 0.0))
            foot = (way * 13 * math.cos(turn), -3.0 - 5.0 * max(0.0, -math.sin(turn)))
        hip = (side * 4.6, HIP + 2 - pose.lift)
        knee, foot = _joint(hip, foot, STRIDE, -0.8 * way if pose.walk is not None else 0.0)
        colour = mix(look.trousers, INK, dark)
        c.line([hip, knee, foot], colour, 9)
        toe = way * 5.5 if (pose.walk is not None or abs(pose.facing) > 0.3) else side * 3.5
        c.line([(foot[0], foot[1] + 1), (foot[0] + toe, foot[1] + 1)], INK, 5.5)


def _head(c: Canvas, look: Look, pose: Pose) -> None:
    x = pose.lean * 1.2
    top = c.at(x, NECK - 9.0)
    f = pose.facing
    if look.style in ("long", "bob"):
        _back_hair(top, look, f)
    if look.style == "bun":
        top.circle(-f * 3, -12, 5, look.hair)
    if look.style == "curls":
        for turn in range(11):
            angle = math.pi * (0.86 + 1.28 * turn / 10)
            top.circle(10 * math.cos(angle) - f, 9.5 * math.sin(angle) - 0.5, 4.3, look.hair)
    c.line([(pose.lean, SHOULDER + 1), (x, NECK - 2)], mix(look.skin, INK, 0.10), 6.5)
    top.circle(0, 0, 10, look.skin)
    if look.style != "bald":
        top.pie(0, 0, 10.6, 186 + f * 10, 354 + f * 10, look.hair)
        top.ellipse(-f * 3.5, -6.6, 8.6, 4.6, look.hair)
    else:
        for side in (-1, 1):
            if side * f < 0.6:
                top.ellipse(side * 9.3 - f, 1.0, 1.8, 3.6, look.hair)
    if look.style == "cap":
        top.rect(-9.5, -14, 19, 8, PAPER, 2)
        top.ellipse(0, -14.5, 11.5, 5.2, PAPER)
    if pose.away:
        if look.style != "bald":
            top.circle(0, -0.6, 10.4, look.hair)
        return
    for side in (-1, 1):
        eye = f * 3.6 + side * 3.4
        if pose.blink:
            top.line([(eye - 1, 1.3), (eye + 1, 1.3)], INK, 0.9)
        else:
            top.ellipse(eye, 1.2, 1.05, 1.3, INK)
    if pose.smile:
        top.arc(f * 3.6, 3.2, 2.9, 25, 155, mix(look.skin, INK, 0.62), 0.9)
    else:
        top.line([(f * 3.6 - 1.8, 5.6), (f * 3.6 + 1.8, 5.6)], mix(look.skin, INK, 0.62), 0.9)


def _back_hair(top: Canvas, look: Look, f: float) -> None:
    length = 19 if look.style == "long" else 9.5
    top.rect(-11.2 - f, -3, 22.4, length, look.hair, 7)
    top.circle(0, -1, 11.2, look.hair)


def blinking(t: float, shift: float = 0.0) -> bool:
    """True for a moment every few seconds."""
    return (t + shift) % 3.7 < 0.13
