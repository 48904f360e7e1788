"""Erases a person with all they did, when they ask for it. Diplomas and released counts stay."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.accounts.models import User
from lms.learning.actions import forget_person


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's mail address")
        parser.add_argument("--yes", action="store_true", help="do it: it cannot be undone")

    def handle(self, *, email: str, yes: bool, **options: Any) -> None:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {email!r}.", returncode=2)
        about = f"{user} ({user.email}), enrolled in {user.enrolments.count()}, with diplomas: {user.diplomas.count()}"
        if not yes:
            raise CommandError(f"This would erase {about}; say --yes to do it.", returncode=2)
        forget_person(user=user)
        self.stdout.write(f"Erased: {about}. Diplomas stay, so that they can be checked.")
