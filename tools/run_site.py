"""`./start`: prepares and runs the course on this machine. Standard library only.

1. .venv and the locked requirements   (skipped when unchanged)
2. database, static files, and on the first run the course and the demo   (`manage.py prepare`)
3. web, worker and tick together, until Ctrl-C   (`manage.py serve` does 2 and becomes web)

PORT (8000) and DATA_DIR (var) move it; docs/settings.md lists every setting.
"""

import argparse
import ctypes
import os
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import environment
from environment import ROOT, RefusalError, say
from processes import Together

# What WeasyPrint loads, and the line that installs it together with fonts for every name.
PANGO: Final = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_LINE: Final = (
    "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"
)


def start(arguments: list[str]) -> int:
    """What ./start does."""
    asked = _parse(arguments)
    port = _port(os.environ.get("PORT", "8000"))
    data = _data_dir(Path(os.environ.get("DATA_DIR") or ROOT / "var"))
    if not (asked.prepare or asked.install):
        _require_free(port)
    python = environment.ensure("requirements.txt", log=data / "start.log")
    if asked.install:
        return 0
    if not _pango_is_here():
        say(f"Without Pango diplomas are printed from the browser. PDF is one line away:\n  {PANGO_LINE}")
    settings = _settings(port, data)
    if asked.prepare or not (data / "static").exists():
        # The first time in a process of its own: the memory that loading takes goes with it.
        _prepare(python, settings)
    return 0 if asked.prepare else _run(python, settings, port)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./start", description="Runs the course on this machine.")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--prepare", action="store_true", help="do all but run")
    only.add_argument("--install", action="store_true", help="make .venv and install the requirements, no more")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise RefusalError(f"PORT={text!r} is not a port: choose a number from 1 to 65535.")
    return int(text)


def _data_dir(path: Path) -> Path:
    """The folder for all data, made if need be. Absolute: the processes have a working directory of their own."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise RefusalError(
            f"DATA_DIR={str(path)!r} cannot be written to ({error.strerror}): choose a folder of yours, "
            "as in DATA_DIR=$HOME/vagen ./start."
        ) from error
    return path.resolve()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise RefusalError(
                f"Port {port} is taken or not allowed ({error.strerror}): choose another, as in PORT=8001 ./start."
            ) from error


def _settings(port: int, data: Path) -> dict[str, str]:
    """The environment of every process. Demo mode unless somebody has configured something else."""
    configured = {"DEMO", "DATABASE_URL", "DATABASE_URL_FILE", "BASE_URL"} & set(os.environ)
    chosen = {
        **os.environ,
        "DATA_DIR": str(data),
        "PORT": str(port),
        "BASE_URL": os.environ.get("BASE_URL", f"http://127.0.0.1:{port}"),
        "PYTHONUNBUFFERED": "1",
    }
    return chosen if configured else {**chosen, "DEMO": "1"}


def _prepare(python: Path, settings: dict[str, str]) -> None:
    done = subprocess.run([python, "manage.py", "prepare"], cwd=ROOT, env=settings, check=False)
    if done.returncode == 130:
        raise KeyboardInterrupt
    if done.returncode != 0:
        raise RefusalError("The site could not be prepared; what is wrong stands above.")
    say("Prepared.")


def _pango_is_here() -> bool:
    try:
        for library in PANGO:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _run(python: Path, settings: dict[str, str], port: int) -> int:
    with Together(ROOT, settings) as parts:
        parts.start("web", [python, "manage.py", "serve", "--port", str(port)])
        if not parts.wait_until(lambda: _answers(port)):
            if not parts.asked_to_stop:
                raise RefusalError("The site could not start; what is wrong stands above.")
            say("Stopped.")
            return 0
        # After web, so that the first page is not kept waiting by them; web has checked the site already.
        manage: list[str | Path] = [python, "manage.py"]
        parts.start("worker", [*manage, "db_worker", "--skip-checks", "--queue-name", "*", "--verbosity", "0"])
        parts.start("tick", [*manage, "tick", "--skip-checks", "--loop"])
        say(f"\n  {settings['BASE_URL']}\n\nCtrl-C ends web, worker and tick.")
        code = parts.wait()
    say("Stopped.")
    return code


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    environment.main(start)
