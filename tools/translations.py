"""Collects the interface's texts into the English catalogue and compiles it. Needs gettext (apt install gettext).

Swedish is the language of the source (docs/decisions/0003), so English is the only catalogue. Texts without a
translation are listed; `--check` changes nothing and fails if the catalogue is not what the source says, or is not
complete. No line numbers and no times are kept, so a second run changes nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.makemessages import Command

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("site/locale/en/LC_MESSAGES/django.po")
COMPILED = CATALOGUE.with_suffix(".mo")
SOURCES = ("content", "lms", "media", "quizzes", "site")
HEADER = r"""msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


class Collect(Command):
    """Django's own, without guesses: a text that has changed is a text to translate."""

    msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]


def entries(catalogue: Path) -> list[str]:
    """The catalogue's texts with their translations, without the header."""
    return [entry.strip() for entry in catalogue.read_text(encoding="utf-8").split("\n\n")[1:]]


def collected(folder: Path) -> Path:
    """A fresh catalogue in `folder`: the source's texts, with the translations there are.

    From a copy, because Django writes a file beside each template that it reads.
    """
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
    (folder / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    settings.configure(LOCALE_PATHS=[folder / "site" / "locale"])
    here = Path.cwd()
    os.chdir(folder)
    try:
        call_command(Collect(), locale=["en"], no_obsolete=True, add_location="never", no_wrap=True, verbosity=0)
    finally:
        os.chdir(here)
    fresh = folder / CATALOGUE
    fresh.write_text("\n\n".join([HEADER.strip(), *entries(fresh)]) + "\n", encoding="utf-8")
    return fresh


def compiled(catalogue: Path, target: Path) -> None:
    """Compiles the catalogue; a broken placeholder is an error."""
    subprocess.run(["msgfmt", "--check-format", "--output-file", target, catalogue], check=True)


def untranslated(catalogue: Path) -> list[str]:
    """Texts without translation, whole or in one of their forms, and guesses."""
    return [
        entry
        for entry in entries(catalogue)
        if "#, fuzzy" in entry
        or any(
            line.startswith("msgstr") and line.endswith(' ""') and not following.startswith('"')
            for line, following in zip(entry.splitlines(), [*entry.splitlines()[1:], ""], strict=True)
        )
    ]


def problems(fresh: Path) -> list[str]:
    """What is wrong with the committed catalogue beside the fresh one; empty when nothing is."""
    found = [f"Not translated:\n{entry}" for entry in untranslated(fresh)]
    if not (ROOT / CATALOGUE).exists() or sorted(entries(fresh)) != sorted(entries(ROOT / CATALOGUE)):
        found.append(f"{CATALOGUE} is not what the source says: run tools/translations.py.")
    made = fresh.with_suffix(".mo")
    compiled(fresh, made)
    if not (ROOT / COMPILED).exists() or texts(made) != texts(ROOT / COMPILED):
        found.append(f"{COMPILED} is not made from {CATALOGUE.name}: run tools/translations.py.")
    return found


def texts(compiled_catalogue: Path) -> dict[object, str]:
    """What a compiled catalogue says, whichever version of gettext wrote it."""
    with compiled_catalogue.open("rb") as file:
        catalogue: dict[object, str] = vars(GNUTranslations(file))["_catalog"]
    return catalogue


def main() -> int:
    """Collects and compiles, or checks."""
    if not shutil.which("msgfmt"):
        print("gettext is missing: apt install gettext")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        fresh = collected(Path(folder))
        if "--check" in sys.argv:
            found = problems(fresh)
            print("\n\n".join(found) or "The English catalogue is complete.")
            return int(bool(found))
        (ROOT / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fresh, ROOT / CATALOGUE)
    compiled(ROOT / CATALOGUE, ROOT / COMPILED)
    left = untranslated(ROOT / CATALOGUE)
    print("\n\n".join(left) or "The English catalogue is complete.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
