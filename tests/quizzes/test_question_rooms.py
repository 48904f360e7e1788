"""What an editor does with questions in Wagtail's admin, through its forms and as no superuser."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Revision

from content.models import CourseEdition
from quizzes.models import (
    QUESTION_TYPES,
    FreeTextQuestion,
    MultipleChoiceQuestion,
    Question,
    ScaleQuestion,
    SingleChoiceQuestion,
)

EXAMPLES = {ScaleQuestion: "r2", SingleChoiceQuestion: "r1", MultipleChoiceQuestion: "r3", FreeTextQuestion: "r4"}


def url(question, name, *more):
    return reverse(type(question).snippet_viewset.get_url_name(name), args=[question.pk, *more])


def form(question, **changes):
    """What the question's edit form would send back, with changes."""
    data = {
        "text": question.text,
        "help_text": question.help_text,
        "required": "on" if question.required else "",
        "question_set": question.question_set_id,
        "key": question.key,
        "order": question.order,
        "report_scope": question.report_scope,
        "explanation": question.explanation,
        "review_chapter": question.review_chapter,
        "discussion_prompts": question.discussion_prompts,
    }
    if isinstance(question, ScaleQuestion):
        data["labels"] = question.labels
    if isinstance(question, FreeTextQuestion):
        data["max_length"] = question.max_length
    if isinstance(question, MultipleChoiceQuestion):
        data["max_choices"] = question.max_choices or ""
    if hasattr(question, "options"):
        data |= options([(b.value["key"], b.value["text"], b.value["correct"], b.id) for b in question.options])
    # An unticked box is not sent; an empty text field is.
    boxes = ("required", "correct", "new_version")
    return {name: value for name, value in (data | changes).items() if value or not name.endswith(boxes)}


def options(chosen):
    data = {"options-count": str(len(chosen))}
    for n, (key, text, correct, block_id) in enumerate(chosen):
        data |= {
            f"options-{n}-deleted": "",
            f"options-{n}-order": str(n),
            f"options-{n}-type": "option",
            f"options-{n}-id": block_id,
            f"options-{n}-value-key": key,
            f"options-{n}-value-text": text,
        } | ({f"options-{n}-value-correct": "on"} if correct else {})
    return data


@pytest.fixture
def admin(client, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def publish(admin, django_capture_on_commit_callbacks):
    def send(question, **changes):
        with django_capture_on_commit_callbacks(execute=True):
            answer = admin.post(url(question, "edit"), form(question, **changes) | {"action-publish": "1"})
        assert answer.status_code == 302, answer.context["form"].errors.as_json()
        return Question.objects.get(pk=question.pk)

    return send


@pytest.fixture(params=QUESTION_TYPES, ids=lambda question_type: question_type.__name__)
def question(request, course):
    """A published question of each type."""
    found = Question.objects.get(key=EXAMPLES[request.param])
    assert type(found) is request.param
    return found


def test_a_corrected_text_keeps_type_version_and_answers(question, publish):
    child = {f.name: getattr(question, f.name) for f in type(question)._meta.local_concrete_fields}
    editions = CourseEdition.objects.count()

    changed = publish(question, text="Samma fråga, rättad?")

    assert type(changed) is type(question)
    assert (changed.text, changed.version, changed.live) == ("Samma fråga, rättad?", 1, True)
    assert type(question).objects.filter(pk=question.pk).count() == 1
    for name, value in child.items():
        if name != "options":
            assert getattr(changed, name) == value
    assert changed.question_data() == question.question_data() | {"text": "Samma fråga, rättad?"}
    assert CourseEdition.objects.count() == editions + 1
    assert "Samma fråga, rättad?" in json.dumps(CourseEdition.objects.first().package, ensure_ascii=False)


def test_a_new_meaning_is_a_new_version_once_however_often_the_draft_is_saved(question, publish, admin):
    for _attempt in range(3):
        admin.post(url(question, "edit"), form(question, text="En annan fråga?", new_version="on"))
    row = Question.objects.get(pk=question.pk)
    assert (row.version, row.text, row.has_unpublished_changes) == (1, question.text, True)
    assert row.get_latest_revision_as_object().version == 2

    changed = publish(question, text="En annan fråga?", new_version="on")
    assert (type(changed), changed.version) == (type(question), 2)

    assert publish(changed, text="En annan fråga, rättad?").version == 2


def test_the_box_for_a_new_version_remembers_what_the_draft_says(admin, question):
    page = admin.get(url(question, "edit"))
    assert page.context["form"]["new_version"].value() is False
    admin.post(url(question, "edit"), form(question, text="Annat", new_version="on"))
    assert admin.get(url(question, "edit")).context["form"]["new_version"].value() is True


def test_a_draft_changes_nothing_for_course_takers(question, admin, django_capture_on_commit_callbacks):
    before = CourseEdition.objects.first()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(url(question, "edit"), form(question, text="Bara ett utkast"))
    after = CourseEdition.objects.first()
    assert (after.pk, after.published_at) == (before.pk, before.published_at)


def test_the_key_stays_whatever_is_sent(question, publish):
    assert publish(question, key="annan", text="Ny text").key == question.key


def test_unpublishing_and_publishing_again_keeps_the_type(question, admin, publish, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(url(question, "unpublish"))
    row = Question.objects.get(pk=question.pk)
    assert (type(row), row.live) == (type(question), False)
    assert question.key not in asked(CourseEdition.objects.first())
    again = publish(row)
    assert (type(again), again.live, again.version) == (type(question), True, 1)
    assert question.key in asked(CourseEdition.objects.first())


def asked(edition):
    blocks = [b for chapter in edition.package["chapters"] for b in chapter["body"] if b["type"] == "exercise"]
    return [q["key"] for block in blocks for q in block["value"]["questions"]]


def test_an_older_text_can_be_taken_back(question, publish, admin):
    first = Revision.objects.for_instance(question).order_by("created_at").first()
    publish(question, text="Ändrad", new_version="on")
    page = admin.get(url(question, "revisions_revert", first.pk))
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == question.text
    back = publish(Question.objects.get(pk=question.pk), text=question.text, revision=first.pk)
    assert (type(back), back.text, back.version) == (type(question), question.text, 2)


def test_versions_can_be_compared_and_looked_at(question, publish, admin):
    publish(question, text="Ändrad")
    older, newer = Revision.objects.for_instance(question).order_by("created_at").values_list("pk", flat=True)[:2]
    for name, args in (
        ("revisions_compare", [older, newer]), ("history", []), ("usage", []), ("revisions_view", [newer]),
    ):  # fmt: skip
        assert admin.get(url(question, name, *args)).status_code == 200, name


def test_a_copy_is_a_question_of_its_own(question, admin):
    page = admin.get(url(question, "copy"))
    assert page.status_code == 200
    assert page.context["form"]["key"].value() in ("", None)
    assert not page.context["form"].fields["key"].disabled
    add = reverse(type(question).snippet_viewset.get_url_name("add"))
    before = type(question).objects.count()

    refused = admin.post(add, form(question) | {"action-publish": "1"})
    assert refused.status_code == 200
    assert "__all__" in refused.context["form"].errors or "key" in refused.context["form"].errors

    admin.post(add, form(question, key="kopia") | {"action-publish": "1"})
    copy = Question.objects.get(key="kopia")
    assert (type(copy), copy.version, copy.live) == (type(question), 1, True)
    assert type(question).objects.count() == before + 1
    assert Question.objects.get(pk=question.pk).question_data() == question.question_data()


def test_the_preview_shows_the_question_as_it_is_being_written(question, admin):
    where = url(question, "preview_on_edit")
    answer = admin.post(where, form(question, text="Fråga under arbete?"))
    assert answer.json()["is_valid"] is True
    page = admin.get(where)
    assert page.status_code == 200
    assert "Fråga under arbete?" in page.content.decode()


def test_a_test_questions_preview_marks_the_right_answer(course, admin):
    question = Question.objects.get(key="q1")
    where = url(question, "preview_on_edit")
    admin.post(where, form(question))
    assert "rätt svar" in admin.get(where).content.decode()


def test_a_new_question_is_made_with_options_that_get_keys_of_their_own(course, admin):
    question_set = Question.objects.get(key="r1").question_set
    add = reverse(SingleChoiceQuestion.snippet_viewset.get_url_name("add"))
    assert admin.get(add).status_code == 200
    answer = admin.post(
        add,
        {
            "text": "Ny?", "required": "on", "question_set": question_set.pk, "key": "r9", "order": "9",
            "report_scope": "all_only", "action-publish": "1",
        }
        | options([("", "Ja", False, ""), ("", "Nej", False, "")]),
    )  # fmt: skip
    assert answer.status_code == 302
    keys = [option["key"] for option in Question.objects.get(key="r9").question_data()["options"]]
    assert len(set(keys)) == 2
    assert all(keys)


def test_a_published_options_key_cannot_be_changed(course, admin):
    question = Question.objects.get(key="r1")
    block = question.options[0]
    answer = admin.post(
        url(question, "edit"), form(question, **{"options-0-value-key": "nytt"}) | {"action-publish": "1"}
    )
    assert answer.status_code == 200
    assert block.value["key"] in str(answer.context["form"].errors["options"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"options-0-value-correct": ""}, "options"),
        ({"options-1-value-correct": "on"}, "options"),
        ({"options-1-value-key": "q1a"}, "options"),
    ],
    ids=["no right answer", "two right answers to a single choice", "two options with one key"],
)
def test_a_test_question_that_nobody_can_answer_is_refused(course, admin, changes, field):
    question = Question.objects.get(key="q1")
    answer = admin.post(url(question, "edit"), form(question, **changes) | {"action-publish": "1"})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_free_text_cannot_be_put_in_a_knowledge_test(course, admin):
    test = Question.objects.get(key="q1").question_set
    add = reverse(FreeTextQuestion.snippet_viewset.get_url_name("add"))
    data = {
        "text": "Skriv",
        "question_set": test.pk,
        "key": "q9",
        "order": 9,
        "report_scope": "all_only",
        "max_length": 500,
    }
    answer = admin.post(add, data | {"action-publish": "1"})
    assert "question_set" in answer.context["form"].errors


@pytest.mark.parametrize("key", ["r1", "q1", "e1"])
def test_a_question_of_a_published_course_cannot_be_deleted(course, admin, key):
    question = Question.objects.get(key=key)
    answer = admin.post(url(question, "delete"), follow=True)
    assert Question.objects.filter(pk=question.pk).exists()
    said = [str(message) for message in answer.context["messages"]]
    assert any(key in text and "vpublicera" in text for text in said), said


def test_nor_when_it_is_ticked_in_the_list(course, admin):
    question = Question.objects.get(key="r1")
    where = reverse("wagtail_bulk_action", args=["quizzes", "singlechoicequestion", "delete"]) + f"?id={question.pk}"
    admin.post(where)
    assert Question.objects.filter(pk=question.pk).exists()


def test_nor_when_it_was_published_once_and_is_not_asked_any_more(course, admin, django_capture_on_commit_callbacks):
    question = Question.objects.get(key="q3")
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(url(question, "unpublish"))
    admin.post(url(question, "delete"))
    assert Question.objects.filter(pk=question.pk).exists()


def test_a_question_that_was_never_asked_can_be_deleted(course, admin):
    question_set = Question.objects.get(key="r1").question_set
    question = FreeTextQuestion.objects.create(question_set=question_set, key="r77", text="Aldrig ställd", live=False)
    answer = admin.post(url(question, "delete"))
    assert answer.status_code == 302
    assert not Question.objects.filter(pk=question.pk).exists()
    assert not FreeTextQuestion.objects.filter(pk=question.pk).exists()


def test_the_list_of_all_questions_leads_to_each_types_own_form(course, admin):
    page = admin.get(reverse("wagtailsnippets_quizzes_question:list"))
    text = page.content.decode()
    for question in Question.objects.all():
        assert url(question, "edit") in text
    assert "kunskapstest" in text
    filtered = admin.get(reverse("wagtailsnippets_quizzes_question:list") + f"?question_set={question.question_set_id}")
    assert (
        len(filtered.context["object_list"]) == Question.objects.filter(question_set=question.question_set_id).count()
    )
    found = admin.get(reverse("wagtailsnippets_quizzes_question:list") + "?q=gräset")
    assert [q.key for q in found.context["object_list"]] == ["q2"]


def test_the_list_tells_which_questions_are_asked_nowhere(course, admin):
    FreeTextQuestion.objects.create(question_set=Question.objects.get(key="r1").question_set, key="r77", text="Ny")
    text = admin.get(reverse("wagtailsnippets_quizzes_question:list") + "?ordering=key").content.decode()
    assert (text.count("1 kapitel"), text.count("inget kapitel")) == (4, 1)


def test_each_types_list_shows_its_own(question, admin):
    page = admin.get(reverse(type(question).snippet_viewset.get_url_name("list")))
    assert {type(q) for q in page.context["object_list"]} == {type(question)}


@pytest.mark.parametrize("copies", [1, 3])
def test_lists_cost_the_same_however_many_questions_there_are(course, admin, copies, django_assert_max_num_queries):
    question_set = Question.objects.get(key="r1").question_set
    for n in range(copies):
        ScaleQuestion.objects.create(question_set=question_set, key=f"x{n}", text="Fråga")
    admin.get(reverse("wagtailsnippets_quizzes_question:list"))
    with django_assert_max_num_queries(30):
        admin.get(reverse("wagtailsnippets_quizzes_question:list"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_familys_own_form_sends_to_the_types_form(question, admin, method):
    answer = getattr(admin, method)(reverse("wagtailsnippets_quizzes_question:edit", args=[question.pk]))
    assert (answer.status_code, answer.url) == (302, url(question, "edit"))


def test_nobody_adds_a_question_without_a_type(admin, admin_user_client):
    for someone in (admin, admin_user_client):
        answer = someone.get(reverse("wagtailsnippets_quizzes_question:add"))
        assert answer.status_code in (302, 403)
        assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home")


@pytest.fixture
def admin_user_client(db):
    from django.test import Client

    from lms.accounts.models import User

    client = Client()
    user = User.objects.create_superuser("chef@example.org")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_chooser_of_an_exercise_offers_every_type(course, admin):
    page = admin.get(reverse("wagtailsnippetchoosers_quizzes_question:choose"))
    assert page.status_code == 200
    text = page.json()["html"]
    assert all(question.text in text for question in Question.objects.all())
    question = Question.objects.get(key="r3")
    chosen = admin.get(reverse("wagtailsnippetchoosers_quizzes_question:chosen", args=[question.pk])).json()["result"]
    assert chosen["edit_url"] == url(question, "edit")


def test_a_set_keeps_its_short_name_and_use(course, admin):
    question_set = Question.objects.get(key="q1").question_set
    where = reverse("wagtailsnippets_quizzes_questionset:edit", args=[question_set.pk])
    admin.post(where, {"title": "Nytt namn", "slug": "annat", "use": "reflection"})
    question_set.refresh_from_db()
    assert (question_set.title, question_set.slug, question_set.use) == ("Nytt namn", "mini-test", "test")


def test_a_course_taker_has_no_way_in(client, course):
    from lms.accounts.models import User

    client.force_login(User.objects.create_user("kim@example.org"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("wagtailsnippets_quizzes_question:list"))
    assert answer.status_code == 302
    assert "/admin/" not in answer.url.split("?")[0]
