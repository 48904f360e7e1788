"""The way in by a course link: what the page says, the code, and the belonging that is frozen."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from lms.accounts.models import User
from lms.enrolment.actions import account_for, remove_unproved_accounts
from lms.enrolment.models import CourseLink, Enrolment
from tests import factories
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db


def test_the_page_names_organisation_forbund_and_course(client, link):
    page = Page(client.get(link.get_absolute_url()))
    assert page.status == 200
    assert page.text("h1") == link.course.title
    assert page.text(".kicker") == "Kurslänk för Linköpings kommun"
    assert "genom Samordningsförbundet Centrala Östergötland" in page.text(".lead")


def test_the_page_says_what_is_stored_from_the_settings(client, link):
    link.course.min_group_size, link.course.retention_months = 7, 36
    link.course.controller, link.course.contact_email = "Förbundet Nio", "nio@example.org"
    link.course.save()
    promise = Page(client.get(link.get_absolute_url())).text(".promise")
    for said in ("minst 7 personer", "36 månader", "Förbundet Nio", "nio@example.org"):
        assert said in promise


def test_an_organisations_own_time_is_the_one_that_is_promised(client, link):
    link.organisation.retention_months = 6
    link.organisation.save()
    assert "I 6 månader" in Page(client.get(link.get_absolute_url())).text(".promise")


def test_name_mail_and_code_lead_into_the_course(come_in, link):
    page = come_in(" Åsa   Öberg ", "Asa@Example.org ")
    assert page.redirect_chain[-1] == (f"/{link.course.slug}/", 302)
    enrolment = Enrolment.objects.get()
    assert (enrolment.user.email, enrolment.user.name) == ("asa@example.org", "Åsa Öberg")
    assert (enrolment.organisation, enrolment.via, enrolment.link) == (link.organisation, link.via, link)
    assert enrolment.self_chosen is False


def test_the_mail_is_short_and_swedish(client, link):
    client.post(link.get_absolute_url(), {"name": "Amira", "email": "amira@example.org"})
    (sent,) = mail.outbox
    assert sent.to == ["amira@example.org"]
    assert sent.subject[:6].isdigit()
    assert sent.subject.endswith("är din kod till kursen")
    assert "gäller i 15 minuter" in sent.body
    assert len(sent.body) < 500


def test_a_form_that_is_wrong_comes_back_with_the_reason_and_the_text(client, link):
    page = Page(client.post(link.get_absolute_url(), {"name": "Amira", "email": "inte en adress"}))
    assert page.status == 422
    assert "Skriv hela e-postadressen" in page.text(".errorlist")
    assert page.soup.select_one("#id_email")["aria-invalid"] == "true"
    assert page.soup.select_one("#id_name")["value"] == "Amira"
    assert mail.outbox == []
    assert User.objects.count() == 0


def test_a_name_is_text_and_never_markup(come_in):
    page = come_in("O'Neil <script>alert(1)</script> \u202eמה\x00")
    assert User.objects.get().name == "O'Neil <script>alert(1)</script> מה"
    assert b"<script>alert" not in page.content


def test_a_scanner_that_opens_the_link_uses_nothing_up(client, course, come_in):
    link = factories.link_to(course, max_uses=1)
    for _ in range(3):
        assert client.get(link.get_absolute_url()).status_code == 200
        assert client.head(link.get_absolute_url()).status_code == 200
    assert come_in(address=link.get_absolute_url()).status_code == 200
    assert link.enrolments.count() == 1


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({"revoked_at": timezone.now()}, "Kurslänken gäller inte längre"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "Kurslänken har gått ut"),
        ({"max_uses": 0}, "Kurslänken är fullt utnyttjad"),
    ],
)
def test_a_link_that_cannot_be_used_says_why_and_what_to_do(client, course, facts, title):
    link = factories.link_to(course, **facts)
    for answer in (
        client.get(link.get_absolute_url()),
        client.post(link.get_absolute_url(), {"name": "Amira", "email": "a@example.org"}),
    ):
        page = Page(answer)
        assert page.status == 410
        assert page.text("h1") == title
        assert len(page.all(".ticks li")) == 3
    assert (mail.outbox, User.objects.count()) == ([], 0)


def test_an_unknown_link_is_404_in_swedish(client, db):
    for token in ("finns-inte", "x" * 300, "%00", "<script>", "å"):
        answer = client.get(f"/kurslank/{token}/")
        assert answer.status_code == 404
        assert "Sidan finns inte" in answer.content.decode()


def test_a_link_to_a_course_that_is_taken_down_is_404(client, link, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        link.course.unpublish()
    assert client.get(link.get_absolute_url()).status_code == 404


def test_a_link_may_ask_for_the_organisations_own_addresses(client, course, come_in):
    link = factories.link_to(course, allowed_domains="linkoping.example.org, @kinda.example.org")
    page = Page(client.post(link.get_absolute_url(), {"name": "Amira", "email": "amira@example.com"}))
    assert (page.status, page.soup.select_one("#id_email")["value"]) == (422, "amira@example.com")
    assert "e-postadress på jobbet" in page.text(".errorlist")
    assert come_in(email="amira@KINDA.example.org", address=link.get_absolute_url()).status_code == 200
    assert link.enrolments.count() == 1


def test_a_link_that_fills_up_between_mail_and_code_refuses_then(client, course, newest_code):
    link = factories.link_to(course, max_uses=1)
    asked = client.post(link.get_absolute_url(), {"name": "Sen", "email": "sen@example.org"})
    factories.enrolled(course, link=link)
    page = Page(client.post(asked["Location"], {"code": newest_code()}, follow=True))
    assert (page.status, page.text("h1")) == (410, "Kurslänken är fullt utnyttjad")
    assert link.enrolments.count() == 1


def test_who_is_enrolled_goes_straight_to_the_course(client, link, come_in):
    come_in()
    assert client.get(link.get_absolute_url())["Location"] == f"/{link.course.slug}/"


def test_another_device_gets_a_code_of_its_own_and_finds_everything(link, come_in):
    come_in("Amira Lindqvist")
    factories.do_chapters(Enrolment.objects.get(), 1)
    page = come_in("Amira Lindqvist", browser=Client())
    assert Enrolment.objects.count() == 1
    assert "1 av 2" in page.content.decode()


def test_a_second_organisations_link_keeps_the_first_belonging(course, link, come_in):
    come_in()
    other = factories.link_to(course, factories.kommun("Kinda kommun"))
    come_in(browser=Client(), address=other.get_absolute_url())
    assert Enrolment.objects.get().organisation == link.organisation
    assert CourseLink.objects.filter(enrolments__isnull=False).get() == link


def test_typing_somebody_elses_address_changes_nothing_before_the_code(client, link):
    victim = factories.person("Vera Vittne", "vera@example.org")
    client.post(link.get_absolute_url(), {"name": "Elak", "email": "vera@example.org"})
    victim.refresh_from_db()
    assert victim.name == "Vera Vittne"
    assert Enrolment.objects.count() == 0
    assert client.get(link.get_absolute_url() + "in/").status_code == 302
    assert Enrolment.objects.count() == 0


def test_a_way_in_typed_here_is_not_taken_by_who_logs_in_here(client, link):
    """The address typed and the person logged in must be the same."""
    client.post(link.get_absolute_url(), {"name": "Elak", "email": "vera@example.org"})
    other = factories.person("Bo Ek")
    client.force_login(other)
    assert client.get(link.get_absolute_url() + "in/")["Location"] == link.get_absolute_url()
    other.refresh_from_db()
    assert (other.name, Enrolment.objects.count()) == ("Bo Ek", 0)


def test_who_is_logged_in_needs_no_code_for_the_own_address(client, link):
    amira = factories.person("Amira Lindqvist", "amira@example.org")
    client.force_login(amira)
    page = Page(client.get(link.get_absolute_url()))
    assert page.soup.select_one("#id_email")["value"] == "amira@example.org"
    posted = client.post(link.get_absolute_url(), {"name": "Amira L", "email": "amira@example.org"}, follow=True)
    assert posted.redirect_chain[-1][0] == f"/{link.course.slug}/"
    assert mail.outbox == []


def test_another_address_logs_the_one_before_out(client, link, come_in):
    client.force_login(factories.person("Bo Ek"))
    come_in("Amira Lindqvist", "amira@example.org")
    assert Enrolment.objects.get().user.name == "Amira Lindqvist"


def test_two_clicks_at_once_make_one_account(db):
    assert account_for(email="a@example.org") == account_for(email="A@example.org ")
    assert User.objects.count() == 1


def test_an_account_that_no_code_proved_goes_after_a_day(client, link, come_in):
    client.post(link.get_absolute_url(), {"name": "Bot", "email": "bot@example.org"})
    User.objects.update(date_joined=timezone.now() - timedelta(hours=25))
    come_in()
    User.objects.update(date_joined=timezone.now() - timedelta(hours=25))
    remove_unproved_accounts()
    assert User.objects.get().email == "amira@example.org"
