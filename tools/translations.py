"""Collects the interface's texts into the English catalogue and compiles it. Needs gettext (apt install gettext).

Swedish is the language of the source (docs/decisions/0003), so English is the only catalogue. Lines that lack a translation
are listed; `--check` changes nothing and fails if the catalogue is not what the source says, or is not complete.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("site/locale/en/LC_MESSAGES/django.po")
SOURCES = ("content", "lms", "media", "quizzes", "site")


def collect(folder: Path) -> None:
    """Writes the texts of the sources in `folder` into its catalogue, keeping translations."""
    environment = os.environ | {
        "PYTHONPATH": f"{folder}:{folder / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "en",
        "--no-obsolete",
        "--add-location",
        "never",
        "--no-wrap",
    ]
    subprocess.run(
        [*command, "-i", "tests/*", "-i", "tools/*", "-i", "var/*"],
        cwd=folder,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def compiled(catalogue: Path, target: Path) -> None:
    """Compiles the catalogue; a broken placeholder is an error."""
    subprocess.run(["msgfmt", "--check-format", "-o", str(target), str(catalogue)], check=True)


def entries(catalogue: Path) -> list[str]:
    """The catalogue without its header, which holds the time of collecting."""
    return catalogue.read_text(encoding="utf-8").split("\n\n")[1:]


def incomplete(catalogue: Path) -> list[str]:
    """Entries without translation, and those that gettext guessed."""
    return [
        e
        for e in entries(catalogue)
        if "#, fuzzy" in e or 'msgstr ""' in e.splitlines()[-1:] or 'msgstr[1] ""' in e.splitlines()[-1:]
    ]


def copy_of_sources(folder: Path) -> None:
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "static"))


def check() -> list[str]:
    """What is wrong with the committed catalogue; empty when nothing is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of_sources(folder)
        collect(folder)
        fresh = folder / CATALOGUE
        found = [f"Not translated:\n{entry}" for entry in incomplete(fresh)]
        if sorted(entries(fresh)) != sorted(entries(ROOT / CATALOGUE)):
            found.append("The catalogue is not what the source says: run tools/translations.py.")
        compiled(ROOT / CATALOGUE, folder / "django.mo")
        if (folder / "django.mo").read_bytes() != (ROOT / CATALOGUE.with_suffix(".mo")).read_bytes():
            found.append("django.mo is not made from django.po: run tools/translations.py.")
        return found


def main() -> int:
    if not shutil.which("msgfmt"):
        print("gettext is missing: apt install gettext")
        return 1
    if "--check" in sys.argv:
        problems = check()
        print("\n\n".join(problems) or "The English catalogue is complete.")
        return int(bool(problems))
    (ROOT / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    collect(ROOT)
    compiled(ROOT / CATALOGUE, ROOT / CATALOGUE.with_suffix(".mo"))
    left = incomplete(ROOT / CATALOGUE)
    print("\n\n".join(left) or "The English catalogue is complete.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
