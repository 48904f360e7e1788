"""The made films: small enough, long enough, playable before they are all there, and captioned word for word."""

import json
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from media.speech import normalise
from media.studio.captions import LONGEST, ROW, ROWS, SHORTEST, Cue, cues, pieces, rows, sentences, timestamp, webvtt

COURSE = Path(__file__).parents[2] / "courses" / "vta"
CHAPTERS = json.loads((COURSE / "course.json").read_text(encoding="utf-8"))["chapters"]
KEYS = [chapter["id"] for chapter in CHAPTERS]
SCRIPTS = {chapter["id"]: chapter["film"]["script"] for chapter in CHAPTERS}
TIME = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})")


def boxes(content: bytes) -> dict[str, tuple[int, bytes]]:
    """The boxes at the top of an MP4: where each begins, and its content."""
    found, at = {}, 0
    while at < len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        assert size >= 8
        found[name.decode()] = (at, content[at + 8 : at + size])
        at += size
    return found


def film_seconds(content: bytes) -> float:
    header = boxes(boxes(content)["moov"][1])["mvhd"][1]
    assert header[0] == 0
    scale, length = struct.unpack(">II", header[12:20])
    return length / scale


def captions_of(key: str) -> list[tuple[float, float, list[str]]]:
    head, *blocks = (COURSE / "films" / f"{key}.vtt").read_text(encoding="utf-8").strip().split("\n\n")
    assert head == "WEBVTT"
    found = []
    for number, block in enumerate(blocks, start=1):
        identifier, times, *text = block.split("\n")
        assert identifier == str(number)
        parts = [int(part) for part in TIME.fullmatch(times).groups()]
        start, end = (h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (parts[:4], parts[4:]))
        found.append((start, end, text))
    return found


@pytest.mark.parametrize("key", KEYS)
def test_film_is_short_small_and_begins_with_its_index(key):
    content = (COURSE / "films" / f"{key}.mp4").read_bytes()
    assert len(content) <= 1_500_000
    assert 30 <= film_seconds(content) <= 60
    top = boxes(content)
    assert top["moov"][0] < top["mdat"][0]
    assert b"avc1" in top["moov"][1]
    assert b"mp4a" in top["moov"][1]


@pytest.mark.parametrize("key", KEYS)
def test_captions_hold_every_word_of_the_script_in_order(key):
    shown = captions_of(key)
    assert normalise(" ".join(row for _, _, text in shown for row in text)) == normalise(SCRIPTS[key])
    assert shown[-1][1] <= film_seconds((COURSE / "films" / f"{key}.mp4").read_bytes())


@pytest.mark.parametrize("key", KEYS)
def test_captions_can_be_read_in_their_time(key):
    before = 0.0
    for start, end, text in captions_of(key):
        assert before <= start < end
        assert SHORTEST <= round(end - start, 3) <= LONGEST
        assert 1 <= len(text) <= ROWS
        assert all(len(row) <= ROW for row in text)
        before = end


@pytest.mark.parametrize("key", KEYS)
def test_poster_has_the_shape_of_the_film(key):
    with Image.open(COURSE / "films" / f"{key}.jpg") as poster:
        assert poster.size == (1280, 720)


def test_films_folder_holds_nothing_else():
    assert {file.name for file in (COURSE / "films").iterdir()} == {
        f"{key}.{kind}" for key in KEYS for kind in ("mp4", "vtt", "jpg")
    }


def test_script_is_cut_at_its_sentences():
    assert sentences("Det är 2. Vem? Ja!  Åtta, t.ex. nio.") == ["Det är 2.", "Vem?", "Ja!", "Åtta, t.ex. nio."]


def test_long_sentence_is_cut_into_captions_that_keep_its_words():
    sentence = "Sedan fick alla rita ett kryss där vi är starka, och en ring där det brister, och det blev en lång dag."
    assert len(pieces(sentence)) > 1
    assert " ".join(pieces(sentence)) == sentence


@given(st.lists(st.text("abcåäö.", min_size=1, max_size=ROW), min_size=1, max_size=30))
def test_rows_keep_the_words_and_the_width(words):
    text = " ".join(words)
    assert " ".join(rows(text)) == text
    assert all(len(row) <= ROW for row in rows(text))


def test_short_words_share_a_caption_and_none_overlaps_the_next():
    shown = cues([Cue(1.0, 1.6, "Avtal."), Cue(2.0, 2.5, "Plan."), Cue(2.6, 4.6, "Personligt stöd.")])
    assert shown == [Cue(1.0, 2.6, "Avtal. Plan."), Cue(2.6, pytest.approx(4.85), "Personligt stöd.")]


def test_webvtt_escapes_and_counts():
    assert (
        webvtt([Cue(3.85, 65.5, "Du & <jag>")]) == "WEBVTT\n\n1\n00:00:03.850 --> 00:01:05.500\nDu &amp; &lt;jag&gt;\n"
    )
    assert timestamp(3599.9996) == "01:00:00.000"
