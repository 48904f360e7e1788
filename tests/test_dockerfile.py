"""The Dockerfile's steps, run here without a container engine: what they copy suffices, and the commands exist."""

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from run_site import PANGO_LINE

ROOT = Path(__file__).resolve().parents[1]


def _steps() -> list[tuple[str, str]]:
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line and not line.startswith("#")]


def _copy(words: list[str], to: Path) -> None:
    """Copies as COPY does: what git knows of (the rest is in .dockerignore), a folder's content into a folder."""
    *sources, target = words
    known = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *sources],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, known):
        if (ROOT / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    assert target in {"./", ".", sources[0]}


def test_the_container_installs_the_same_system_libraries_as_start_names():
    apt = next(step for word, step in _steps() if word == "RUN" and "apt-get install" in step)
    named = {word for word in shlex.split(PANGO_LINE) if word.startswith(("lib", "fonts-"))}
    assert {word for word in shlex.split(apt) if word.startswith(("lib", "fonts-"))} == named


@pytest.mark.own_database
def test_the_steps_run_and_every_command_exists(tmp_path: Path):
    for word, step in _steps():
        if word == "COPY":
            _copy(shlex.split(step), tmp_path)
        elif word == "RUN" and "./start" in step:
            ours = step.replace("/tmp/install", str(tmp_path / "install"))
            done = subprocess.run(["sh", "-c", ours], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr

    commands = [json.loads(step) for word, step in _steps() if word == "CMD"]
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"].values()
    commands += [service["command"] for service in services if "command" in service]
    assert {command[2] for command in commands} == {"serve", "prepare", "db_worker", "tick"}
    for command in commands:
        done = subprocess.run(
            [*command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False,
            env={"DATA_DIR": str(tmp_path / "var")},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        missing = [word for word in command if word.startswith("--") and word not in done.stdout]
        assert missing == [], f"{command}: no such option"
