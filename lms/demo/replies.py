"""What the invented people answer. Pure. Answers hang together within a person, and organisations differ."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lms.reflections.rules import Reply
from quizzes.rules import ALL_ONLY, FREE_TEXT, MULTIPLE, SCALE, Option, Question

# People per option, most agreement first: the published evaluation of 213 (brief: 45/38/14/2/1 …).
EVALUATION: Final = (
    (96, 81, 30, 4, 2),
    (66, 68, 62, 13, 4),
    (58, 53, 81, 17, 4),
    (64, 67, 66, 11, 5),
    (83, 77, 43, 6, 4),
)
COMMENT: Final = "evaluation_comment"  # the free texts about the course itself

# How common each option is, in its order; scales: the mean step from 1, "instämmer helt".
WEIGHTS: Final[Mapping[str, Sequence[float]]] = {
    "r1": (28, 33, 23, 16),
    "r4": (34, 18, 38, 10),
    "r8": (36, 24, 20, 12, 26, 8),
    "r10": (14, 9, 27, 32, 10, 14, 6),
    "r11": (24, 27, 12, 14, 30, 16, 25),
    "r13": (13, 26, 30, 23, 8),
}
MEANS: Final[Mapping[str, float]] = {
    "r2": 2.9,
    "r6": 2.8,
    "r7": 2.4,
    "r12": 3.1,
    "r14": 2.9,
    "r16": 2.1,
    "r17": 2.4,
    "r19": 2.7,
}

# Where an organisation stands out. A city with a coordinator of its own knows whom to ask, but less about the money.
SPECIAL_WEIGHTS: Final[Mapping[tuple[str, str], Sequence[float]]] = {
    ("linkopings-kommun", "r13"): (44, 33, 13, 6, 4),
    ("linkopings-kommun", "r10"): (38, 10, 25, 28, 4, 12, 12),
    ("linkopings-kommun", "r11"): (8, 28, 12, 14, 46, 16, 18),
    ("kinda-kommun", "r1"): (46, 34, 14, 6),
    ("kinda-kommun", "r13"): (4, 52, 30, 10, 4),
    ("orebro-kommun", "r11"): (40, 24, 10, 12, 22, 14, 30),
    ("arbetsformedlingen", "r10"): (8, 22, 26, 12, 40, 14, 8),
}
SPECIAL_MEANS: Final[Mapping[tuple[str, str], float]] = {
    ("linkopings-kommun", "r2"): -0.6,
    ("linkopings-kommun", "r12"): 0.7,
    ("kinda-kommun", "r7"): -0.5,
    ("kinda-kommun", "r19"): -0.5,
    ("orebro-kommun", "r2"): 0.5,
    ("arbetsformedlingen", "r12"): -1.1,
    ("arbetsformedlingen", "r16"): 0.3,
    ("vasteras-stad", "r19"): 0.4,
}
DECLINES: Final[Mapping[str, float]] = {"r6": 0.05, "r17": 0.06, "r18": 0.06, "r19": 0.03}
AS_OFTEN_AS: Final = 3  # one free text is used by so many, each in an organisation of their own


@dataclass(frozen=True)
class Mood:
    """What lies behind a person's answers: how used they are to employers, and how they liked the course."""

    experience: float
    liking: float

    @classmethod
    def of(cls, rng: random.Random) -> "Mood":
        experience = rng.gauss(0, 1)
        return cls(experience, 0.4 * experience + rng.gauss(0, 1))


@dataclass
class Writer:
    """Answers questions. Remembers which free texts have been used where, so that none is read twice in a group."""

    rng: random.Random
    texts: Mapping[str, Sequence[str]]
    used: Counter[str] = field(default_factory=Counter)
    used_at: set[tuple[str, str]] = field(default_factory=set)
    tilts: dict[tuple[str, str], float] = field(default_factory=dict)

    def reply(self, question: Question, rng: random.Random, mood: Mood, organisation: str) -> Reply:
        """The person's answer to a reflection question, or "vill inte svara" now and then."""
        if rng.random() < DECLINES.get(question.key, 0.015):
            return Reply(declined=True)
        if question.kind == FREE_TEXT:
            return self._text(question.key, question, rng, organisation)
        if question.kind == SCALE:
            return Reply(self._step(question, rng, mood, organisation))
        if question.kind == MULTIPLE:
            return Reply(self._several(question, rng, organisation))
        return Reply(self._one(question, rng, mood, organisation))

    def comment(self, question: Question, rng: random.Random, organisation: str) -> Reply:
        """A comment about the course, from some."""
        return self._text(COMMENT, question, rng, organisation)

    def _text(self, key: str, question: Question, rng: random.Random, organisation: str) -> Reply:
        """A text that nobody else has used whose answers are read together; every third writes, or every eighth."""
        together, most, share = (
            ("", 1, 0.12) if question.report_scope == ALL_ONLY else (organisation, AS_OFTEN_AS, 0.33)
        )
        left = [t for t in self.texts.get(key, ()) if self.used[t] < most and (together, t) not in self.used_at]
        if rng.random() >= share or not left:
            return Reply()
        text = self.rng.choice(left)
        self.used[text] += 1
        self.used_at.add((together, text))
        return Reply(text)

    def _step(self, question: Question, rng: random.Random, mood: Mood, organisation: str) -> str:
        mean = MEANS.get(question.key, 2.6) + self._tilt(question.key, organisation)
        step = round(mean - 0.45 * mood.experience + rng.gauss(0, 0.8))
        return question.options[min(max(step, 1), len(question.options)) - 1].key

    def _tilt(self, key: str, organisation: str) -> float:
        """How the organisation differs: as said above, else a little, by chance but the same for all its people."""
        if (organisation, key) not in self.tilts:
            self.tilts[organisation, key] = SPECIAL_MEANS.get((organisation, key), self.rng.gauss(0, 0.3))
        return self.tilts[organisation, key]

    def _one(self, question: Question, rng: random.Random, mood: Mood, organisation: str) -> str:
        weights = _weights(question, organisation)
        if question.key == "r1":  # the more used to employers, the oftener in contact with them
            weights = [w * 2.0 ** (mood.experience * (1.5 - n)) for n, w in enumerate(weights)]
        return rng.choices(question.options, weights)[0].key

    def _several(self, question: Question, rng: random.Random, organisation: str) -> list[str]:
        """As many as allowed, or one fewer."""
        most = min(question.max_choices or 3, len(question.options))
        count = rng.choices([most, max(1, most - 1)], [3, 1])[0]
        left = list(zip(question.options, _weights(question, organisation), strict=True))
        chosen: list[Option] = []
        for _ in range(count):
            option = rng.choices([o for o, _w in left], [w for _o, w in left])[0]
            chosen.append(option)
            left = [(o, w) for o, w in left if o is not option]
        return sorted(option.key for option in chosen)


def _weights(question: Question, organisation: str) -> list[float]:
    found = SPECIAL_WEIGHTS.get((organisation, question.key)) or WEIGHTS.get(question.key) or ()
    return list(found) if len(found) == len(question.options) else [1.0] * len(question.options)


def evaluation_choices(rng: random.Random, moods: Sequence[Mood]) -> list[tuple[str, ...]]:
    """For each person the option they choose for each statement: exactly the published counts, alike within a person.

    For each statement the people are ordered by how they liked the course, with some chance in it, and the counts are
    dealt out in that order.
    """
    chosen: list[list[str]] = [[] for _ in moods]
    for counts in EVALUATION:
        dealt = [str(option) for option, count in enumerate(counts, 1) for _ in range(count)]
        order = sorted(range(len(moods)), key=lambda n: -(moods[n].liking + rng.gauss(0, 0.7)))
        for person, option in zip(order, dealt, strict=True):
            chosen[person].append(option)
    return [tuple(options) for options in chosen]


def test_answers(questions: Sequence[Question], wrong: int, rng: random.Random) -> dict[str, str | list[str]]:
    """Answers to a test of which exactly so many are wrong; the order in which questions are asked does not matter."""
    by_key = sorted(questions, key=lambda q: q.key)
    missed = set(rng.sample([q.key for q in by_key], min(wrong, len(by_key))))
    return {q.key: _test_answer(q, rng, right=q.key not in missed) for q in by_key}


def _test_answer(question: Question, rng: random.Random, *, right: bool) -> str | list[str]:
    right_keys = sorted(question.correct_keys)
    wrong_keys = sorted(question.option_keys - question.correct_keys)
    if question.kind == MULTIPLE:
        return right_keys if right else sorted([*right_keys[1:], rng.choice(wrong_keys)])
    return right_keys[0] if right else rng.choice(wrong_keys)
