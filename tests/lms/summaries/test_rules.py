"""Where answers wait, when they are let go, and percent: tables at the edges, then properties. No database."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.summaries.rules import ROOT, Node, Waiting, added, counts, may_cut, percent, waits_at

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORBUND, KOMMUN = 1, 2


def answer(number=1, *, organisation=KOMMUN, via=FORBUND, values=("a",), k=5, day=0, all_only=False, self_chosen=False):
    at = MONDAY + timedelta(days=day)
    return Waiting(number, organisation, via, all_only, self_chosen, k, at, values)


def answers(count, **facts):
    return [answer(number, **facts) for number in range(count)]


@pytest.mark.parametrize(
    ("closings", "node"),
    [
        ({}, Node(FORBUND, KOMMUN)),
        ({Node(FORBUND, KOMMUN): 1}, Node(FORBUND)),
        ({Node(FORBUND): 1}, Node(FORBUND, KOMMUN)),
        ({Node(FORBUND, KOMMUN): 1, Node(FORBUND): 1}, ROOT),
        ({Node(FORBUND, KOMMUN): -1}, Node(FORBUND, KOMMUN)),  # given after the round: in the next one
        ({Node(FORBUND, KOMMUN): 0}, Node(FORBUND)),  # given at the very moment: in the old one
        ({Node(9, KOMMUN): 1}, Node(FORBUND, KOMMUN)),  # the same organisation in another förbund
    ],
)
def test_an_answer_waits_at_its_organisation_until_rounds_close(closings, node):
    moments = {closed: MONDAY + timedelta(days=day) for closed, day in closings.items()}
    assert waits_at(answer(), moments) == node


@pytest.mark.parametrize(
    "facts", [{"all_only": True}, {"self_chosen": True}, {"organisation": None}, {"via": None}], ids=str
)
def test_what_concerns_no_organisation_waits_at_the_root(facts):
    assert waits_at(answer(**facts), {}) == ROOT


@pytest.mark.parametrize(
    ("waiting", "sensitive", "cut"),
    [
        ([], False, False),
        (answers(4), False, False),
        (answers(5), False, True),
        (answers(2, k=2), False, False),  # never below three, whatever was promised
        (answers(3, k=2), False, True),
        ([*answers(9), answer(9, k=10)], False, True),
        ([*answers(8), answer(9, k=10)], False, False),  # the largest promise holds for all
        (answers(9), True, False),  # everybody answered the same
        ([*answers(8), answer(9, values=("b",))], True, True),
        ([answer(n, values=("a", f"b{n}")) for n in range(9)], True, False),  # … or all chose a among others
    ],
)
def test_a_release_takes_as_many_as_were_promised(waiting, sensitive, cut):
    assert may_cut(waiting, sensitive=sensitive) is cut


# The published evaluation: people per option, percent, positive share (003:762-774).
PUBLISHED = [
    ((96, 81, 30, 4, 2), (45, 38, 14, 2, 1), 83),
    ((66, 68, 62, 13, 4), (31, 32, 29, 6, 2), 63),
    ((58, 53, 81, 17, 4), (27, 25, 38, 8, 2), 52),
    ((64, 67, 66, 11, 5), (30, 31, 31, 5, 2), 62),
    ((83, 77, 43, 6, 4), (39, 36, 20, 3, 2), 75),
]


@pytest.mark.parametrize(("people", "shares", "positive"), PUBLISHED)
def test_percent_gives_the_published_figures(people, shares, positive):
    assert sum(people) == 213
    assert tuple(percent(count, 213) for count in people) == shares
    assert percent(people[0] + people[1], 213) == positive


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, 0), (0, 7, 0), (7, 7, 100), (1, 8, 13), (1, 200, 1), (1, 201, 0), (199, 200, 100)],
)
def test_percent_rounds_half_up(part, whole, shown):
    assert percent(part, whole) == shown


@given(st.integers(1, 10_000), st.data())
def test_percent_is_never_more_than_half_a_point_off(whole, data):
    part = data.draw(st.integers(0, whole))
    exact = Fraction(100 * part, whole)
    assert -Fraction(1, 2) < percent(part, whole) - exact <= Fraction(1, 2)


ORGANISATIONS = st.sampled_from([None, 2, 3])
FORBUND_IDS = st.sampled_from([None, 1, 9])
WAITING = st.builds(
    answer,
    st.integers(1, 10_000),
    organisation=ORGANISATIONS,
    via=FORBUND_IDS,
    values=st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True).map(tuple),
    k=st.integers(3, 12),
    day=st.integers(0, 60),
    all_only=st.booleans(),
    self_chosen=st.booleans(),
)
NODES = st.builds(Node, st.sampled_from([1, 9]), ORGANISATIONS)
CLOSINGS = st.dictionaries(NODES, st.integers(-5, 65).map(lambda day: MONDAY + timedelta(days=day)))


@given(WAITING, CLOSINGS)
def test_an_answer_never_waits_outside_its_path(waiting, closings):
    path = [Node(waiting.via_id, waiting.organisation_id), Node(waiting.via_id), ROOT]
    assert waits_at(waiting, closings) in path
    if waiting.all_only or waiting.self_chosen:
        assert waits_at(waiting, closings) == ROOT


@given(WAITING, CLOSINGS, NODES)
def test_closing_a_round_only_ever_moves_answers_towards_the_root(waiting, closings, node):
    path = [Node(waiting.via_id, waiting.organisation_id), Node(waiting.via_id), ROOT]
    before = path.index(waits_at(waiting, closings))
    after = path.index(waits_at(waiting, closings | {node: MONDAY + timedelta(days=100)}))
    assert after >= before


@given(st.lists(WAITING), st.booleans())
def test_what_is_cut_keeps_everybodys_promise(waiting, sensitive):
    if may_cut(waiting, sensitive=sensitive):
        assert all(len(waiting) >= max(3, each.min_group_size) for each in waiting)
        if sensitive:  # no option tells of everybody
            assert max(counts(waiting).values()) < len(waiting)


@given(st.lists(WAITING), st.lists(WAITING))
def test_counts_add_up(these, those):
    together = counts([*these, *those])
    assert added([counts(these), counts(those)]) == together
    assert sum(together.values()) == sum(len(each.values) for each in [*these, *those])
    assert all(count <= len(these) + len(those) for count in together.values())
