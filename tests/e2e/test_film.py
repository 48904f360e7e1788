"""A chapter's film in a real browser: it plays in pieces, with captions, goes on where it stopped, and may be gone."""

import pytest
from playwright.sync_api import expect

from content.models import ChapterPage
from lms.progress.models import Step, StepKind
from media.models import Film
from tests.e2e.journey import until
from tests.factories import enrolled

VIDEO = "document.querySelector('video[data-film]')"
GONE = "Filmen går inte att visa just nu."


@pytest.fixture
def amira(vta, log_in):
    enrolment = enrolled(vta)
    log_in(enrolment.user)
    return enrolment


def first_chapter(course):
    return ChapterPage.objects.child_of(course).first().slug


def test_it_plays_in_pieces_with_captions(journey, vta, amira):
    pieces = []
    journey.page.on("response", lambda answer: pieces.append(answer.status) if answer.url.endswith("/film/") else None)
    journey.go(f"/vta/{first_chapter(vta)}/")
    until(journey.page, f"{VIDEO}.readyState >= 1")
    assert journey.page.evaluate(f"{VIDEO}.duration") == pytest.approx(Film.objects.get(key="vta-k1").duration, abs=1)

    journey.page.locator("video[data-film]").press(" ")
    until(journey.page, f"{VIDEO}.currentTime > 0.5")
    assert set(pieces) == {206}
    track = journey.page.evaluate(
        f"(({{ kind, language, mode, cues }}) => [kind, language, mode, cues.length])({VIDEO}.textTracks[0])"
    )
    assert track[:3] == ["captions", "sv", "showing"]
    assert track[3] > 3


def test_it_goes_on_at_the_second_where_it_stopped(journey, vta, amira):
    journey.go(f"/vta/{first_chapter(vta)}/")
    until(journey.page, f"{VIDEO}.readyState >= 1")
    with journey.page.expect_response(
        lambda answer: answer.url.endswith("/plats/") and "film" in answer.request.post_data
    ):
        # The slider moved, a moment played, and paused.
        journey.page.evaluate(f"{VIDEO}.currentTime = 20; {VIDEO}.muted = true; {VIDEO}.play()")
        until(journey.page, f"{VIDEO}.currentTime > 20.2")
        journey.page.evaluate(f"{VIDEO}.pause()")
    assert Step.objects.get(enrolment=amira, kind=StepKind.FILM).position == 20

    journey.go("/vta/")
    expect(journey.page.locator("section.continue")).to_contain_text("Du stannade i filmen, vid 0:20.")
    journey.go_on()
    expect(journey.page.locator("video[data-film]")).to_be_in_viewport()
    until(journey.page, f"{VIDEO}.currentTime === 20")


def test_a_film_that_is_gone_is_said_to_be_gone_and_its_words_stay(journey, vta, amira):
    journey.page.route("**/film/vta-k1/film/", lambda route: route.fulfill(status=404, body=""))
    journey.go(f"/vta/{first_chapter(vta)}/")
    expect(journey.page.get_by_text(GONE)).to_be_visible()
    expect(journey.page.locator("video")).to_be_hidden()
    expect(journey.page.locator(".film-transcript p").first).to_be_visible()


def test_a_film_that_has_not_begun_to_load_is_not_taken_for_gone(journey, vta, amira):
    # What a busy browser says for a moment before it looks for the file.
    journey.page.add_init_script("""
        let early = true;
        const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "networkState").get;
        Object.defineProperty(HTMLMediaElement.prototype, "networkState", { get() { return early ? 3 : real.call(this); } });
        addEventListener("load", () => (early = false));
    """)
    journey.go(f"/vta/{first_chapter(vta)}/")
    until(journey.page, f"{VIDEO}.readyState >= 1")
    expect(journey.page.locator("video[data-film]")).to_be_visible()
    expect(journey.page.get_by_text(GONE)).to_be_hidden()
