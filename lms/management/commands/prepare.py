"""Makes database and static files ready. An empty site gets the course and, in demo mode, the demo cohort."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from content.models import CoursePage
from lms.enrolment.models import Enrolment


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        try:
            self._migrate()
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used (DATABASE_URL): {str(error).strip()}") from error
        self._collect_static()
        # Each in one transaction: cut short, it leaves nothing, and the next start does it again.
        if not CoursePage.objects.exists():
            self.stdout.write("Loading the course …")
            with transaction.atomic():
                call_command("load_course", settings.ROOT / "courses" / "vta", stdout=self.stdout)
        if settings.DEMO and not Enrolment.objects.exists():
            self.stdout.write("Loading the demo …")
            with transaction.atomic():
                call_command("load_demo", stdout=self.stdout)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Migrating the database …")
            call_command("migrate", interactive=False, verbosity=0)

    def _collect_static(self) -> None:
        """Collects when a file, or the way they are stored, has changed since the last time."""
        state = _static_state()
        collected = settings.DATA_DIR / "static.sha256"
        if settings.STATIC_ROOT.exists() and collected.exists() and collected.read_text() == state:
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        collected.write_text(state)


def _static_state() -> str:
    """A digest of every static file's place, size and time."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
