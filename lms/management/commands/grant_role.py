"""Gives a person a role, everywhere or for one course or organisation. Run again, it moves the days."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from lms.accounts.models import Role
from lms.accounts.rules import is_invented
from lms.enrolment.actions import NotPossible, account_for, grant_role
from lms.management.commands.course_link import course_or_error, day
from lms.management.commands.organisation import organisation_or_error


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's mail address; an account is made if there is none")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--course", help="for this course alone (its slug)")
        parser.add_argument("--organisation", help="for this organisation alone (name or short name)")
        parser.add_argument("--from", dest="starts", metavar="YYYY-MM-DD", help="the first day; today unless given")
        parser.add_argument(
            "--to", dest="ends", metavar="YYYY-MM-DD", help="the last day; without it the role has no end"
        )

    @transaction.atomic
    def handle(self, *, email: str, role: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is no mail address.", returncode=2) from error
        if settings.DEMO and not is_invented(email):
            raise CommandError("This is a demo: the address must end with @example.org.", returncode=2)
        course, organisation = options["course"], options["organisation"]
        try:
            given = grant_role(
                user=account_for(email=email),
                role=Role(role),
                course=course_or_error(course) if course else None,
                organisation=organisation_or_error(organisation) if organisation else None,
                starts_on=day(options["starts"]),
                ends_on=day(options["ends"]),
            )
        except NotPossible as reason:
            raise CommandError(str(reason), returncode=2) from reason
        until = f" to {given.ends_on}" if given.ends_on else ""
        where = ", ".join(str(place) for place in (given.course, given.organisation) if place) or "everywhere"
        self.stdout.write(f"{given.user.email} is {role}, {where}, from {given.starts_on}{until}.")
