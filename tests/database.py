"""A migrated SQLite database, made once and copied: migrating takes twenty seconds, a copy none.

The copy is named by what made it (migrations and requirements), kept in pytest's cache folder, and still goes through
`migrate`, so that permissions and whatever else follows a migration are today's.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


def template(folder: Path) -> Path:
    """Where the migrated database for today's migrations is, or is to be."""
    sources = sorted(
        path for floor in ("content", "lms", "media", "quizzes") for path in (ROOT / floor).rglob("migrations/*.py")
    )
    digest = hashlib.sha256()
    for path in [ROOT / "requirements.txt", *sources]:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return folder / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: the first one migrates, the others wait and copy."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(source: Path, target: Path) -> None:
    """Copies a database as one transaction, whoever else has either of them open."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target, timeout=20)) as there:
        here.backup(there)


def keep(source: Path, place: Path) -> None:
    """Keeps the database as template; those of older migrations go."""
    half = place.with_suffix(".half")
    half.unlink(missing_ok=True)
    copy(source, half)
    for old in place.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    half.replace(place)
