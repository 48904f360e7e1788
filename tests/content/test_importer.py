"""Loading a course package: what it makes, that twice is once, and that an editor's work is never undone silently."""

import json
import shutil

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex, Revision, Site

from content.importer.actions import import_course
from content.models import ChapterPage, CourseEdition, CoursePage, HomePage, ImportedItem
from content.rules import course_from
from media.models import Film
from quizzes.models import Question, QuestionSet
from tests.fixtures_content import MINI, VTA

MODELS = (
    HomePage, CoursePage, ChapterPage, CourseEdition, QuestionSet, Question, Film, Collection, Revision, ImportedItem, Site,
    get_image_model(), get_document_model(),
)  # fmt: skip


@pytest.fixture
def package(tmp_path):
    """A copy of the small package, to change."""
    copy = tmp_path / "mini"
    shutil.copytree(MINI, copy)
    return copy


def change(package, name, edit):
    path = package / name
    data = json.loads(path.read_text())
    edit(data)
    path.write_text(json.dumps(data))


def chapter(key):
    return ChapterPage.objects.get(key=key)


def test_the_home_page_takes_the_place_of_wagtails_welcome(course, settings):
    site = Site.objects.get()
    assert (site.root_page.specific, site.is_default_site) == (HomePage.objects.get(), True)
    assert (site.hostname, site.port) == ("127.0.0.1", 8000)
    assert [type(page.specific) for page in Page.objects.filter(depth=2)] == [HomePage]
    assert course.get_parent().specific == HomePage.objects.get()
    assert course.url == "/mini/"


def test_the_course_decides_what_its_package_says(course):
    assert (course.slug, course.title, course.live, course.access) == ("mini", "Minikursen", True, "link")
    assert (course.question_count, course.pass_mark, course.test_minutes, course.evaluation_minutes) == (3, 2, 3, 2)
    assert course.takes.splitlines() == ["En kvart", "Två kapitel"]
    assert course.film == Film.objects.get(key="mini-k1")
    assert (course.test_set.slug, course.evaluation_set.slug) == ("mini-test", "mini-utvardering")
    assert course.is_draft


def test_the_chapters_stand_in_order_with_every_kind_of_block(course):
    chapters = list(ChapterPage.objects.child_of(course).order_by("path"))
    assert [(c.key, c.slug, c.minutes, c.live) for c in chapters] == [
        ("k1", "borja-har", 5, True),
        ("k2", "ga-vidare", 10, True),
    ]
    assert [block.block_type for c in chapters for block in c.body] == [
        "text", "film", "fact_box", "quote", "model_point", "exercise", "text", "image", "accordion", "download", "exercise",
    ]  # fmt: skip
    body = {block.block_type: block.value for c in chapters for block in c.body}
    assert body["film"] == Film.objects.get()
    assert body["model_point"]["name"] == "Arbetsgivarkoordinator"
    assert (body["image"]["image"].width, body["image"]["alt"]) == (32, "En grön ruta.")
    assert body["download"]["document"].file.read() == b"Ring en arbetsgivare.\n"
    body["download"]["document"].file.close()
    assert [item["title"] for item in body["accordion"]["items"]] == ["Läs mer", "Och mer"]
    assert [question.key for question in body["exercise"]["questions"]] == ["r3", "r4"]
    assert "En <strong>viktig</strong> punkt" in chapters[0].body[0].value.source


def test_the_questions_are_of_their_types_with_what_they_carry(course):
    found = {question.key: question for question in Question.objects.all()}
    assert {key: question.kind for key, question in found.items()} == {
        "r1": "single", "r2": "scale", "r3": "multiple", "r4": "free_text",
        "q1": "single", "q2": "single", "q3": "multiple", "e1": "scale", "e2": "scale", "e-fritext": "free_text",
    }  # fmt: skip
    assert all(question.live and question.version == 1 and question.live_revision_id for question in found.values())
    assert found["r1"].discussion_prompts.splitlines() == ["Vem har mest kontakt?", "Hur får andra veta?"]
    assert [option["key"] for option in found["r1"].question_data()["options"]] == ["r1a", "r1b", "r1c"]
    assert (found["r3"].max_choices, found["r3"].report_scope) == (2, "all_only")
    assert (found["r4"].required, found["r4"].max_length) == (False, 2000)
    assert [option["correct"] for option in found["q3"].question_data()["options"]] == [True, False, True]
    assert (found["q1"].review_chapter, found["q1"].explanation) == ("k1", "Ett och ett blir två.")
    assert found["e1"].labels.splitlines()[0] == "Instämmer helt"
    assert (found["e-fritext"].report_scope, found["e-fritext"].required) == ("all_only", False)
    assert [found[key].order for key in ("e1", "e2", "e-fritext")] == [1, 2, 3]


def test_the_film_has_captions_transcript_poster_and_its_own_length(course):
    film = Film.objects.get(key="mini-k1")
    assert (film.type, film.title, film.credit) == ("video", "En kort film", "Handläggare (påhittad)")
    assert film.transcript == "Hej. Det här är en kort film."
    assert film.duration == pytest.approx(2, abs=0.2)
    for file in (film.file, film.captions, film.thumbnail):
        assert default_storage.exists(file.name)
    assert film.collection.name == "Minikursen"


def test_the_narration_lies_where_pages_look_for_it(course):
    names = [path.name for path in (MINI / "narration").glob("*.mp3")]
    assert names
    assert all(default_storage.exists(f"narration/{name}") for name in names)


def test_there_is_one_edition_and_it_reads_back_as_the_course(course):
    edition = CourseEdition.objects.get()
    read = course_from(edition.package)
    assert [(c.key, len(c.exercises), c.films) for c in read.chapters] == [("k1", 1, ("mini-k1",)), ("k2", 1, ())]
    assert (len(read.test), read.settings.pass_mark) == (3, 2)
    assert [question.key for question in read.evaluation.questions] == ["e1", "e2", "e-fritext"]


def test_it_says_what_it_does(db, capsys):
    call_command("load_course", MINI)
    said = capsys.readouterr().out
    assert "Minikursen: 2 chapters." in said
    assert "16 created." in said


def test_twice_is_once(load):
    load(MINI)
    before = {model: sorted(model.objects.values_list("pk", flat=True)) for model in MODELS}
    edition = CourseEdition.objects.get()
    said = []

    again = load(MINI, tell=said.append)

    assert {model: sorted(model.objects.values_list("pk", flat=True)) for model in MODELS} == before
    assert CourseEdition.objects.get().published_at == edition.published_at
    assert again.counts == {"unchanged": 16}
    assert not any("left as it is" in line for line in said)


def test_the_same_package_on_a_new_site_has_the_same_block_ids(load, course):
    ids = [block.id for page in ChapterPage.objects.all() for block in page.body]
    for page in (course, HomePage.objects.get()):
        CourseEdition.objects.all().delete()
        page.delete()
    ImportedItem.objects.all().delete()
    load(MINI)
    assert [block.id for page in ChapterPage.objects.all() for block in page.body] == ids


def test_usage_is_known_at_once(course):
    question = Question.objects.get(key="r1")
    assert [found.to_object_id for found in ReferenceIndex.get_references_to(question)] == [str(question.pk)]


def test_a_newer_package_changes_what_nobody_has_touched(load, package):
    load(package)
    change(package, "chapters/k1.json", lambda data: data["body"][0].update(value="<h2>Ny</h2><p>Ny text.</p>"))
    change(package, "course.json", lambda data: data["reflection_questions"][0].update(text="En rättad fråga?"))
    (package / "films" / "k1.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nNya undertexter.\n")

    imported = load(package)

    assert imported.counts == {"unchanged": 13, "updated": 3}
    assert chapter("k1").body[0].value.source == "<h2>Ny</h2><p>Ny text.</p>"
    assert (Question.objects.get(key="r1").text, Question.objects.get(key="r1").version) == ("En rättad fråga?", 1)
    with Film.objects.get().captions.open() as captions:
        assert "Nya undertexter" in captions.read().decode()
    assert CourseEdition.objects.count() == 2
    assert imported.edition == CourseEdition.objects.first()


def test_another_file_behind_a_download_is_another_edition(load, package):
    load(package)
    (package / "downloads" / "lapp.txt").write_text("Ring två arbetsgivare.\n")
    load(package)
    assert CourseEdition.objects.count() == 2


def edit_title(page, title):
    page = page.get_latest_revision_as_object()
    page.title = title
    return page.save_revision()


@pytest.mark.parametrize("published", [True, False], ids=["published", "as a draft"])
def test_a_chapter_changed_by_an_editor_is_left_and_named(load, package, published):
    load(package)
    revision = edit_title(chapter("k1"), "Redaktörens rubrik")
    if published:
        revision.publish()
    change(package, "course.json", lambda data: data["chapters"][0].update(title="Paketets rubrik"))
    said = []

    imported = load(package, tell=said.append)

    assert chapter("k1").get_latest_revision_as_object().title == "Redaktörens rubrik"
    assert imported.counts["kept"] == 1
    assert [line for line in said if "chapter/k1" in line] == [
        "chapter/k1 has been changed in the admin and is left as it is; --overwrite replaces it."
    ]

    load(package, overwrite=True)
    assert (chapter("k1").title, chapter("k1").get_latest_revision_as_object().title) == ("Paketets rubrik",) * 2


def test_a_question_with_a_new_version_is_left_until_overwritten_and_never_counts_down(load, package):
    load(package)
    question = Question.objects.get(key="r1").get_latest_revision_as_object()
    question.text, question.version = "Redaktörens fråga?", 2
    question.save_revision().publish()

    load(package)
    assert Question.objects.get(key="r1").text == "Redaktörens fråga?"

    load(package, overwrite=True)
    question = Question.objects.get(key="r1")
    assert (question.text, question.version) == ("Hur ofta har du kontakt med arbetsgivare?", 2)


def test_a_withdrawn_chapter_stays_withdrawn(load, package):
    load(package)
    chapter("k2").unpublish()
    load(package)
    assert not chapter("k2").live


def test_a_text_saved_in_the_editor_without_a_change_counts_as_unchanged(load, package):
    load(package)
    page = chapter("k1").get_latest_revision_as_object()
    raw = json.loads(json.dumps(list(page.body.get_prep_value())))
    raw[0]["value"] = raw[0]["value"].replace("<p>", '<p data-block-key="abc12">')
    page.body = json.dumps(raw)
    page.save_revision().publish()
    assert load(package).counts == {"unchanged": 16}


def test_a_new_chapter_comes_in_its_place(load, package):
    load(package)

    def add(data):
        data["chapters"].insert(1, {"id": "k9", "title": "Mitt emellan", "minutes": 3, "outline": [{"text": "Fakta."}]})

    change(package, "course.json", add)
    said = []
    load(package, tell=said.append)
    course = CoursePage.objects.get()
    assert [page.key for page in ChapterPage.objects.child_of(course).order_by("path")] == ["k1", "k9", "k2"]
    assert [c["key"] for c in CourseEdition.objects.first().package["chapters"]] == ["k1", "k9", "k2"]
    assert "k9: the text has not come; the outline stands in." in said
    assert [block.block_type for block in chapter("k9").body] == ["text"]


def test_what_the_package_no_longer_holds_stays_and_is_named(load, package):
    load(package)
    change(package, "course.json", lambda data: data["quiz"]["questions"].pop())
    change(package, "course.json", lambda data: data["quiz"].update(question_count=2))
    said = []
    load(package, tell=said.append)
    assert Question.objects.filter(key="q3").exists()
    assert "question/q3 is not in the package any more; it stays on the site." in said


def test_a_chapter_whose_text_has_not_come_gets_film_facts_and_questions(load, package):
    (package / "chapters" / "k1.json").unlink()
    load(package)
    page = chapter("k1")
    assert page.slug == "borja-har"
    assert [block.block_type for block in page.body] == ["film", "text", "exercise"]
    assert "Det första faktat." in page.body[1].value.source
    assert [question.key for question in page.body[2].value["questions"]] == ["r1", "r2"]


def test_a_chapter_whose_film_has_not_come_has_none_until_it_comes(load, package):
    film = (package / "films" / "k1.mp4").rename(package / "k1.mp4")
    load(package)
    assert "film" not in [block.block_type for block in chapter("k1").body]
    assert CourseEdition.objects.first().package["chapters"][0]["body"][1]["type"] == "fact_box"
    film.rename(package / "films" / "k1.mp4")
    load(package)
    assert "film" in [block.block_type for block in chapter("k1").body]


def test_html_outside_the_list_is_cleaned_away(load, package):
    dirty = (
        "<h2 onclick='x()'>Rubrik</h2><script>alert(1)</script><style>p{}</style><p style='color:red'>Text "
        "<a href='javascript:alert(1)'>a</a> <a href='https://example.org/' target='_blank'>b</a> <img src=x onerror=x()>"
        "<iframe src='https://example.org'></iframe><b>fet</b></p><!-- tyst -->"
    )
    change(package, "chapters/k1.json", lambda data: data["body"][0].update(value=dirty))
    load(package)
    assert chapter("k1").body[0].value.source == (
        '<h2>Rubrik</h2><p>Text <a>a</a> <a href="https://example.org/">b</a> fet</p>'
    )


def test_markup_in_plain_fields_stays_text(load, package):
    change(package, "course.json", lambda data: data["chapters"][0].update(title="<b>Börja</b> & \u0000sluta"))
    load(package)
    assert chapter("k1").title == "<b>Börja</b> & sluta"


def test_a_question_cannot_change_its_type(load, package):
    from content.importer.folder import PackageError

    load(package)

    def retype(data):
        data["reflection_questions"][3] = {"id": "r4", "type": "likert", "text": "Nu en skala", "scale": "instammer5"}

    change(package, "course.json", retype)
    with pytest.raises(PackageError, match="r4 is of another type"):
        load(package)


def test_a_package_that_fails_half_way_changes_nothing(db, package):
    change(package, "chapters/k2.json", lambda data: data.update(slug="borja-har"))
    from content.importer.folder import PackageError

    with pytest.raises(PackageError, match="cannot be used"):
        import_course(path=package)
    assert not CoursePage.objects.exists()
    assert not Question.objects.exists()


def test_files_that_are_gone_come_back(load, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    load(MINI)
    shutil.rmtree(settings.MEDIA_ROOT)
    load(MINI)
    film = Film.objects.get()
    assert all(default_storage.exists(file.name) for file in (film.file, film.captions, film.thumbnail))
    assert default_storage.exists(get_image_model().objects.get().file.name)
    assert [p.name for p in (settings.MEDIA_ROOT / "narration").iterdir()] == [
        p.name for p in (MINI / "narration").glob("*.mp3")
    ]


def test_a_new_recording_takes_the_old_ones_place(load, package, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    load(package)
    (spoken,) = (package / "narration").glob("*.mp3")
    spoken.write_bytes(b"ID3 a new voice")
    load(package)
    assert [p.read_bytes() for p in (settings.MEDIA_ROOT / "narration").iterdir()] == [b"ID3 a new voice"]


def test_vta_is_the_whole_course(vta):
    edition = CourseEdition.objects.get()
    course = course_from(edition.package)
    assert (vta.slug, vta.access, vta.is_draft) == ("vta", "open", True)
    assert [chapter.key for chapter in course.chapters] == [f"k{n}" for n in range(1, 8)]
    asked = [q.key for chapter in course.chapters for exercise in chapter.exercises for q in exercise.questions]
    assert sorted(asked, key=lambda key: int(key[1:])) == [f"r{n}" for n in range(1, 21)]
    assert [q.key for q in course.test] == [f"q{n}" for n in range(1, 12)]
    assert [q.key for q in course.evaluation.questions] == ["e1", "e2", "e3", "e4", "e5", "e-fritext"]
    assert (course.settings.pass_mark, course.settings.question_count) == (8, 11)
    assert {q.key for _e, q in course.questions.values() if q.report_scope == "all_only"} >= {"r6", "r17", "r18", "r19"}
    written = json.loads((VTA / "course.json").read_text())
    assert [q.text for q in course.test] == [q["text"] for q in written["quiz"]["questions"]]


def test_a_film_that_does_not_tell_its_length_has_the_one_the_package_says(load, package):
    (package / "films" / "k1.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(12))
    load(package)
    assert Film.objects.get().duration == 2
    shutil.copy(MINI / "films" / "k1.mp4", package / "films")
    assert load(package).counts == {"unchanged": 15, "updated": 1}
