"""Puts a package's files where the site keeps files. A name holds a digest, so what was stored once is found again."""

from pathlib import PurePath
from typing import Final

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File as DjangoFile
from django.core.files.storage import default_storage
from django.utils.text import slugify
from PIL import Image as Picture

from content.importer.folder import File, PackageError

PICTURE_FORMATS: Final = ("JPEG", "PNG", "WEBP")
MAX_PIXELS: Final = 40_000_000


def store(folder: str, course: str, file: File) -> str:
    """The file's name in the storage; written when it is not there yet."""
    stem = slugify(file.path.stem)[:30] or "fil"
    name = f"{folder}/{course[:20]}/{file.digest[:12]}/{stem}{file.suffix}"
    if not default_storage.exists(name):
        _save(name, file)
    return name


def store_narration(files: tuple[File, ...], *, same: bool) -> None:
    """The spoken reading units, as narration/<hash of the text>.mp3; with `same`, only what is missing."""
    for file in files:
        name = f"narration/{file.path.name}"
        there = default_storage.exists(name)
        if there and (same or _same_content(name, file)):
            continue
        if there:
            default_storage.delete(name)
        _save(name, file)


def check_picture(file: File) -> None:
    """Refuses what Pillow cannot read, other formats under a borrowed name, and what would fill the memory."""
    try:
        with Picture.open(file.path) as picture:
            known, pixels = picture.format in PICTURE_FORMATS, picture.width * picture.height
            picture.verify()
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError) as error:
        raise PackageError(f"{file.path.name} is not a picture.") from error
    if not known or pixels > MAX_PIXELS:
        raise PackageError(
            f"{file.path.name} should be PNG, JPEG or WebP of at most {MAX_PIXELS // 1_000_000} megapixels."
        )


def _save(name: str, file: File) -> None:
    try:
        with file.path.open("rb") as source:
            kept = default_storage.save(name, DjangoFile(source))
    except (OSError, SuspiciousFileOperation) as error:
        raise PackageError(f"{file.path.name} cannot be stored: {error}.") from error
    if PurePath(kept) != PurePath(name):  # somebody else stored it in the meantime: theirs has the same content
        default_storage.delete(kept)


def _same_content(name: str, file: File) -> bool:
    if default_storage.size(name) != file.size:
        return False
    with default_storage.open(name) as kept:
        return bool(kept.read() == file.path.read_bytes())
