"""The interface in English: no Swedish is left on a page but what is marked as Swedish, and names."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from media.models import Film
from tests import factories

OWN_ANSWER = "Vi ringer dem oftare."  # tests.factories
NO_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_BY_PEOPLE = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
# Words that no English sentence holds, besides those with å, ä or ö.
SMALL_WORDS = (
    "alla att av dig din ditt du eller en ett har inte kan kapitlet klart kursen med och som svar till vi visa"
)
SWEDISH = re.compile(rf"\w*[åäöÅÄÖ]\w*|\b(?:{'|'.join(SMALL_WORDS.split())})\b", re.IGNORECASE)


class EnglishParts(HTMLParser):
    """What a page says in English: text, and attributes that are read, outside elements of another language."""

    def __init__(self, page):
        super().__init__()
        self.open, self.said = [("", "")], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        language = facts.get("lang") or self.open[-1][1]
        if tag not in NO_END:
            self.open.append((tag, language))
        if language != "en":
            return
        self.said += [value for name, value in attrs if value and (name in READ_BY_PEOPLE or "-text" in name)]
        if facts.get("id") == "app-texts":  # what the script says
            self.said += [value for name, value in attrs if value and name.startswith("data-") and "url" not in name]

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if self.open[-1][1] == "en" and self.open[-1][0] not in {"script", "style"}:
            self.said.append(text)


def swedish_words(page, names):
    """The Swedish words that a page says as if they were English; `names` keep their spelling in every language."""
    said = "\n".join(EnglishParts(page).said)
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "")
    return [
        f"{found.group()} … {line.strip()[:80]}"
        for line in said.splitlines()
        for found in SWEDISH.finditer(line)
        if not found.group().isupper()  # the standard EN 301 549
    ]


@pytest.fixture
def names(course):
    """Titles, which an English sentence may quote and an attribute may hold, the site's name, and what a learner wrote."""
    titles = {course.title, "Vägen till arbetsgivarna", OWN_ANSWER, *Film.objects.values_list("title", flat=True)}
    for chapter in factories.edition_of(course).course.chapters:
        titles |= {chapter.title, *(exercise.title for exercise in chapter.exercises)}
    return titles


@pytest.fixture
def link(course):
    return factories.link_to(course, factories.kommun("Kinda kommun", parent=factories.forbund("Finsam Tranemo")))


@pytest.fixture
def amira(course, link):
    return factories.enrolled(course, link=link)


@pytest.fixture
def assert_english(client, names):
    """Opens the address in English and looks for Swedish."""
    client.cookies["language"] = "en"

    def look(address, status=200):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == status, address
        assert '<html lang="en"' in page, address
        assert swedish_words(page, names) == [], address

    return look


def test_a_visitor_meets_english(course, link, assert_english):
    assert_english("/")
    assert_english(reverse("course_link", args=[link.token]))
    assert_english(reverse("account_request_login_code"))
    assert_english(reverse("diploma_verify"))
    assert_english(reverse("diploma_facts", args=["AAAA-AAAA-AAAA"]), 404)
    assert_english(reverse("accessibility_statement"))
    assert_english(reverse("privacy"))
    assert_english("/finns-inte/alls/inte/", 404)


@pytest.mark.parametrize("problem", ["revoked", "expired", "used_up"])
def test_a_link_that_cannot_be_used_says_so_in_english(course, link, amira, assert_english, problem):
    now = timezone.now()
    changes = {"revoked": {"revoked_at": now}, "expired": {"expires_at": now}, "used_up": {"max_uses": 1}}
    type(link).objects.update(**changes[problem])

    assert_english(reverse("course_link", args=[link.token]), 410)


def test_a_course_taker_meets_english_in_the_middle_of_the_course(client, course, amira, assert_english):
    client.force_login(amira.user)
    edition = factories.edition_of(course)
    first, second = edition.course.chapters[:2]
    factories.draft(amira, first.exercises[0])

    assert_english(reverse("course_page", args=[course.slug]))
    assert_english(reverse("chapter", args=[course.slug, first.slug]))
    assert_english(reverse("chapter", args=[course.slug, second.slug]))
    assert_english(reverse("test", args=[course.slug]))
    assert_english(reverse("diploma", args=[course.slug]))
    assert_english(reverse("account_logout"))


def test_a_course_taker_meets_english_to_the_end(client, course, amira, assert_english):
    client.force_login(amira.user)
    factories.do_chapters(amira)
    failed = factories.hand_in(amira, 0)
    started = factories.open_attempt(amira)
    assert_english(reverse("attempt_result", args=[course.slug, failed.uuid]))
    assert_english(reverse("attempt", args=[course.slug, started.uuid]))
    passed = factories.pass_test(amira)
    assert_english(reverse("attempt_result", args=[course.slug, passed.uuid]))
    assert_english(reverse("evaluation", args=[course.slug]))
    assert_english(reverse("diploma", args=[course.slug]))
    factories.evaluate(amira)
    assert_english(reverse("diploma", args=[course.slug]))
    issued = factories.issue_diploma(enrolment=amira, edition=factories.edition_of(course))
    assert_english(reverse("course_page", args=[course.slug]))
    assert_english(reverse("diploma", args=[course.slug]))
    assert_english(reverse("diploma_facts", args=[issued.number]))
    assert_english(reverse("method_book", args=[course.slug]))
    assert_english(reverse("method_book", args=[course.slug]) + "?svar=1")


def test_somebody_without_a_course_meets_english(client, course, assert_english):
    client.force_login(factories.person())
    assert_english(reverse("my_courses"))
    assert_english(reverse("course_page", args=[course.slug]))


def test_what_is_missing_is_said_in_english(client, course, amira, names):
    client.force_login(amira.user)
    client.cookies["language"] = "en"
    exercise = factories.edition_of(course).course.chapters[0].exercises[0]

    answer = client.post(reverse("exercise", args=[course.slug, exercise.key]), {"action": "give"})

    assert answer.status_code == 422
    assert "Something is missing in the exercise" in answer.content.decode()
    assert swedish_words(answer.content.decode(), names) == []


def test_the_look_finds_what_is_left_in_swedish():
    page = '<html lang="en"><p>Done <b lang="sv">Klart och färdigt</b><img alt="En ruta"> Fortsätt</p></html>'
    assert [line.split()[0] for line in swedish_words(page, set())] == ["En", "Fortsätt"]
