"""What a script may post to the autosaving addresses, in order or not: an answer in JSON, and nothing broken by it."""

import json

import pytest

from content.queries import current_edition
from lms.progress.models import Place, Step
from lms.reflections.models import Draft

pytestmark = pytest.mark.django_db
PLACE, DRAFT = "/kurs/mini/plats/", "/kurs/mini/utkast/r4/"
NO_JSON = ("", "{", "null", "[1]", "[" * 100_000, '{"value":' + "[" * 100_000, "9" * 5_000)


def post(client, address, body):
    return client.post(address, body, content_type="application/json")


@pytest.mark.parametrize("body", NO_JSON)
def test_where_i_am_must_be_json(learner_client, body):
    answer = post(learner_client, PLACE, body)
    assert (answer.status_code, set(answer.json())) == (400, {"message"})


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, '{"value":' + "[" * 100_000, "9" * 5_000])
def test_a_draft_must_be_json(learner_client, body):
    answer = post(learner_client, DRAFT, body)
    assert (answer.status_code, set(answer.json())) == (400, {"message"})


def test_half_a_character_in_a_draft_does_not_break_the_page_that_shows_it(learner_client, amira):
    """A script that cuts a text in two may cut an emoji in two."""
    answer = post(learner_client, DRAFT, '{"value": "Jag ringer \\ud83d", "base_version": 0}')
    assert answer.status_code == 200
    assert Draft.objects.get(enrolment=amira, question_key="r4").value == "Jag ringer"
    assert "Jag ringer" in learner_client.get("/mini/ga-vidare/").text + learner_client.get("/mini/borja-har/").text


@pytest.mark.parametrize("anchor", ["del-1\ud83d", "del-1\x00"])
def test_a_place_with_half_a_character_is_kept_without_it(learner_client, amira, anchor):
    assert post(learner_client, PLACE, json.dumps({"chapter": "k1", "anchor": anchor})).status_code == 204
    assert Place.objects.get(enrolment=amira).anchor == "del-1"


@pytest.mark.parametrize(
    ("second", "kept"),
    [("NaN", 0), ("-Infinity", 0), ("Infinity", 86_400), ("9" * 4_000, 86_400), ("-1", 0), ("12.7", 12)],
)
def test_a_film_stops_within_a_day(learner_client, amira, second, kept):
    film = current_edition("mini").course.chapter("k1").films[0]
    body = f'{{"chapter": "k1", "film": "{film}", "second": {second}}}'
    assert post(learner_client, PLACE, body).status_code == 204
    assert Step.objects.get(enrolment=amira, kind="film").position == kept
