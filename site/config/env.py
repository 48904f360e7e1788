"""Reads settings from the environment and refuses what it cannot understand.

Every variable read through these helpers must be described in docs/settings.md; a test compares the two.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE: Final = {"1", "true", "yes", "on"}
FALSE: Final = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable as text; NAME_FILE may name a file that holds it (for secrets)."""
    from_file = os.environ.get(f"{name}_FILE")
    if from_file:
        try:
            return Path(from_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={from_file!r} cannot be read: {error.strerror}") from error
    return os.environ.get(name, default).strip()


def boolean(name: str, *, default: bool) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is refused."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Use 1 or 0.")


def integer(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """A whole number from minimum to maximum; anything else is refused."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from error
    if not minimum <= number <= maximum:
        raise ImproperlyConfigured(f"{name}={number} is outside {minimum}–{maximum}.")
    return number


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path, *, project: Path) -> Path:
    """A folder for data: in the project's var/ or outside the project. Among its code, an upload could be imported."""
    path = Path(text(name) or default).resolve()
    among_code = path.is_relative_to(project) and not path.is_relative_to(project / "var")
    if among_code or project.is_relative_to(path):
        raise ImproperlyConfigured(f"{name}={str(path)!r} lies among the program's own files: choose another folder.")
    return path


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY, or one made once and kept in DATA_DIR/secret_key (readable by its owner alone)."""
    given = text("SECRET_KEY")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters.")
        return given
    kept = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            # Written whole, then given its name: of two processes that start at once, both read the same key.
            made = data_dir / f"secret_key.{os.getpid()}"
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
            with suppress(FileExistsError):
                os.link(made, kept)
            made.unlink()
        return kept.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR={str(data_dir)!r} cannot be used: {error.strerror}.") from error


def database(name: str, embedded: Path) -> dict[str, Any]:
    """A PostgreSQL or SQLite database from an address; the embedded SQLite file where none is given."""
    address = text(name)
    if not address:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(embedded)}
    wrong = f"{name} is not the address of a database. Use postgres://user:password@host:5432/name."
    try:
        parsed = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    except (ValueError, KeyError):
        raise ImproperlyConfigured(wrong) from None  # the address may hold a password: never shown
    kind = parsed["ENGINE"].removeprefix("django.db.backends.")
    if kind not in {"postgresql", "sqlite3"} or parsed["NAME"] in {"", ":memory:"}:
        raise ImproperlyConfigured(wrong)
    return dict(parsed)
