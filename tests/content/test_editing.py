"""An editor, by the group alone, changes chapters, the course's settings and films; each publication freezes an edition."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.actions import EDITORS, open_front_door, set_up_editors
from content.models import CourseEdition
from quizzes.models import FreeTextQuestion, Question
from tests.content.page_forms import body_of, edit_url, form_of


def test_the_editor_is_nothing_but_a_member_of_the_group(editor):
    assert not editor.is_superuser
    assert [group.name for group in editor.groups.all()] == [EDITORS]
    assert not editor.user_permissions.exists()


def test_an_editor_cannot_become_somebody_else_by_changing_their_address(admin, editor):
    """Who has another's address would come in by links meant for them, and wait in their account until they come."""
    form = {"name_email-first_name": "Ellen", "name_email-last_name": "R", "name_email-email": "chefen@example.org"}
    assert 'type="email"' not in admin.get("/admin/account/").text
    admin.post("/admin/account/", form)
    editor.refresh_from_db()
    assert editor.email == "redaktor@example.org"


def test_the_admin_knows_no_passwords(admin):
    assert 'type="password"' not in admin.get("/admin/account/").text
    assert admin.get("/admin/password_reset/").status_code == 404


def test_a_draft_is_nobodys_business_and_publishing_makes_an_edition(chapter, send):
    first = CourseEdition.objects.get()

    draft = send(chapter, title="Ny rubrik")
    assert draft.status_code == 302
    chapter.refresh_from_db()
    assert (chapter.title, chapter.has_unpublished_changes) == ("Börja här", True)
    assert CourseEdition.objects.get() == first

    page = chapter.get_latest_revision_as_object()
    published = send(page, "publish", title="Ny rubrik")
    assert published.status_code == 302
    chapter.refresh_from_db()
    assert (chapter.title, chapter.has_unpublished_changes) == ("Ny rubrik", False)
    edition = CourseEdition.objects.first()
    assert edition != first
    assert edition.package["chapters"][0]["title"] == "Ny rubrik"
    assert first.package["chapters"][0]["title"] == "Börja här"


def test_publishing_without_a_change_finds_the_same_edition(chapter, send):
    before = CourseEdition.objects.get()
    assert send(chapter, "publish").status_code == 302
    after = CourseEdition.objects.get()
    assert after == before
    assert after.published_at > before.published_at


def test_a_text_keeps_strong_em_and_links_through_the_editor(chapter, send):
    html = '<h2>Rubrik</h2><p><strong>fet</strong> och <em>kursiv</em> <a href="https://example.org/">länk</a></p><ul><li>a</li></ul>'
    text = rich_text(html, features=["h2", "bold", "italic", "link", "ul"])
    send(chapter, "publish", **{"body-0-value": text})
    assert CourseEdition.objects.first().package["chapters"][0]["body"][0]["value"] == html


def test_the_preview_shows_what_is_being_written(chapter, admin):
    where = reverse("wagtailadmin_pages:preview_on_edit", args=[chapter.pk])
    data = form_of(admin, chapter) | body_of(chapter) | {"title": "Under arbete"}
    assert admin.post(where, data).json()["is_valid"] is True
    shown = admin.get(where)
    assert shown.status_code == 200
    assert "Under arbete" in shown.content.decode()
    draft = admin.get(reverse("wagtailadmin_pages:view_draft", args=[chapter.pk]))
    assert draft.status_code == 200


def test_a_published_chapters_key_stays_whatever_is_sent(chapter, send, admin):
    assert admin.get(edit_url(chapter)).context["form"].fields["key"].disabled
    send(chapter, "publish", key="annan", title="Ny rubrik")
    chapter.refresh_from_db()
    assert (chapter.key, chapter.title) == ("k1", "Ny rubrik")


def test_a_published_exercises_key_cannot_be_changed(chapter, send):
    answer = send(chapter, "publish", **{"body-5-value-key": "annan"})
    assert answer.status_code == 200
    assert "k1-o1" in str(answer.context["form"].errors["body"])


def test_a_new_exercise_gets_a_key_of_its_own(course, chapter, send):
    question = FreeTextQuestion.objects.create(
        question_set=Question.objects.get(key="r1").question_set, key="r9", text="Ny?"
    )
    new = {
        "body-count": "7", "body-6-deleted": "", "body-6-order": "6", "body-6-type": "exercise", "body-6-id": "",
        "body-6-value-key": "", "body-6-value-title": "Ny övning", "body-6-value-intro": "",
        "body-6-value-questions-count": "1", "body-6-value-questions-0-value": question.pk,
        "body-6-value-questions-0-order": "0", "body-6-value-questions-0-deleted": "", "body-6-value-questions-0-id": "",
    }  # fmt: skip
    assert send(chapter, "publish", **new).status_code == 302
    exercises = [
        b["value"] for b in CourseEdition.objects.first().package["chapters"][0]["body"] if b["type"] == "exercise"
    ]
    assert [e["title"] for e in exercises] == ["Tänk efter", "Ny övning"]
    assert exercises[1]["key"].startswith("k1-")
    assert len(exercises[1]["key"]) == 9


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body-5-value-questions-0-value": "r3"}, "ställs redan i kapitlet"),
        ({"body-5-value-questions-0-value": "r2"}, "ställs två gånger"),
    ],
)
def test_a_question_is_asked_once_in_a_course(chapter, send, change, said):
    changes = {name: Question.objects.get(key=key).pk for name, key in change.items()}
    answer = send(chapter, "publish", **changes)
    assert said in str(answer.context["form"].errors["body"])


def test_an_exercise_is_found_once_in_a_course(course, admin, django_capture_on_commit_callbacks):
    question = FreeTextQuestion.objects.create(
        question_set=Question.objects.get(key="r1").question_set, key="r9", text="Ny?"
    )
    body = streamfield([("exercise", {"key": "k1-o1", "title": "Dubbel", "intro": "", "questions": streamfield([])})])
    data = nested_form_data(
        {"title": "Nytt", "slug": "nytt", "key": "k3", "minutes": "5", "summary": "", "goals": "", "body": body}
    )
    data |= {
        "body-0-value-questions-count": "1", "body-0-value-questions-0-value": question.pk,
        "body-0-value-questions-0-order": "0", "body-0-value-questions-0-deleted": "", "body-0-value-questions-0-id": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    where = reverse("wagtailadmin_pages:add", args=["content", "chapterpage", course.pk])
    answer = admin.post(where, data | {"action-publish": "1"})
    assert "finns redan i kapitlet" in str(answer.context["form"].errors["body"])

    with django_capture_on_commit_callbacks(execute=True):
        made = admin.post(where, data | {"action-publish": "1", "body-0-value-key": ""})
    assert made.status_code == 302
    assert [c["key"] for c in CourseEdition.objects.first().package["chapters"]] == ["k1", "k2", "k3"]


def test_two_chapters_cannot_have_one_key(course, admin):
    data = nested_form_data({"title": "Nytt", "slug": "nytt", "key": "k1", "minutes": "5", "body": streamfield([])})
    where = reverse("wagtailadmin_pages:add", args=["content", "chapterpage", course.pk])
    answer = admin.post(
        where, data | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1"}
    )
    assert "key" in answer.context["form"].errors


def test_the_courses_settings_are_changed_and_frozen(course, send):
    answer = send(course, "publish", pass_mark="3", access="open", approved_by="Kursägaren", approved_on="2026-11-30")
    assert answer.status_code == 302
    course.refresh_from_db()
    assert (course.pass_mark, course.access, course.is_draft) == (3, "open", False)
    package = CourseEdition.objects.first().package
    assert (package["settings"]["pass_mark"], package["settings"]["access"], package["approved_by"]) == (
        3,
        "open",
        "Kursägaren",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pass_mark": "4"}, "pass_mark"),
        ({"pass_mark": "0"}, "pass_mark"),
        ({"question_count": "4"}, "question_count"),
        ({"min_group_size": "2"}, "min_group_size"),
        ({"contact_email": "ingen adress"}, "contact_email"),
    ],
)
def test_a_course_that_nobody_could_pass_or_trust_is_refused(course, send, changes, field):
    answer = send(course, "publish", **changes)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_only_sets_of_the_right_use_can_be_chosen(course, admin):
    form = admin.get(edit_url(course)).context["form"]
    assert [s.slug for s in form.fields["test_set"].queryset] == ["mini-test"]
    assert [s.slug for s in form.fields["evaluation_set"].queryset] == ["mini-utvardering"]


def test_a_published_courses_address_stays(course, send):
    send(course, "publish", slug="annan-adress", summary="Ny text.")
    course.refresh_from_db()
    assert (course.slug, course.summary) == ("mini", "Ny text.")


def test_withdrawing_a_chapter_makes_an_edition_without_it(chapter, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("wagtailadmin_pages:unpublish", args=[chapter.pk]))
    assert [c["key"] for c in CourseEdition.objects.first().package["chapters"]] == ["k2"]


def test_changing_the_chapters_order_makes_an_edition(course, chapter, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(reverse("wagtailadmin_pages:set_page_position", args=[chapter.pk]) + "?position=1")
    assert answer.status_code == 200
    assert [c["key"] for c in CourseEdition.objects.first().package["chapters"]] == ["k2", "k1"]


def test_a_withdrawn_course_makes_no_edition(course, chapter, admin, send, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("wagtailadmin_pages:unpublish", args=[course.pk]))
    before = CourseEdition.objects.count()
    send(chapter, "publish", title="Ändrad")
    assert CourseEdition.objects.count() == before


@pytest.mark.parametrize("name", ["bild.svg", "bild.gif"])
def test_a_picture_that_could_hold_a_script_is_refused(course, admin, name):
    file = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    answer = admin.post(reverse("wagtailimages:add"), {"title": "Bild", "file": file})
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors


def test_the_menu_shows_what_an_editor_uses(course, admin):
    page = admin.get(reverse("wagtailadmin_home")).content.decode()
    props = json.loads(page.split('id="wagtail-sidebar-props"')[1].split(">", 1)[1].split("</script>")[0])
    names = [item["_args"][0]["name"] for module in props["modules"] if module["_type"] == "wagtail.sidebar.MainMenuModule"
             for item in module["_args"][0]]  # fmt: skip
    assert names == ["explorer", "fragor", "images", "media", "documents"] or {
        "reports",
        "help",
        "settings",
    }.isdisjoint(names)


def test_an_editor_reaches_pages_and_files_but_no_users_or_sites(course, admin):
    for name, args in (
        ("wagtailadmin_explore", [course.pk]), ("wagtailimages:index", []), ("wagtaildocs:index", []), ("wagtailmedia:index", []),
    ):  # fmt: skip
        assert admin.get(reverse(name, args=args)).status_code == 200, name
    for name in (
        "wagtailusers_users:index",
        "wagtailsites:index",
        "wagtailusers_groups:index",
        "wagtailadmin_collections:index",
    ):
        assert admin.get(reverse(name)).status_code == 302, name


def test_setting_up_again_changes_nothing(course):
    before = GroupPagePermission.objects.count()
    set_up_editors(home=open_front_door())
    assert GroupPagePermission.objects.count() == before
