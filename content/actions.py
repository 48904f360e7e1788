"""What changes in courses besides editing: freezing editions."""

from django.db import transaction
from django.utils import timezone

from content import packages
from content.models import CourseEdition, CoursePage


@transaction.atomic
def freeze_edition(*, course: CoursePage) -> CourseEdition:
    """The course as it is published now, as an edition; the same content gives the same edition."""
    course = CoursePage.objects.select_for_update().get(pk=course.pk)
    package = packages.course_package(course)
    edition, created = CourseEdition.objects.get_or_create(
        course=course,
        digest=packages.digest(package),
        defaults={"package": package, "published_at": timezone.now()},
    )
    if not created:
        CourseEdition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
    return edition
