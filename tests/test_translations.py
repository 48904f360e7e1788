"""The English catalogue: complete, compiled, and with every placeholder and tag of the Swedish text."""

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPILED = ROOT / "site" / "locale" / "en" / "LC_MESSAGES" / "django.mo"
GETTEXT_IS_THERE = shutil.which("xgettext") and shutil.which("msgfmt")
PLACES = re.compile(r"%\(\w+\)s|%[sd]|\{\w+\}|</?[a-z][^>]*>")


def compiled_texts():
    """Swedish → English, as the pages use them. A plural's key is the singular with a number."""
    with COMPILED.open("rb") as file:
        texts = vars(gettext.GNUTranslations(file))["_catalog"]
    return {key[0] if isinstance(key, tuple) else key: english for key, english in texts.items() if key}


@pytest.mark.skipif(not GETTEXT_IS_THERE, reason="gettext is not installed (apt install gettext)")
def test_every_text_of_the_source_is_translated_and_compiled():
    checked = subprocess.run(
        [sys.executable, ROOT / "tools" / "translations.py", "--check"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_compiled_catalogue_has_the_whole_interface():
    assert len(compiled_texts()) > 700
    assert [swedish for swedish, english in compiled_texts().items() if not english.strip()] == []


def test_placeholders_and_tags_are_those_of_the_swedish_text():
    # The singular may say "one" where the plural counts.
    differ = {
        swedish: english
        for swedish, english in compiled_texts().items()
        if not set(PLACES.findall(swedish)) <= set(PLACES.findall(english))
    }
    assert differ == {}
