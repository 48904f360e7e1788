"""A course package is untrusted: whatever is wrong with it is said in one sentence, and nothing outside it is read."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.importer import folder
from content.importer.folder import Folder, PackageError
from content.importer.reader import read_package
from content.importer.storage import check_picture
from content.models import CoursePage
from tests.fixtures_content import MINI, VTA

ROOT = Path(__file__).parents[2]


@pytest.fixture
def package(tmp_path):
    copy = tmp_path / "mini"
    shutil.copytree(MINI, copy)
    return copy


def write(package, name, data):
    (package / name).write_text(json.dumps(data))


def edited(package, name, *path_and_value):
    """Sets a value deep in one of the package's JSON files."""
    *path, last, value = path_and_value
    data = json.loads((package / name).read_text())
    place = data
    for step in path:
        place = place[step]
    place[last] = value
    write(package, name, data)


def complaint(package):
    with pytest.raises(PackageError) as raised:
        read_package(package)
    said = str(raised.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 400
    return said


@pytest.mark.parametrize("path", [MINI, VTA], ids=["mini", "vta"])
def test_our_own_packages_are_good(path):
    package = read_package(path)
    assert all(chapter.written for chapter in package.chapters)


def test_a_folder_that_is_not_there(tmp_path):
    assert "is not a folder" in complaint(tmp_path / "nowhere")


def test_a_folder_without_a_course(tmp_path):
    assert complaint(tmp_path) == "course.json is missing."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "course.json is not JSON"),
        (b"\xff\xfe", "course.json is not JSON"),
        (b"[]", "course.json should be an object"),
        (b'{"course": 1, "course": 2}', "course.json has 'course' twice"),
        (b'{"course": NaN}', "course.json holds NaN"),
        (b"[" * 100_000, "course.json is not JSON"),
        (b'{"course": ' + b"9" * 5000 + b"}", "course.json is not JSON"),
    ],
    ids=["cut short", "not utf-8", "a list", "doubled member", "NaN", "bottomless", "a number without end"],
)
def test_what_is_not_json(package, content, said):
    (package / "course.json").write_bytes(content)
    assert said in complaint(package)


def test_a_text_file_without_end(package):
    (package / "course.json").write_bytes(b" " * (folder.MAX_JSON + 1))
    assert "larger than 5 MB" in complaint(package)


C, K1, P = "course.json", "chapters/k1.json", "page.json"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((C, "chapters", []), "chapters should be a list of at least 1"),
        ((C, "chapters", {"id": "k1"}), "chapters should be a list"),
        ((C, "chapters", 1, "id", "k1"), "The chapter k1 is found twice."),
        ((C, "chapters", 0, "id", "../k1"), "should be 1–40 of a–z"),
        ((C, "chapters", 0, "title", ""), "needs title"),
        ((C, "chapters", 0, "title", "x" * 201), "title is longer than 200 characters"),
        ((C, "chapters", 0, "minutes", "5"), "minutes should be a number from 1 to 600, not '5'"),
        ((C, "chapters", 0, "minutes", True), "minutes should be a number"),
        ((C, "chapters", 0, "minutes", 10**9), "minutes should be a number"),
        ((C, "course", "slug", "VTA kursen"), "slug should be 1–40"),
        ((C, "course", None), "course.json.course should be an object"),
        ((C, "reflection_questions", 0, "id", "q1"), "The question q1 is found twice."),
        ((C, "reflection_questions", 0, "type", "essay"), "type should be one of"),
        ((C, "reflection_questions", 0, "type", ["single"]), "type should be one of"),
        ((C, "reflection_questions", 0, "chapter", "k7"), "there is no chapter 'k7'"),
        ((C, "reflection_questions", 0, "options", []), "options should be a list of at least 2"),
        ((C, "reflection_questions", 0, "options", 1, "id", "r1a"), "The option of r1: r1a is found twice."),
        ((C, "reflection_questions", 0, "report_scope", "everyone"), "report_scope should be one of"),
        ((C, "reflection_questions", 0, "required", "ja"), "required should be true or false"),
        ((C, "reflection_questions", 0, "discussion_prompts", "en"), "discussion_prompts should be a list"),
        ((C, "reflection_questions", 1, "scale", "finns-inte"), "there is no scale 'finns-inte'"),
        ((C, "reflection_questions", 2, "max_choices", 9), "max_choices should be a number from 1 to 3"),
        ((C, "reflection_questions", 3, "max_length", 10**6), "max_length should be a number from 100 to 10000"),
        ((C, "quiz", "questions", 0, "options", 0, "correct", False), "(q1) has 0 right options."),
        ((C, "quiz", "questions", 0, "options", 1, "correct", True), "(q1) has 2 right options."),
        ((C, "quiz", "questions", 0, "type", "free_text"), "(q1) has 0 right options."),
        ((C, "quiz", "questions", 0, "review_chapter", "k9"), "there is no chapter 'k9'"),
        ((C, "quiz", "pass_mark", 4), "pass_mark should be a number from 1 to 3, not 4"),
        ((C, "quiz", "question_count", 4), "question_count is 4, but there are 3 questions"),
        ((C, "evaluation", "scale", "finns-inte"), "there is no scale"),
        ((C, "scales", "instammer5", [1, 2]), "needs scale"),
        ((K1, "body", []), "body should be a list of at least 1"),
        ((K1, "body", 0, "type", "html"), "type should be one of"),
        (
            (K1, "body", 0, "value", "<script>alert(1)</script>"),
            "is empty when what is not allowed has been taken away",
        ),
        ((K1, "body", 0, "value", {"html": "x"}), "needs value: a text"),
        ((K1, "body", 4, "value", "number", 9), "there is no model point 9"),
        ((K1, "body", 5, "value", "questions", ["r9"]), "asks the question 'r9', which is not there"),
        ((K1, "body", 5, "value", "questions", ["r3"]), "The reflection question in the chapters: r3 is found twice."),
        ((K1, "body", 5, "value", "questions", []), "asks nothing"),
        ((K1, "body", 5, "value", "key", "k2-o1"), "The exercise k2-o1 is found twice."),
        ((K1, "body", 5, "value", "key", "utvardering"), "is the evaluation's own name"),
        ((K1, "body", [{"type": "film"}] * 201), "has more than 200 blocks"),
        ((K1, "slug", "Börja Här"), "slug should be 1–40"),
        ((P, "access", "hemlig"), "access should be one of link, open"),
        ((P, "min_group_size", 2), "min_group_size should be a number from 3 to 50"),
        ((P, "superuser", True), "page.json does not know 'superuser'"),
        ((P, "approved_by", "Jag själv"), "page.json does not know 'approved_by'"),
    ],
    ids=lambda value: ".".join(map(str, value[1:-1])) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_said_in_one_sentence(package, change, said):
    edited(package, *change)
    assert said in complaint(package)


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.txt",
        "/etc/passwd",
        "downloads/../../secret.txt",
        "downloads\\..\\secret.txt",
        "downloads/\0.txt",
        "link.txt",
    ],
)
def test_a_file_outside_the_package_is_never_read(package, name):
    (package.parent / "secret.txt").write_text("hemligt")
    (package / "link.txt").symlink_to(package.parent / "secret.txt")
    edited(package, "chapters/k2.json", "body", 3, "value", "file", name)
    said = complaint(package)
    assert any(why in said for why in ("leads out of the package", "is missing", "should be a file of type"))
    assert "hemligt" not in said


def test_nor_is_a_chapter_or_narration_that_is_a_link(package):
    (package.parent / "k1.json").write_text((package / "chapters" / "k1.json").read_text())
    (package / "chapters" / "k1.json").unlink()
    (package / "chapters" / "k1.json").symlink_to(package.parent / "k1.json")
    assert "leads out of the package" in complaint(package)


def test_narration_takes_files_of_its_own_kind_alone(package):
    (package / "narration" / "0123456789abcdef.mp3").symlink_to("/etc/passwd")
    (package / "narration" / "index.html").write_text("<script>")
    (package / "narration" / "evil.mp3").write_text("x")
    assert [file.path.name for file in read_package(package).narration] == [
        path.name for path in (MINI / "narration").glob("*.mp3")
    ]


def test_too_much_narration(package, monkeypatch):
    monkeypatch.setattr(folder, "MAX_NARRATION", 10)
    assert "narration/ is larger" in complaint(package)


def test_a_film_that_is_too_big(package):
    with (package / "films" / "k1.mp4").open("r+b") as film:
        film.truncate(folder.MAX_FILM + 1)
    assert "films/k1.mp4 is too big: 200.0 MB, at most 200 MB" in complaint(package)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("films/k1.mp4", b"<html>", "films/k1.mp4 is not an MP4 film."),
        ("films/k1.vtt", b"<html>", "films/k1.vtt is not WebVTT."),
    ],
)
def test_a_film_that_is_something_else(package, name, content, said):
    (package / name).write_bytes(content)
    assert complaint(package) == said


@pytest.mark.parametrize("name", ["downloads/lapp.svg", "downloads/lapp.html", "downloads/lapp.exe", "downloads/lapp"])
def test_a_download_of_a_kind_that_could_do_harm(package, name):
    (package / name).write_text("x")
    edited(package, "chapters/k2.json", "body", 3, "value", "file", name)
    assert "should be a file of type" in complaint(package)


def test_a_download_that_is_gone(package):
    (package / "downloads" / "lapp.txt").unlink()
    assert complaint(package) == "downloads/lapp.txt is missing."


def test_a_picture_that_is_none(package, tmp_path):
    (package / "images" / "ruta.png").write_text("<svg onload='alert(1)'/>")
    with pytest.raises(PackageError, match=r"ruta\.png is not a picture"):
        check_picture(Folder(package).file("images/ruta.png", suffixes=[".png"]))


def test_a_picture_of_another_format_under_a_borrowed_name(package):
    from PIL import Image

    Image.new("RGB", (4, 4)).save(package / "images" / "ruta.png", format="BMP")
    with pytest.raises(PackageError, match="should be PNG, JPEG or WebP"):
        check_picture(Folder(package).file("images/ruta.png", suffixes=[".png"]))


def test_svg_is_refused(package):
    (package / "images" / "ruta.svg").write_text("<svg/>")
    edited(package, "chapters/k2.json", "body", 1, "value", "file", "images/ruta.svg")
    assert "should be a file of type .png" in complaint(package)


def test_the_command_says_it_in_one_sentence_and_changes_nothing(db, package):
    (package / "course.json").write_text("{")
    with pytest.raises(CommandError, match="is not JSON") as raised:
        call_command("load_course", package)
    assert raised.value.returncode == 2
    assert not CoursePage.objects.exists()


def test_from_the_shell_it_ends_with_2_and_no_traceback(tmp_path):
    answer = subprocess.run(
        [sys.executable, ROOT / "manage.py", "load_course", tmp_path],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 2
    assert "course.json is missing." in answer.stderr
    assert "Traceback" not in answer.stderr
