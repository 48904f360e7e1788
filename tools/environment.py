"""Makes .venv and installs locked requirements into it. Standard library only: this runs before all else."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
VENV: Final = ROOT / ".venv"
UV: Final = "uv==0.13.9"  # fetched with pip where no uv is installed
OLDEST: Final = (3, 11)


class RefusalError(Exception):
    """A sentence that tells the person what to do; shown without a traceback."""


def say(text: str) -> None:
    """A line for the person who waits."""
    print(text, flush=True)


def ensure(requirements: str, log: Path) -> Path:
    """The Python of a .venv that holds what the named file asks for; does nothing where that is so already."""
    python = VENV / "bin" / "python"
    unfinished = VENV / "unfinished"
    if unfinished.exists() or not _works(python):
        say("Making .venv …")
        if VENV.is_symlink() or VENV.is_file():
            raise RefusalError(f"{VENV} is not a folder: remove it and start again.")
        make(VENV, log)
    wanted = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    installed = VENV / f"{requirements}.sha256"
    if not (installed.exists() and installed.read_text() == wanted):
        say(f"Installing {requirements} …")
        # An install that is cut short may leave half a package: then the next start makes .venv anew.
        unfinished.touch()
        install(python, ["--require-hashes", "-r", requirements], log)
        installed.write_text(wanted)
        unfinished.unlink()
    return python


def make(folder: Path, log: Path) -> None:
    """Makes a virtual environment, in place of what may stand there."""
    shutil.rmtree(folder, ignore_errors=True)
    uv = _uv()
    if uv:
        run([uv, "venv", "--quiet", "--python", sys.executable, folder], log, f"uv could not make {folder}.")
        return
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise RefusalError(
            f"Python's {' and '.join(missing)} is missing: install it "
            f"(Debian, Ubuntu: sudo apt-get install python{version}-venv) and start again."
        )
    run([sys.executable, "-m", "venv", folder], log, f"Python could not make {folder}.")


def install(python: Path, what: list[str], log: Path) -> None:
    """Installs with uv; where none is installed, it is fetched first."""
    uv: list[str | Path] | None = [found] if (found := _uv()) else None
    no_network = "The requirements could not be installed: is there a network? Start again when there is."
    if uv is None:
        run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], log, no_network)
        uv = [python, "-m", "uv"]
    run([*uv, "pip", "install", "--python", python, *what], log, no_network)


def run(command: list[str | Path], log: Path, refusal: str) -> None:
    """Runs a command quietly. What it says goes to the log; where it fails, the refusal says what to do."""
    with log.open("a", encoding="utf-8") as output:
        output.write(f"$ {' '.join(map(str, command))}\n")
        output.flush()
        done = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, env=_environment()
        )
    if done.returncode != 0:
        raise RefusalError(f"{refusal} Details: {log}")


def main(what: Callable[[list[str]], int]) -> None:
    """Runs a command-line program: refusals and Ctrl-C end it with a sentence and never with a traceback."""
    try:
        code = what(sys.argv[1:])
    except RefusalError as refusal:
        print(refusal, file=sys.stderr, flush=True)
        code = 1
    except OSError as error:
        print(f"That did not work: {error}.", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        say("\nStopped.")
        code = 130
    sys.exit(code)


def _works(python: Path) -> bool:
    """True for the interpreter of a .venv that was not moved, half made or left behind by an older Python."""
    probe = f"import sys; sys.exit(sys.version_info < {OLDEST} or sys.prefix != {str(VENV)!r})"
    return python.exists() and subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0


def _uv() -> str | None:
    """An installed uv that runs (a shim may stand on the path without one behind it)."""
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0:
        return uv
    return None


def _environment() -> dict[str, str]:
    """The environment without another project's Python in it."""
    return {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
