"""Prints a course's figures: registered, the four statuses, and the evaluation in counts and percent."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.models import CoursePage
from lms.progress.rules import Status
from lms.summaries.queries import StatementFigures, evaluation_figures, status_counts

LABELS = {
    Status.PASSED: "godkända",
    Status.FAILED: "ej godkända",
    Status.INCOMPLETE: "ej avklarade",
    Status.NOT_STARTED: "ej påbörjade",
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="the course's slug, such as vta")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, course: str, format: str, **options: Any) -> None:  # noqa: A002 - the option's name
        page = CoursePage.objects.filter(slug=course).first()
        if page is None:
            raise CommandError(f"There is no course {course!r}.", returncode=2)
        statuses = status_counts(page)
        evaluation = evaluation_figures(page)
        shown = _json(course, statuses, evaluation) if format == "json" else _text(course, statuses, evaluation)
        self.stdout.write(shown)


def _json(course: str, statuses: dict[Status, int], evaluation: list[StatementFigures]) -> str:
    values = {
        "course": course,
        "registered": sum(statuses.values()),
        "statuses": {status.value: statuses[status] for status in LABELS},
        "evaluation": [asdict(statement) for statement in evaluation],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _text(course: str, statuses: dict[Status, int], evaluation: list[StatementFigures]) -> str:
    lines = [f"{course}: {sum(statuses.values())} registrerade"]
    lines += [f"{statuses[status]:>5} {label}" for status, label in LABELS.items()]
    for statement in evaluation:
        counts = " ".join(map(str, statement.counts))
        percent = "/".join(map(str, statement.percent))
        lines += [
            "",
            f"{statement.text} ({statement.people} svar)",
            f"  {counts} · {percent} % · {statement.positive_percent} % positiva",
        ]
    return "\n".join(lines)
