"""The system programs that the studio calls, and a plain word when one is missing."""

import shutil
import subprocess
from collections.abc import Sequence

PROGRAMS = ("espeak-ng", "ffmpeg")


def require_programs(names: Sequence[str] = PROGRAMS) -> None:
    """Stop with one sentence that says what to install."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        raise SystemExit(
            f"{' and '.join(missing)} is missing: install with “apt-get install {' '.join(missing)}” and run again."
        )


def run(command: Sequence[str], *, data: bytes = b"") -> bytes:
    """Run a program with data on its standard input and return what it printed."""
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RuntimeError(f"{command[0]} failed: {lines[-1] if lines else 'no message'}")
    return done.stdout
