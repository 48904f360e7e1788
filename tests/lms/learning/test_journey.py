"""How far and how long, in words."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from lms.learning.journey import chapters_done, hours_in_words, minutes_in_words, needs_in_words
from lms.progress.rules import DiplomaNeeds
from lms.templatetags import learning


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minut"),
        (20, "20 minuter"),
        (59, "59 minuter"),
        (60, "Cirka 1 timme"),
        (74, "Cirka 1 timme"),
        (76, "Cirka 1,5 timmar"),
        (180, "Cirka 3 timmar"),
    ],
)
def test_a_course_is_measured_in_hours_and_less_than_that_in_minutes(minutes, words):
    assert hours_in_words(minutes) == words


def test_chapters_are_counted():
    assert chapters_done(1, 1) == "1 av 1 kapitel klart"
    assert chapters_done(3, 7) == "3 av 7 kapitel klara"
    assert minutes_in_words(25) == "25 minuter"


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        ([DiplomaNeeds.TEST], "kunskapstestet"),
        ([DiplomaNeeds.TEST, DiplomaNeeds.EVALUATION], "kunskapstestet och utvärderingen"),
        (list(DiplomaNeeds), "alla kapitel, kunskapstestet och utvärderingen"),
    ],
)
def test_what_the_diploma_waits_for_is_one_sentence(needs, words):
    assert needs_in_words(needs) == words


@pytest.mark.parametrize(
    ("saved", "words"),
    [
        (None, ""),
        (datetime(2026, 11, 22, 13, 32, tzinfo=UTC), "Sparat 14:32"),
        (datetime(2026, 11, 21, 23, 5, tzinfo=UTC), "Sparat 00:05"),
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), "Sparat 21 november 23:59"),
    ],
)
def test_when_an_answer_was_saved_is_told_in_swedish_time(monkeypatch, saved, words):
    monkeypatch.setattr(learning.timezone, "localdate", lambda: datetime(2026, 11, 22, tzinfo=UTC).date())
    with translation.override("sv"):
        assert learning.saved_text(saved) == words
