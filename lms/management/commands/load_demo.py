"""Loads the demo: the published cohort of 299 invented people, and those whom one can try the course as."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from lms.demo.actions import DemoRefused, load_demo, remove_demo
from lms.demo.queries import foreign_accounts, is_loaded


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fresh", action="store_true", help="remove the demo's people with all they did, and begin again"
        )

    def handle(self, *, fresh: bool, **options: Any) -> None:
        foreign = foreign_accounts().count()
        if foreign:
            raise CommandError(
                f"{foreign} accounts are no demo accounts (outside example.org): the demo is not loaded beside them."
            )
        if is_loaded() and not fresh:
            self.stdout.write("The demo is loaded already. --fresh begins it again.")
            return
        began = time.monotonic()
        try:
            with transaction.atomic():
                if fresh:
                    remove_demo()
                load_demo(say=self._say)
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        self._say(f"The demo is loaded ({time.monotonic() - began:.0f} s).")

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()
