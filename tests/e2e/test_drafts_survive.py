"""What a course taker writes is never lost: the same text through every way a connection, a session or a device can fail."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from lms.reflections.models import Draft
from lms.results.models import Attempt
from tests.e2e.journey import newest_code, until
from tests.e2e.soundness import faults_of
from tests.factories import do_chapters, enrolled, link_to, person

CHAPTER = "/mini/ga-vidare/"
TEXT = "Vi ringer, men vi lyssnar för lite. 😊 <b>fet</b> שלום"
SAVED = re.compile(r"^Sparat \d\d:\d\d$")
UNSAVED = re.compile("Inte sparat än")


@pytest.fixture
def amira(course, log_in):
    enrolment = enrolled(course)
    log_in(enrolment.user)
    return enrolment


@pytest.fixture
def writing(journey, amira):
    """The chapter with its free text, open."""
    journey.go(CHAPTER)
    return Writing(journey.page)


class Writing:
    """A page with the question r4: its field, its line about saving, and the other version where there is one."""

    def __init__(self, page):
        self.page = page
        self.question = page.locator("fieldset[data-question=r4]")
        self.field = self.question.locator("textarea")
        self.status = self.question.get_by_role("status").last
        self.conflict = self.question.locator(".conflict")

    def write(self, text):
        self.field.press_sequentially(text) if len(text) < 20 else self.field.fill(text)

    def saved(self):
        expect(self.status).to_have_text(SAVED)

    def kept_here(self):
        """How many texts the device keeps."""
        return self.page.evaluate("Object.keys(localStorage).filter((key) => key !== 'vagen:pace').length")


def kept(enrolment, key="r4"):
    draft = Draft.objects.filter(enrolment=enrolment, question_key=key).first()
    return draft and draft.value


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


def expect_logged_out(page):
    expect(page.get_by_role("navigation", name="Sidans meny").get_by_role("link", name="Logga in")).to_be_visible()


def log_in_with_code(page, email):
    page.get_by_label("Din e-postadress").fill(email)
    page.get_by_role("button", name="Mejla mig en kod").click()
    page.get_by_label("Kod").fill(newest_code())
    page.get_by_role("button", name="Gå vidare").click()


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
