"""When a release may be cut, where an answer waits, and percentages that come from counts. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

ROOT: Final = None  # the node of all course takers


@dataclass(frozen=True)
class Waiting:
    """What decides where a given answer waits: its frozen path, its promise and when it was given."""

    answer_id: int
    organisation_id: int | None
    via_id: int | None
    all_only: bool
    self_chosen: bool
    min_group_size: int
    given_at: datetime
    values: tuple[str, ...]


def waits_at(answer: Waiting, closings: Mapping[int, datetime]) -> int | None:
    """The node at which the answer waits: its organisation, after that one's round its förbund, after that the root.

    `closings`: node → when its latest round closed. Answers for all participants only, and those of a self-chosen
    organisation, wait at the root from the start.
    """
    if answer.all_only or answer.self_chosen or answer.organisation_id is None:
        return ROOT
    for node in (answer.organisation_id, answer.via_id):
        if node is not None and (node not in closings or answer.given_at > closings[node]):
            return node
    return ROOT


def may_cut(answers: Sequence[Waiting], *, sensitive: bool) -> bool:
    """True if the answers that wait at a node may be made public together.

    There must be as many as the largest group size that was promised to any of them. A sensitive question waits as
    long as everybody gave the same answer: then the figure would tell each one's.
    """
    if not answers or len(answers) < max(3, *(a.min_group_size for a in answers)):
        return False
    return not (sensitive and len({a.values for a in answers}) == 1)


def counts(answers: Iterable[Waiting]) -> dict[str, int]:
    """How many people chose each option."""
    found: dict[str, int] = {}
    for answer in answers:
        for value in answer.values:
            found[value] = found.get(value, 0) + 1
    return dict(sorted(found.items()))


def added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of counts, option by option."""
    total: dict[str, int] = {}
    for part in parts:
        for key, count in part.items():
            total[key] = total.get(key, 0) + count
    return total


def percent(part: int, whole: int) -> int:
    """Part of the whole in percent, rounding half up, from counts: 131 of 213 is 62 though 30 + 31 is 61 (003:774)."""
    return (200 * part + whole) // (2 * whole) if whole else 0
