"""Wagtail's part of the pages: previews of drafts, the front door, and that no other way leads past the course's own rules."""

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page, Site

from content.models import ChapterPage, CoursePage, HomePage
from lms.wagtail_hooks import send_to_our_address
from tests.lms.learning.pages import Page as Shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


def preview(client, page):
    """What the preview panel shows for the latest draft."""
    return Shown(client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))


def test_a_changed_chapter_is_previewed_as_it_is_in_the_editor(editor_client, course):
    chapter = ChapterPage.objects.get(key="k1")
    chapter.title, chapter.goals = "Börja om", "Ett mål\n\nEtt till"
    chapter.save_revision()
    page = preview(editor_client, chapter)
    assert page.text("h1") == "Börja om"
    assert page.all(".chapter .ticks li") == ["Ett mål", "Ett till"]
    assert page.all(".question-text") == [
        "Reflektionsfråga 1 Hur ofta har du kontakt med arbetsgivare?",
        "Reflektionsfråga 2 Hos oss är det tydligt vem som ansvarar.",
    ]
    assert page.text(".exercise > .notice") == "Förhandsvisning: det du fyller i här sparas inte."
    assert not page.has(".exercise form")
    assert not page.has("[data-draft-url]")
    assert Shown(editor_client.get("/mini/borja-har/")).status == 404  # no role in the course: only the admin


def test_a_chapter_that_was_never_published_is_previewed(editor_client, course):
    new = ChapterPage(
        title="Alldeles nytt", slug="alldeles-nytt", key="k9", minutes=1, live=False, body=[("text", "<h2>Nytt</h2>")]
    )
    course.add_child(instance=new)
    new.save_revision()
    page = preview(editor_client, new)
    assert (page.text("h1"), page.text(".kicker")) == ("Alldeles nytt", "Kapitel 3 av 3")
    assert page.all(".chapter h2") == ["Nytt"]


def test_a_course_is_previewed_as_it_is_in_the_editor(editor_client, course):
    course.title, course.takes = "Minsta kursen", "En minut"
    course.save_revision()
    page = preview(editor_client, course)
    assert page.text("h1") == "Minsta kursen"
    assert page.all(".ticks li") == ["En minut"]
    assert page.all(".path-title")[:2] == ["Börja här", "Gå vidare"]


def test_the_front_door_shows_the_course_its_film_and_the_way_in(client, course):
    page = Shown(client.get("/"))
    assert page.text("h1") == "Minikursen"
    assert page.text(".hero .lead") == "En kort kurs för den som prövar plattformen."
    assert page.all(".hero .meta li") == ["20 minuter", "2 kapitel", "Kan läsas upp", "Diplom"]
    assert page.links(".hero .actions") == [("Se kursen", "/mini/"), ("Logga in", "/konto/login/?next=/mini/")]
    assert page.soup.select_one(".hero video source")["src"] == "/kurs/mini/film/mini-k1/film/"
    assert page.all(".ticks li") == ["En kvart", "Två kapitel"]


def test_the_front_door_of_an_open_course_lets_anyone_read_and_join(client, course, django_capture_on_commit_callbacks):
    course.access = "open"
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    assert Shown(client.get("/")).links(".hero .actions") == [
        ("Läs kursen", "/mini/"),
        ("Gå med", "/kurs/mini/ga-med/"),
    ]


def test_the_front_door_without_a_course_says_so(client, course, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        course.unpublish()
    assert "Här finns ingen kurs än." in Shown(client.get("/")).all("main p")


def test_nobody_is_offered_another_persons_place_outside_the_demo(client, course):
    assert not Shown(client.get("/")).has(".personas")


def served(page):
    """What Wagtail's own route would answer."""
    return send_to_our_address(Page.objects.get(pk=page.pk), RequestFactory().get("/en/annan/vag/"), [], {})


def test_a_course_that_wagtail_comes_to_is_sent_to_its_own_address(course):
    assert served(course).url == "/mini/"
    assert served(ChapterPage.objects.get(key="k2")).url == "/mini/ga-vidare/"
    assert served(HomePage.objects.get()) is None


def test_no_other_site_of_wagtail_serves_a_course_past_its_rules(client, course, settings):
    Site.objects.create(hostname="kurs.example.org", port=80, root_page=course)
    settings.ALLOWED_HOSTS = ["kurs.example.org"]
    assert client.get("/", headers={"host": "kurs.example.org"}).url == "/mini/"
    assert client.get("/borja-har/", headers={"host": "kurs.example.org"}).status_code == 404


@pytest.mark.parametrize("slug", ["Kapitel", "kapitel_1", "kapitel-å"])
def test_an_address_that_the_site_cannot_reach_is_refused(course, slug):
    for page in (CoursePage.objects.get(), ChapterPage.objects.get(key="k2")):
        page.slug = slug
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert "slug" in refused.value.message_dict
