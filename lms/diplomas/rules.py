"""Diploma numbers: chance that cannot be guessed, and a check digit that tells a mistyped number from an unknown one. Pure."""

import secrets
import unicodedata
from typing import Final

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V, so that a number survives handwriting and telephone: 23 letters and digits.
ALPHABET: Final = "34679ACDEFGHJKMNPQRTWXY"
GROUP: Final = 4
DISPLAY_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÆ -'’.,()")  # of site/static/fonts/familjen-700.woff2
LENGTH: Final = 12  # letters of chance and one check letter; 23**11 is about 9·10**14 numbers


def new_number() -> str:
    """A new diploma number, like `K7MX-4T9A-PQWH`."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return formatted(body + check_letter(body))


def check_letter(body: str) -> str:
    """The letter that makes the weighted sum divisible by 23.

    23 is prime and the weights 2…12 differ and are not 0, so any one wrong letter and any two letters that change
    places are found (the principle of ISBN-10).
    """
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(reversed(body), 2))
    return ALPHABET[-total % len(ALPHABET)]


def normalised(text: str) -> str:
    """What somebody typed, as a number in its printed form: capitals, groups of four. Other characters stay, to be refused."""
    return formatted("".join(text.upper().split()).replace("-", "").replace("–", ""))


def formatted(letters: str) -> str:
    """The letters in groups of four: `K7MX4T9APQWC` → `K7MX-4T9A-PQWC`."""
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def is_well_formed(number: str) -> bool:
    """True if the number has the right letters and its check letter is right; a mistyped one fails."""
    letters = number.replace("-", "")
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return False
    return check_letter(letters[:-1]) == letters[-1]


def hours_text(minutes: int) -> str:
    """Minutes as hours with Swedish decimal comma: 180 → "3", 150 → "2,5"."""
    return f"{round(minutes / 60, 1):g}".replace(".", ",")


def name_style(name: str) -> str:
    """CSS classes for a name on the diploma: smaller when long, and one font for the whole name.

    The display font has the letters of Swedish; a name with others is set in another font throughout, not letter by letter.
    """
    sizes = [(60, "is-very-long"), (36, "is-long")]
    size = next((style for length, style in sizes if width(name) > length), "")
    other = "" if set(name.upper()) <= DISPLAY_LETTERS else "is-other-script"
    return " ".join(filter(None, [size, other]))


def width(text: str) -> int:
    """About how many Latin letters wide the text is: Chinese, Japanese and Korean ones count twice, accents nothing."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return sum(not unicodedata.combining(letter) for letter in text) + wide
