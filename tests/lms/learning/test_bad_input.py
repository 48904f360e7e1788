"""What people, browsers and scripts may send that no form of ours asks for: a clear page in Swedish, the right status, nothing lost.

Files, links, codes, diplomas and the test's own form have theirs beside them; this is what crosses several rooms.
"""

import io
import json
import subprocess

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from content.models import ChapterPage
from lms.diplomas import pdf
from lms.diplomas.models import Diploma
from lms.enrolment.models import Enrolment
from lms.learning.actions import make_method_book, order_method_book
from lms.learning.queries import learner_in
from lms.progress.models import Step
from lms.reflections.models import Draft, GivenAnswer
from lms.results.models import Attempt
from lms.results.queries import asked
from tests import factories
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db
FORM = "/kurs/mini/ovning/k2-o1/"
CHAPTER = "/mini/ga-vidare/"
SCRIPT = '</textarea></p><script>alert("å")</script><img src=x onerror=alert(1)>'
# What is typed, and what is kept of it.
TEXTS = {
    "NUL": ("Hej\x00 då", "Hej då"),
    "control characters": ("Hej\x1b[31m\x07 då\x85", "Hej[31m då"),
    "emoji": ("👩🏽‍🔧 jobbar 🇸🇪", "👩🏽‍🔧 jobbar 🇸🇪"),
    "right to left": ("שלום \u202eabc\u202c عمل", "שלום \u202eabc\u202c عمل"),
    "html": (SCRIPT, SCRIPT),
    "template": ("{{ request.user }} {% csrf_token %} ${7*7}", "{{ request.user }} {% csrf_token %} ${7*7}"),
    "lines": ("ett\r\ntvå\rtre\n", "ett\ntvå\ntre"),
    "combining": ("Z̸̢̛a̵l̴g̷o̸ Åå", "Z̸̢̛a̵l̴g̷o̸ Åå"),
    "formula": ('=cmd|"/c calc"!A1', '=cmd|"/c calc"!A1'),
}


def kept(enrolment, key="r4"):
    return Draft.objects.get(enrolment=enrolment, question_key=key).value


def clear(answer, status):
    """A page of ours in Swedish: one heading, a way on, nothing of the machinery."""
    page = Page(answer)
    assert (page.status, page.soup.html["lang"]) == (status, "sv")
    assert len(page.all("h1")) == 1
    assert page.links("main") or page.has("main form")
    assert "Traceback" not in answer.text
    return page


@pytest.mark.parametrize("typed", TEXTS)
def test_any_text_is_kept_given_and_shown_as_text(learner_client, amira, typed):
    text, wanted = TEXTS[typed]
    learner_client.post(FORM, {"r3": "r3a", "r4": text, "action": "give"})
    assert kept(amira) == wanted
    assert GivenAnswer.objects.get(question_key="r4").value == wanted
    page = Page(learner_client.get(CHAPTER))
    assert page.soup.select_one("textarea[name=r4]").get_text().removeprefix("\n") == wanted
    assert [page.has("main script"), page.has("[onerror]")] == [False, False]

    factories.pass_test(amira)
    book = Page(learner_client.get("/kurs/mini/metodbok/?svar=1"))
    assert "".join(wanted.split()) in "".join(book.soup.select_one("main").get_text().split())
    assert [book.has("main script"), book.has("[onerror]")] == [False, False]


def test_the_method_book_as_pdf_holds_what_was_written_and_runs_nothing(learner_client, amira):
    text = "".join(f"{wanted}\n" for _, wanted in TEXTS.values())[:1900]
    learner_client.post(FORM, {"r3": "r3a", "r4": text, "action": "give"})
    book = order_method_book(learner=learner_in(amira.user, "mini"), with_answers=True)
    make_method_book.call(book.pk)
    factories.pass_test(amira)
    made = learner_client.get("/kurs/mini/metodbok.pdf?svar=1").content
    words = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert '<script>alert("å")</script>' in words
    assert "{{ request.user }}" in words
    assert b"/JavaScript" not in made


def test_a_text_too_long_comes_back_whole_and_the_rest_is_saved(learner_client, amira):
    text = "å" * 50_000
    page = clear(learner_client.post(FORM, {"r3": "r3a", "r4": text, "action": "give"}), 422)
    assert page.soup.select_one("textarea[name=r4]").get_text().removeprefix("\n") == text
    assert page.all(".error-summary a") == [
        "Reflektionsfråga 4: Texten är för lång. Korta den och spara igen – det du skrev står kvar här."
    ]
    assert kept(amira, "r3") == ["r3a"]
    assert not GivenAnswer.objects.exists()


NAME = "<script>alert(1)</script> {{ 7|add:7 }} “Åsa” عبد王"


def test_a_name_is_text_everywhere(client, course, link, django_capture_on_commit_callbacks):
    client.post(link.get_absolute_url(), {"name": NAME, "email": "asa@example.org"})
    (sent,) = mail.outbox
    assert "<script" not in sent.body + sent.subject
    enrolment = factories.enrolled(course, name=NAME, link=link)
    diploma = factories.diploma_of(enrolment)
    client.force_login(enrolment.user)
    for address in ("/mini/", "/kurs/mini/diplom/", "/kurs/mini/metodbok/?svar=1", f"/diplom/{diploma.number}/"):
        page = Page(client.get(address))
        assert not page.has("main script"), address
        if "diplom" in address:
            assert NAME in page.soup.get_text(), address
    words = PdfReader(io.BytesIO(pdf.render_diploma(diploma))).pages[0].extract_text()
    assert "alert(1)" in words
    assert (
        "14" not in words.replace(diploma.number, "").replace(str(diploma.issued_on.year), "").split("har genomfört")[0]
    )


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"r3": "finns-inte"},
        {"r3": ["r3a", "r3b", "r3c"]},
        {"r3": "r1a"},
        {"r1": "r1a"},
        {"r4-version": "-1"},
        {"r4-version": "9" * 400, "r4": "x"},
        {"person": "junk", "r4": "x"},
        {"take": "r4"},
        {"keep": "finns-inte"},
        {"action": "give\x00"},
    ],
)
def test_an_exercise_posted_in_any_way_breaks_nothing(learner_client, amira, fields):
    learner_client.post(FORM, {"r3": "r3a", "r4": "Det jag skrev.", "action": "save"})
    answer = learner_client.post(FORM, fields | {"action": fields.get("action", "give")}, follow=True)
    assert answer.status_code in (200, 422)
    assert len(Page(answer).all("h1")) == 1
    texts = Draft.objects.filter(enrolment=amira, question_key="r4").values_list("value", "aside").get()
    assert "Det jag skrev." in str(texts)


def test_a_stale_form_keeps_both_texts(learner_client, amira):
    old = Page(learner_client.get(CHAPTER)).fields(f"form[action='{FORM}']")
    learner_client.post(FORM, old | {"r4": "Från telefonen.", "action": "save"})
    learner_client.post(FORM, old | {"r4": "Från datorn.", "action": "give"})
    page = Page(learner_client.get(CHAPTER))
    assert page.soup.select_one("textarea[name=r4]").get_text().strip() == "Från telefonen."
    assert page.all(".conflict-other") == ["Från datorn."]
    assert not GivenAnswer.objects.exists()


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("/kurs/mini/ovning/utvardering/", {"e1": "1"}, 302),
        ("/kurs/mini/prov/", {}, 403),
        ("/kurs/mini/diplom/", {"name": "Amira"}, 422),
        ("/kurs/mini/metodbok/bestall/", {}, 302),
        ("/kurs/mini/ovning/finns-inte/", {"r4": "x"}, 404),
        ("/kurs/mini/kapitel/finns-inte/klart/", {}, 404),
        ("/kurs/finns-inte/prov/", {}, 404),
    ],
)
def test_what_is_posted_too_early_or_to_nothing_does_nothing(learner_client, amira, address, fields, status):
    assert learner_client.post(address, fields).status_code == status
    clear(learner_client.post(address, fields, follow=True), 200 if status == 302 else status)
    assert not Attempt.objects.exists()
    assert not Draft.objects.exists()
    assert not Diploma.objects.exists()


def test_who_is_not_enrolled_cannot_post_anything(client, course, amira):
    attempt = factories.open_attempt(amira)
    client.force_login(factories.person("Bo", "bo@example.org"))
    for address in (
        FORM,
        "/kurs/mini/prov/",
        reverse("attempt", args=["mini", attempt.uuid]),
        "/kurs/mini/kapitel/k1/klart/",
        "/kurs/mini/diplom/",
    ):
        clear(client.post(address, {"q1": "q1a", "r4": "x", "action": "give"}), 404)
    attempt.refresh_from_db()
    assert (attempt.answers, attempt.submitted_at) == ({}, None)
    assert Enrolment.objects.count() == 1


def test_a_course_taken_down_half_way_says_so_and_has_everything_when_it_is_back(
    learner_client, amira, course, django_capture_on_commit_callbacks
):
    learner_client.post(FORM, {"r3": "r3a", "r4": "Det jag skrev.", "action": "save"})
    attempt = factories.open_attempt(amira)
    diploma = factories.diploma_of(factories.enrolled(course, name="Bo Öst"))
    with django_capture_on_commit_callbacks(execute=True):
        course.unpublish()
    test = reverse("attempt", args=["mini", attempt.uuid])
    for address in ("/mini/", CHAPTER, "/kurs/mini/fortsatt/", "/kurs/mini/prov/", test, "/kurs/mini/diplom/"):
        page = clear(learner_client.get(address), 404)
        assert "Allt du har skrivit i kursen finns kvar." in page.all("main p")
    assert learner_client.post(FORM, {"r4": "Mer."}).status_code == 404
    sent = json.dumps({"value": "Mer.", "base_version": 1})
    assert learner_client.post("/kurs/mini/utkast/r4/", sent, content_type="application/json").status_code == 404
    assert Page(learner_client.get("/mina-kurser/")).has(".empty")
    clear(learner_client.get(f"/diplom/{diploma.number}/"), 200)
    assert Page(learner_client.get("/")).status == 200

    with django_capture_on_commit_callbacks(execute=True):
        course.refresh_from_db()
        course.save_revision().publish()
    assert Page(learner_client.get(CHAPTER)).soup.select_one("textarea[name=r4]").get_text().strip() == "Det jag skrev."
    assert learner_client.get(test).status_code == 200


def test_a_chapter_that_goes_takes_no_answer_with_it(learner_client, amira, course, django_capture_on_commit_callbacks):
    factories.do_chapters(amira)
    learner_client.get(CHAPTER)
    attempt = factories.open_attempt(amira)
    with django_capture_on_commit_callbacks(execute=True):
        ChapterPage.objects.child_of(course).get(key="k2").unpublish()
    clear(learner_client.get(CHAPTER), 404)
    assert learner_client.post("/kurs/mini/kapitel/k2/klart/").status_code == 404
    assert learner_client.post(FORM, {"r4": "Mer."}).status_code == 404
    answer = learner_client.post("/kurs/mini/utkast/r4/", '{"value": "Mer."}', content_type="application/json")
    assert (answer.status_code, answer.json()) == (404, {"message": "Frågan finns inte längre i kursen."})
    assert GivenAnswer.objects.filter(question_key="r4").exists()
    assert clear(learner_client.get("/mini/"), 200).all(".path-stop .path-mark")[:1] == ["1"]
    assert learner_client.get("/kurs/mini/fortsatt/").status_code == 302

    # The attempt keeps the questions as they were asked, and its result names no chapter that is gone.
    wrong = {question.key: factories.wrong_answer(question) for question in asked(attempt)}
    page = clear(learner_client.post(reverse("attempt", args=["mini", attempt.uuid]), wrong, follow=True), 200)
    assert page.all(".look-again a") == ["Kapitel 1: Börja här"]
    factories.pass_test(amira)
    factories.evaluate(amira)
    clear(learner_client.get("/kurs/mini/metodbok/?svar=1"), 200)
    clear(learner_client.get("/kurs/mini/diplom/"), 200)


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": ";;;q=x, " + "sv-" * 2000},
        {"accept-language": "../../etc"},
        {"cookie": "sessionid=" + "å" * 50},
        {"cookie": "sessionid=../../x; csrftoken=" + "x" * 5000},
        {"cookie": "language=<script>; junk; =;=;"},
        {"if-modified-since": "i går", "if-none-match": '"'},
        {"x-forwarded-for": "<script>, 999.999.1.1", "forwarded": "for=junk"},
        {"x-requested-with": "XMLHttpRequest", "accept": "junk/¤;q=9"},
        {"user-agent": ""},
        {"range": "bytes=0-,-1,x"},
        {"referer": "javascript:alert(1)"},
    ],
)
def test_headers_full_of_junk_get_the_page_all_the_same(client, course, headers):
    for address in ("/", "/mini/", "/konto/login/code/"):
        clear(client.get(address, headers=headers), 200)


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/mini/%00/",
        "/mini/../../etc/passwd/",
        "/kurs/mini/prov/inte-en-uuid/",
        "/kurslank/" + "a" * 5000 + "/",
        "/diplom/%F0%9F%98%80/",
        "/diplom/%FF%FE/",
        "/diplom/" + "K7MX" * 500 + "/",
        "/kurs/mini/film/x/..%2f..%2fsettings.py/",
        "/media/%00",
        "/media/..%2f..%2fdb.sqlite3",
        "/MINI/",
        "/mini/Börja-Här/",
    ],
)
def test_addresses_that_lead_nowhere_are_404(client, course, path):
    clear(client.get(path), 404)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
        ("application/x-www-form-urlencoded; charset=klingon", b"r4=x"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=\x00&%zz=%"),
        ("text/xml", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"),
        ("", b"\x00" * 1000),
    ],
)
def test_a_body_that_is_no_form_of_ours_changes_nothing(learner_client, amira, content_type, body):
    learner_client.post(FORM, {"r4": "Det jag skrev.", "action": "save"})
    answer = learner_client.generic("POST", FORM, body, content_type=content_type)
    assert answer.status_code in (302, 400, 422)
    if answer.status_code != 302:
        clear(answer, answer.status_code)
    assert "Det jag skrev." in str(Draft.objects.values_list("value", "aside").get(question_key="r4"))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", [FORM, CHAPTER, "/kurs/mini/prov/", "/kurs/mini/plats/", "/mini/", "/diplom/"])
def test_other_verbs_do_nothing(learner_client, amira, method, path):
    assert learner_client.generic(method, path).status_code == 405
    assert not Draft.objects.exists()
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    "there", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "\x00"]
)
@pytest.mark.parametrize("by", ["/sprak/", "/konto/logout/"])
def test_nobody_is_led_to_another_site(learner_client, by, there):
    answer = learner_client.post(by, {"language": "en", "next": there})
    assert answer.status_code == 302
    assert answer.url == "/"
