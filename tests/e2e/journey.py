"""A course taker's steps, as a person takes them: by what the page says, with a mouse, a finger or the keys alone."""

import re

from django.core import mail
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from lms.results.models import Attempt
from quizzes.rules import question_from

THOUGHT = "Vi ringer, men vi lyssnar för lite. 😊 <b>fet</b> שלום"
# Said in the console by WATCH, and by Chromium itself.
FAULTS = ("Content Security Policy", "too wide:", "out of reach:")
# On a phone no page scrolls sideways, and where there is one thing to do it is in view at once: its button, or the field
# to begin with. (Long forms, chapters, the diploma and what is said of it are there to be read first.)
WATCH = """addEventListener("load", () => {
    // Not innerWidth: on a phone it grows with a page that is too wide.
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) console.error(`too wide: ${location.pathname}, by ${wide} pixels`);
    if (document.querySelector("main :is(.question, .chapter, .diploma, .verdict)")) return;
    const button = document.querySelector("main .button:not(.button-quiet, .button-plain, [hidden])");
    const field = button?.form?.querySelector("input:not([type=hidden])");
    const inView = (element) => element.getBoundingClientRect().bottom <= innerHeight;
    if (button && ![button, field].some((element) => element && inView(element)))
        console.error(`out of reach: ${location.pathname}: ${button.textContent.trim()}`);
})"""


class Journey:
    """One person's way through the course."""

    def __init__(self, page: Page, base: str):
        self.page, self.base = page, base
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and any(fault in message.text for fault in FAULTS):
            self.complaints.append(message.text)

    # ---- What hands do ----

    def press(self, button: Locator) -> None:
        button.click()

    def choose(self, option: Locator) -> None:
        option.check()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def go(self, path: str) -> None:
        """Types an address."""
        self.page.goto(self.base + path)

    # ---- The way ----

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def come_in(self, path: str, name: str, email: str) -> None:
        """The course link, name and address, and the code from the mail."""
        self.go(path)
        self.write(self.page.get_by_label("Ditt namn"), name)
        self.write(self.page.get_by_label("Din e-postadress"), email)
        self.press(self.page.get_by_role("button", name="Mejla mig en kod"))
        self.give_code()

    def give_code(self) -> None:
        """Types the newest mail's code."""
        expect(self.page.get_by_label("Kod")).to_be_visible()
        self.write(self.page.get_by_label("Kod"), newest_code())
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name="Gå vidare"))

    def go_on(self) -> None:
        """The one large button of the course page."""
        self.press(self.page.locator("section.continue a.button").first)

    def answer(self, question: Locator) -> None:
        """Answers a reflection question or statement: the first choice, or a thought."""
        key = question.get_attribute("data-question")
        free = question.locator("textarea")
        if free.count():
            self.write(free, f"{THOUGHT} ({key})")
        else:
            self.choose(question.locator(".options input").first)

    def do_exercises(self) -> None:
        """Answers and gives every exercise of the chapter."""
        for anchor in self.page.locator("section.exercise").evaluate_all("found => found.map(e => e.id)"):
            exercise = self.page.locator(f"section.exercise[id='{anchor}']")
            for question in exercise.locator("fieldset.question").all():
                self.answer(question)
            self.press(exercise.get_by_role("button", name="Klart med övningen"))
            expect(self.page.locator(f"section.exercise[id='{anchor}'] .notice-success")).to_be_visible()

    def finish_chapter(self) -> None:
        """The exercises, and the button at the end."""
        self.do_exercises()
        with self.page.expect_navigation():
            self.press(self.page.locator(".chapter-end form button").first)

    def take_test(self, right: int) -> None:
        """An attempt with so many right answers, handed in."""
        self.press(self.page.locator("main form button.button").first)
        expect(self.page.locator("fieldset.test-question").first).to_be_visible()
        attempt = Attempt.objects.get(submitted_at=None)
        assert self.page.locator("fieldset.test-question").count() == attempt.maximum
        for number, data in enumerate(attempt.questions):
            question = question_from(data)
            correct = sorted(question.correct_keys)
            wrong = sorted(question.option_keys - question.correct_keys)[:1]
            for key in correct if number < right else wrong:
                self.choose(self.page.locator(f"input[name='{question.key}'][value='{key}']"))
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name=re.compile("Lämna in")))

    def evaluate(self) -> None:
        """Answers and gives the evaluation; the diploma's page follows."""
        expect(self.page.get_by_role("button", name="Lämna utvärderingen")).to_be_visible()
        for statement in self.page.locator("fieldset.question").all():
            self.answer(statement)
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name="Lämna utvärderingen"))


class ByTouch(Journey):
    """With a finger, on a small screen."""

    def __init__(self, page: Page, base: str):
        super().__init__(page, base)
        page.add_init_script(WATCH)

    def press(self, button: Locator) -> None:
        button.tap()

    def choose(self, option: Locator) -> None:
        option.tap()
        expect(option).to_be_checked()


def until(page: Page, script: str, seconds: int = 15) -> None:
    """Waits for a script to say true. (Playwright's own way evaluates in the page, which our policy refuses.)"""
    for _ in range(seconds * 20):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {script}")


def newest_code() -> str:
    """The six digits of the newest mail."""
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
