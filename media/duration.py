"""How long a film is, read from the file itself."""

import struct
from collections.abc import Iterator
from typing import IO, Final

LARGEST: Final = 2**40  # bytes in a box; no file system would go on to look for the end of a larger one


def mp4_seconds(file: IO[bytes]) -> float | None:
    """The length in seconds that the film's movie header (moov/mvhd) tells; None when there is none."""
    for name, size in _boxes(file):
        if name == b"moov":
            content = file.read(min(size, 20_000_000))
            start = content.find(b"mvhd") + 4
            return _header_seconds(content[start : start + 32]) if start > 3 else None
        file.seek(size, 1)
    return None


def _boxes(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Name and content length of each box at the top; the reader moves past the content."""
    file.seek(0)
    while len(head := file.read(8)) == 8:
        size, name = struct.unpack(">I4s", head)
        if size == 1:
            size = int.from_bytes(file.read(8)) - 8
        if not 8 <= size < LARGEST:
            return
        yield name, size - 8


def _header_seconds(header: bytes) -> float | None:
    """Version 0 counts in 32 bits, version 1 in 64."""
    try:
        scale, length = struct.unpack(">IQ", header[20:32]) if header[0] else struct.unpack(">II", header[12:20])
    except (struct.error, IndexError):
        return None
    return round(length / scale, 1) if scale else None
