"""Reads a course package from a folder. The package is untrusted: nothing here reaches outside the folder.

What comes out are plain values in a known form (`Package`); what is wrong is said in one sentence (`PackageError`).
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

MEGABYTE: Final = 1_000_000
MAX_JSON: Final = 5 * MEGABYTE
MAX_FILM: Final = 200 * MEGABYTE
MAX_FILE: Final = 10 * MEGABYTE
MAX_NARRATION: Final = 50 * MEGABYTE
KEY: Final = re.compile(r"[a-z0-9-]{1,40}")
NARRATION_NAME: Final = re.compile(r"[0-9a-f]{16}\.mp3")
Json = Mapping[str, Any]


class PackageError(Exception):
    """What is wrong with a package, in one sentence."""


@dataclass(frozen=True)
class File:
    """A file of the package: where it lies, and the digest of what is in it."""

    path: Path
    digest: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


@dataclass(frozen=True)
class FilmFiles:
    """A film with its captions; the poster may be missing."""

    video: File
    captions: File
    poster: File | None


class Fields:
    """A JSON object that knows where it stands, and gives its members in the type asked for or says what is wrong."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise PackageError(f"{place} should be an object.")
        self.value, self.place = value, place

    def text(self, name: str, *, limit: int = 500, default: str | None = None) -> str:
        """The member as text without control characters."""
        value = self.value.get(name)
        if value in (None, "") and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise PackageError(f"{self.place} needs {name}: a text.")
        cleaned = "".join(c for c in value if c in "\n\t" or c.isprintable() or ord(c) > 0x9F).strip()
        if len(cleaned) > limit:
            raise PackageError(f"{self.place}.{name} is longer than {limit} characters.")
        return cleaned

    def key(self, name: str) -> str:
        value = self.value.get(name)
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise PackageError(f"{self.place}.{name} should be 1–40 of a–z, 0–9 and -, not {value!r:.60}.")
        return value

    def number(self, name: str, *, default: int | None = None, low: int = 0, high: int = 100_000) -> int:
        value = self.value.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise PackageError(f"{self.place}.{name} should be a number from {low} to {high}, not {value!r:.60}.")
        return value

    def yes(self, name: str, *, default: bool) -> bool:
        value = self.value.get(name, default)
        if not isinstance(value, bool):
            raise PackageError(f"{self.place}.{name} should be true or false.")
        return value

    def choice(self, name: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        value = self.value.get(name, default)
        if value not in allowed:
            raise PackageError(f"{self.place}.{name} should be one of {', '.join(allowed)}, not {value!r:.60}.")
        return str(value)

    def texts(self, name: str, *, limit: int = 500) -> list[str]:
        """The member as a list of texts; a missing one is empty."""
        value = self.value.get(name) or []
        if not isinstance(value, list):
            raise PackageError(f"{self.place}.{name} should be a list.")
        return [Fields({name: item}, self.place).text(name, limit=limit) for item in value]

    def objects(self, name: str, *, least: int = 0) -> list["Fields"]:
        value = self.value.get(name) or []
        if not isinstance(value, list) or len(value) < least:
            raise PackageError(f"{self.place}.{name} should be a list of at least {least}.")
        return [Fields(item, f"{self.place}.{name}[{n}]") for n, item in enumerate(value)]

    def object(self, name: str) -> "Fields":
        return Fields(self.value.get(name), f"{self.place}.{name}")

    def has(self, name: str) -> bool:
        return bool(self.value.get(name))


@dataclass(frozen=True)
class Folder:
    """A package's folder. Gives files inside it, by relative name, and nothing else."""

    root: Path

    def json(self, name: str) -> Fields:
        """A JSON file; doubled members, NaN and what is not UTF-8 are refused."""
        path = self._inside(name)
        if not path.is_file():
            raise PackageError(f"{name} is missing.")
        if path.stat().st_size > MAX_JSON:
            raise PackageError(f"{name} is larger than {MAX_JSON // MEGABYTE} MB.")
        try:
            value = json.loads(
                path.read_text(encoding="utf-8"),
                object_pairs_hook=_once_each(name),
                parse_constant=_refuse_constant(name),
            )
        except (ValueError, RecursionError) as error:
            raise PackageError(f"{name} is not JSON: {str(error).splitlines()[0]}.") from error
        return Fields(value, name)

    def has(self, name: str) -> bool:
        return self._inside(name).is_file()

    def file(self, name: str, *, suffixes: Sequence[str], limit: int = MAX_FILE) -> File:
        """A file of the kind wanted, not too large."""
        path = self._inside(name)
        if path.suffix.lower() not in suffixes:
            raise PackageError(f"{name} should be a file of type {', '.join(suffixes)}.")
        if not path.is_file():
            raise PackageError(f"{name} is missing.")
        if path.stat().st_size > limit:
            raise PackageError(
                f"{name} is too big: {path.stat().st_size / MEGABYTE:.1f} MB, at most {limit // MEGABYTE} MB."
            )
        return File(path, digest_of(path))

    def film(self, key: str) -> FilmFiles | None:
        """The chapter's film; None while the film or its captions have not come."""
        video, captions, poster = (f"films/{key}.{suffix}" for suffix in ("mp4", "vtt", "jpg"))
        if not (self.has(video) and self.has(captions)):
            return None
        files = FilmFiles(
            self.file(video, suffixes=[".mp4"], limit=MAX_FILM),
            self.file(captions, suffixes=[".vtt"]),
            self.file(poster, suffixes=[".jpg"]) if self.has(poster) else None,
        )
        with files.video.path.open("rb") as start:
            if start.read(12)[4:8] != b"ftyp":
                raise PackageError(f"{video} is not an MP4 film.")
        if not files.captions.path.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            raise PackageError(f"{captions} is not WebVTT.")
        return files

    def narration(self) -> list[File]:
        """The spoken reading units: files named by the hash of their text. Other files are left alone."""
        found = [
            p
            for p in sorted(self._inside("narration").glob("*.mp3"))
            if NARRATION_NAME.fullmatch(p.name) and not p.is_symlink()
        ]
        if sum(path.stat().st_size for path in found) > MAX_NARRATION:
            raise PackageError(f"narration/ is larger than {MAX_NARRATION // MEGABYTE} MB.")
        return [File(path, digest_of(path)) for path in found]

    def _inside(self, name: str) -> Path:
        """The path of a relative name; refused when it, or a link on the way, leads out of the folder."""
        pure = PurePosixPath(name)
        path = (self.root / pure).resolve()
        if (
            pure.is_absolute()
            or ".." in pure.parts
            or "\\" in name
            or "\0" in name
            or not path.is_relative_to(self.root.resolve())
        ):
            raise PackageError(f"{name!r:.100} leads out of the package.")
        return path


def digest_of(path: Path) -> str:
    """SHA-256 of the file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _once_each(name: str) -> Any:
    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(members)
        if len(value) < len(members):
            keys = [key for key, _value in members]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise PackageError(f"{name} has {twice!r:.60} twice in one object.")
        return value

    return pairs


def _refuse_constant(name: str) -> Any:
    def refuse(constant: str) -> float:
        raise PackageError(f"{name} holds {constant}, which is not a number.")

    return refuse
