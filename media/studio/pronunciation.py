"""How a text is said: abbreviations and signs in words, and the words espeak-ng gets wrong."""

import re

from media.speech import normalise

SAID = {
    "t.ex.": "till exempel",
    "bl.a.": "bland annat",
    "dvs.": "det vill säga",
    "d.v.s.": "det vill säga",
    "s.k.": "så kallade",
    "m.m.": "med mera",
    "osv.": "och så vidare",
    "o.s.v.": "och så vidare",
    "m.fl.": "med flera",
    "kl.": "klockan",
    "ca": "cirka",
    "nr": "nummer",
    "&": "och",
    "%": "procent",
    "§": "paragraf",
}
_SAID = re.compile("|".join(rf"(?<![\w.]){re.escape(short)}(?![\w])" for short in sorted(SAID, key=len, reverse=True)))
_RANGE = re.compile(r"(?<=\d)\s?[–-]\s?(?=\d)")


def spoken_form(text: str) -> str:
    """The text as it is handed to the voice. The page and the captions keep the written one."""
    text = _SAID.sub(lambda found: SAID[found.group()], normalise(text))
    text = _RANGE.sub(" till ", text)
    return text.replace("/", " eller ").replace(" – ", ", ")
