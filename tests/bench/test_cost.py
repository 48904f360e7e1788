"""What a page costs, in numbers that no busy machine changes: queries and calls of Python functions.

The ceilings are generous: they stop a page that has become dear, and leave room for what a page is for.
"""

import pytest

from tests.bench.cost import Cost

PAGES = {
    # address: (queries, calls)
    "/": (14, 27_000),
    "/vta/": (12, 23_000),
    "chapter": (12, 30_000),
    "/kurs/vta/prov/": (12, 17_000),
}


@pytest.mark.parametrize("where", PAGES)
def test_a_page_costs_no_more_than_this(ask, chapter, where):
    cost = Cost(lambda: ask(chapter if where == "chapter" else where))
    print(f"{where}: {cost.queries} queries, {cost.calls} calls")
    queries, calls = PAGES[where]
    assert cost.queries <= queries
    assert cost.calls <= calls


def test_the_cost_is_the_same_each_time(ask, chapter):
    first, second = Cost(lambda: ask(chapter)), Cost(lambda: ask(chapter))
    assert first.queries == second.queries
    assert first.calls == pytest.approx(second.calls, rel=0.01)
