"""A learner's own diploma and method book."""

from django.contrib import messages
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.diplomas.actions import NameMissing, diploma_pdf, issue_diploma
from lms.diplomas.forms import NameForm
from lms.diplomas.pdf import PdfUnavailable, can_make_pdf, diploma_context
from lms.diplomas.queries import valid_diploma
from lms.enrolment.actions import set_name
from lms.learning import method_book as books
from lms.learning.actions import order_method_book
from lms.learning.permissions import learner_of_course, reader_of_course
from lms.learning.queries import Learner


@require_http_methods(["GET", "HEAD", "POST"])
@learner_of_course
def diploma(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The diploma, or what it still waits for. POST issues it when it is due, with the name given there if any."""
    assert learner.enrolment
    present = valid_diploma(learner.enrolment)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": learner.enrolment.user.name})
    if request.method == "POST" and present is None and not learner.diploma_needs and form.is_valid():
        set_name(user=learner.enrolment.user, name=form.cleaned_data["name"])
        try:
            issue_diploma(enrolment=learner.enrolment, edition=learner.edition)
            return redirect("diploma", learner.course.slug)
        except NameMissing:
            form.add_error("name", _("Skriv ett namn med minst en bokstav."))
    context = {
        "learner": learner,
        "needs": [n.value for n in learner.diploma_needs],
        "form": form,
        "can_make_pdf": can_make_pdf(),
    }
    if present:
        context |= diploma_context(present)
    bad = request.method == "POST" and present is None
    return render(request, "lms/diploma.html", context, status=422 if bad else 200)


@require_safe
@learner_of_course
def diploma_file(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The diploma as PDF: the same bytes each time. Where PDF cannot be made, the page to print instead."""
    assert learner.enrolment
    present = valid_diploma(learner.enrolment)
    if present is None:
        raise Http404
    try:
        made = diploma_pdf(diploma=present)
    except PdfUnavailable:
        messages.info(request, _("Diplomet kan inte göras som pdf just nu. Skriv ut den här sidan i stället."))
        return redirect("diploma", learner.course.slug)
    return HttpResponse(
        made, "application/pdf", headers={"Content-Disposition": f'inline; filename="diplom-{present.number}.pdf"'}
    )


@require_safe
@reader_of_course
def method_book(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The whole course in writing, to read and print; with ?svar=1 the learner's own answers in it."""
    if not books.may_read(learner):
        return _not_yet(request, learner)
    with_answers = request.GET.get("svar") == "1" and learner.enrolment is not None
    context = books.context(learner, with_answers=with_answers, chapter_level=2)
    context |= {"book": books.current(learner, with_answers=with_answers), "can_make_pdf": can_make_pdf()}
    return render(request, "lms/method_book.html", context)


@require_POST
@reader_of_course
def method_book_order(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Asks the worker for the method book as PDF."""
    if not books.may_read(learner):
        return _not_yet(request, learner)
    with_answers = request.POST.get("svar") == "1" and learner.enrolment is not None
    order_method_book(learner=learner, with_answers=with_answers)
    return redirect(request.path.removesuffix("bestall/") + ("?svar=1" if with_answers else ""))


@require_safe
@reader_of_course
def method_book_file(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The method book as PDF, once the worker has made it."""
    if not books.may_read(learner):
        return _not_yet(request, learner)
    with_answers = request.GET.get("svar") == "1" and learner.enrolment is not None
    book = books.current(learner, with_answers=with_answers)
    if book is None or not book.file:
        return redirect("method_book", learner.course.slug)
    with storages["private"].open(book.file) as file:
        name = f"metodbok-{learner.course.slug}.pdf"
        return HttpResponse(
            file.read(), "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
        )


def _not_yet(request: HttpRequest, learner: Learner) -> HttpResponse:
    if learner.enrolment is None:
        raise Http404
    messages.info(request, _("Metodboken får du när du har klarat kunskapstestet."))
    return redirect("course_page", learner.course.slug)
