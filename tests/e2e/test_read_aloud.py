"""A chapter read aloud: its recordings in order, the one that is read marked, and the browser's voice for what is one's own.

Sound and voice are the outside devices here: what is asked of them is taken down. That the files are sound is held by
tests/media/test_studio_narration.py.
"""

import pytest
from playwright.sync_api import expect

from content.models import ChapterPage
from media.speech import speech_hash
from tests.e2e.journey import until
from tests.e2e.soundness import faults_of
from tests.factories import enrolled

# A loudspeaker that plays a recording as long as the test wants, and a Swedish voice.
DEVICES = """
    window.heard = [];
    window.spoken = [];
    for (const name of ["play", "pause"]) {
        const real = HTMLMediaElement.prototype[name];
        HTMLMediaElement.prototype[name] = function () {
            if (this instanceof HTMLAudioElement) {
                window.speaker = this;
                window.heard.push([name, this.src.split("/").pop(), this.playbackRate]);
                return Promise.resolve();
            }
            return real.call(this);
        };
    }
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => [{ lang: "en-GB", name: "Daniel" }, ...(window.noVoice ? [] : [{ lang: "sv-SE", name: "Alva" }])],
        speak: (utterance) => window.spoken.push(utterance),
        cancel: () => window.spoken.forEach((utterance) => (utterance.onend = utterance.onerror = null)),
    } });
"""
FINISH = "window.speaker.dispatchEvent(new Event('ended'))"
PLAYED = "window.heard.filter(([does]) => does === 'play').map(([, file]) => file)"
MARKED = "[...document.querySelectorAll('.is-being-read')].map((e) => e.tagName + ' ' + e.textContent.trim())"


@pytest.fixture
def amira(vta, log_in):
    enrolment = enrolled(vta)
    log_in(enrolment.user)
    return enrolment


@pytest.fixture
def chapter(vta):
    return ChapterPage.objects.child_of(vta).first()


@pytest.fixture
def listening(journey, amira, chapter):
    """The first chapter with its player."""
    journey.page.add_init_script(DEVICES)
    journey.go(f"/vta/{chapter.slug}/")
    return Listening(journey.page)


class Listening:
    def __init__(self, page):
        self.page = page
        self.bar = page.get_by_role("region", name="Uppläsning")
        self.play = self.bar.locator("[data-play]")
        self.message = self.bar.get_by_role("status")

    def button(self, name):
        return self.bar.get_by_role("button", name=name)

    @property
    def units(self):
        """What can be heard, in order: the recording's file, or empty where the browser's voice is asked."""
        return self.page.evaluate(
            "[...document.querySelectorAll('#main :is([data-say], [data-speak], [data-speak-value])')]"
            ".filter((e) => e.offsetParent && (e.textContent.trim() || e.value)).map((e) => e.dataset.say ?? '')"
        )

    def played(self):
        return self.page.evaluate(PLAYED)

    def marked(self):
        return self.page.evaluate(MARKED)


def test_each_unit_plays_its_recording_and_is_marked(listening, chapter):
    listening.play.click()
    assert listening.marked() == [f"H1 {chapter.title}"]
    assert listening.played() == [f"{speech_hash(chapter.title)}.mp3"]
    wanted = [file for file in listening.units[:6] if file]
    for _ in wanted[1:]:
        listening.page.evaluate(FINISH)
    assert listening.played() == [f"{file}.mp3" for file in wanted]
    assert len(listening.marked()) == 1


def test_every_recording_that_the_page_names_is_there(listening, live_server):
    files = sorted({file for file in listening.units if file})
    assert len(files) > 30
    base = listening.bar.get_attribute("data-audio-base")
    for file in files[:: len(files) // 8]:
        answer = listening.page.request.get(f"{live_server.url}{base}{file}.mp3")
        assert (answer.status, answer.headers["content-type"]) == (200, "audio/mpeg")


def test_a_recording_can_be_heard_in_this_browser(journey, amira, chapter):
    journey.page.add_init_script(
        "const real = HTMLMediaElement.prototype.play;"
        "HTMLMediaElement.prototype.play = function () { window.speaker = this; this.muted = true; return real.call(this); };"
    )
    journey.go(f"/vta/{chapter.slug}/")
    Listening(journey.page).play.click()
    until(journey.page, "window.speaker.currentTime > 0.2 && !window.speaker.error")
    until(
        journey.page, "document.querySelector('.is-being-read')?.tagName === 'P'", seconds=30
    )  # the next one, by itself


def test_pause_goes_on_where_it_was(listening):
    listening.play.click()
    expect(listening.play).to_contain_text("Pausa")
    listening.play.click()
    expect(listening.play).to_contain_text("Spela")
    assert listening.page.evaluate("window.heard.at(-1)[0]") == "pause"
    marked = listening.marked()
    listening.play.click()
    assert listening.marked() == marked


def test_pace_is_changed_and_remembered(listening):
    listening.play.click()
    listening.bar.get_by_label("Takt").select_option("1.5")
    assert listening.page.evaluate("window.speaker.playbackRate") == 1.5
    listening.button("Nästa stycke").click()
    assert listening.page.evaluate("window.speaker.playbackRate") == 1.5
    listening.page.reload()
    expect(listening.bar.get_by_label("Takt")).to_have_value("1.5")


def test_next_and_previous_and_close(listening, chapter):
    listening.play.click()
    listening.button("Nästa stycke").click()
    second = listening.marked()
    assert second != [f"H1 {chapter.title}"]
    listening.button("Föregående stycke").click()
    assert listening.marked() == [f"H1 {chapter.title}"]
    listening.button("Stäng uppläsningen").click()
    assert listening.marked() == []
    expect(listening.play).to_be_focused()


def test_a_section_can_be_heard_on_its_own(listening):
    part = listening.page.locator(".section").nth(1)
    heading = part.locator("h2").inner_text()
    part.get_by_role("button", name=f"Lyssna härifrån: {heading}").click()
    assert listening.marked() == [f"H2 {heading}"]


def test_ones_own_answer_is_read_by_the_browsers_swedish_voice(listening):
    question = listening.page.locator("fieldset.question:has(textarea)").first
    question.locator("textarea").fill("Vi ringer. De svarar inte.")
    unit = question.locator("[data-speak-value]")
    question.locator("button.listen").click()
    for _ in range(20):
        if unit.evaluate("(e) => e.classList.contains('is-being-read')"):
            break
        listening.button("Nästa stycke").click()
    spoken = listening.page.evaluate("window.spoken.map(({ text, voice }) => [text.trim(), voice.lang])")
    assert spoken[-2:] == [["Ditt svar: Vi ringer.", "sv-SE"], ["De svarar inte.", "sv-SE"]]
    listening.page.evaluate("window.spoken.at(-1).onend()")
    assert not unit.evaluate("(e) => e.classList.contains('is-being-read')")


def test_a_recording_that_is_gone_is_spoken_instead(listening, chapter):
    listening.play.click()
    listening.page.evaluate("window.speaker.dispatchEvent(new Event('error'))")
    assert listening.page.evaluate("window.spoken.map(({ text }) => text)") == [chapter.title]


def test_where_there_is_no_swedish_voice_it_says_so_and_goes_on(listening):
    listening.page.evaluate("window.noVoice = true")
    listening.play.click()
    before = listening.marked()
    listening.page.evaluate("window.speaker.dispatchEvent(new Event('error'))")
    expect(listening.message).to_have_text("Ljudet gick inte att hämta. Prova igen om en stund.")
    until(listening.page, f"{MARKED}[0] !== {before[0]!r}")


@pytest.mark.browser_context_args(reduced_motion="reduce")
def test_it_is_worked_with_the_keys_alone(by_keyboard, amira, chapter):
    by_keyboard.page.add_init_script(DEVICES)
    by_keyboard.go(f"/vta/{chapter.slug}/")
    there = Listening(by_keyboard.page)
    by_keyboard.press(there.play)
    assert there.marked() == [f"H1 {chapter.title}"]
    by_keyboard.press(there.button("Nästa stycke"))
    by_keyboard.reach(there.bar.get_by_label("Takt"))
    by_keyboard.key("ArrowDown")
    expect(there.bar.get_by_label("Takt")).to_have_value("1.25")
    by_keyboard.press(there.button("Stäng uppläsningen"))
    assert there.marked() == []


def test_a_page_that_is_read_is_sound(listening):
    listening.play.click()
    listening.button("Nästa stycke").click()
    assert faults_of(listening.page) == []
