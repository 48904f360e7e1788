"""Gives out uploaded files: films in the pieces a player asks for, pictures and narration, and nothing else."""

import re
from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

PRIVATE: Final = "private, max-age=3600"
PUBLIC: Final = "public, max-age=86400"
FOREVER: Final = "public, max-age=31536000, immutable"
PIECE: Final = 64 * 1024
RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
NARRATION: Final = re.compile(r"narration/[0-9a-f]{16}\.mp3", re.ASCII)
FOR_EDITORS: Final = ("avatar_images/", "media/", "media_thumbnails/", "original_images/")
# What a browser may show by itself; anything else is offered as a file to save.
TYPES: Final = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


@require_safe
def uploaded(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/…: pictures made for pages, and narration, for everyone; originals and films' files for editors."""
    if not all(part.strip(".") for part in name.split("/")):
        raise Http404  # ".." would lead from the pictures to their neighbours
    if NARRATION.fullmatch(name):
        return _ranged(request, default_storage, name, FOREVER)
    if name.startswith("images/"):
        return _ranged(request, default_storage, name, PUBLIC)
    if name.startswith(FOR_EDITORS) and request.user.has_perm("wagtailadmin.access_admin"):
        return _ranged(request, default_storage, name, PRIVATE)
    raise Http404


def ranged(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    """The file of a row, whole or the piece asked for; 404 when the row has none or it is gone from the disk."""
    if not file or not file.name:
        raise Http404
    return _ranged(request, file.storage, file.name, PRIVATE)


def _ranged(request: HttpRequest, storage: Any, name: str, cache: str) -> HttpResponseBase:
    try:
        source = storage.open(name, "rb")
        size = source.size
        modified = storage.get_modified_time(name).timestamp()
    except (OSError, SuspiciousFileOperation, ValueError) as gone:  # missing, a folder, or a name that leads out
        raise Http404 from gone
    etag = f'"{int(modified * 1000):x}-{size:x}"'
    response = _answer(request, source, size, etag, int(modified))
    suffix = "." + name.rpartition(".")[2].lower()
    response["Content-Type"] = TYPES.get(suffix, "application/octet-stream")
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = cache
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["X-Content-Type-Options"] = "nosniff"
    if suffix not in TYPES:
        response["Content-Disposition"] = "attachment"
    return response


def _answer(request: HttpRequest, source: IO[bytes], size: int, etag: str, modified: int) -> HttpResponseBase:
    """The status, the length and the bytes."""
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    if unchanged is not None:
        source.close()
        return unchanged
    start, end, status = 0, size - 1, 200
    if request.method == "GET" and _range_holds(request, etag, modified):
        try:
            wanted = _wanted(request.headers.get("Range", ""), size)
        except ValueError:
            source.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        if wanted:
            (start, end), status = wanted, 206
    if request.method == "HEAD":
        source.close()
    response: HttpResponseBase = (
        HttpResponse(status=status)
        if request.method == "HEAD"
        else StreamingHttpResponse(_Pieces(source, start, end - start + 1), status=status)
    )
    response["Content-Length"] = str(end - start + 1)
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _range_holds(request: HttpRequest, etag: str, modified: int) -> bool:
    """False when the player's first piece came from another version of the file (If-Range): it then gets all of it."""
    condition = request.headers.get("If-Range", "")
    return not condition or condition == etag or parse_http_date_safe(condition) == modified


def _wanted(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte asked for; None for the whole file (no range, several, or one that cannot be read).

    Raises ValueError when no byte of the file is in the range.
    """
    match = RANGE.fullmatch(header.strip().lower())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if not length:
            raise ValueError(header)
        return size - length, size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise ValueError(header)
    return int(first), min(int(last), size - 1) if last else size - 1


class _Pieces:
    """The bytes of a part of a file, a piece at a time; the file is closed with the response."""

    def __init__(self, source: IO[bytes], start: int, length: int) -> None:
        self.source, self.left = source, length
        source.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.source.read(min(PIECE, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        self.source.close()
