"""Diploma numbers: chance, and a check letter that finds slips of the hand. No database."""

import string

from hypothesis import assume, given
from hypothesis import strategies as st

from lms.diplomas.rules import (
    ALPHABET,
    check_letter,
    hours_text,
    is_well_formed,
    name_style,
    new_number,
    normalised,
    width,
)

bodies = st.text(ALPHABET, min_size=11, max_size=11)


def number_of(body: str) -> str:
    return normalised(body + check_letter(body))


def test_a_number_is_three_groups_of_four():
    assert number_of("K7MX4T9APQW") == "K7MX-4T9A-PQWH"
    assert is_well_formed("K7MX-4T9A-PQWH")


def test_new_numbers_are_well_formed_and_all_different():
    numbers = {new_number() for _ in range(2000)}
    assert len(numbers) == 2000
    assert all(map(is_well_formed, numbers))


@given(bodies)
def test_every_number_has_its_check_letter(body):
    assert is_well_formed(number_of(body))


@given(bodies, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found(body, place, letter):
    letters = list(body + check_letter(body))
    assume(letters[place] != letter)
    letters[place] = letter
    assert not is_well_formed("".join(letters))


@given(bodies, st.integers(0, 11), st.integers(0, 11))
def test_two_letters_that_change_places_are_found(body, one, other):
    letters = list(body + check_letter(body))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]
    assert not is_well_formed("".join(letters))


@given(bodies, st.integers(0, 11))
def test_a_letter_too_few_or_too_many_is_found(body, place):
    letters = body + check_letter(body)
    assert not is_well_formed(letters[:place] + letters[place + 1 :])
    assert not is_well_formed(letters[:place] + "A" + letters[place:])


@given(bodies)
def test_it_may_be_typed_in_small_letters_with_spaces_or_without_dashes(body):
    number = number_of(body)
    for typed in (number.lower(), number.replace("-", ""), number.replace("-", " "), f" {number.replace('-', '–')} "):
        assert normalised(typed) == number


@given(st.text())
def test_whatever_is_typed_is_a_number_or_not(text):
    assert is_well_formed(normalised(text)) in {True, False}
    assert normalised(normalised(text)) == normalised(text)


def test_letters_that_look_alike_are_not_used():
    assert set(ALPHABET) == set(string.ascii_uppercase + string.digits) - set("012588BILOSUVZ")


def test_hours_are_written_as_swedish_does():
    assert [hours_text(minutes) for minutes in (60, 90, 150, 180, 175, 20)] == ["1", "1,5", "2,5", "3", "2,9", "0,3"]


def test_long_names_are_set_smaller_and_foreign_letters_in_one_font():
    assert name_style("Åsa Öberg-Lindström") == ""
    assert name_style("Nguyễn Thị Ánh") == "is-other-script"
    assert name_style("A" * 37) == "is-long"
    assert name_style("王" * 20) == "is-long is-other-script"
    assert name_style("A" * 80) == "is-very-long"


def test_width_counts_what_takes_room():
    assert (width("abc"), width("王小明"), width("e\u0302\u0303")) == (3, 6, 1)
