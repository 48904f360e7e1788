"""The house rules that no linter knows (docs/decisions): read from the source, so each names the line that breaks it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("content", "lms", "media", "quizzes", "site")
PLACES = (*FLOORS, "tools", "tests")
SOURCES = sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(path for place in FLOORS for path in (ROOT / place).rglob("*.html"))

# Writing verbs of Django's ORM, Wagtail's pages and revisions.
WRITES = {
    "abulk_create", "acreate", "add_child", "add_root", "add_sibling", "bulk_create", "bulk_update", "create",
    "delete", "get_or_create", "publish", "save", "save_revision", "unpublish", "update", "update_or_create",
}  # fmt: skip
# Who else may write, and why.
MAY_WRITE = {
    "lms/accounts/codes.py": "the session, not a row of ours: tries of one browser are counted one by one",
    "lms/accounts/models.py": "the manager makes users, as Django's own does",
    "lms/demo/mail.py": "a mail backend: Django decides its shape",
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef))


def test_there_is_something_to_look_at():
    assert len(SOURCES) > 50
    assert len(TEMPLATES) > 10


def test_site_is_a_source_root_and_no_package():
    assert not (ROOT / "site" / "__init__.py").exists(), "it would take the place of Python's own module `site`"


def test_no_python_file_is_longer_than_400_lines():
    long = {_name(path): lines for path in SOURCES if (lines := len(path.read_text().splitlines())) > 400}
    assert long == {}


def test_no_junk_drawers():
    drawers = {"common", "core", "utils", "helpers", "misc"}
    assert [_name(path) for path in SOURCES if drawers & {path.stem, path.parent.name}] == []


def test_rules_import_the_standard_library_alone():
    foreign = []
    for path in SOURCES:
        if path.name != "rules.py" or "tests" in path.parts:
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                own_rules = {f"{node.module}.{alias.name}" for alias in node.names}
                modules = sorted(own_rules) if all(name.endswith(".rules") for name in own_rules) else [node.module]
            else:
                continue
            foreign += [
                f"{_name(path)}:{node.lineno} {module}"
                for module in modules
                if module.partition(".")[0] not in sys.stdlib_module_names and not module.endswith(".rules")
            ]
    assert foreign == []


def test_views_are_at_most_25_lines():
    long = [
        f"{_name(path)}:{function.lineno} {function.name}: {lines} lines"
        for path in SOURCES
        if path.stem == "views" or path.stem.endswith("_views")
        for function in _functions(path)
        if (lines := function.end_lineno - function.lineno + 1) > 25
    ]
    assert long == []


def _is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    # dict.update(other), cache.delete(key), digest.update(bytes) and image.save(path) take a value by position.
    if call.func.attr in {"update", "delete", "save"} and call.args:
        return False
    # …, and commit=False writes nothing.
    return not any(word.arg == "commit" and ast.unparse(word.value) == "False" for word in call.keywords)


def test_rows_are_written_in_actions_alone():
    written = [
        f"{_name(path)}:{node.lineno} {ast.unparse(node.func)}()"
        for path in SOURCES
        if path.name != "actions.py"
        and not {"tests", "tools", "commands"} & set(path.parts)
        and _name(path) not in MAY_WRITE
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and _is_write(node)
    ]
    assert written == []


@pytest.mark.parametrize("path", sorted(MAY_WRITE))
def test_each_exception_is_still_one(path: str):
    assert any(isinstance(node, ast.Call) and _is_write(node) for node in ast.walk(_tree(ROOT / path)))


def test_no_signals_of_our_own():
    heard = re.compile(r"django\.dispatch|db\.models\.signals|@receiver")
    assert [_name(path) for path in SOURCES if path != Path(__file__) and heard.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline script", r"<script\b(?![^>]*\bsrc=)"),
        ("inline style sheet", r"<style\b"),
        ("style attribute", r"""\sstyle\s*=\s*["']"""),
        ("event attribute", r"""\son[a-z]+\s*=\s*["']"""),
        ("javascript address", r"javascript:"),
    ],
)
def test_templates_hold_no(what: str, pattern: str):
    found = re.compile(pattern, re.IGNORECASE)
    assert [
        f"{_name(path)}: {hit.group()}" for path in TEMPLATES for hit in found.finditer(path.read_text("utf-8"))
    ] == [], what


def test_every_noun_of_lms_has_its_place_in_the_contracts():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    nouns = {path.parent.name for path in (ROOT / "lms").glob("*/__init__.py")} - {
        "management", "migrations", "templatetags",
    }  # fmt: skip
    floors = next(contract for contract in contracts if contract.get("containers") == ["lms"])
    kinds = next(contract for contract in contracts if "lms.accounts" in contract.get("containers", []))
    assert {noun.strip() for layer in floors["layers"] for noun in layer.split("|")} == nouns
    assert {container.removeprefix("lms.") for container in kinds["containers"]} == nouns
