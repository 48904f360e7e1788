"""Each setting is described in docs/settings.md, and the page describes no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READERS = {"text", "boolean", "integer", "words", "folder", "database"}  # of site/config/env.py
OURS = re.compile(r"^[A-Z][A-Z0-9_]+$")
# Read from the environment, and no setting of ours.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "DEBIAN_FRONTEND", "PYTHONUNBUFFERED"}


def _read_in_settings() -> set[str]:
    names = set()
    for path in (ROOT / "site" / "config").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            called = ast.unparse(node.func).removeprefix("env.")
            if called in READERS:
                names.add(node.args[0].value)
    return names


def _read_in_scripts() -> set[str]:
    in_python = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)"([A-Z_]+)\"""")
    in_shell = re.compile(r"\$\{([A-Z_]+):")
    files = [
        *(ROOT / "tools").iterdir(),
        *(ROOT / "tests").glob("*.py"),
        ROOT / "start",
        ROOT / "test",
        ROOT / ".ci/run",
    ]
    text = "\n".join(file.read_text() for file in files if file.is_file())
    return {*in_python.findall(text), *in_shell.findall(text)} - NOT_SETTINGS


def _described() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def test_every_setting_is_described_and_no_other():
    read = _read_in_settings() | _read_in_scripts()
    assert {"BASE_URL", "PORT", "CHROMIUM"} <= read
    assert all(map(OURS.match, read))
    assert _described() == read


def test_settings_read_the_environment_through_env_alone():
    readers = [path.name for path in (ROOT / "site" / "config").glob("*.py") if "os.environ" in path.read_text()]
    assert sorted(readers) == ["env.py", "wsgi.py"], "wsgi.py names the settings module"
