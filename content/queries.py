"""Reads of published courses."""

from dataclasses import dataclass
from functools import lru_cache

from content.models import CourseEdition
from content.rules import Course, course_from


@dataclass(frozen=True)
class Edition:
    """A course edition's row id and the course in it. No digest: an editor's draft."""

    id: int
    course_id: int
    course: Course
    digest: str = ""


def current_edition(course_slug: str) -> Edition | None:
    """The published edition of the course; None if the course is not published. One query."""
    row = (
        CourseEdition.objects.filter(course__slug=course_slug, course__live=True)
        .order_by("-published_at", "-pk")
        .values_list("pk", "course_id", "digest")
        .first()
    )
    return row and edition(*row)


@lru_cache(maxsize=64)
def edition(edition_id: int, course_id: int, digest: str) -> Edition:
    """An edition by row and digest. Editions never change, so each process reads each of them once."""
    package = CourseEdition.objects.values_list("package", flat=True).get(pk=edition_id, digest=digest)
    return Edition(edition_id, course_id, course_from(package), digest)
