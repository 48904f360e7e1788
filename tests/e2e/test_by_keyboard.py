"""The whole way with the keyboard alone: every question type, film, test, evaluation, diploma; the focus always to be seen."""

import re

import pytest
from playwright.sync_api import expect

from lms.diplomas.models import Diploma
from lms.reflections.models import GivenAnswer
from tests.e2e.journey import until

pytestmark = pytest.mark.browser_context_args(reduced_motion="reduce")
NAME = "Åsa Öberg-Nguyễn"


def test_the_whole_way_needs_no_mouse(by_keyboard, short_link):
    walk, page = by_keyboard, by_keyboard.page
    walk.come_in(short_link.get_absolute_url(), NAME, "asa@example.org")
    assert walk.heading() == "Minikursen"
    walk.go_on()

    watch_the_film(walk)
    walk.finish_chapter()
    expect(page.locator(".kicker").first).to_have_text("Kapitel 2 av 2")
    unfold(walk, page.locator(".accordion summary").first)
    walk.finish_chapter()
    assert set(GivenAnswer.objects.values_list("question_key", flat=True)) == {"r1", "r2", "r3", "r4"}

    walk.go_on()
    walk.take_test(right=1)
    expect(page.locator(".score.is-failed .score-number")).to_have_text(re.compile("1.*3"))
    walk.take_test(right=2)
    expect(page.locator(".score.is-passed .score-number")).to_have_text(re.compile("2.*3"))
    walk.press(page.get_by_role("link", name="Till utvärderingen"))
    walk.evaluate()
    walk.press(page.get_by_role("button", name="Hämta mitt diplom"))
    expect(page.locator(".diploma-name")).to_have_text(NAME)
    assert Diploma.objects.get().name == NAME
    print(f"{walk.keys} keys")


def watch_the_film(walk):
    """Space starts and stops it; what is said can be unfolded as text."""
    film = walk.page.locator("video[data-film]")
    walk.reach(film)
    walk.key(" ")
    until(walk.page, "document.querySelector('video').currentTime > 0")
    unfold(walk, walk.page.locator(".film-transcript summary"))


def unfold(walk, summary):
    walk.press(summary)
    expect(summary.locator("xpath=..")).to_have_attribute("open", "")


def test_the_first_tab_leads_past_the_menu(by_keyboard, short_link):
    by_keyboard.go(short_link.get_absolute_url())
    by_keyboard.key("Tab")
    skip = by_keyboard.page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    by_keyboard.key("Enter")
    by_keyboard.key("Tab")
    expect(by_keyboard.page.locator("main :focus")).to_have_count(1)
