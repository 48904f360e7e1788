"""An editor adds films that everyone can follow, and changes their words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from media.models import Film
from tests.fixtures_content import MINI


@pytest.fixture
def admin(client, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


FILM = (MINI / "films" / "k1.mp4").read_bytes()
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHej.\n"


def film_form(**changes):
    return {
        "title": "Ny film", "key": "ny-film", "transcript": "Hej.", "credit": "Påhittad", "duration": "0",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile("ny.mp4", FILM), "captions": SimpleUploadedFile("ny.vtt", CAPTIONS),
    } | changes  # fmt: skip


def test_a_film_is_added_with_captions_and_its_length_is_read(course, admin):
    where = reverse("wagtailmedia:add", args=["video"])
    assert admin.get(where).status_code == 200
    answer = admin.post(where, film_form())
    assert answer.status_code == 302
    film = Film.objects.get(key="ny-film")
    assert film.duration == pytest.approx(2, abs=0.2)
    assert film.captions.name.endswith(".vtt")


@pytest.mark.parametrize(
    "changes",
    [
        {"captions": ""},
        {"transcript": ""},
        {"captions": SimpleUploadedFile("ny.vtt", b"<html>")},
        {"captions": SimpleUploadedFile("ny.html", CAPTIONS)},
        {"file": SimpleUploadedFile("ny.html", b"<script>alert(1)</script>")},
        {"file": SimpleUploadedFile("ny.svg", b"<svg/>")},
        {"key": "mini-k1"},
    ],
    ids=[
        "no captions",
        "no transcript",
        "captions of another kind",
        "captions with another name",
        "html",
        "svg",
        "taken key",
    ],
)
def test_a_film_that_not_everyone_could_follow_is_refused(course, admin, changes):
    data = {name: value for name, value in film_form(**changes).items() if value != ""}
    answer = admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert answer.status_code == 200
    assert Film.objects.count() == 1


def test_a_films_key_stays_and_its_words_change(course, admin):
    film = Film.objects.get()
    where = reverse("wagtailmedia:edit", args=[film.pk])
    data = {"title": "Nytt namn", "key": "annan", "transcript": "Ny text", "credit": "", "duration": film.duration}
    data["collection"] = film.collection_id
    assert admin.post(where, data).status_code == 302
    film.refresh_from_db()
    assert (film.key, film.title, film.transcript) == ("mini-k1", "Nytt namn", "Ny text")
    assert film.captions
