"""./start as a person meets it: on a copy of the project, in a folder whose name has a space and an å in it."""

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import run_site

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.own_database


def copy_project(to: Path) -> Path:
    """What a fresh clone holds, with what is not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, listed):
        if (ROOT / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(project: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs ./start to its end, with the environment of a person who has configured nothing."""
    return subprocess.run(
        [project / "start", *arguments],
        env=environment(**settings), cwd=project.parent, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip


def environment(**settings: str) -> dict[str, str]:
    kept = {"PATH", "HOME", "UV_CACHE_DIR", "PIP_CERT", "SSL_CERT_FILE", "LANG"}
    return {name: value for name, value in os.environ.items() if name in kept} | settings


def refused_with_one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What it said, after checking that it was one line and no traceback."""
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    said = done.stderr.strip()
    assert len(said.splitlines()) == 1, said
    return said


@pytest.fixture(scope="session")
def project() -> Path:
    """A copy on which ./start has prepared everything once, shared by the processes that run tests."""
    folder = Path(os.environ["TEST_DATA_DIR"]) / "början på vägen"
    folder.mkdir(exist_ok=True)
    project = folder / "på väg"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not project.exists():
            began = time.monotonic()
            done = start(copy_project(project), "--prepare")
            (folder / "said").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}")
            print(f"first ./start --prepare: {time.monotonic() - began:.1f} s\n{done.stdout}")
    said = (folder / "said").read_text()
    assert said.startswith("0\n"), said
    return project


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """As much of the project as an install needs."""
    bare = tmp_path / "bara väg"
    shutil.copytree(ROOT / "tools", bare / "tools")
    shutil.copy2(ROOT / "start", bare)
    shutil.copy2(ROOT / "requirements.txt", bare)
    return bare


@pytest.fixture
def running(project: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The site, running; at another port if somebody took the first one in the meantime."""
    for _ in range(3):
        port = free_port()
        began = time.monotonic()
        process = subprocess.Popen(
            [project / "start"],
            env=environment(PORT=str(port)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ctrl-C"):
                break
        if said and said[-1].startswith("Ctrl-C"):
            break
        process.communicate()
    assert process.poll() is None, "".join(said)
    with process:
        print(f"second ./start: {time.monotonic() - began:.1f} s")
        yield process, port
        process.terminate()


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    started = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in started for child in file.read_text().split()]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def megabytes(pid: int) -> float:
    return next(
        int(line.split()[1]) / 1024
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def people(project: Path) -> int:
    with closing(sqlite3.connect(project / "var" / "db.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM lms_enrolment").fetchone()[0]


def test_the_first_start_loads_course_and_demo_and_the_next_keeps_them(project: Path):
    assert people(project) == 299
    with closing(sqlite3.connect(project / "var" / "db.sqlite3")) as database, database:
        database.execute("UPDATE content_coursepage SET controller = 'Vi'")

    began = time.monotonic()
    done = start(project, "--prepare")
    print(f"second ./start --prepare: {time.monotonic() - began:.1f} s")

    assert (done.returncode, done.stdout, done.stderr) == (0, "Prepared.\n", "")
    assert people(project) == 299
    with closing(sqlite3.connect(project / "var" / "db.sqlite3")) as database:
        assert database.execute("SELECT controller FROM content_coursepage").fetchall() == [("Vi",)]


@pytest.mark.parametrize("asked_by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_web_worker_and_tick_run_until_asked_to_stop(running, asked_by):
    process, port = running
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
        assert page.status == 200
        assert "Vägen till arbetsgivarna" in page.read().decode()
    parts = children(process.pid)
    assert len(parts) == 3

    process.send_signal(asked_by)
    said = process.communicate(timeout=60)[0]

    assert process.returncode == 0
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said
    assert not any(map(is_alive, parts))


def test_a_web_worker_with_the_cohort_takes_at_most_180_megabytes(running):
    process, port = running
    for address in ("/", "/vta/", "/konto/login/", "/admin/login/", "/diplom/", "/tillganglighet/") * 5:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}") as page:
            page.read()
    web = next(pid for pid in children(process.pid) if "manage.py serve" in command(pid))
    workers = children(web)
    assert len(workers) == 1
    assert megabytes(workers[0]) <= 180


def test_when_one_part_dies_the_others_end_with_a_sentence(running):
    process, _ = running
    parts = children(process.pid)
    tick = next(pid for pid in parts if "manage.py tick" in command(pid))

    os.kill(tick, signal.SIGKILL)
    said = process.communicate(timeout=60)[0]

    assert process.returncode == 1
    assert "tick ended unexpectedly" in said
    assert not any(map(is_alive, parts))


def test_a_taken_port_is_said(bare: Path):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        said = refused_with_one_sentence(start(bare, PORT=str(other.getsockname()[1])))
    assert "PORT=8001 ./start" in said


@pytest.mark.parametrize("port", ["noll", "0", "65536", "8000.5", "²"])
def test_a_port_that_is_none_is_said(bare: Path, port: str):
    assert "is not a port" in refused_with_one_sentence(start(bare, PORT=port))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DEBUG": "kanske"}, "DEBUG='kanske' is neither yes nor no"),
        ({"DATABASE_URL": "sqlserver"}, "DATABASE_URL is not the address of a database"),
        ({"DATABASE_URL": "postgres://x@127.0.0.1:1/x"}, "The database cannot be used"),
        ({"BASE_URL": "kurs.example.org"}, "BASE_URL='kurs.example.org' must start with"),
    ],
)
def test_a_wrong_setting_is_said(project: Path, tmp_path: Path, settings: dict[str, str], sentence: str):
    done = start(project, "--prepare", DATA_DIR=str(tmp_path), **settings)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_data_folder_that_cannot_be_written_is_said(bare: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    assert "cannot be written to" in refused_with_one_sentence(start(bare, DATA_DIR=str(tmp_path / "file" / "var")))


def test_an_old_python_is_said(bare: Path, tmp_path: Path):
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    said = refused_with_one_sentence(start(bare, PATH=f"{tmp_path}:/usr/bin:/bin"))
    assert said.startswith("Python 3.11 or newer is needed")


def test_a_python_without_venv_is_said(bare: Path, tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None")
    without_uv = {"PATH": "/usr/bin:/bin", "PYTHON": sys._base_executable, "PYTHONPATH": str(tmp_path)}
    said = refused_with_one_sentence(start(bare, "--install", **without_uv))
    assert f"apt-get install python{sys.version_info.major}.{sys.version_info.minor}-venv" in said


def test_no_network_is_said(bare: Path, tmp_path: Path):
    done = start(bare, "--install", UV_OFFLINE="1", UV_CACHE_DIR=str(tmp_path / "empty"))
    assert "is there a network?" in refused_with_one_sentence(done)


def interrupt_after(line: str, project: Path, *arguments: str, **settings: str) -> str:
    """Presses Ctrl-C when ./start has said a line: the terminal sends it to everything that runs there."""
    process = subprocess.Popen(
        [project / "start", *arguments],
        env=environment(**settings), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    said = ""
    with process:
        for heard in process.stdout:
            said += heard
            if heard.startswith(line):
                time.sleep(0.5)
                os.killpg(process.pid, signal.SIGINT)
    assert process.returncode == 130
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said
    return said


def test_an_install_cut_short_is_done_anew(bare: Path):
    interrupt_after("Installing", bare, "--install")

    done = start(bare, "--install")

    assert done.returncode == 0, done.stderr
    assert "Making .venv" in done.stdout
    import_all = "import django, wagtail, weasyprint, gunicorn, allauth, polymorphic"
    assert subprocess.run([bare / ".venv" / "bin" / "python", "-c", import_all], check=False).returncode == 0


def test_a_demo_cut_short_leaves_nothing_and_is_loaded_by_the_next_start(project: Path, tmp_path: Path):
    shutil.copytree(project / "var" / "static", tmp_path / "static")
    shutil.copy2(project / "var" / "static.sha256", tmp_path)

    interrupt_after("Loading the demo", project, "--prepare", DATA_DIR=str(tmp_path))

    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        for table in ("lms_enrolment", "accounts_organisation", "lms_courselink"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert "Loading the demo" in interrupt_after("Loading the demo", project, "--prepare", DATA_DIR=str(tmp_path))


def test_a_project_that_was_moved_makes_its_environment_anew(bare: Path):
    shutil.copytree(ROOT / ".venv" / "bin", bare / ".venv" / "bin", symlinks=True)
    assert "Making .venv" in start(bare, "--install").stdout


def test_without_pango_the_line_that_installs_it_is_shown(monkeypatch, capsys):
    monkeypatch.setattr(run_site, "PANGO", ("libpango-that-is-not-here.so.0",))
    assert run_site._pango_is_here() is False
    assert run_site.PANGO_LINE.startswith("sudo apt-get install libpango-1.0-0 ")
