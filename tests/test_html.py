"""The HTML of every page type: accepted by both judges, one heading of the first level, a language and a title of its own."""

import re
from html.parser import HTMLParser

import pytest

from tests.judges import check_pages
from tests.page_types import GROUPS


class Head(HTMLParser):
    """What every page must have once."""

    def __init__(self, html):
        super().__init__()
        self.count, self.lang, self.title, self._in_title = {}, "", "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        self._in_title = tag == "title" and "svg" not in self.count
        if tag == "html":
            self.lang = dict(attrs).get("lang", "")

    def handle_endtag(self, tag):
        self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data


@pytest.fixture(scope="module")
def _kept():
    return {}


@pytest.fixture
def pages(db, request, _kept):
    """Every page type by name; collected once."""
    if not _kept:
        vta, course = request.getfixturevalue("vta"), request.getfixturevalue("course")
        _kept.update({page.name: page for group in GROUPS.values() for page in group(course, vta)})
    return _kept


def test_the_html_of_every_page_type_is_right(pages):
    wrong = {name: faults for name, faults in check_pages({n: p.html for n, p in pages.items()}).items() if faults}
    assert wrong == {}


def test_every_page_has_one_heading_a_language_and_a_title_of_its_own(pages):
    heads = {name: Head(page.html) for name, page in pages.items()}
    assert {name: head.count.get("h1") for name, head in heads.items() if head.count.get("h1") != 1} == {}
    assert {name: head.count.get("main") for name, head in heads.items() if head.count.get("main") != 1} == {}
    assert {name for name, head in heads.items() if head.lang != ("en" if "English" in name else "sv")} == set()
    assert {
        name
        for name, head in heads.items()
        if not re.fullmatch(r"\S.+ – Vägen till arbetsgivarna|\S.+ – The .+", head.title)
    } == set()


def test_no_page_holds_a_script_or_style_of_its_own(pages):
    inline = re.compile(r"<style|<script(?![^>]* src=)|\son\w+=|\sstyle=|javascript:", re.IGNORECASE)
    assert {name: found.group() for name, page in pages.items() if (found := inline.search(page.html))} == {}
