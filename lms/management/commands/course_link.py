"""Makes a course link for an organisation. Without an organisation it lists the links; --revoke withdraws one."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content.models import CoursePage
from lms.enrolment.actions import NotPossible, create_link, revoke_link
from lms.enrolment.models import CourseLink
from lms.enrolment.queries import link_facts
from lms.enrolment.rules import link_problem
from lms.management.commands.organisation import organisation_or_error, sentence


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="the course's slug, such as vta")
        parser.add_argument("--organisation", help="whose staff the link is for: name or short name")
        parser.add_argument("--via", metavar="ASSOCIATION", help="the förbund that the course is taken through")
        parser.add_argument("--name", default="", help="what you call the link yourselves")
        parser.add_argument("--expires", metavar="YYYY-MM-DD", help="the last day; without it the link has no end")
        parser.add_argument("--max-uses", type=int, metavar="N", help="the most people who may come in by it")
        parser.add_argument(
            "--domains", default="", metavar="A,B", help="mail domains that may use it, such as kommun.example.org"
        )
        parser.add_argument("--revoke", metavar="LINK", help="withdraw this link: its address, or the end of it")

    def handle(self, *, course: str, **options: Any) -> None:
        page = course_or_error(course)
        if options["revoke"]:
            self._revoke(page, options["revoke"])
        elif options["organisation"] or options["via"]:
            self._create(page, options)
        else:
            self._list(page)

    def _create(self, course: CoursePage, options: dict[str, Any]) -> None:
        if not (options["organisation"] and options["via"]):
            raise CommandError("A link needs both --organisation and --via.", returncode=2)
        expires = day(options["expires"])
        if expires and expires < timezone.localdate():
            raise CommandError("--expires is a day that has passed.", returncode=2)
        if options["max_uses"] is not None and options["max_uses"] < 1:
            raise CommandError("--max-uses is at least 1.", returncode=2)
        link = CourseLink(
            course=course,
            organisation=organisation_or_error(options["organisation"]),
            via=organisation_or_error(options["via"]),
            name=options["name"],
            expires_at=expires and timezone.make_aware(datetime.combine(expires, time(23, 59, 59))),
            max_uses=options["max_uses"],
            allowed_domains=options["domains"],
        )
        if any(" " in domain or "@" in domain or "." not in domain for domain in link.domains):
            raise CommandError("--domains are written like this: kommun.example.org,region.example.org", returncode=2)
        try:
            create_link(link=link)
        except NotPossible as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except ValidationError as error:
            raise CommandError(sentence(error), returncode=2) from error
        self.stdout.write(address(link))

    def _revoke(self, course: CoursePage, text: str) -> None:
        token = text.rstrip("/").rpartition("/")[2]
        link = CourseLink.objects.filter(course=course, token=token).first()
        if link is None:
            raise CommandError(f"The course {course.slug} has no such link.", returncode=2)
        revoke_link(link=link)
        self.stdout.write("The link is withdrawn. Those who have come in by it go on as before.")

    def _list(self, course: CoursePage) -> None:
        for link in course.links.select_related("organisation", "via"):
            facts = link_facts(link)
            problem = link_problem(facts, timezone.now())
            words = [f"{facts.uses} people", link.name, f"({problem.value})" if problem else ""]
            about = " · ".join(word for word in words if word)
            self.stdout.write(f"{link.organisation} through {link.via} · {about}\n  {address(link)}")


def address(link: CourseLink) -> str:
    """The link's whole address, to send."""
    return f"{settings.BASE_URL}{link.get_absolute_url()}"


def course_or_error(slug: str) -> CoursePage:
    """The course with that slug."""
    page: CoursePage | None = CoursePage.objects.filter(slug=slug).first()
    if page is None:
        raise CommandError(f"There is no course {slug!r}.", returncode=2)
    return page


def day(text: str | None) -> date | None:
    """A day as the command line has it."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"{text!r} is no day: write it as 2027-06-30.", returncode=2) from error
