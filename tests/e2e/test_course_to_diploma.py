"""The main job, walked in a real browser: from course link to diploma, verify page and method book."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from lms.diplomas.models import Diploma, MethodBook
from lms.enrolment.models import Enrolment
from lms.learning.actions import make_method_book
from lms.reflections.models import GivenAnswer
from tests.e2e.journey import THOUGHT

NAME = "Åsa Öberg-Nguyễn"
TITLE = "Vägen till arbetsgivarna (VTA)"


def walk(journey, link):
    """The whole way. The caller decides on screen, script and hands."""
    page = journey.page
    journey.come_in(link.get_absolute_url(), NAME, "asa@example.org")
    assert journey.heading() == TITLE
    journey.go_on()
    for number in range(1, 8):
        expect(page.locator(".kicker").first).to_have_text(f"Kapitel {number} av 7")
        journey.finish_chapter()
    assert journey.heading() == TITLE

    journey.go_on()
    journey.take_test(right=7)
    expect(page.locator(".score.is-failed .score-number")).to_have_text(re.compile("7.*11"))
    expect(page.locator(".look-again li").first).to_be_visible()
    journey.go("/kurs/vta/prov/")
    journey.take_test(right=8)
    expect(page.locator(".score.is-passed .score-number")).to_have_text(re.compile("8.*11"))
    expect(page.locator(".results .result")).to_have_count(11)

    journey.go("/kurs/vta/utvardering/")
    journey.evaluate()
    journey.press(page.get_by_role("button", name="Hämta mitt diplom"))
    expect(page.locator(".diploma-name")).to_have_text(NAME)
    return Diploma.objects.get()


def check_diploma(journey, diploma):
    """The PDF opened, text and tags read back; the verify page."""
    page = journey.page
    response = page.request.get(f"{journey.base}/kurs/vta/diplom.pdf")
    assert response.headers["content-type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(response.body()))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert NAME in text
    assert diploma.number in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "sv"
    assert page.request.get(f"{journey.base}/kurs/vta/diplom.pdf").body() == response.body()

    page.context.clear_cookies()
    journey.go(f"/diplom/{diploma.number}/")
    expect(page.locator(".verdict.is-valid")).to_be_visible()
    facts = page.locator("dl.facts").inner_text()
    for fact in (NAME, diploma.course_title, diploma.number, diploma.issuer):
        assert fact in facts


def test_a_course_taker_goes_from_link_to_diploma(journey, link):
    diploma = walk(journey, link)
    enrolment = Enrolment.objects.get()
    assert (enrolment.organisation, enrolment.via) == (link.organisation, link.via)
    assert GivenAnswer.objects.filter(enrolment=enrolment, question_key__startswith="r").count() == 20
    assert GivenAnswer.objects.get(question_key="r3").value == f"{THOUGHT} (r3)"

    journey.go("/kurs/vta/metodbok/?svar=1")
    expect(journey.page.locator("main")).to_contain_text(f"{THOUGHT} (r3)")
    journey.press(journey.page.get_by_role("button", name="Gör en pdf"))
    make_method_book.call(MethodBook.objects.get().pk)
    book = journey.page.request.get(f"{journey.base}/kurs/vta/metodbok.pdf?svar=1")
    pdf = PdfReader(io.BytesIO(book.body()))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(pdf.pages) > 20
    check_diploma(journey, diploma)


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
def test_on_a_phone_it_is_the_same_way_with_what_to_do_in_view_and_no_sideways_scroll(by_touch, link):
    check_diploma(by_touch, walk(by_touch, link))


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_the_same_way(journey, link):
    check_diploma(journey, walk(journey, link))
