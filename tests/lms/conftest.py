"""What tests about learners share: nobody has asked for a code yet, and somebody reads the mail."""

import re

import pytest
from django.core import mail
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_asked_for_codes():
    """Limits count in the cache, which the tests of a process share."""
    cache.clear()


@pytest.fixture
def newest_code():
    """Reads the six digits of the newest mail."""

    def read() -> str:
        return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()

    return read
