"""Loads a course package into the site and publishes it. Safe to run again: what editors have changed is left alone."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content.importer.actions import import_course
from content.importer.folder import PackageError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("package", type=Path, help="the package's folder, for example courses/vta")
        parser.add_argument("--overwrite", action="store_true", help="also replace what editors have changed")

    def handle(self, *, package: Path, overwrite: bool, **options: Any) -> None:
        try:
            import_course(path=package, overwrite=overwrite, tell=self.stdout.write)
        except PackageError as error:
            raise CommandError(str(error), returncode=2) from error
