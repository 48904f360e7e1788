"""What answers before any view: maintenance, and bodies larger than any form."""

import http.client
import json
import time
from urllib.parse import urlsplit

import pytest

from tests import factories
from tests.lms.learning.pages import Page

MEGABYTE = 2**20


@pytest.mark.django_db
def test_a_body_that_is_too_large_gets_a_page(client, settings):
    page = Page(client.post("/konto/login/code/", {"email": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}))
    assert (page.status, page.text("h1")) == (413, "Det var för mycket på en gång")


@pytest.mark.django_db
def test_a_script_gets_the_same_as_json(client, settings):
    body = json.dumps({"value": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})
    answer = client.post("/kurs/vta/utkast/r1/", body, content_type="application/json")
    assert answer.status_code == 413
    assert "för stor" in answer.json()["message"]


@pytest.mark.django_db
def test_the_largest_honest_form_comes_through(client, settings):
    """Fifty thousand emoji in a text, percent-encoded, twice over."""
    answer = client.post("/konto/login/code/", {"email": "😊" * 50_000, "next": "å" * 50_000})
    assert answer.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/mini/", "/mini/borja-har/", "/kurs/mini/prov/", "/saknas/"])
def test_nobody_goes_back_to_a_page_after_log_out(client, course, address):
    """A library's computer: the browser must not have kept what the person before was shown."""
    assert "Cache-Control" not in client.get("/")
    client.force_login(factories.enrolled(course).user)
    assert client.get(address)["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_the_admin_has_its_own_limits(client, settings):
    body = {"a": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    assert client.post("/admin/", body).status_code != 413


@pytest.mark.django_db
@pytest.mark.parametrize("stated", ["", "abc", "-1", "٣"])
def test_a_length_that_is_no_number_is_no_length(client, stated):
    assert client.get("/halsa/", CONTENT_LENGTH=stated).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_thirty_megabytes_are_sent_and_the_answer_is_seen(live_server):
    """Who is still sending when the answer comes would see a broken connection instead of it."""
    address = urlsplit(live_server.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    body = b"email=" + b"x" * 30 * MEGABYTE
    began = time.monotonic()
    connection.request("POST", "/konto/login/code/", body, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    assert answer.status == 413
    assert "Det var för mycket på en gång" in answer.read().decode()
    connection.close()
    assert time.monotonic() - began < 25


@pytest.mark.django_db
def test_too_many_fields_are_a_bad_request_with_a_page(client):
    page = Page(client.post("/konto/login/code/", {f"a{n}": "" for n in range(1100)}))
    assert (page.status, page.text("h1")) == (400, "Det gick inte att förstå")


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_a_bad_request(client):
    page = Page(client.get("/tillganglighet/", HTTP_HOST="annan.example"))
    assert (page.status, page.text("h1")) == (400, "Det gick inte att förstå")


@pytest.mark.django_db
def test_maintenance_answers_everything_but_the_health_check(client, settings):
    settings.MAINTENANCE = True
    for answer in (client.get("/vta/"), client.post("/konto/login/code/", {}), client.get("/admin/")):
        assert (answer.status_code, answer["Retry-After"]) == (503, "300")
        assert "Vi uppdaterar kursen" in answer.content.decode()
    assert client.get("/halsa/").status_code == 200
