"""Counting what a piece of work does."""

import sys
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


class Cost:
    """What one call of the site does once the process is warm: its queries, and the Python functions it calls."""

    def __init__(self, work: Callable[[], object]):
        for _ in range(3):
            work()
        with CaptureQueriesContext(connection) as queries:
            work()
        self.queries = len(queries)
        self.calls = 0
        sys.setprofile(self._count)
        try:
            work()
        finally:
            sys.setprofile(None)

    def _count(self, _frame, event, _argument):
        self.calls += event == "call"
