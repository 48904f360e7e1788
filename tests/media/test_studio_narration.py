"""The made narration: every text of the course has its recording, and nothing else is there."""

import json
import shutil
from pathlib import Path

import pytest

from media.speech import normalise, speech_hash
from media.studio.narration import make_narration, read_manifest
from media.studio.programs import require_programs
from media.studio.pronunciation import SOUNDS, spoken_form
from media.studio.units import block_units, course_units, html_units, question_units, read_course

COURSE = Path(__file__).parents[2] / "courses" / "vta"
FOLDER = COURSE / "narration"
can_speak = pytest.mark.skipif(
    not (shutil.which("espeak-ng") and shutil.which("ffmpeg")), reason="needs espeak-ng and ffmpeg, as the studio does"
)


def test_every_text_of_the_course_has_a_recording_and_every_recording_a_text():
    wanted = {speech_hash(unit) for unit in course_units(*read_course(COURSE))}
    assert len(wanted) > 400
    assert set(read_manifest(FOLDER)) == wanted
    assert {file.name for file in FOLDER.iterdir()} == {f"{key}.mp3" for key in wanted} | {"manifest.json"}


def test_narration_is_small_enough_to_ship():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 10_000_000


def test_manifest_is_sorted_and_tells_how_long_each_recording_is():
    text = (FOLDER / "manifest.json").read_text(encoding="utf-8")
    rows = json.loads(text)
    assert list(rows) == sorted(rows)
    for key, row in rows.items():
        assert row["file"] == f"{key}.mp3"
        bits = (FOLDER / row["file"]).stat().st_size * 8
        assert bits / 16_000 == pytest.approx(row["seconds"], abs=0.25)


def test_recordings_are_mono_mp3_that_browsers_play():
    for file in FOLDER.glob("*.mp3"):
        head = file.read_bytes()[:4]
        assert head[0] == 0xFF
        assert head[1] & 0xFE == 0xF2  # MPEG-2, layer III
        assert head[2] & 0x0C == 0x00  # 22 050 samples a second
        assert head[3] >> 6 == 3  # mono


def test_hash_does_not_depend_on_white_space():
    assert normalise("  Hej\n\tdu \u00a0 där ") == "Hej du där"
    assert speech_hash(" Hej\n du") == speech_hash("Hej du") != speech_hash("Hej Du")
    assert len(speech_hash("")) == 16


@pytest.mark.parametrize(
    ("html", "units"),
    [
        ("<h2>Ett</h2><p>Två <strong>tre</strong>.</p>", ["Ett", "Två tre."]),
        ("<ul><li>A</li><li>B<ul><li>C</li></ul></li></ul>", ["A", "B", "C"]),
        ("<p>Å&nbsp;&amp;<br>Ö</p><p> </p>", ["Å & Ö"]),
        ("bara text", ["bara text"]),
        ("", []),
    ],
)
def test_html_is_cut_into_reading_units(html, units):
    assert html_units(html) == units


def test_each_kind_of_block_gives_its_texts():
    points = {2: {"name": "Avtal", "explanation": "Vem gör vad.\n\nOch när."}}

    def units(kind, value=None):
        return block_units({"type": kind, "value": value}, model_points=points)

    assert units("fact_box", {"title": "Fakta", "text": "<p>Ett.</p>"}) == ["Fakta", "Ett."]
    assert units("quote", {"text": "Kom in!", "attribution": "Påhittad"}) == ["Kom in!", "Påhittad"]
    assert units("model_point", {"number": 2}) == ["Avtal", "Vem gör vad.", "Och när."]
    assert units("accordion", {"items": [{"title": "A", "text": "<p>B</p>"}]}) == ["A", "B"]
    assert units("exercise", {"title": "Övning", "intro": "Tänk efter.", "questions": ["r1"]}) == [
        "Övning",
        "Tänk efter.",
    ]
    assert units("image", {"alt": "ritat", "caption": "En bild"}) == ["En bild"]
    assert units("film") == []


def test_question_gives_text_help_choices_and_explanation():
    question = {"text": "Hur?", "help_text": "Välj.", "options": [{"text": "Så"}], "explanation": "Därför."}
    assert question_units(question, scales={}) == ["Hur?", "Välj.", "Så", "Därför."]
    assert question_units({"text": "Hur?", "scale": "s"}, scales={"s": ["Helt", "Inte"]}) == ["Hur?", "Helt", "Inte"]


def test_course_page_and_film_scripts_are_read_too():
    course = {
        "course": {"title": "Kurs"},
        "page": {
            "summary": "Kort.",
            "takes": ["En timme"],
            "evaluation_questions": [{"text": "Mer?", "help_text": "Fritt."}],
        },
        "chapters": [
            {"id": "k1", "title": "Ett", "goals": ["Lyssna"], "film": {"title": "Film", "script": "Hej. Då."}}
        ],
    }
    assert course_units(course, [{"id": "k1", "body": [{"type": "text", "value": "<p>Text</p>"}]}]) == [
        *("Kurs", "Kort.", "En timme", "Ett", "Lyssna", "Film", "Hej. Då.", "Text", "Mer?", "Fritt.")
    ]


def test_abbreviations_and_signs_are_said_in_words():
    assert spoken_form("Steg 2–4, t.ex. 80 % av dem & oss") == "Steg 2 till 4, till exempel 80 procent av dem och oss"
    assert spoken_form("Dansa (ca 3) – hem/bort") == "Dansa (cirka 3), hem eller bort"
    assert spoken_form("[[x]]") == "((x))"


def test_words_with_sounds_of_their_own_are_handed_over_as_sounds():
    assert spoken_form("Ert Team!") == f"Ert [[{SOUNDS['team']}]]!"


def test_missing_program_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        SystemExit, match="espeak-ng and ffmpeg is missing: install with “apt-get install espeak-ng ffmpeg”"
    ):
        require_programs()


@can_speak
def test_changed_text_gets_a_new_recording_and_the_old_one_goes(tmp_path):
    def course(goal):
        facts = {"course": {"title": "Kurs"}, "chapters": [{"id": "k1", "title": "Ett", "goals": [goal]}]}
        (tmp_path / "course.json").write_text(json.dumps(facts), encoding="utf-8")

    course("Lyssna")
    first = make_narration(tmp_path)
    kept = tmp_path / "narration" / f"{speech_hash('Kurs')}.mp3"
    kept.write_bytes(b"as it was")
    course("Fråga")
    second = make_narration(tmp_path)
    assert set(first) - set(second) == {speech_hash("Lyssna")}
    assert not (tmp_path / "narration" / f"{speech_hash('Lyssna')}.mp3").exists()
    assert (tmp_path / "narration" / f"{speech_hash('Fråga')}.mp3").stat().st_size > 500
    assert kept.read_bytes() == b"as it was"
