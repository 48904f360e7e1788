"""The length of a film is read from the film."""

import io
import struct
from pathlib import Path

import pytest

from media.duration import mp4_seconds

FILM = Path(__file__).parents[1] / "packages" / "mini" / "films" / "k1.mp4"


def box(name, content):
    return struct.pack(">I4s", len(content) + 8, name) + content


def header(version, scale, length):
    if version:
        return box(b"mvhd", bytes([1, 0, 0, 0]) + bytes(16) + struct.pack(">IQ", scale, length))
    return box(b"mvhd", bytes(4) + bytes(8) + struct.pack(">II", scale, length))


def test_a_films_length_is_read():
    with FILM.open("rb") as film:
        assert mp4_seconds(film) == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize("version", [0, 1])
def test_both_versions_of_the_header_are_read(version):
    film = box(b"ftyp", b"isom") + box(b"free", b"x" * 50) + box(b"moov", header(version, 1000, 45_300))
    assert mp4_seconds(io.BytesIO(film)) == 45.3


def test_a_box_with_a_long_size_is_passed():
    long = struct.pack(">I4sQ", 1, b"mdat", 16 + 40) + bytes(40)
    assert mp4_seconds(io.BytesIO(long + box(b"moov", header(0, 10, 25)))) == 2.5


@pytest.mark.parametrize(
    "film",
    [
        b"",
        b"not a film at all",
        bytes(100),
        box(b"moov", b""),
        box(b"moov", b"mvhd"),
        box(b"moov", header(0, 0, 100)),
        struct.pack(">I4s", 3, b"moov"),
        struct.pack(">I4s", 1, b"moov"),
        struct.pack(">I4sQ", 1, b"free", 2**64 - 1) + bytes(8),
    ],
)
def test_what_is_no_film_has_no_length(film):
    assert mp4_seconds(io.BytesIO(film)) is None
