"""A chapter: its blocks, its film, its exercises with the learner's own answers, and the way on."""

import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from content.models import ChapterPage
from lms.accounts.models import User
from lms.enrolment.actions import enrol_by_link, enrol_in_open_course
from lms.progress.models import Place, Step, StepKind
from lms.progress.queries import progress_of
from media.models import Film
from media.speech import speech_hash
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db
K1, K2 = "/mini/borja-har/", "/mini/ga-vidare/"


def page_of(client, address=K1):
    return Page(client.get(address))


def size_of(response):
    assert response.status_code == 200
    return len(b"".join(response.streaming_content))


def test_a_chapter_has_its_head_its_goals_and_its_blocks_in_order(learner_client):
    page = page_of(learner_client)
    assert page.text("h1") == "Börja här"
    assert page.text(".page-head .kicker") == "Kapitel 1 av 2"
    assert page.text(".lead") == "Ett kort kapitel om att börja."
    assert page.all(".page-head .meta li")[0] == "5 minuter"
    assert page.all(".chapter .ticks li") == ["Berätta varför du börjar"]
    assert page.all(".chapter h2, .chapter h3") == [
        "Efter kapitlet kan du",
        "Första delen",
        "Bra att veta",
        "Arbetsgivarkoordinator",
        "Tänk efter",
        "Det var kapitel 1",
    ]
    assert page.text(".quote") == "Ring mig gärna. Påhittad arbetsgivare"
    assert page.text(".film-title") == "En kort film"
    assert page.text(".film-transcript p") == "Hej. Det här är en kort film."


def test_pictures_downloads_and_accordions_have_words_of_their_own(learner_client):
    page = page_of(learner_client, K2)
    (picture,) = page.soup.select(".image img")
    assert (picture["alt"], page.text(".image figcaption")) == ("En grön ruta.", "Rutan är grön.")
    assert picture["src"].startswith("/media/images/")
    assert picture["width"]
    assert size_of(learner_client.get(picture["src"])) > 0
    assert page.all(".accordion summary") == ["Läs mer", "Och mer"]
    assert page.text(".download-text") == "Att skriva ut."
    assert page.text(".download-meta").startswith("TXT-fil, ")
    ((words, address),) = page.links(".download")
    assert (words, size_of(learner_client.get(address)) > 0) == ("En lapp", True)


def test_every_part_can_be_gone_back_to(learner_client):
    page = page_of(learner_client)
    places = [element["data-place"] for element in page.soup.select("[data-place]")]
    assert places == [element["id"] for element in page.soup.select("[data-place]")]
    assert places[1:2] + places[-2:] == ["film-mini-k1", "ovning-k1-o1", "kapitlets-slut"]
    assert len(set(places)) == 7


def test_what_has_a_recording_is_marked_with_it(learner_client):
    page = page_of(learner_client)
    recorded = {element["data-say"] for element in page.soup.select("[data-say]")}
    kept = {name.removesuffix(".mp3") for name in default_storage.listdir("narration")[1]}
    assert recorded
    assert recorded <= kept
    assert {
        " ".join(e.get_text().split()) for e in page.soup.select("[data-speak]") if speech_hash(e.get_text()) in kept
    } == set()


def test_opening_a_chapter_is_remembered_once(learner_client, amira):
    page_of(learner_client)
    page_of(learner_client)
    assert list(Step.objects.values_list("kind", "key")) == [(StepKind.CHAPTER, "k1")]
    assert Place.objects.get().chapter_key == "k1"


def test_a_form_without_script_saves_gives_and_goes_on(learner_client, amira):
    form = f'form[action="{reverse("exercise", args=["mini", "k1-o1"])}"]'
    fields = page_of(learner_client).fields(form)
    assert {name: values for name, values in fields.items() if name != "person"} == {
        "r1-version": ["0"],
        "r2-version": ["0"],
    }
    saved = learner_client.post(reverse("exercise", args=["mini", "k1-o1"]), fields | {"r1": "r1b", "action": "save"})
    assert saved.url == f"{K1}#ovning-k1-o1"
    page = page_of(learner_client)
    assert page.fields(form)["r1"] == ["r1b"]
    assert page.all(".save-status")[0].startswith("Sparat ")
    assert page.all(".messages .notice")[0].startswith("Utkastet är sparat ")

    refused = Page(
        learner_client.post(reverse("exercise", args=["mini", "k1-o1"]), page.fields(form) | {"action": "give"})
    )
    assert refused.status == 422
    assert refused.links(".error-summary") == [
        ("Reflektionsfråga 2: Välj ett svar, eller ”Jag vill inte svara”.", "#fraga-r2")
    ]
    assert refused.all(".question.is-error .field-error") == ["Välj ett svar, eller ”Jag vill inte svara”."]
    assert refused.fields(form)["r1"] == ["r1b"]

    given = learner_client.post(
        reverse("exercise", args=["mini", "k1-o1"]), page.fields(form) | {"r2-declined": "1", "action": "give"}
    )
    assert given.url == f"{K1}#ovning-k1-o1"
    page = page_of(learner_client)
    assert page.has(".exercise .notice-success")
    assert page.fields(form)["r2-declined"] == ["1"]
    assert not page.has(".chapter-end .path-left")
    done = learner_client.post(reverse("chapter_done", args=["mini", "k1"]))
    assert done.url == K2
    assert page_of(learner_client).text(".chapter-end .state") == "Kapitlet är klart."
    assert page_of(learner_client).text(".course-bar-done") == "1 av 2 kapitel klara"


def test_a_chapter_read_with_an_exercise_left_leads_back_to_it(learner_client):
    page_of(learner_client)
    assert learner_client.post(reverse("chapter_done", args=["mini", "k1"])).url == f"{K1}#ovning-k1-o1"
    page = page_of(learner_client)
    assert page.links(".chapter-end") == [
        ("Övningen ”Tänk efter” är inte lämnad", f"{K1}#ovning-k1-o1"),
        ("Vidare till nästa kapitel", K2),
    ]


def test_the_learner_chooses_between_two_versions_of_an_answer(learner_client, amira):
    exercise, form = reverse("exercise", args=["mini", "k2-o1"]), 'form[action="/kurs/mini/ovning/k2-o1/"]'
    old = page_of(learner_client, K2).fields(form)
    learner_client.post(exercise, old | {"r4": "Från telefonen.", "action": "save"})
    learner_client.post(exercise, old | {"r4": "Från datorn.", "action": "give"})
    page = page_of(learner_client, K2)
    assert page.fields(form)["r4"] == ["Från telefonen."]
    assert page.all(".conflict-other") == ["Från datorn."]
    assert not progress_of(amira).exercises_given

    learner_client.post(exercise, page.fields(form) | {"take": "r4"})
    page = page_of(learner_client, K2)
    assert (page.fields(form)["r4"], page.has(".conflict-other")) == (["Från datorn."], False)

    learner_client.post(exercise, old | {"r4": "Från plattan.", "action": "save"})
    both = page_of(learner_client, K2)
    learner_client.post(exercise, both.fields(form) | {"r4": "Från datorn, mer.", "action": "save"})
    assert page_of(learner_client, K2).all(".conflict-other") == ["Från plattan."]  # writing on loses nothing
    learner_client.post(exercise, page_of(learner_client, K2).fields(form) | {"keep": "r4"})
    page = page_of(learner_client, K2)
    assert (page.fields(form)["r4"], page.has(".conflict-other")) == (["Från datorn, mer."], False)


def test_each_question_says_who_will_see_the_answer(learner_client, course, amira, client, publish):
    organisation, everyone = (
        "Redovisas i en grupp om minst fem, du inräknad",
        "Redovisas bara för alla deltagare tillsammans",
    )
    assert page_of(learner_client).all(".who-sees summary") == [organisation, organisation]
    assert page_of(learner_client, K2).all(".who-sees summary") == [everyone, organisation]
    assert (
        "Utbildaren ser svaren från Kommunen först när minst fem personer har svarat"
        in page_of(learner_client).all(".who-sees-body")[0]
    )
    publish(course, min_group_size=8, access="open")
    assert page_of(learner_client).all(".who-sees summary")[0] == "Redovisas i en grupp om minst åtta, du inräknad"
    bo = User.objects.create_user("bo@example.org")
    enrol_in_open_course(user=bo, course=course, organisation=amira.organisation)
    client.force_login(bo)
    page = page_of(client)
    assert page.all(".who-sees summary") == [everyone, everyone]
    assert "Du har gått med utan kurslänk." in page.all(".who-sees-body")[0]


def test_a_given_answer_keeps_what_was_promised_for_it(learner_client, course, amira, publish):
    exercise = reverse("exercise", args=["mini", "k1-o1"])
    learner_client.post(exercise, {"r1": "r1a", "r2-declined": "1", "action": "give"})
    publish(course, min_group_size=8)
    assert page_of(learner_client).all(".who-sees summary") == ["Redovisas i en grupp om minst fem, du inräknad"] * 2
    assert page_of(learner_client, K2).all(".who-sees summary")[1] == "Redovisas i en grupp om minst åtta, du inräknad"


def test_free_text_asks_not_to_name_people(learner_client):
    page = page_of(learner_client, K2)
    assert page.all(".question-care") == ["Skriv inte namn eller annat som pekar ut en person."]
    (field,) = page.soup.select("textarea")
    assert (field["data-max-length"], field.has_attr("maxlength")) == ("2000", False)


def test_what_people_write_is_shown_as_they_wrote_it_and_never_run(learner_client):
    form, exercise = 'form[action="/kurs/mini/ovning/k2-o1/"]', reverse("exercise", args=["mini", "k2-o1"])
    text = "\n  Rad ett\n</textarea><script>alert(1)</script> & åäö 👍 \u202eאבג"
    learner_client.post(exercise, page_of(learner_client, K2).fields(form) | {"r4": text, "action": "save"})
    page = page_of(learner_client, K2)
    assert page.fields(form)["r4"] == [text.strip()]
    assert not page.has("main script")


def test_a_reader_of_an_open_course_is_invited_to_join_instead_of_a_form(client, course, publish):
    publish(course, access="open")
    page = page_of(client)
    assert not page.has(".exercise form")
    assert page.all(".exercise li") == [
        "Hur ofta har du kontakt med arbetsgivare?",
        "Hos oss är det tydligt vem som ansvarar.",
    ]
    assert page.links(".exercise") == [("Gå med", "/kurs/mini/ga-med/")]
    assert not page.has(".chapter-end")
    assert not page.has("[data-position-url]")
    assert page.text(".course-bar-done") == "Kapitel 1 av 2"
    assert page.links(".chapter-nav") == [("Nästa Gå vidare", K2)]


def test_a_closed_chapter_asks_visitors_to_log_in_and_is_404_to_others(client, course):
    assert client.get(K1).url == f"/konto/login/?next={K1}"
    client.force_login(User.objects.create_user("bo@example.org"))
    assert client.get(K1).status_code == 404


def test_a_film_that_is_gone_leaves_its_words(learner_client):
    Film.objects.update(file="media/borta.mp4")
    page = page_of(learner_client)
    assert not page.has("video")
    assert page.has("details.film-transcript[open]")
    assert not page.soup.select_one("[data-film-gone]").has_attr("hidden")
    assert learner_client.get(reverse("film", args=["mini", "mini-k1", "film"])).status_code == 404


def test_films_come_to_readers_and_to_editors_previews(learner_client, client, course, editor):
    parts = {"film": "video/mp4", "undertexter": "text/vtt; charset=utf-8", "bild": "image/jpeg"}

    def types(browser):
        answers = [browser.get(reverse("film", args=["mini", "mini-k1", part])) for part in parts]
        found = [answer["Content-Type"] if answer.status_code == 200 else answer.status_code for answer in answers]
        assert all(b"".join(answer.streaming_content) for answer in answers if answer.streaming)
        return found

    assert types(learner_client) == list(parts.values())
    client.force_login(User.objects.create_user("bo@example.org"))
    assert types(client) == list(parts.values())  # the course shows it on the front door
    type(course).objects.update(film=None)
    assert types(client) == [404, 404, 404]
    client.force_login(editor)
    assert types(client) == list(parts.values())
    client.logout()
    assert types(client) == [302, 302, 302]
    assert client.get("/kurs/mini/film/mini-k1/hemligt/").status_code == 404


def test_where_i_am_is_remembered_to_the_second(learner_client, amira):
    def tell(**place):
        return learner_client.post(
            reverse("place", args=["mini"]), json.dumps(place), content_type="application/json"
        ).status_code

    assert tell(chapter="k2", anchor="ovning-k2-o1") == 204
    assert (Place.objects.get().chapter_key, Place.objects.get().anchor) == ("k2", "ovning-k2-o1")
    assert tell(chapter="k1", film="mini-k1", second=31.7) == 204
    assert Place.objects.get().anchor == "film-mini-k1"
    assert page_of(learner_client).soup.select_one("video")["data-start"] == "31"
    assert tell(chapter="k1", film="mini-k1", second=40, ended=True) == 204
    assert progress_of(amira).films_seen == {"mini-k1"}
    assert not page_of(learner_client).soup.select_one("video").has_attr("data-start")
    assert [tell(chapter="k9"), tell(), tell(chapter="k1", film="mini-k1", second="x")] == [404, 404, 204]
    assert (
        learner_client.post(reverse("place", args=["mini"]), "inte json", content_type="application/json").status_code
        == 400
    )


def test_a_chapter_is_rendered_anew_when_it_is_published(learner_client, course, publish):
    page_of(learner_client, K2)
    chapter = ChapterPage.objects.get(key="k2")
    publish(chapter, title="Gå längre", body=[("text", "<h2>Ny del</h2>")])
    page = page_of(learner_client, K2)
    assert page.text("h1") == "Gå längre"
    assert page.all(".chapter .section h2") == ["Efter kapitlet kan du", "Ny del"]


def test_the_course_speaks_swedish_inside_an_english_page(learner_client):
    learner_client.cookies["language"] = "en"
    page = page_of(learner_client)
    assert page.soup.html["lang"] == "en"
    assert {
        element["lang"]
        for element in page.soup.select(".chapter .section.prose[data-place], h1, .question-text span[lang]")
    } == {"sv"}


def test_a_post_after_the_session_ended_waits_for_the_same_person(learner_client, amira):
    form, exercise = 'form[action="/kurs/mini/ovning/k2-o1/"]', reverse("exercise", args=["mini", "k2-o1"])
    fields = page_of(learner_client, K2).fields(form)
    learner_client.logout()
    assert learner_client.post(exercise, fields | {"r4": "Skrivet utloggad."}).url == f"/konto/login/?next={exercise}"
    learner_client.force_login(amira.user)
    assert learner_client.get(exercise).url == f"{K2}#ovning-k2-o1"
    assert page_of(learner_client, K2).fields(form)["r4"] == ["Skrivet utloggad."]


def test_a_post_after_the_session_ended_is_nobody_elses(learner_client, amira, link):
    form, exercise = 'form[action="/kurs/mini/ovning/k2-o1/"]', reverse("exercise", args=["mini", "k2-o1"])
    fields = page_of(learner_client, K2).fields(form)
    learner_client.logout()
    learner_client.post(exercise, fields | {"r4": "Skrivet utloggad."})
    bo = User.objects.create_user("bo@example.org")
    enrol_by_link(user=bo, link=link)
    learner_client.force_login(bo)
    learner_client.get(exercise)
    assert page_of(learner_client, K2).fields(form)["r4"] == [""]
    assert "kept_post" not in learner_client.session
