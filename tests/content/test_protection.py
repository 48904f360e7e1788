"""What answers, progress and diplomas point at cannot be deleted, moved or copied; an editor is told why."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from content.models import ChapterPage, CoursePage, HomePage


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("which", ["home", "course", "chapter"])
def test_a_page_that_has_been_published_cannot_be_deleted(course, chapter, admin, which):
    page = {"home": HomePage.objects.get(), "course": course, "chapter": chapter}[which]
    where = reverse("wagtailadmin_pages:delete", args=[page.pk])
    answer = admin.post(where, {"confirm_site_name": "Vägen"}, follow=True)
    assert Page.objects.filter(pk=page.pk).exists()
    if which == "chapter":
        assert "Avpublicera" in said(answer)


def test_nor_when_ticked_in_the_list(chapter, admin):
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={chapter.pk}"
    answer = admin.post(where, follow=True)
    assert ChapterPage.objects.filter(pk=chapter.pk).exists()
    assert "Avpublicera" in said(answer)


def test_a_chapter_that_was_never_published_can_be_deleted(course, admin):
    draft = course.add_child(instance=ChapterPage(title="Skiss", slug="skiss", key="skiss", live=False))
    admin.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not ChapterPage.objects.filter(pk=draft.pk).exists()


def test_a_chapter_cannot_be_copied_within_its_course(course, chapter, admin):
    where = reverse("wagtailadmin_pages:copy", args=[chapter.pk])
    assert admin.get(where).status_code == 200
    data = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": course.pk, "copy_subpages": "", "alias": ""}
    answer = admin.post(where, data, follow=True)
    assert ChapterPage.objects.count() == 2
    assert "kan inte kopieras inom sin kurs" in said(answer)


def other_course():
    return HomePage.objects.get().add_child(instance=CoursePage(title="Annan", slug="annan", summary="x", live=False))


def test_but_to_another_course(chapter, admin):
    other = other_course()
    data = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": other.pk, "copy_subpages": "", "alias": ""}
    admin.post(reverse("wagtailadmin_pages:copy", args=[chapter.pk]), data)
    copy = ChapterPage.objects.child_of(other).get()
    assert (copy.key, copy.live) == ("k1", False)


@pytest.mark.parametrize("ticked", [False, True])
def test_a_published_chapter_cannot_move_to_another_course(course, chapter, admin, ticked):
    other = other_course()
    if ticked:
        where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={chapter.pk}"
        answer = admin.post(where, {"chooser": other.pk}, follow=True)
    else:
        answer = admin.post(reverse("wagtailadmin_pages:move_confirm", args=[chapter.pk, other.pk]), follow=True)
    assert ChapterPage.objects.get(pk=chapter.pk).get_parent().pk == course.pk
    assert "kan inte flyttas" in said(answer)


def test_a_course_is_copied_with_its_chapters(course, admin):
    home = HomePage.objects.get()
    data = {
        "new_title": "Ny kurs",
        "new_slug": "ny-kurs",
        "new_parent_page": home.pk,
        "copy_subpages": "on",
        "alias": "",
    }
    assert admin.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), data).status_code == 302
    copy = CoursePage.objects.get(slug="ny-kurs")
    assert [c.key for c in ChapterPage.objects.child_of(copy).order_by("path")] == ["k1", "k2"]
    assert not copy.editions.exists()
