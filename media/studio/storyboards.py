"""Which voice and which scenes make each chapter's film, and at which sentence a scene begins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from media.studio.drawing import CLAY, OCHRE, PINE, Canvas
from media.studio.scenes import bakery, conversation, meeting, notes, office, road, warehouse
from media.studio.voice import Voice

Scene = Callable[[Canvas, float, Sequence[float]], None]


@dataclass(frozen=True)
class Shot:
    """A scene, from the sentence with this number (0 is the first) until the next shot."""

    sentence: int
    draw: Scene


@dataclass(frozen=True, kw_only=True)
class Storyboard:
    """How one film is told. The opening's middle is what stands beside the title."""

    voice: Voice
    accent: str
    middle: float
    shots: tuple[Shot, ...]


STORYBOARDS = {
    "k1": Storyboard(
        voice=Voice(variant="f3", pace=148, pitch=42),
        accent=OCHRE,
        middle=700,
        shots=(Shot(0, office.desk), Shot(2, office.asked), Shot(5, office.study), Shot(7, office.street)),
    ),
    "k2": Storyboard(
        voice=Voice(variant="m3", pace=150, pitch=44),
        accent=CLAY,
        middle=650,
        shots=(
            Shot(0, bakery.morning),
            Shot(4, bakery.order),
            Shot(8, bakery.depends),
            Shot(11, bakery.places),
            Shot(12, bakery.open_shop),
        ),
    ),
    "k3": Storyboard(
        voice=Voice(variant="f2", pace=150, pitch=40),
        accent=OCHRE,
        middle=640,
        shots=(
            Shot(0, warehouse.ringing),
            Shot(2, warehouse.asks),
            Shot(5, warehouse.round_on_foot),
            Shot(8, warehouse.fits),
            Shot(9, warehouse.three),
        ),
    ),
    "k4": Storyboard(
        voice=Voice(variant="max", pace=150, pitch=52),
        accent=OCHRE,
        middle=640,
        shots=(
            Shot(0, notes.wall),
            Shot(3, notes.names),
            Shot(9, notes.marks),
            Shot(12, notes.said),
            Shot(14, notes.one_ring),
        ),
    ),
    "k5": Storyboard(
        voice=Voice(variant="m7", pace=150, pitch=50),
        accent=CLAY,
        middle=600,
        shots=(
            Shot(0, road.walking),
            Shot(2, road.the_map),
            Shot(4, road.team),
            Shot(9, road.number_to_call),
            Shot(10, road.keeps),
        ),
    ),
    "k6": Storyboard(
        voice=Voice(variant="f2", pace=148, pitch=62),
        accent=OCHRE,
        middle=660,
        shots=(
            Shot(0, conversation.hired),
            Shot(2, conversation.beginning),
            Shot(4, conversation.plan),
            Shot(6, conversation.calm_seat),
            Shot(8, conversation.three_meet),
        ),
    ),
    "k7": Storyboard(
        voice=Voice(variant="f3", pace=150, pitch=30),
        accent=PINE,
        middle=420,
        shots=(
            Shot(0, meeting.long_list),
            Shot(2, meeting.one_thing),
            Shot(4, meeting.week),
            Shot(7, meeting.together),
            Shot(10, meeting.own_answers),
            Shot(12, meeting.small_step),
        ),
    ),
}
