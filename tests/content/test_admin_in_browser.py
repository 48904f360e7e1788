"""An editor's work in a real browser: Wagtail's admin runs under its own Content-Security-Policy without a complaint."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from content.models import ChapterPage, CourseEdition
from media.models import Film
from quizzes.models import FreeTextQuestion, Question


@pytest.fixture
def desk(transactional_db, page, live_server, editor, course, context):
    """The editor's browser, logged in; anything that is refused or breaks in it fails the test."""
    client = Client()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    complaints = []
    # Wagtail saves drafts by itself as one writes; while a field is missing the answer is 400, which is no complaint.
    loud = re.compile("^(?!Failed to load resource: .* 400)")
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" and loud.match(said.text) else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def go(path):
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        page.wait_for_load_state("networkidle")
        return page

    page.go = go
    yield page
    page.goto("about:blank")  # leaving tells the server that the session is over: let it, before the rows go
    page.wait_for_timeout(500)
    assert complaints == []


def chapter_of(course, key="k1"):
    return ChapterPage.objects.child_of(course).get(key=key)


def publish(page):
    page.locator("footer [data-controller=w-dropdown] button[data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_load_state("networkidle")


def test_every_room_opens_without_a_complaint(desk, course):
    chapter, question = chapter_of(course), Question.objects.get(key="q1")
    film = Film.objects.get()
    for path in (
        "/admin/",
        f"/admin/pages/{course.pk}/",
        f"/admin/pages/{course.pk}/edit/",
        f"/admin/pages/{chapter.pk}/edit/",
        f"/admin/pages/{chapter.pk}/history/",
        f"/admin/pages/add/content/chapterpage/{course.pk}/",
        reverse("wagtailsnippets_quizzes_question:list"),
        reverse("wagtailsnippets_quizzes_singlechoicequestion:edit", args=[question.pk]),
        reverse("wagtailsnippets_quizzes_scalequestion:add"),
        "/admin/images/",
        "/admin/images/add/",
        "/admin/documents/",
        "/admin/media/",
        "/admin/media/video/add/",
        f"/admin/media/edit/{film.pk}/",
    ):
        desk.go(path)
        desk.wait_for_timeout(300)


def test_a_chapters_text_is_written_previewed_and_published(desk, course):
    chapter = chapter_of(course)
    before = CourseEdition.objects.get()
    page = desk.go(f"/admin/pages/{chapter.pk}/edit/")
    page.locator(".Draftail-Editor [contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Skrivet i webbläsaren.")
    page.wait_for_function(
        "() => [...document.querySelectorAll('input')].some(f => f.value.includes('i webbläsaren.'))"
    )
    page.locator("[data-side-panel-toggle=preview]").click()
    shown = page.frame_locator("#w-preview-iframe").locator("body")
    expect(shown).to_contain_text("Skrivet i webbläsaren.", timeout=15_000)
    assert CourseEdition.objects.get() == before

    publish(page)

    after = CourseEdition.objects.first()
    assert after != before
    assert "Skrivet i webbläsaren." in str(after.package)
    assert "data-block-key" not in str(after.package)


def test_saving_an_opened_chapter_unchanged_makes_no_new_edition(desk, course):
    before = CourseEdition.objects.get()
    for chapter in ChapterPage.objects.child_of(course):
        published_at = chapter.last_published_at
        page = desk.go(f"/admin/pages/{chapter.pk}/edit/")
        publish(page)
        chapter.refresh_from_db()
        assert chapter.last_published_at > published_at
    assert CourseEdition.objects.get() == before


def test_an_exercise_is_added_with_a_question_from_the_chooser(desk, course):
    question_set = Question.objects.get(key="r1").question_set
    FreeTextQuestion.objects.create(question_set=question_set, key="r9", text="Vad tar du med dig?")
    chapter = chapter_of(course, "k2")
    page = desk.go(f"/admin/pages/{chapter.pk}/edit/")
    page.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name="Reflektionsövning").click()
    number = page.locator("input[name=body-count]").input_value()
    block = f"body-{int(number) - 1}-value"
    page.locator(f"[name={block}-title]").fill("En ny övning")
    page.locator(f"#{block}-questions-0-value-chooser").get_by_role("button", name="Välj").click()
    page.locator(".modal-body").get_by_role("link", name=re.compile("r9")).click()
    publish(page)

    exercise = CourseEdition.objects.first().package["chapters"][1]["body"][-1]["value"]
    assert (exercise["title"], [q["key"] for q in exercise["questions"]]) == ("En ny övning", ["r9"])
    assert re.fullmatch("k2-[0-9a-f]{6}", exercise["key"])


def test_a_question_gets_a_new_option_beside_its_preview(desk, course):
    question = Question.objects.get(key="r1")
    page = desk.go(reverse("wagtailsnippets_quizzes_singlechoicequestion:edit", args=[question.pk]))
    page.locator("button.c-sf-add-button").last.click()
    page.locator("[name=options-3-value-text]").fill("Aldrig")
    page.locator("[data-side-panel-toggle=preview]").click()
    expect(page.frame_locator("#w-preview-iframe").locator("body")).to_contain_text("Aldrig", timeout=15_000)
    publish(page)
    options = Question.objects.get(pk=question.pk).question_data()["options"]
    assert [option["text"] for option in options] == ["Varje vecka", "Varje månad", "Mer sällan", "Aldrig"]


def test_a_picture_is_chosen_for_the_diploma(desk, course):
    page = desk.go(f"/admin/pages/{course.pk}/edit/")
    page.get_by_role("tab", name="Kursens inställningar").click()
    page.locator("#id_issuer_mark-chooser").get_by_role("button", name="Välj").first.click()
    page.locator(".modal-body .listing a, .modal-body a[data-chooser-modal-choice]").first.click()
    expect(page.locator("#id_issuer_mark-chooser .chooser__title")).to_contain_text("ruta")
