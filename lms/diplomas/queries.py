"""Reads of diplomas."""

from django.conf import settings
from django.urls import reverse

from lms.diplomas.models import Diploma
from lms.enrolment.models import Enrolment


def valid_diploma(enrolment: Enrolment) -> Diploma | None:
    """The learner's valid diploma in the course, or None. One query."""
    return Diploma.objects.filter(
        user_id=enrolment.user_id, course_id=enrolment.course_id, revoked_at__isnull=True
    ).first()


def verify_url(diploma: Diploma) -> str:
    """The full address that the QR code holds."""
    return settings.BASE_URL + reverse("diploma_facts", args=[diploma.number])
