"""Recurring work: each job when its time has come. `--loop` goes on until stopped; alone it does one round (cron)."""

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import Any, NoReturn

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, transaction
from django.utils import timezone
from wagtail.models import Site

from lms.audit.actions import record
from lms.audit.models import AuditEntry
from lms.enrolment.actions import remove_unproved_accounts, update_editors
from lms.learning.actions import forget_learners
from lms.summaries.actions import cut_due_releases

logger = logging.getLogger(__name__)

LOOK_EVERY = 60  # seconds


@dataclass(frozen=True)
class Job:
    """Something to do every so often; `every` counts from when this process last did it."""

    name: str
    every: timedelta
    do: Callable[[], object]


def forget_sessions() -> None:
    """Removes sessions that have ended."""
    call_command("clearsessions")


def publish_scheduled() -> None:
    """Publishes and takes down what an editor has given a time."""
    call_command("publish_scheduled")


def prune_tasks() -> None:
    """Removes finished background tasks after two weeks."""
    call_command("prune_db_task_results", "--queue-name=*", min_age_days=14, verbosity=0)


def cut_releases_monthly() -> None:
    """Once a (Swedish) month: makes public what enough people wait for. The audit log remembers across restarts."""
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if not AuditEntry.objects.filter(verb="releases_monthly", at__gte=month).exists():
        with transaction.atomic():
            cut_due_releases()
            record(actor=None, verb="releases_monthly", target=Site.objects.get(is_default_site=True))


JOBS = [
    Job("publish_scheduled", timedelta(minutes=1), publish_scheduled),
    Job("forget_sessions", timedelta(days=1), forget_sessions),
    Job("prune_tasks", timedelta(days=1), prune_tasks),
    Job("remove_unproved_accounts", timedelta(hours=1), remove_unproved_accounts),
    Job("update_editors", timedelta(hours=1), update_editors),
    Job("forget_learners", timedelta(days=1), forget_learners),
    Job("cut_releases_monthly", timedelta(hours=1), cut_releases_monthly),
]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on, a round a minute, until stopped")

    def handle(self, *, loop: bool, **options: Any) -> None:
        if loop:
            # As process 1 of a container Python would not hear SIGTERM without a handler.
            signal.signal(signal.SIGTERM, _leave)
        done_at: dict[str, float] = {}
        do_round(JOBS, done_at)
        while loop:
            time.sleep(LOOK_EVERY)
            close_old_connections()
            do_round(JOBS, done_at)


def do_round(jobs: list[Job], done_at: dict[str, float]) -> None:
    """Does each job whose time has come. One that fails is logged and never stops the others."""
    now = time.monotonic()
    for job in jobs:
        if now - done_at.get(job.name, float("-inf")) < job.every.total_seconds():
            continue
        done_at[job.name] = now
        try:
            job.do()
        except Exception:
            logger.exception("tick: %s failed and is tried again in %s", job.name, job.every)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
