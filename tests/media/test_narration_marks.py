"""What is read aloud: the marks in a page agree with the recordings that the studio makes of the same text."""

import json
import os
import re
from pathlib import Path

import pytest
from django.template import Context, Template

from media import narration
from media.films import FilmView, duration_in_words
from media.speech import speech_hash
from media.studio.units import html_units

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "courses" / "vta" / "chapters").glob("*.json"))


@pytest.fixture(autouse=True)
def recordings(settings, tmp_path):
    """The folder with recordings; empty, and not there yet."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "narration"


def record(folder, *texts):
    folder.mkdir(exist_ok=True)
    for text in texts:
        (folder / f"{speech_hash(text)}.mp3").write_bytes(b"mp3")
    os.utime(folder, ns=(len(texts), narration.stamp() + 1))


def said(html):
    """Hashes in reading order."""
    return re.findall(r'data-say="([0-9a-f]{16})"', narration.mark(html))


def test_what_has_a_recording_is_played_and_the_rest_is_spoken(recordings):
    record(recordings, "Hej du.")
    key = speech_hash("Hej du.")
    assert (
        narration.mark("<p>Hej  <em>du</em>.</p><p>Nej.</p>")
        == f'<p data-say="{key}">Hej  <em>du</em>.</p><p data-speak>Nej.</p>'
    )


def test_a_recording_that_comes_later_is_found(recordings):
    assert narration.available() == frozenset()
    assert narration.stamp() == 0
    record(recordings, "Hej.")
    assert narration.available() == {speech_hash("Hej.")}
    record(recordings, "Hej.", "Då.")
    assert narration.available() == {speech_hash("Hej."), speech_hash("Då.")}


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ('<p class="x">Hej</p>', '<p class="x" data-speak>Hej</p>'),
        ("<blockquote><p>Hej</p></blockquote>", "<blockquote><p data-speak>Hej</p></blockquote>"),
        ("<ul><li><p>Hej</p></li></ul>", "<ul><li><p data-speak>Hej</p></li></ul>"),
        (
            "<ul><li>Ett<ul><li>Två</li></ul></li></ul>",
            "<ul><li><span data-speak>Ett</span><ul><li data-speak>Två</li></ul></li></ul>",
        ),
        (
            "<li>Ett <b>x</b><ul><li>Två</li></ul> tre</li>",
            "<li><span data-speak>Ett <b>x</b></span><ul><li data-speak>Två</li></ul><span data-speak> tre</span></li>",
        ),
        ("<p></p><p>&nbsp;</p><p> \n </p>", "<p></p><p>&nbsp;</p><p> \n </p>"),
        ("<p data-silent>Textfil</p>", "<p data-silent>Textfil</p>"),
        ('<p data-say="0123456789abcdef">Hej</p>', '<p data-say="0123456789abcdef">Hej</p>'),
        ("<p data-speak>Hej <span>du</span></p>", "<p data-speak>Hej <span>du</span></p>"),
        (
            "<h3><svg viewBox='0 0 1 1'><title>Bild</title><path d='M0'/></svg></h3>",
            "<h3><svg viewBox='0 0 1 1'><title>Bild</title><path d='M0'/></svg></h3>",
        ),
        ("<div>Löst</div>", "<div>Löst</div>"),
        ("<summary>Mer</summary>", "<summary data-speak>Mer</summary>"),
        ("<p>a &lt; b &amp; c</p>", "<p data-speak>a &lt; b &amp; c</p>"),
        ('<p title="a > b">Hej</p>', '<p title="a > b" data-speak>Hej</p>'),
        ("<!-- <p>Nej</p> --><p>Ja</p>", "<!-- <p>Nej</p> --><p data-speak>Ja</p>"),
    ],
)
def test_each_text_is_marked_once_and_nothing_else_changes(html, marked):
    assert narration.mark(html) == marked
    assert narration.mark(marked) == marked


def test_html_that_is_not_closed_loses_nothing():
    html = "<p>ett\n<p>två<li></b>"
    assert re.sub(r" data-speak|</?span[^>]*>", "", narration.mark(html)) == html


def test_silence_holds_for_everything_inside():
    html = "<p>Modellen <span data-silent>1 <b>av</b> 7</span></p><div data-silent><p>x</p></div>"
    assert narration.mark(html) == html.replace("<p>Modellen", "<p data-speak>Modellen")


def test_the_words_of_a_unit_leave_out_what_is_silent(recordings):
    record(recordings, "Fråga")
    assert said("<legend><span data-silent>1</span> Fråga</legend>") == [speech_hash("Fråga")]


def test_a_line_break_is_a_space(recordings):
    record(recordings, "ett två tre")
    assert said("<p>ett<br>två<br/>tre</p>") == [speech_hash("ett två tre")]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_page_and_studio_agree_on_every_text_of_the_course(recordings, path):
    blocks = json.loads(path.read_text(encoding="utf-8"))["body"]
    texts = [block["value"] for block in blocks if block["type"] == "text"]
    texts += [block["value"]["text"] for block in blocks if block["type"] == "fact_box"]
    for html in texts:
        units = html_units(html)
        record(recordings, *units)
        assert said(html) == [speech_hash(unit) for unit in units]
        assert narration.mark(html).count("data-speak") == 0


def test_templates_say_texts_escaped_and_paragraph_by_paragraph(recordings):
    record(recordings, "Ett <två>")
    template = Template("{% load narration %}<h2 {% say text %}>{{ text }}</h2>{{ text|said_paragraphs }}")
    key = speech_hash("Ett <två>")
    html = template.render(Context({"text": "Ett <två>\n\n  Tre "}))
    assert html == (
        f'<h2 data-speak>Ett &lt;två&gt;\n\n  Tre </h2><p data-say="{key}">Ett &lt;två&gt;</p><p data-speak>Tre</p>'
    )
    assert narration.say(" \n") == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, ""),
        (-1, ""),
        (1, "1 sekund"),
        (48, "48 sekunder"),
        (90, "90 sekunder"),
        (100, "2 minuter"),
        (3600, "60 minuter"),
    ],
)
def test_lengths_are_said_in_words(seconds, words):
    assert duration_in_words(seconds) == words


def test_a_film_says_how_long_it_is_and_whether_it_has_captions():
    film = FilmView("k1", "Film", "", 48, "", has_file=True, has_captions=True, has_poster=False)
    assert film.length == "48 sekunder, textad"
