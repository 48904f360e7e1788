"""What is done across a learner's rooms: making method books, and forgetting people when the promised time is over."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lms.accounts.models import User
from lms.audit.actions import record
from lms.diplomas import pdf
from lms.diplomas.models import MethodBook
from lms.enrolment.models import Enrolment
from lms.enrolment.rules import is_over
from lms.learning.method_book import context
from lms.learning.queries import Learner, learner_in
from lms.progress.models import Place

LOST_AFTER: Final = timedelta(minutes=10)


@transaction.atomic
def order_method_book(*, learner: Learner, with_answers: bool) -> MethodBook:
    """Asks the worker for the PDF. One without answers is made once an edition; one with answers anew at each order.

    An order under way is not repeated, unless it failed or seems to have been lost.
    """
    enrolment = learner.enrolment if with_answers else None
    book, created = MethodBook.objects.get_or_create(edition_id=learner.edition.id, enrolment=enrolment)
    now = timezone.now()
    lost = not book.made_at and book.asked_at < now - LOST_AFTER
    if created or book.failed_at or lost or (with_answers and book.made_at):
        MethodBook.objects.filter(pk=book.pk).update(asked_at=now, made_at=None, failed_at=None)
        transaction.on_commit(lambda: make_method_book.enqueue(book.pk))
    return book


@task()
def make_method_book(book_id: int) -> None:
    """Makes the PDF; run by the worker. A book whose course or reader is gone in the meantime is left."""
    book = MethodBook.objects.select_related("edition__course", "enrolment__user").filter(pk=book_id).first()
    if book is None:
        return
    learner = learner_in(book.enrolment.user if book.enrolment else AnonymousUser(), book.edition.course.slug)
    if learner is None:
        return
    try:
        written = context(learner, with_answers=book.enrolment is not None, chapter_level=1)
        made = pdf.render("lms/method_book_pdf.html", written)
    except Exception:
        MethodBook.objects.filter(pk=book_id).update(failed_at=timezone.now())
        raise
    storage = storages["private"]
    name = storage.save(f"method-books/{book.edition.digest[:16]}-{book.pk}.pdf", ContentFile(made))
    MethodBook.objects.filter(pk=book_id).update(file=name, made_at=timezone.now(), failed_at=None)
    if book.file:
        storage.delete(book.file)


def forget_learners(*, now: datetime | None = None) -> int:
    """Removes what is kept about people who have not been in their course for as long as was said on the way in.

    Their diplomas stay, so that they can be checked; so do released figures, which say nothing of anyone. Returns how many
    enrolments went. Run by the tick.
    """
    now = now or timezone.now()
    enrolments = Enrolment.objects.select_related("user", "course", "organisation", "place")
    over = [
        enrolment
        for enrolment in enrolments.iterator()
        if is_over(last_active(enrolment), retention_months(enrolment), now)
    ]
    for enrolment in over:
        _forget(enrolment)
    return len(over)


@transaction.atomic
def forget_person(*, user: User, actor: User | None = None) -> None:
    """Removes the person with all they did, because they ask for it. What `forget_learners` leaves stays here too."""
    record(actor=actor, verb="person_forgotten", target=user)
    for enrolment in user.enrolments.all():
        _forget(enrolment)
    User.objects.filter(pk=user.pk).delete()


@transaction.atomic
def _forget(enrolment: Enrolment) -> None:
    """Removes one enrolment with everything that hangs on it, and its person if nothing else keeps them here."""
    files = list(enrolment.method_books.exclude(file="").values_list("file", flat=True))
    record(actor=None, verb="learner_forgotten", target=enrolment)
    user_id = enrolment.user_id
    enrolment.delete()
    User.objects.filter(pk=user_id, enrolments=None, role_assignments=None, is_superuser=False, groups=None).delete()

    def remove_files() -> None:
        for name in files:
            storages["private"].delete(name)

    transaction.on_commit(remove_files)


def retention_months(enrolment: Enrolment) -> int:
    """How long the way in promised to keep things: the linking organisation's own time, or the course's."""
    own = enrolment.organisation.retention_months if enrolment.link_id and enrolment.organisation else None
    return own or enrolment.course.retention_months


def last_active(enrolment: Enrolment) -> datetime:
    """When the person was last in the course, as far as it shows."""
    place: Place | None = getattr(enrolment, "place", None)
    seen = [enrolment.created_at, enrolment.user.last_login, place and place.updated_at]
    return max(at for at in seen if at)
