"""Somebody else's reading of the course's captions: each chapter's film has a file that webvtt-parser accepts."""

from pathlib import Path

from tests.judges import check_webvtt

FILMS = Path(__file__).parents[2] / "courses" / "vta" / "films"


def test_each_of_the_seven_films_has_captions_that_the_judge_accepts():
    captions = sorted(FILMS.glob("*.vtt"))
    assert [file.stem for file in captions] == [f"k{number}" for number in range(1, 8)]
    assert [file.with_suffix(".mp4").exists() for file in captions] == [True] * 7
    assert check_webvtt(*captions) == []
