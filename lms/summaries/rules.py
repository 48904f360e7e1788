"""Where an answer waits, when a release may be cut, and percentages that come from counts. Pure.

docs/decisions/0006 tells in words why no figure tells of fewer than k people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

SMALLEST_GROUP: Final = 3  # whatever a course promises


@dataclass(frozen=True)
class Node:
    """A place on a path: an organisation within a förbund, the förbund (no organisation), or the root (neither).

    An organisation that belongs to several förbund is a place of its own in each: then sums over the tree add up.
    """

    via_id: int | None = None
    organisation_id: int | None = None


ROOT: Final = Node()  # all course takers


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


def waits_at(answer: Waiting, closings: Mapping[Node, datetime]) -> Node:
    """The node at which the answer waits: its organisation; when that one's round is over its förbund; then the root.

    `closings`: node → when its latest round closed. Answers for all participants only, and those of a self-chosen
    organisation, wait at the root from the start.
    """
    if answer.all_only or answer.self_chosen or answer.organisation_id is None or answer.via_id is None:
        return ROOT
    for node in (Node(answer.via_id, answer.organisation_id), Node(answer.via_id)):
        if node not in closings or answer.given_at > closings[node]:
            return node
    return ROOT


def may_cut(answers: Sequence[Waiting], *, sensitive: bool) -> bool:
    """True if the answers that wait at a node may be made public together.

    There must be as many as the largest group size that was promised to any of them. A sensitive question waits as
    long as there is something that everybody answered: then the figure would tell it of each.
    """
    if not answers or len(answers) < max(SMALLEST_GROUP, *(answer.min_group_size for answer in answers)):
        return False
    return not (sensitive and set.intersection(*(set(answer.values) for answer in answers)))


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
