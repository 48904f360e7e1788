"""Draws a film's pictures one after the other: title card, scenes with cross-fades, and an end that fades out."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from media.studio.drawing import HEIGHT, INK, MIST, OCHRE, PAPER, PINE, WIDTH, Canvas, ease, finished, mix, new_picture
from media.studio.storyboards import Storyboard

FRAMES_A_SECOND = 12
TITLE_SECONDS = 3.6  # the title card stands alone, then slides away
SLIDE, FADE, FADE_OUT = 0.9, 0.6, 0.9
PANEL = 600  # how wide the title card's panel is
NOTICE = "Tillfällig film – ersätts av intervju"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that the pictures of one film depend on: words for the title card, and when each sentence begins."""

    chapter: int
    title: str
    speaker: str
    board: Storyboard
    starts: tuple[float, ...]
    seconds: float

    def shot_times(self) -> list[float]:
        """When each shot begins: just before its first sentence."""
        return [0.0, *(self.starts[shot.sentence] - FADE / 2 - 0.1 for shot in self.board.shots[1:])]


def frames(plan: Plan) -> Iterator[Image.Image]:
    """Every picture of the film in order."""
    for number in range(round(plan.seconds * FRAMES_A_SECOND)):
        yield picture(plan, number / FRAMES_A_SECOND)


def poster(plan: Plan) -> Image.Image:
    """The title card beside the first scene as it looks towards its end."""
    late = plan.shot_times()[1] - 1.0
    return _beside_title(plan, _scene(plan, 0, late, plan.shot_times(), notice=False), late, 0.0)


def picture(plan: Plan, time: float) -> Image.Image:
    """The picture at this second of the film."""
    times = plan.shot_times()
    current = max(number for number, start in enumerate(times) if start <= time)
    if time < TITLE_SECONDS:
        image = _title(plan, time)
    else:
        image = _scene(plan, current, time, times)
        share = ease(time, times[current], FADE)
        if current and share < 1:
            before = _scene(plan, current - 1, time, times)
            image = Image.blend(before, image, share)
    leaving = ease(time, plan.seconds - FADE_OUT, FADE_OUT - 0.15)
    if leaving > 0:
        image = Image.blend(image, Image.new("RGB", image.size, PINE), leaving)
    return image


def _scene(plan: Plan, number: int, time: float, times: list[float], *, notice: bool = True) -> Image.Image:
    shot = plan.board.shots[number]
    last = plan.board.shots[number + 1].sentence if number + 1 < len(times) else len(plan.starts)
    beats = [start - times[number] for start in plan.starts[shot.sentence : last]]
    image, canvas = new_picture()
    shot.draw(canvas, time - times[number], beats)
    if notice:
        _notice(canvas)
    return finished(image)


def _notice(c: Canvas) -> None:
    """The discreet line that says what the film is."""
    c.rect(22, 20, 266, 30, mix(PAPER, MIST, 0.25), 15)
    c.text(37, 40.5, NOTICE, 15, mix(INK, PINE, 0.5))


def _title(plan: Plan, time: float) -> Image.Image:
    """The first scene with the title beside it; at the end the title slides away."""
    scene = _scene(plan, 0, time, plan.shot_times(), notice=False)
    return _beside_title(plan, scene, time, ease(time, TITLE_SECONDS - SLIDE, SLIDE))


def _beside_title(plan: Plan, scene: Image.Image, time: float, away: float) -> Image.Image:
    shift = round((PANEL + (WIDTH - PANEL) / 2 - plan.board.middle) * (1 - away))
    image = Image.new("RGB", scene.size, PINE)
    image.paste(scene, (shift, 0))
    width = round(PANEL * (1 - away))
    if width > 0:
        image.paste(_title_card(plan, time).crop((PANEL - width, 0, PANEL, HEIGHT)), (0, 0))
    return image


def _title_card(plan: Plan, time: float) -> Image.Image:
    image, c = new_picture()
    c.fill(PINE)
    accent = plan.board.accent if plan.board.accent != PINE else OCHRE
    c.text(64, 150, f"Kapitel {plan.chapter}", 24, mix(PAPER, PINE, 0.2), "bold")
    c.rect(64, 172, 64 * ease(time, 0.1, 0.9), 6, accent, 3)
    below = c.paragraph(64, 254, plan.title, 56, PAPER, "title", 490, 1.14)
    c.paragraph(64, below + 14, plan.speaker, 26, mix(PAPER, PINE, 0.12), "text", 470, 1.35)
    c.text(64, 650, NOTICE, 19, mix(PAPER, PINE, 0.28))
    return finished(image)
