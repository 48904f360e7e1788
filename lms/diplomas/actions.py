"""Issuing diplomas, and making their PDF once."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from content.models import CoursePage
from content.queries import Edition
from lms.audit.actions import record
from lms.diplomas import pdf
from lms.diplomas.models import Diploma
from lms.diplomas.queries import valid_diploma
from lms.diplomas.rules import new_number
from lms.enrolment.models import Enrolment


class NameMissing(Exception):
    """A diploma needs a name to print."""


@transaction.atomic
def issue_diploma(*, enrolment: Enrolment, edition: Edition) -> Diploma:
    """The learner's valid diploma in the course, issued if there is none. The caller has checked that it is due.

    Name, title, minutes, issuer and date are frozen here. Raises NameMissing.
    """
    enrolment.lock()
    present = valid_diploma(enrolment)
    if present:
        return present
    if not enrolment.user.name:
        raise NameMissing
    course = CoursePage.objects.get(pk=edition.course_id)
    diploma = Diploma.objects.create(
        number=new_number(),
        user=enrolment.user,
        course=course,
        edition_id=edition.id,
        name=enrolment.user.name,
        course_title=edition.course.title,
        minutes=edition.course.minutes,
        issuer=course.issuer,
        issued_on=timezone.localdate(),
    )
    record(actor=enrolment.user, verb="diploma_issued", target=diploma)
    return diploma


def diploma_pdf(*, diploma: Diploma) -> bytes:
    """The diploma's PDF: made at the first call, stored, and the same bytes ever after.

    Made outside the transaction: it takes a second, in which others want to write. Raises lms.diplomas.pdf.PdfUnavailable
    where the system libraries are missing.
    """
    if not diploma.pdf:
        diploma = _keep_pdf(diploma, pdf.render_diploma(diploma))
    with storages["private"].open(diploma.pdf) as file:
        return bytes(file.read())


@transaction.atomic
def _keep_pdf(diploma: Diploma, made: bytes) -> Diploma:
    """Stores the PDF, unless another request has done so in the meantime."""
    diploma = Diploma.objects.select_for_update().get(pk=diploma.pk)
    if not diploma.pdf:
        diploma.pdf = storages["private"].save(f"diplomas/{diploma.number}.pdf", ContentFile(made))
        diploma.pdf_digest = hashlib.sha256(made).hexdigest()
        diploma.save(update_fields=["pdf", "pdf_digest"])
    return diploma
