"""Drafts that never lose a text, and what must be answered before an exercise is given. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.rules import FREE_TEXT, Answer, Question


@dataclass(frozen=True)
class Reply:
    """An answer as a learner holds it: a value, or "vill inte svara"."""

    value: Answer = None
    declined: bool = False

    @property
    def answered(self) -> bool:
        """Declining is an answer; an empty field is not."""
        return self.declined or self.value not in (None, "", [])

    @property
    def given_value(self) -> Answer:
        """The value that counts: none when the learner declined, though the draft keeps what was written."""
        return None if self.declined else self.value


def is_stale(base_version: int, kept_version: int) -> bool:
    """True if the save was based on an older text than the one kept: it must not replace it."""
    return base_version < kept_version


def holds(reply: Reply, other: Reply, kind: str) -> bool:
    """True if nothing of the other goes away with it: the same answer, or a text that has all of it in it."""
    if reply == other:
        return True
    texts = isinstance(reply.value, str) and isinstance(other.value, str) and kind == FREE_TEXT
    return texts and reply.declined == other.declined and str(other.value) in str(reply.value)


def both(kept: Reply | None, late: Reply, kind: str) -> Reply:
    """What to keep aside when one more version comes late: both texts; of two choices the later one."""
    if kept is None or not kept.answered or holds(late, kept, kind):
        return late
    if not late.answered or holds(kept, late, kind):
        return kept
    if kind == FREE_TEXT and kept.value and late.value:
        return Reply(f"{kept.value}\n\n{late.value}", kept.declined and late.declined)
    return late


def unanswered(questions: Sequence[Question], replies: Mapping[str, Reply]) -> list[Question]:
    """The questions that must be answered, or declined, before the exercise can be given."""
    return [q for q in questions if q.required and not replies.get(q.key, Reply()).answered]
