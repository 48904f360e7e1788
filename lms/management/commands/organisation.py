"""Adds an organisation, or makes one a member of a further coordination association."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.text import slugify

from lms.accounts.models import Organisation, OrganisationKind
from lms.enrolment.actions import NotPossible, add_organisation, join_association
from lms.enrolment.queries import organisation_called


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="its name, such as “Linköpings kommun”")
        parser.add_argument("--kind", choices=OrganisationKind.values, help="what it is; needed for a new one")
        parser.add_argument("--via", action="append", default=[], metavar="ASSOCIATION", help="a förbund it belongs to")
        parser.add_argument("--number", default="", help="its organisation number")
        parser.add_argument("--slug", default="", help="its short name; made from the name unless given")
        parser.add_argument("--months", type=int, help="months that its people's data is kept, if not the course's")

    @transaction.atomic
    def handle(self, *, name: str, kind: str | None, via: list[str], **options: Any) -> None:
        try:
            organisation = organisation_called(name) or self._new(name, kind, options)
            for association in via:
                join_association(organisation=organisation, association=organisation_or_error(association))
        except NotPossible as reason:
            raise CommandError(str(reason), returncode=2) from reason
        belongs = ", ".join(organisation.parents.values_list("name", flat=True)) or "nobody"
        self.stdout.write(f"{organisation} ({organisation.slug}) belongs to {belongs}.")

    def _new(self, name: str, kind: str | None, options: dict[str, Any]) -> Organisation:
        if kind is None:
            raise CommandError(f"There is no organisation {name!r}: say with --kind what the new one is.", returncode=2)
        slug = options["slug"] or slugify(name)[:80]
        made = Organisation(
            name=name, slug=slug, kind=kind, number=options["number"], retention_months=options["months"]
        )
        try:
            return add_organisation(organisation=made)
        except ValidationError as error:
            raise CommandError(sentence(error), returncode=2) from error


def organisation_or_error(name: str) -> Organisation:
    """The organisation with that name or short name."""
    found = organisation_called(name)
    if found is None:
        raise CommandError(
            f"There is no one organisation {name!r}: `./manage.py organisation` adds it, and its short name is unique.",
            returncode=2,
        )
    return found


def sentence(error: ValidationError) -> str:
    """What is wrong, field by field, on one line."""
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
