"""Recurring work: each job when its time has come, and none stops another."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from lms.audit.models import AuditEntry
from lms.management.commands import tick
from lms.management.commands.tick import Job, do_round


def failing() -> None:
    raise ValueError("trasig")


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_and_the_next_is_done(caplog):
    done = []
    jobs = [Job("trasig", timedelta(hours=1), failing), Job("hel", timedelta(hours=1), lambda: done.append(1))]

    with caplog.at_level(logging.ERROR):
        do_round(jobs, {})

    assert done == [1]
    assert "tick: trasig failed" in caplog.text
    assert "ValueError: trasig" in caplog.text


@pytest.mark.django_db
def test_a_job_waits_its_time(monkeypatch):
    now, done, done_at = [1000.0], [], {}
    monkeypatch.setattr(tick.time, "monotonic", lambda: now[0])
    jobs = [Job("varje timme", timedelta(hours=1), lambda: done.append(now[0]))]

    for now[0] in (1000.0, 1000.0 + 3599, 1000.0 + 3600, 1000.0 + 3660):
        do_round(jobs, done_at)

    assert done == [1000.0, 1000.0 + 3600]


@pytest.mark.django_db
def test_one_round_does_every_job_without_an_error(caplog):
    with caplog.at_level(logging.ERROR):
        call_command("tick")
    assert caplog.records == []


@pytest.mark.django_db
def test_releases_are_cut_once_in_a_swedish_month(monkeypatch):
    cut = []
    monkeypatch.setattr(tick, "cut_due_releases", lambda: cut.append(1))

    tick.cut_releases_monthly()
    tick.cut_releases_monthly()
    assert len(cut) == 1

    # 30 November 23:30 UTC is 1 December in Sweden.
    last_month, this_month = datetime(2026, 11, 30, 22, 30, tzinfo=UTC), datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    AuditEntry.objects.update(at=last_month)
    monkeypatch.setattr(timezone, "now", lambda: this_month)
    tick.cut_releases_monthly()
    assert len(cut) == 2


@pytest.mark.django_db
def test_a_cut_that_fails_is_tried_again(monkeypatch):
    monkeypatch.setattr(tick, "cut_due_releases", failing)
    with pytest.raises(ValueError, match="trasig"):
        tick.cut_releases_monthly()
    assert not AuditEntry.objects.exists()
