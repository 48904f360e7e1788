"""The course page: what there is, what is done, what is left and why, and one button that goes on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.queries import current_edition
from lms.accounts.models import Role, RoleAssignment, User
from lms.progress import actions as progress
from lms.progress.models import StepKind
from lms.reflections.actions import DraftSave, give_exercise, save_drafts
from lms.reflections.models import Draft
from lms.reflections.rules import Reply
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db
ANSWERS = {"r1": "r1a", "r2": "1", "r3": ["r3a"], "r4": "Jag ringer."}


def course_page(client):
    return Page(client.get("/mini/"))


def panel(page):
    return page.text(".continue .kicker"), page.text(".continue h2"), page.text(".continue .card-text")


def open_chapter(enrolment, key):
    progress.open_step(enrolment=enrolment, kind=StepKind.CHAPTER, key=key)
    progress.remember_place(enrolment=enrolment, chapter_key=key)


def answer(enrolment, exercise_key, *keys):
    exercise = current_edition("mini").course.exercises[exercise_key]
    saves = [DraftSave(q, Reply(ANSWERS[q.key]), 0) for q in exercise.questions if q.key in keys]
    save_drafts(enrolment=enrolment, exercise=exercise, saves=saves)
    return exercise


def finish(enrolment, key, *questions):
    open_chapter(enrolment, key)
    exercise = answer(enrolment, f"{key}-o1", *questions)
    give_exercise(enrolment=enrolment, edition=current_edition("mini"), exercise=exercise)
    progress.finish_step(enrolment=enrolment, kind=StepKind.CHAPTER, key=key)


def test_a_newcomer_begins_with_the_first_chapter(learner_client):
    page = course_page(learner_client)
    calm = "Kapitlet tar ungefär 5 minuter. Du kan stanna när du vill, för allt sparas."
    assert panel(page) == ("Börja här", "Kapitel 1: Börja här", calm)
    assert page.links(".continue") == [("Börja kursen", "/mini/borja-har/")]
    assert page.text(".continue .progress-label") == "0 av 2 kapitel klara"
    assert page.all(".path-title") == ["Börja här", "Gå vidare", "Kunskapstest", "Utvärdering", "Diplom", "Metodbok"]
    assert page.all(".path-meta") == [
        "5 minuter",
        "10 minuter",
        "3 minuter Öppnar när alla kapitel är klara",
        "2 minuter Öppnar efter kunskapstestet",
        "Väntar på alla kapitel, kunskapstestet och utvärderingen",
        "Öppnar efter kunskapstestet",
    ]


def test_a_draft_course_says_so_until_its_owner_has_approved_it(learner_client, course, publish):
    assert course_page(learner_client).has(".draft-notice")
    publish(course, approved_by="Kursägaren")
    assert not course_page(learner_client).has(".draft-notice")


def test_what_is_left_is_said_with_the_reason_and_the_way_there(learner_client, amira):
    open_chapter(amira, "k1")
    answer(amira, "k1-o1", "r1")
    assert course_page(learner_client).links(".path-left") == [
        ("Reflektionsfråga 2 saknar svar", "/mini/borja-har/#fraga-r2"),
        ("Kapitlet är inte läst till slut", "/mini/borja-har/#kapitlets-slut"),
    ]
    answer(amira, "k1-o1", "r2")
    assert course_page(learner_client).links(".path-left") == [
        ("Övningen ”Tänk efter” är inte lämnad", "/mini/borja-har/#ovning-k1-o1"),
        ("Kapitlet är inte läst till slut", "/mini/borja-har/#kapitlets-slut"),
    ]


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Ett utkast från i dag väntar på dig."), (1, "Ett utkast från i går väntar på dig.")]
)
def test_the_button_leads_to_the_exercise_where_a_draft_waits(learner_client, amira, days, words):
    open_chapter(amira, "k1")
    answer(amira, "k1-o1", "r1")
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=days))
    progress.remember_place(enrolment=amira, chapter_key="k1", anchor="ovning-k1-o1")
    page = course_page(learner_client)
    assert panel(page) == ("Du är här", "Kapitel 1: Börja här", f"Du stannade vid övningen ”Tänk efter”. {words}")
    assert page.links(".continue") == [("Fortsätt", "/mini/borja-har/#ovning-k1-o1")]
    assert page.all(".is-next .path-title") == ["Börja här"]


def test_the_button_leads_to_the_second_of_the_film(learner_client, amira):
    open_chapter(amira, "k1")
    progress.remember_film(enrolment=amira, key="mini-k1", second=71)
    progress.remember_place(enrolment=amira, chapter_key="k1", anchor="film-mini-k1")
    page = course_page(learner_client)
    assert page.text(".continue .card-text") == "Du stannade i filmen, vid 1:11."
    assert page.links(".continue") == [("Fortsätt", "/mini/borja-har/#film-mini-k1")]


def test_after_the_chapters_comes_the_test_then_the_evaluation_then_the_diploma(learner_client, amira):
    finish(amira, "k1", "r1", "r2")
    page = course_page(learner_client)
    assert page.text(".continue .progress-label") == "1 av 2 kapitel klara"
    assert page.all(".path-stop.is-done .path-meta") == ["5 minuter Klart"]
    finish(amira, "k2", "r3")
    assert course_page(learner_client).links(".continue") == [("Till kunskapstestet", "/kurs/mini/prov/")]
    progress.record_test(enrolment=amira, passed=False)
    assert "3 minuter Inte godkänt än. Försök igen när du vill." in course_page(learner_client).all(".path-meta")
    progress.record_test(enrolment=amira, passed=True)
    assert course_page(learner_client).links(".continue") == [("Till utvärderingen", "/kurs/mini/utvardering/")]
    progress.finish_step(enrolment=amira, kind=StepKind.EVALUATION, key="utvardering")
    page = course_page(learner_client)
    assert page.links(".continue") == [("Hämta diplomet", "/kurs/mini/diplom/")]
    assert page.all(".path-meta") == ["5 minuter Klart", "10 minuter Klart", "3 minuter Godkänt", "2 minuter Besvarad"]


def test_a_visitor_of_a_closed_course_sees_what_it_holds_and_how_to_get_in(client, course):
    page = course_page(client)
    assert page.links(".path") == []
    assert page.all(".path-title")[:2] == ["Börja här", "Gå vidare"]
    assert page.links(".continue") == [("Logga in", "/konto/login/?next=/mini/")]


def test_who_is_logged_in_but_not_enrolled_is_told_to_use_the_course_link(client, course):
    client.force_login(User.objects.create_user("bo@example.org"))
    page = course_page(client)
    assert page.text(".continue h2") == "Du behöver en kurslänk"
    assert (page.links(".continue"), page.links(".path")) == ([], [])


def test_an_open_course_is_read_by_anyone_and_joined_by_who_wants_to_save(client, course, publish):
    publish(course, access="open")
    page = course_page(client)
    assert page.links(".continue") == [("Läs kapitel 1", "/mini/borja-har/"), ("Gå med", "/kurs/mini/ga-med/")]
    assert page.links(".path") == [("Börja här", "/mini/borja-har/"), ("Gå vidare", "/mini/ga-vidare/")]


def test_an_editor_reads_a_closed_course(client, course):
    user = User.objects.create_user("rut@example.org")
    RoleAssignment.objects.create(user=user, role=Role.EDITOR, course=course, starts_on=timezone.localdate())
    client.force_login(user)
    page = course_page(client)
    assert page.text(".continue .card-text") == "Du läser som redaktör. Det du gör här sparas inte."
    assert page.links(".continue") == [("Läs kapitel 1", "/mini/borja-har/")]


def test_in_a_fixed_order_the_next_chapter_waits_for_the_one_before(learner_client, course, publish, amira):
    publish(course, chapter_order="fixed")
    page = course_page(learner_client)
    assert page.all(".path-meta")[1] == "10 minuter Öppnar när kapitlet före är klart"
    assert page.links(".path")[0] == ("Börja här", "/mini/borja-har/")
    assert "/mini/ga-vidare/" not in dict(page.links(".path")).values()
    assert learner_client.get("/mini/ga-vidare/").url == "/mini/"
    assert learner_client.post("/kurs/mini/kapitel/k2/klart/").url == "/mini/"
    assert amira.steps.count() == 0
    finish(amira, "k1", "r1", "r2")
    assert learner_client.get("/mini/ga-vidare/").status_code == 200


def test_a_course_that_is_not_published_is_404(learner_client, course, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        course.unpublish()
    assert learner_client.get("/mini/").status_code == 404
    assert learner_client.get("/mini/borja-har/").status_code == 404


def test_an_exercise_of_a_chapter_that_waits_can_neither_be_saved_nor_given(learner_client, course, publish, amira):
    publish(course, chapter_order="fixed")
    second = current_edition("mini").course.chapters[1].exercises[0]
    question = second.questions[0]
    fields = {question.key: "Ett svar", "action": "give"}
    assert learner_client.post(f"/kurs/mini/ovning/{second.key}/", fields).url == "/mini/"
    saved = learner_client.post(f"/kurs/mini/utkast/{question.key}/", {"value": None}, content_type="application/json")
    assert saved.status_code == 403
    assert saved.json() == {"message": "Kapitlet öppnas när kapitlet före är klart."}
    assert not amira.drafts.exists()
