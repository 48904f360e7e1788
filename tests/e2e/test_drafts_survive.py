"""What a course taker writes is never lost: the same text through every way a connection, a session or a device can fail."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from lms.reflections.models import Draft
from lms.results.models import Attempt
from tests.e2e.journey import until
from tests.e2e.soundness import faults_of
from tests.e2e.writing import CHAPTER, SAVED, TEXT, UNSAVED, Writing, kept
from tests.factories import do_chapters, enrolled


def test_it_saves_itself_and_says_so(writing, amira):
    writing.write(TEXT)
    writing.saved()
    assert kept(amira) == TEXT
    assert writing.kept_here() == 0
    writing.page.reload()
    expect(writing.field).to_have_value(TEXT)
    writing.saved()


def test_each_kind_of_answer_saves_itself(writing, amira):
    several = writing.page.locator("fieldset[data-question=r3]")
    several.get_by_label("Ringa").check()
    several.get_by_label("Skriva").check()
    expect(several.get_by_role("status").last).to_have_text(SAVED)
    assert kept(amira, "r3") == ["r3a", "r3c"]
    several.get_by_label("Jag vill inte svara").check()
    until(writing.page, "document.querySelector('[data-question=r3] .save-status.is-saved') !== null")
    writing.page.goto(writing.page.url.replace(CHAPTER, "/mini/borja-har/"))
    scale = writing.page.locator("fieldset[data-question=r2]")
    scale.get_by_label("Instämmer delvis").check()
    expect(scale.get_by_role("status").last).to_have_text(SAVED)
    assert kept(amira, "r2")
    assert Draft.objects.get(enrolment=amira, question_key="r3").declined


def test_a_lost_connection_keeps_it_here_and_sends_it_later(writing, amira):
    writing.page.context.set_offline(True)
    writing.write(TEXT)
    expect(writing.status).to_have_text(UNSAVED)
    assert kept(amira) is None
    assert writing.kept_here() == 1
    writing.page.context.set_offline(False)
    writing.saved()
    assert kept(amira) == TEXT


def test_a_page_closed_without_connection_finds_it_next_time(writing, amira):
    context = writing.page.context
    context.set_offline(True)
    writing.write(TEXT)
    expect(writing.status).to_have_text(UNSAVED)
    url = writing.page.url
    writing.page.close()
    context.set_offline(False)
    again = Writing(context.new_page())
    again.page.goto(url)
    expect(again.field).to_have_value(TEXT)
    again.saved()
    assert kept(amira) == TEXT
    assert again.kept_here() == 0


@pytest.mark.parametrize("status", [500, 502, 429])
def test_a_server_that_fails_is_asked_again(writing, amira, status):
    failing = {"left": 1}

    def answer(route):
        failing["left"] -= 1
        route.fulfill(status=status, body="oj") if failing["left"] >= 0 else route.continue_()

    writing.page.route("**/utkast/**", answer)
    writing.write(TEXT)
    expect(writing.status).to_have_text(re.compile("finns kvar på den här enheten"))
    writing.saved()
    assert kept(amira) == TEXT


def test_a_text_too_long_is_said_and_stays(writing, amira):
    writing.write("å" * 2001)
    expect(writing.status).to_have_text(re.compile("Texten är för lång"))
    expect(writing.field).to_have_value("å" * 2001)
    writing.field.press("End")
    writing.field.press("Backspace")
    writing.saved()
    assert kept(amira) == "å" * 2000


def test_another_device_has_a_newer_text_and_both_are_offered(writing, amira, new_context, log_in):
    phone = new_context()
    log_in(amira.user, phone)
    there = Writing(phone.new_page())
    there.page.goto(writing.page.url)
    there.write("Skrivet på telefonen.")
    there.saved()

    writing.write("Skrivet på datorn.")
    expect(writing.conflict).to_contain_text("Skrivet på telefonen.")
    expect(writing.field).to_have_value("Skrivet på datorn.")
    assert kept(amira) == "Skrivet på telefonen."
    writing.conflict.get_by_role("button", name="Behåll min text").click()
    writing.saved()
    assert kept(amira) == "Skrivet på datorn."

    there.field.fill("Och så en sak till.")
    expect(there.conflict).to_contain_text("Skrivet på datorn.")
    there.conflict.get_by_role("button", name="Använd den andra versionen").click()
    expect(there.field).to_have_value("Skrivet på datorn.")
    expect(there.conflict).to_have_count(0)
    assert kept(amira) == "Skrivet på datorn."


def test_a_device_that_was_away_offers_both_when_it_is_back(writing, amira, new_context, log_in):
    writing.page.context.set_offline(True)
    writing.write("Skrivet på tåget.")
    expect(writing.status).to_have_text(UNSAVED)
    other = new_context()
    log_in(amira.user, other)
    there = Writing(other.new_page())
    there.page.goto(writing.page.url)
    there.write("Skrivet på kontoret.")
    there.saved()
    writing.page.context.set_offline(False)
    expect(writing.conflict).to_contain_text("Skrivet på kontoret.")
    expect(writing.field).to_have_value("Skrivet på tåget.")
    assert faults_of(writing.page) == []
    writing.page.reload()
    expect(writing.question).to_contain_text("Skrivet på kontoret.")
    both = [writing.field.input_value(), writing.question.inner_text()]
    assert "Skrivet på tåget." in "".join(both)


def test_a_tab_closed_within_a_second_of_typing(writing, amira):
    url = writing.page.url
    writing.field.press_sequentially("Hej då")
    writing.page.close(run_before_unload=False)
    again = Writing(writing.page.context.new_page())
    again.page.goto(url)
    expect(again.field).to_have_value("Hej då")
    again.saved()
    assert kept(amira) == "Hej då"


def test_giving_at_once_gives_what_was_typed_last(writing, amira):
    writing.page.locator("fieldset[data-question=r3]").get_by_label("Ringa").check()
    writing.field.press_sequentially("Nu")
    writing.page.get_by_role("button", name="Klart med övningen").click()
    expect(writing.page.locator(".exercise .notice-success")).to_be_visible()
    assert kept(amira) == "Nu"


def test_answers_of_the_test_survive_too(journey, course, log_in, settings):
    course.test_waits = False
    course.save_revision().publish()
    enrolment = enrolled(course)
    log_in(enrolment.user)
    journey.go("/kurs/mini/prov/")
    journey.page.get_by_role("button", name="Börja testet").click()
    first = journey.page.locator("fieldset[data-question=q1]")
    first.get_by_label("Två").check()
    expect(first.get_by_role("status")).to_have_text(SAVED)
    journey.page.context.set_offline(True)
    second = journey.page.locator("fieldset[data-question=q2]")
    second.get_by_label("Grön").check()
    expect(second.get_by_role("status")).to_have_text(UNSAVED)
    journey.page.context.set_offline(False)
    expect(second.get_by_role("status")).to_have_text(SAVED)
    journey.page.reload()
    expect(first.get_by_label("Två")).to_be_checked()
    expect(second.get_by_label("Grön")).to_be_checked()
    expect(journey.page.get_by_text("2 av 3 besvarade")).to_be_visible()


def test_a_course_taken_down_while_one_writes_loses_nothing(writing, amira, course):
    course.unpublish()
    writing.write(TEXT)
    expect(writing.status).to_have_text(re.compile("Texten finns kvar på den här enheten"))
    assert writing.kept_here() == 1
    course.refresh_from_db()
    course.save_revision().publish()
    writing.saved()
    assert kept(amira) == TEXT


def test_a_question_that_is_closed_says_why_and_not_that_one_is_logged_out(writing, amira):
    why = "Kapitlet öppnas när kapitlet före är klart."
    writing.page.route("**/utkast/**", lambda route: route.fulfill(status=403, json={"message": why}))
    writing.write(TEXT)
    expect(writing.status).to_have_text(why)
    assert writing.kept_here() == 1


def test_a_test_handed_in_whose_answer_is_lost_is_one_attempt_with_its_result(journey, amira):
    do_chapters(amira)
    journey.go("/kurs/mini/prov/")
    journey.page.get_by_role("button", name="Börja testet").click()
    for option in ("Två", "Grön"):
        journey.page.get_by_role("radio", name=option).check()
    journey.page.get_by_role("checkbox", name="Fyra").check()
    there, dropped = journey.page.url, []

    def drop(route):
        route.fetch(max_redirects=0)  # it arrives; what comes back does not
        route.abort()
        dropped.append(route)

    journey.page.route(there, drop)
    with suppress(PlaywrightError):
        journey.page.get_by_role("button", name="Lämna in testet").click()
    while not dropped:
        journey.page.wait_for_timeout(50)
    journey.page.unroute(there)
    journey.page.goto(there)
    expect(journey.page.locator(".score.is-passed .score-number")).to_have_text(re.compile("2.*3"))
    assert Attempt.objects.count() == 1
