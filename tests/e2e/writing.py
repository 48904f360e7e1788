"""Somebody writing an answer, and what is kept of it."""

import re

from playwright.sync_api import expect

from lms.reflections.models import Draft
from tests.e2e.journey import newest_code

CHAPTER = "/mini/ga-vidare/"
TEXT = "Vi ringer, men vi lyssnar för lite. 😊 <b>fet</b> שלום"
SAVED = re.compile(r"^Sparat \d\d:\d\d$")
UNSAVED = re.compile("Inte sparat än")


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


def expect_logged_out(page):
    expect(page.get_by_role("navigation", name="Sidans meny").get_by_role("link", name="Logga in")).to_be_visible()


def log_in_with_code(page, email):
    page.get_by_label("Din e-postadress").fill(email)
    page.get_by_role("button", name="Mejla mig en kod").click()
    page.get_by_label("Kod").fill(newest_code())
    page.get_by_role("button", name="Gå vidare").click()
