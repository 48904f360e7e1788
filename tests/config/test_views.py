"""The site's own pages: its health and its two statements."""

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db


def test_health_is_ok_while_the_database_answers(client):
    answer = client.get("/halsa/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")
    assert "no-store" in answer["Cache-Control"]


def test_health_is_503_when_the_database_is_down(client, monkeypatch):
    def down(self):
        raise OperationalError("borta")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", down)
    answer = client.get("/halsa/")
    monkeypatch.undo()
    assert (answer.status_code, answer.content) == (503, b"database unavailable")
    assert b"borta" not in answer.content
    assert connection.ensure_connection() is None


def test_the_accessibility_statement_says_what_the_law_asks_for(client, course):
    page = Page(client.get("/tillganglighet/"))
    text = page.text("main")
    for said in (
        course.controller,
        "Vägen till arbetsgivarna",
        "2018:1937",
        "delvis förenlig",
        "syntolkning",
        "EN 301 549",
        "självskattning",
        "oskäligt betungande",
        "9 §",
        "uppdaterades senast",
    ):
        assert said in text
    addresses = dict(page.links("main"))
    assert addresses["anmäla det till Digg"] == "https://www.digg.se/tdosanmalan"
    assert addresses[course.contact_email] == f"mailto:{course.contact_email}"


def test_the_privacy_page_is_true_to_each_courses_settings(client, course):
    course.retention_months, course.min_group_size, course.contact_email = 13, 9, "dpo@example.org"
    course.save()
    page = Page(client.get("/personuppgifter/"))
    (facts,) = page.all(".promise")
    for said in (course.title, course.controller, "dpo@example.org", "13 månader", "minst 9 personer"):
        assert said in facts


def test_the_statements_stand_without_a_course(client):
    for path in ("/tillganglighet/", "/personuppgifter/"):
        assert client.get(path).status_code == 200


def test_every_page_links_to_both_statements(client):
    footer = dict(Page(client.get("/diplom/")).links(".site-footer"))
    assert {footer["Tillgänglighet"], footer["Personuppgifter"]} == {"/tillganglighet/", "/personuppgifter/"}


def test_pages_come_in_english_too(client):
    client.cookies["language"] = "en"
    assert 'lang="en"' in client.get("/tillganglighet/").content.decode()
