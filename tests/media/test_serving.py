"""Films come in the pieces a player asks for, and nothing of the upload folder comes to whom it is not for."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from django.utils.http import http_date

from lms.accounts.models import User
from media.serving import PIECE, ranged, uploaded

BYTES = bytes(range(256)) * 1000


ANSWERS = []


def close(response):
    """What response.close() does, without telling the database that a request has ended."""
    for closer in response._resource_closers:
        closer()


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """A folder of its own; answers are closed as a server closes them."""
    settings.MEDIA_ROOT = tmp_path / "media_root"
    yield settings.MEDIA_ROOT
    while ANSWERS:
        close(ANSWERS.pop())


@pytest.fixture
def film():
    name = default_storage.save("media/film.mp4", ContentFile(BYTES))
    return SimpleNamespace(storage=default_storage, name=name)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def ask(file, method="get", **headers):
    ANSWERS.append(ranged(getattr(RequestFactory(), method)("/film", headers=headers), file))
    return ANSWERS[-1]


def test_the_whole_film_says_that_pieces_may_be_asked_for(film):
    response = ask(film)
    assert response.status_code == 200
    assert body(response) == BYTES
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == "256000"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private, max-age=3600"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in response


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-0", 0, 0),
        ("bytes=1000-", 1000, 255_999),
        ("bytes=-500", 255_500, 255_999),
        ("bytes=-999999", 0, 255_999),
        ("bytes=255999-255999", 255_999, 255_999),
        ("bytes=10-999999999", 10, 255_999),
        ("BYTES=5-9", 5, 9),
        (f"bytes=1-{2 * PIECE}", 1, 2 * PIECE),
    ],
)
def test_a_piece_is_exactly_the_bytes_asked_for(film, wanted, first, last):
    response = ask(film, range=wanted)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/256000"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == BYTES[first : last + 1]


@pytest.mark.parametrize("wanted", ["bytes=256000-", "bytes=999999999-", "bytes=-0"])
def test_a_piece_beyond_the_end_is_refused_with_the_length(film, wanted):
    response = ask(film, range=wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */256000"
    assert body(response) == b""


@pytest.mark.parametrize(
    "wanted", ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=0-1,5-9", "items=0-1", "bytes=٣-٤"]
)
def test_what_is_no_single_range_gets_the_whole_film(film, wanted):
    response = ask(film, range=wanted)
    assert response.status_code == 200
    assert body(response) == BYTES


def test_a_film_that_was_replaced_meanwhile_starts_over(film):
    etag, modified = ask(film)["ETag"], ask(film)["Last-Modified"]
    assert ask(film, range="bytes=0-1", **{"If-Range": etag}).status_code == 206
    assert ask(film, range="bytes=0-1", **{"If-Range": modified}).status_code == 206
    assert ask(film, range="bytes=0-1", **{"If-Range": '"another"'}).status_code == 200
    assert ask(film, range="bytes=0-1", **{"If-Range": http_date(0)}).status_code == 200


def test_a_film_the_browser_has_already_is_not_sent_again(film):
    etag = ask(film)["ETag"]
    unchanged = ask(film, **{"If-None-Match": etag})
    assert unchanged.status_code == 304
    assert body(unchanged) == b""
    assert unchanged["ETag"] == etag
    assert ask(film, **{"If-None-Match": '"another"'}).status_code == 200


def test_head_tells_about_the_film_without_sending_it(film):
    response = ask(film, "head", range="bytes=0-1")
    assert response.status_code == 200
    assert response["Content-Length"] == "256000"
    assert body(response) == b""


def test_captions_are_web_vtt_in_utf_8():
    name = default_storage.save("media/film.vtt", ContentFile(b"WEBVTT\n"))
    assert ask(SimpleNamespace(storage=default_storage, name=name))["Content-Type"] == "text/vtt; charset=utf-8"


def test_a_file_of_unknown_kind_is_never_shown_by_the_browser():
    name = default_storage.save("media/film.html", ContentFile(b"<script>"))
    response = ask(SimpleNamespace(storage=default_storage, name=name))
    assert (response["Content-Type"], response["Content-Disposition"]) == ("application/octet-stream", "attachment")


def test_an_empty_file_is_an_empty_answer():
    name = default_storage.save("media/film.mp4", ContentFile(b""))
    file = SimpleNamespace(storage=default_storage, name=name)
    assert (ask(file).status_code, body(ask(file))) == (200, b"")
    assert ask(file, range="bytes=0-1").status_code == 416


@pytest.mark.parametrize("name", ["", "media/gone.mp4", "media", "../secret_key", "media/\0.mp4"])
def test_a_file_that_is_not_there_is_404(name, film):
    with pytest.raises(Http404):
        ask(SimpleNamespace(storage=default_storage, name=name))


def test_the_file_is_closed_with_the_response(film):
    response = ask(film, range="bytes=0-99")
    pieces = response._resource_closers[0].__self__
    close(response)
    assert pieces.source.closed


NAMES = [
    "images/a.jpg",
    "narration/0123456789abcdef.mp3",
    "media/a.mp4",
    "media_thumbnails/a.jpg",
    "original_images/a.jpg",
    "documents/a.pdf",
    "a.jpg",
]


@pytest.fixture
def files(media_root):
    for name in NAMES:
        default_storage.save(name, ContentFile(b"x"))
    (media_root.parent / "secret_key").write_text("secret")


def status(name, user):
    request = RequestFactory().get("/media/")
    request.user = user
    try:
        ANSWERS.append(uploaded(request, name))
        return ANSWERS[-1].status_code
    except Http404:
        return 404


@pytest.mark.django_db
def test_visitors_and_course_takers_get_pictures_and_narration_alone(files):
    learner = User.objects.create_user("amira@example.org")
    for user in (AnonymousUser(), learner):
        assert [name for name in NAMES if status(name, user) == 200] == NAMES[:2]


@pytest.mark.django_db
def test_who_may_enter_the_admin_gets_films_and_originals_too(files):
    editor = User.objects.create_user("rut@example.org")
    group = Group.objects.create(name="redaktörer på prov")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    editor.groups.add(group)
    assert [name for name in NAMES if status(name, editor) == 200] == NAMES[:5]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "images/../original_images/a.jpg", "images/../../secret_key", "images/./a.jpg", "images//a.jpg", "/images/a.jpg", "images/",
        "narration/", "narration/manifest.json", "narration/0123456789ABCDEF.mp3", "narration/../images/a.jpg", "images/gone.jpg", "images/\0",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_a_folder_or_lists_it(files, name):
    assert status(name, User(is_superuser=True)) == 404


@pytest.mark.django_db
def test_narration_is_kept_by_browsers_and_answers_range(client, files):
    address = reverse("uploaded", args=["narration/0123456789abcdef.mp3"])
    response = client.get(address, headers={"Range": "bytes=0-1"})
    assert (response.status_code, response["Content-Range"]) == (206, "bytes 0-0/1")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.post(address).status_code == 405
