"""A course taker's steps, as a person takes them: by what the page says."""

import re

from django.core import mail
from playwright.sync_api import ConsoleMessage, Page, expect

from lms.results.models import Attempt
from quizzes.rules import question_from

THOUGHT = "Vi ringer, men vi lyssnar för lite. 😊 <b>fet</b> שלום"


class Journey:
    """One person's way through the course."""

    def __init__(self, page: Page, base: str):
        self.page, self.base = page, base
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def come_in(self, path: str, name: str, email: str) -> None:
        """The course link, name and address, and the code from the mail."""
        self.go(path)
        self.page.get_by_label("Ditt namn").fill(name)
        self.page.get_by_label("Din e-postadress").fill(email)
        self.page.locator("main form.form button.button").first.click()
        self.give_code()

    def give_code(self) -> None:
        """Types the newest mail's code."""
        expect(self.page.locator("input[name=code]")).to_be_visible()
        self.page.locator("input[name=code]").fill(newest_code())
        self.page.locator("main form button.button:not(.button-quiet):not(.button-plain)").first.click()

    def answer(self, question) -> None:
        """Answers a reflection question or statement: the first choice, or a thought."""
        key = question.get_attribute("data-question")
        free = question.locator("textarea")
        if free.count():
            free.fill(f"{THOUGHT} ({key})")
        else:
            question.locator(".options input").first.check()

    def do_exercises(self) -> None:
        """Answers and gives every exercise of the chapter."""
        for anchor in self.page.locator("section.exercise").evaluate_all("found => found.map(e => e.id)"):
            exercise = self.page.locator(f"section.exercise[id='{anchor}']")
            for question in exercise.locator("fieldset.question").all():
                self.answer(question)
            exercise.get_by_role("button", name="Klart med övningen").click()
            expect(self.page.locator(f"section.exercise[id='{anchor}'] .notice-success")).to_be_visible()

    def finish_chapter(self) -> None:
        """The exercises, and the button at the end."""
        self.do_exercises()
        with self.page.expect_navigation():
            self.page.locator(".chapter-end form button").first.click()

    def take_test(self, right: int) -> None:
        """An attempt with so many right answers, handed in."""
        self.page.locator("main form button.button").first.click()
        expect(self.page.locator("fieldset.test-question")).to_have_count(11)
        attempt = Attempt.objects.get(submitted_at=None)
        for number, data in enumerate(attempt.questions):
            question = question_from(data)
            correct = sorted(question.correct_keys)
            wrong = sorted(question.option_keys - question.correct_keys)[:1]
            for key in correct if number < right else wrong:
                self.page.locator(f"input[name='{question.key}'][value='{key}']").check()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=re.compile("Lämna in")).click()


def newest_code() -> str:
    """The six digits of the newest mail."""
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
