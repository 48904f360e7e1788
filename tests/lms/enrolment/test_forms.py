"""What the way-in form takes for a name and an address. No database."""

import pytest

from lms.enrolment.forms import WayInForm


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Skriv ditt namn."),
        ("  \u200b\x07 ", "Skriv ett namn med minst en bokstav."),
        ("123", "Skriv ett namn med minst en bokstav."),
        ("😊", "Skriv ett namn med minst en bokstav."),
        ("x" * 151, "Namnet är för långt. Högst 150 tecken får plats."),
        ("x" * 50_000, "Namnet är för långt. Högst 150 tecken får plats."),
    ],
)
def test_what_is_no_name_is_refused_in_a_sentence(name, said):
    assert WayInForm({"name": name, "email": "a@example.org"}).errors == {"name": [said]}


@pytest.mark.parametrize("email", ["nej", "a@b", "a\x00@example.org", "a" * 300 + "@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused_in_a_sentence(email):
    said = "Skriv hela e-postadressen, till exempel namn@example.org."
    assert WayInForm({"name": "Amira", "email": email}).errors == {"email": [said]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Åsa   Öberg\n", "Åsa Öberg"),
        ("Žofie Dvořáková", "Žofie Dvořáková"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("محمد الخطيب", "محمد الخطيب"),
        ("שרה בן־דוד", "שרה בן־דוד"),
        ("王小明", "王小明"),
        ("O'Neil-Smith, Jr.", "O'Neil-Smith, Jr."),
        ("\u202eamirA\x00", "amirA"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 150, "x" * 150),
    ],
)
def test_names_are_kept_as_people_write_them(typed, kept):
    form = WayInForm({"name": typed, "email": "a@example.org"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == kept
