"""Logging in with a code by mail: right, wrong, old, and asked for somewhere else."""

import smtplib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client

from lms.accounts.models import User
from lms.enrolment.models import Enrolment
from tests import factories
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db
ASK = "/konto/login/code/"
CONFIRM = "/konto/login/code/confirm/"


class BrokenBackend(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected("borta")


@pytest.fixture
def amira():
    return factories.person("Amira Lindqvist", "amira@example.org")


def ask(client, email="amira@example.org", **fields):
    return client.post(ASK, {"email": email, **fields})


def logged_in(client):
    return "_auth_user_id" in client.session


def test_the_code_leads_on_to_where_one_was_going(client, amira, newest_code):
    asked = ask(client, next="/kurs/mini/prov/")
    page = Page(client.get(asked["Location"]))
    assert page.text("h1") == "Skriv in koden"
    assert page.soup.select_one("#id_code")["autocomplete"] == "one-time-code"
    answer = client.post(CONFIRM, {"code": newest_code(), "next": "/kurs/mini/prov/"})
    assert answer["Location"] == "/kurs/mini/prov/"
    assert logged_in(client)


def test_a_code_may_be_typed_with_spaces(client, amira, newest_code):
    ask(client)
    code = newest_code()
    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})
    assert logged_in(client)


def test_going_on_to_another_site_is_refused(client, amira, newest_code):
    ask(client)
    answer = client.post(CONFIRM, {"code": newest_code(), "next": "https://example.com/"})
    assert answer["Location"] == "/mina-kurser/"


@pytest.mark.parametrize(("code", "said"), [("000000x", "Koden stämmer inte"), ("", "Skriv de sex siffrorna")])
def test_a_wrong_code_says_so_and_may_be_tried_again(client, amira, newest_code, code, said):
    ask(client)
    page = Page(client.post(CONFIRM, {"code": code}))
    assert page.status == 422
    assert said in page.text(".errorlist")
    client.post(CONFIRM, {"code": newest_code()})
    assert logged_in(client)


def test_an_empty_field_uses_no_try_up(client, amira, newest_code):
    ask(client)
    for _ in range(10):
        client.post(CONFIRM, {"code": ""})
    client.post(CONFIRM, {"code": newest_code()})
    assert logged_in(client)


def test_ten_wrong_codes_in_a_row_end_with_a_new_one(client, course, newest_code):
    """The way in is not lost: the form is filled in, and a new code leads into the course."""
    link = factories.link_to(course)
    asked = client.post(link.get_absolute_url(), {"name": "Amira Lindqvist", "email": "amira@example.org"})
    right = newest_code()
    statuses = [client.post(asked["Location"], {"code": "fel"}).status_code for _ in range(10)]
    assert statuses == [422, 422, 422, 422, 302, 302, 302, 302, 302, 302]
    client.post(asked["Location"], {"code": right})
    assert not logged_in(client), "the code is used up, right or not"

    page = Page(client.get(link.get_absolute_url()))
    assert "fel fem gånger" in page.all(".messages .notice")[0]
    assert page.soup.select_one("#id_name")["value"] == "Amira Lindqvist"
    assert page.soup.select_one("#id_email")["value"] == "amira@example.org"
    asked = client.post(link.get_absolute_url(), {"name": "Amira Lindqvist", "email": "amira@example.org"})
    client.post(asked["Location"], {"code": newest_code()}, follow=True)
    assert Enrolment.objects.get().user.name == "Amira Lindqvist"


@pytest.mark.django_db(transaction=True)
def test_codes_tried_at_once_are_counted_one_by_one(client):
    """Who guesses with many hands gets no more tries than who guesses with one."""
    factories.person("Amira Lindqvist", "amira@example.org")
    client.post(ASK, {"email": "amira@example.org"})

    def guess(_number):
        hand = Client()
        hand.cookies.update(client.cookies)
        try:
            return hand.post(CONFIRM, {"code": "fel"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(guess, range(24)))
    assert statuses.count(422) == 4
    assert set(statuses) == {422, 302}


def test_an_old_code_asks_for_a_new_one_and_keeps_the_way(client, amira, settings, newest_code):
    ask(client, next="/mini/")
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    answer = client.post(CONFIRM, {"code": newest_code(), "next": "/mini/"}, follow=True)
    page = Page(answer)
    assert answer.redirect_chain[-1][0] == f"{ASK}?next=%2Fmini%2F"
    assert "Koden har gått ut" in page.text(".messages .notice")
    assert page.soup.select_one("#id_email")["value"] == "amira@example.org"
    assert page.soup.select_one("main input[name=next]")["value"] == "/mini/"
    assert not logged_in(client)


def test_the_code_before_the_newest_does_not_work(client, amira, newest_code):
    ask(client)
    old = newest_code()
    ask(client)
    if old != newest_code():
        assert client.post(CONFIRM, {"code": old}).status_code == 422
    client.post(CONFIRM, {"code": newest_code()})
    assert logged_in(client)


def test_a_new_code_from_the_page_keeps_the_way_in(client, course, newest_code):
    link = factories.link_to(course)
    asked = client.post(link.get_absolute_url(), {"name": "Amira", "email": "amira@example.org"})
    form = Page(client.get(asked["Location"])).fields(f"main form[action='{ASK}']")
    again = client.post(ASK, form)
    assert Page(client.get(again["Location"])).links(".stack ul") == [("Ändra adressen", link.get_absolute_url())]
    client.post(again["Location"], {"code": newest_code()}, follow=True)
    assert Enrolment.objects.count() == 1


def test_a_code_belongs_to_the_browser_that_asked(client, amira, newest_code):
    ask(client)
    other = Client()
    page = Page(other.post(CONFIRM, {"code": newest_code()}, follow=True))
    assert "annan webbläsare" in page.text(".messages .notice")
    assert not logged_in(other)


def test_an_unknown_address_is_answered_as_a_known_one(client, amira):
    known, unknown = Client(), Client()
    pages = [
        Page(browser.get(ask(browser, email)["Location"]))
        for browser, email in ((known, "amira@example.org"), (unknown, "ingen@example.org"))
    ]
    texts = [page.text("main").replace("ingen@", "amira@") for page in pages]
    assert texts[0] == texts[1]
    assert [message.to for message in mail.outbox] == [["amira@example.org"]]
    assert User.objects.count() == 1


def test_a_closed_account_gets_no_code(client, amira):
    amira.is_active = False
    amira.save()
    ask(client)
    assert mail.outbox == []


def test_who_asks_for_many_codes_waits(client, amira):
    statuses = [ask(client).status_code for _ in range(6)]
    assert statuses == [302] * 4 + [429] * 2
    assert "Vänta några minuter" in Page(ask(client)).text(".errorlist")


def test_a_class_can_come_in_at_once_from_one_address(client, db):
    statuses = {ask(Client(), f"person{n}@example.org").status_code for n in range(40)}
    assert statuses == {302}


def test_what_is_no_address_is_refused(client, db):
    for email in ("", "nej", "a\x00@example.org", "a" * 300 + "@example.org"):
        assert ask(client, email).status_code == 422


def test_mail_that_cannot_be_sent_says_so(client, amira, course, settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    link = factories.link_to(course).get_absolute_url()
    for answer in (ask(client), client.post(link, {"name": "Amira", "email": "amira@example.org"})):
        page = Page(answer)
        assert page.status == 503
        assert "gick inte att skicka" in page.text(".errorlist")
        assert page.soup.select_one("#id_email")["value"] == "amira@example.org"


def test_logging_out_says_that_everything_is_kept(client, amira, course):
    client.force_login(amira)
    assert Page(client.get("/konto/logout/")).text("h1") == "Vill du logga ut?"
    page = client.post("/konto/logout/", follow=True)
    assert "Allt du har sparat finns kvar" in page.content.decode()
    assert not logged_in(client)


def test_who_is_logged_in_is_not_asked_again(client, amira):
    client.force_login(amira)
    assert client.get(f"{ASK}?next=/mini/")["Location"] == "/mini/"
