"""A learner's own diploma and method book, and the verify page, as pages."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from lms.diplomas.models import Diploma, MethodBook
from lms.learning.actions import make_method_book
from tests import factories
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db
DIPLOMA = "/kurs/mini/diplom/"
BOOK = "/kurs/mini/metodbok/"


def test_the_page_says_what_is_left(client, course):
    enrolment = factories.enrolled(course)
    client.force_login(enrolment.user)
    page = Page(client.get(DIPLOMA))
    assert page.text("h1") == "Ditt diplom väntar"
    assert page.text(".lead") == "3 saker är kvar."
    factories.do_chapters(enrolment)
    factories.pass_test(enrolment)
    page = Page(client.get(DIPLOMA))
    assert page.text(".lead") == "En sak är kvar."
    assert page.links(".path") == [("Utvärderingen", "/kurs/mini/utvardering/")]


def test_asking_before_it_is_due_issues_nothing(client, course):
    client.force_login(factories.enrolled(course).user)
    assert client.post(DIPLOMA, {"name": "Amira"}).status_code == 422
    assert client.get("/kurs/mini/diplom.pdf").status_code == 404
    assert Diploma.objects.count() == 0


def test_when_all_is_done_the_name_is_shown_and_can_be_changed(amiras):
    page = Page(amiras.get(DIPLOMA))
    assert page.soup.select_one("#id_name")["value"] == "Amira Lindqvist"
    assert amiras.post(DIPLOMA, {"name": "Amira  Ny-Lindqvist\x00"})["Location"] == DIPLOMA
    page = Page(amiras.get(DIPLOMA))
    diploma = Diploma.objects.get()
    assert page.text(".diploma-name") == diploma.name == "Amira Ny-Lindqvist"
    for fact in (diploma.number, diploma.course_title, diploma.issuer):
        assert fact in page.text(".diploma")


def test_posting_again_changes_no_diploma(amiras):
    amiras.post(DIPLOMA, {"name": "Amira Lindqvist"})
    amiras.post(DIPLOMA, {"name": "Någon Annan"})
    assert Diploma.objects.get().name == "Amira Lindqvist"


def test_a_name_without_a_letter_is_refused(amiras):
    for name in ("", "123", "\u200b"):
        assert amiras.post(DIPLOMA, {"name": name}).status_code == 422
    assert Diploma.objects.count() == 0


def test_a_later_failed_attempt_takes_no_diploma_away(amiras, amira):
    amiras.post(DIPLOMA, {"name": "Amira Lindqvist"})
    factories.hand_in(amira, 0)
    assert Page(amiras.get(DIPLOMA)).text("h1") == "Ditt diplom"


def test_a_course_may_ask_for_the_pass_alone(client, course, django_capture_on_commit_callbacks):
    course.diploma_needs_chapters = course.diploma_needs_evaluation = course.test_waits = False
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    enrolment = factories.enrolled(course)
    factories.pass_test(enrolment)
    client.force_login(enrolment.user)
    assert Page(client.get(DIPLOMA)).text("h1") == "Allt är klart!"


def test_the_file_is_the_same_each_time(amiras, amira):
    factories.issue(amira)
    first = amiras.get("/kurs/mini/diplom.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first.content == amiras.get("/kurs/mini/diplom.pdf").content


def test_nobody_elses_diploma_can_be_fetched(client, amira, course):
    factories.issue(amira)
    client.force_login(factories.enrolled(course, name="Bo").user)
    assert client.get("/kurs/mini/diplom.pdf").status_code == 404
    client.logout()
    assert client.get("/kurs/mini/diplom.pdf")["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("typed", ["{}", "{}/", "{} ", "{lower}", "{spaces}"])
def test_the_verify_page_shows_every_printed_fact(client, amira, typed):
    diploma = factories.issue(amira)
    number = diploma.number
    answer = client.get(
        "/diplom/", {"number": typed.format(number, lower=number.lower(), spaces=number.replace("-", " "))}, follow=True
    )
    assert answer.redirect_chain[-1][0] == f"/diplom/{number}/"
    page = Page(answer)
    assert page.text(".verdict h2") == "Diplomet är giltigt"
    facts = page.text("dl.facts")
    for fact in (diploma.name, diploma.course_title, diploma.issuer, number, str(diploma.issued_on.year)):
        assert fact in facts


def test_a_revoked_diploma_says_so_and_still_what_it_said(client, amira):
    diploma = factories.issue(amira)
    Diploma.objects.update(revoked_at=timezone.now())
    page = Page(client.get(diploma.get_absolute_url()))
    assert (page.status, page.text(".verdict h2")) == (200, "Diplomet är återkallat")
    assert diploma.name in page.text("dl.facts")


def test_an_unknown_number_is_told_from_a_mistyped_one(client, db):
    unknown = Page(client.get("/diplom/K7MX-4T9A-PQWH/"))
    mistyped = Page(client.get("/diplom/K7MX-4T9A-PQWX/"))
    assert (unknown.status, unknown.text(".verdict h2")) == (404, "Numret finns inte hos oss")
    assert (mistyped.status, mistyped.text(".verdict h2")) == (404, "Numret är felskrivet")
    assert mistyped.soup.select_one("#id_number")["value"] == "K7MX-4T9A-PQWX"


@pytest.mark.parametrize("number", ["x", "%00", "<script>alert(1)</script>", "å" * 200, "K7MX-4T9A-PQW", "..", "-"])
def test_any_other_number_is_mistyped_too(client, db, number):
    answer = client.get(f"/diplom/{number}/")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.content.decode()


def test_the_form_without_a_number_says_what_to_write(client, db):
    for query in ({"number": ""}, {"number": "x" * 41}, {"number": "\x00"}):
        page = Page(client.get("/diplom/", query))
        assert page.status == 400
        assert page.has(".errorlist")
    assert client.get("/diplom/", {"number": "/"}, follow=True).status_code == 404


def test_a_verified_name_is_text(client, amira):
    diploma = factories.issue(amira)
    Diploma.objects.update(name="<b>Amira</b> \u202eabc")
    text = client.get(diploma.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Amira&lt;/b&gt;" in text
    assert "<bdi>" in text


def test_the_method_book_waits_for_the_pass(client, course):
    enrolment = factories.enrolled(course)
    client.force_login(enrolment.user)
    for path in (BOOK, "/kurs/mini/metodbok.pdf"):
        assert client.get(path)["Location"] == "/mini/"
    assert client.post(BOOK + "bestall/")["Location"] == "/mini/"
    assert MethodBook.objects.count() == 0
    factories.do_chapters(enrolment)
    factories.pass_test(enrolment)
    assert client.get(BOOK).status_code == 200


def test_the_method_book_holds_the_course_with_or_without_ones_own_answers(amiras):
    page = Page(amiras.get(BOOK))
    assert page.all(".book-chapter h2") == ["Börja här", "Gå vidare"]
    assert not page.has(".book-answer")
    page = Page(amiras.get(BOOK + "?svar=1"))
    assert "Vi ringer dem oftare." in " ".join(page.all(".book-answer"))
    assert "Vad är ett plus ett?" not in page.text("main")


def test_headings_of_the_book_leave_no_level_out(amiras):
    levels = [int(heading.name[1]) for heading in Page(amiras.get(BOOK)).soup.select("main :is(h1, h2, h3, h4, h5)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_book_is_ordered_made_and_fetched(amiras, amira):
    assert amiras.get("/kurs/mini/metodbok.pdf")["Location"] == BOOK
    assert amiras.post(BOOK + "bestall/", {"svar": "1"})["Location"] == BOOK + "?svar=1"
    assert "görs som pdf just nu" in amiras.get(BOOK + "?svar=1").content.decode()
    book = MethodBook.objects.get()
    make_method_book.call(book.pk)
    assert "Metodboken finns som pdf" in amiras.get(BOOK + "?svar=1").content.decode()
    fetched = amiras.get("/kurs/mini/metodbok.pdf?svar=1")
    assert fetched.content[:5] == b"%PDF-"
    # Ordered again it is made anew, and the old file goes.
    old = MethodBook.objects.get().file
    amiras.post(BOOK + "bestall/", {"svar": "1"})
    make_method_book.call(book.pk)
    assert not storages["private"].exists(old)
    assert amiras.get("/kurs/mini/metodbok.pdf?svar=1").status_code == 200


def test_a_book_without_answers_is_made_once_for_all(amiras, course, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as orders:
        amiras.post(BOOK + "bestall/")
        amiras.post(BOOK + "bestall/")
    assert len(orders) == 1
    assert MethodBook.objects.get().enrolment is None


def test_a_book_that_failed_or_was_lost_is_ordered_again(amiras, no_pango, django_capture_on_commit_callbacks):
    amiras.post(BOOK + "bestall/")
    book = MethodBook.objects.get()
    with pytest.raises(Exception, match="pango"):
        make_method_book.call(book.pk)
    assert MethodBook.objects.get().failed_at
    for lost in ({}, {"failed_at": None, "asked_at": timezone.now() - timedelta(minutes=11)}):
        MethodBook.objects.update(**lost)
        with django_capture_on_commit_callbacks() as orders:
            amiras.post(BOOK + "bestall/")
        assert len(orders) == 1


def test_a_failed_book_says_so_and_may_be_tried_again(amiras):
    amiras.post(BOOK + "bestall/")
    MethodBook.objects.update(failed_at=timezone.now())
    page = Page(amiras.get(BOOK))
    assert "Det gick inte att göra metodboken" in page.text(".book-order")
    assert "Försök igen" in page.all(".book-order button")


def test_nobody_elses_book_can_be_fetched(client, amiras, amira, course):
    amiras.post(BOOK + "bestall/", {"svar": "1"})
    make_method_book.call(MethodBook.objects.get().pk)
    other = factories.enrolled(course, name="Bo")
    factories.do_everything(other)
    client.force_login(other.user)
    assert client.get("/kurs/mini/metodbok.pdf?svar=1").status_code == 302


def test_a_course_may_publish_its_method_book_openly(client, course, django_capture_on_commit_callbacks):
    course.access, course.method_book_open = "open", True
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    page = Page(client.get(BOOK + "?svar=1"))
    assert page.status == 200
    assert not page.has(".book-answer")
