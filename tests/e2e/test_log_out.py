"""Sessions end and devices are shared: a text waits for the person who wrote it, and for nobody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.writing import CHAPTER, TEXT, UNSAVED, Writing, expect_logged_out, kept, log_in_with_code
from tests.factories import enrolled, link_to, person


def test_logged_out_in_another_tab_and_in_again(writing, amira):
    other = writing.page.context.new_page()
    other.goto(writing.page.url)
    other.get_by_role("button", name="Logga ut").click()
    expect_logged_out(other)
    writing.write(TEXT)
    expect(writing.status).to_have_text(re.compile("Du har loggats ut"))
    assert kept(amira) is None

    with writing.page.context.expect_page() as opened:
        writing.status.get_by_role("link", name="Logga in").click()
    log_in_with_code(opened.value, amira.user.email)
    expect(opened.value).to_have_url(re.compile(CHAPTER))
    writing.saved()
    assert kept(amira) == TEXT


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_a_form_handed_in_too_late_waits_for_the_log_in(writing, amira):
    writing.page.context.clear_cookies(name="sessionid")
    writing.field.fill(TEXT)
    writing.page.get_by_role("button", name="Spara utkast").click()
    expect(writing.page.get_by_text("Du har blivit utloggad.")).to_be_visible()
    assert kept(amira) is None
    log_in_with_code(writing.page, amira.user.email)
    expect(writing.field).to_have_value(TEXT)
    assert kept(amira) == TEXT


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_another_person_logging_in_never_gets_the_text(writing, amira, course):
    other = enrolled(course, user=person("Bo Öst", "bo@example.org"))
    writing.page.context.clear_cookies(name="sessionid")
    writing.field.fill(TEXT)
    writing.page.get_by_role("button", name="Spara utkast").click()
    log_in_with_code(writing.page, other.user.email)
    expect(writing.page.get_by_role("button", name="Logga ut")).to_be_visible()
    expect(writing.page.get_by_text(TEXT)).to_have_count(0)
    assert kept(other) is None
    assert kept(amira) is None


@pytest.mark.parametrize("why", ["the server fails", "too long", "two versions"])
def test_logging_out_with_a_text_that_is_not_saved_asks_first_and_then_clears_the_device(
    writing, amira, new_context, log_in, why
):
    asked = []
    if why == "the server fails":
        writing.page.route("**/utkast/**", lambda route: route.abort())
    if why == "two versions":
        save_elsewhere(new_context(), log_in, amira, writing.page.url)
    text = "å" * 2001 if why == "too long" else TEXT
    writing.write(text)
    expect(writing.status).to_have_class(re.compile("is-unsaved"))
    assert writing.kept_here() == 1

    writing.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    writing.page.get_by_role("button", name="Logga ut").click()
    for _ in range(100):
        if asked:
            break
        writing.page.wait_for_timeout(50)
    assert asked == [
        "Du har skrivit text som inte är sparad. Den försvinner härifrån om du loggar ut. Vill du logga ut ändå?"
    ]
    expect(writing.field).to_have_value(text)
    assert writing.kept_here() == 1

    writing.page.once("dialog", lambda dialog: dialog.accept())
    writing.page.get_by_role("button", name="Logga ut").click()
    expect_logged_out(writing.page)
    assert writing.kept_here() == 0


def save_elsewhere(context, log_in, enrolment, url):
    log_in(enrolment.user, context)
    there = Writing(context.new_page())
    there.page.goto(url)
    there.write("Skrivet någon annanstans.")
    there.saved()


def test_logging_out_with_everything_saved_asks_nothing(writing, amira):
    writing.field.press_sequentially("Nu")  # on its way: it arrives first
    writing.page.get_by_role("button", name="Logga ut").click()
    expect_logged_out(writing.page)
    assert kept(amira) == "Nu"
    assert writing.kept_here() == 0


def test_another_person_on_the_same_device_never_sees_the_text(writing, amira, course, log_in):
    writing.page.route("**/utkast/**", lambda route: route.abort())
    writing.write(TEXT)
    expect(writing.status).to_have_text(UNSAVED)
    writing.page.unroute("**/utkast/**")
    other = enrolled(course, user=person("Bo Öst", "bo@example.org"), link=link_to(course))
    writing.page.context.clear_cookies()
    log_in(other.user)
    bos = Writing(writing.page.context.new_page())
    bos.page.goto(writing.page.url)
    expect(bos.field).to_have_value("")
    bos.page.wait_for_timeout(500)
    assert kept(other) is None

    writing.field.press("End")
    writing.field.press_sequentially("!")
    expect(writing.status).to_have_text(re.compile("loggats ut|finns kvar"))
    assert kept(other) is None


def test_handing_in_after_the_session_ended_asks_for_the_log_in_and_keeps_it(writing, amira):
    writing.page.context.clear_cookies(name="sessionid")
    writing.field.fill(TEXT)
    writing.page.get_by_role("button", name="Klart med övningen").click()
    log_in_with_code(writing.page, amira.user.email)
    expect(writing.field).to_have_value(TEXT)
    assert kept(amira) == TEXT


@pytest.mark.parametrize("script", [True, False])
def test_after_log_out_the_back_button_shows_nothing_of_it(new_context, live_server, amira, log_in, script):
    context = new_context(java_script_enabled=script)
    log_in(amira.user, context)
    there = Writing(context.new_page())
    there.page.goto(live_server.url + CHAPTER)
    there.field.fill(TEXT)
    if not script:
        there.page.get_by_role("button", name="Spara utkast").click()
    there.saved()
    there.page.reload()
    expect(there.field).to_have_value(TEXT)
    there.page.get_by_role("button", name="Logga ut").click()
    expect_logged_out(there.page)
    there.page.go_back()
    expect_logged_out(there.page)
    expect(there.page.get_by_text(TEXT)).to_have_count(0)
