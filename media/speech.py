"""What a reading unit is called: one short name for one spoken text.

A reading unit is the plain text of one heading, paragraph, list item, quote, question or
option. Its narration is stored under the hash of that text, so a corrected sentence asks
for a new recording and an unchanged one keeps the old.
"""

import hashlib


def normalise(text: str) -> str:
    """The text with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def speech_hash(text: str) -> str:
    """Sixteen hex digits that name the narration of this text."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()[:16]
