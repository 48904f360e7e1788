"""Settings from the environment: what is right is read, what is wrong is refused with a sentence."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.mark.parametrize("value", ["1", "true", "Yes", " ON "])
def test_yes_is_true(monkeypatch, value):
    monkeypatch.setenv("DEMO", value)
    assert env.boolean("DEMO", default=False) is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off", ""])
def test_no_is_false(monkeypatch, value):
    monkeypatch.setenv("DEMO", value)
    assert env.boolean("DEMO", default=True) is False


def test_unset_is_the_default(monkeypatch):
    monkeypatch.delenv("DEMO", raising=False)
    assert env.boolean("DEMO", default=True) is True


def test_a_boolean_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("DEMO", "kanske")
    with pytest.raises(ImproperlyConfigured, match=r"DEMO='kanske' is neither yes nor no"):
        env.boolean("DEMO", default=False)


@pytest.mark.parametrize("value", ["tjugofem", "2.5", "0", "65536", "-1"])
def test_a_number_that_is_none_or_out_of_range_is_refused(monkeypatch, value):
    monkeypatch.setenv("EMAIL_PORT", value)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT"):
        env.integer("EMAIL_PORT", 25, minimum=1, maximum=65535)


def test_a_secret_can_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("hemligt\n")
    monkeypatch.setenv("EMAIL_HOST_PASSWORD_FILE", str(tmp_path / "password"))
    assert env.text("EMAIL_HOST_PASSWORD") == "hemligt"


def test_a_secret_file_that_is_gone_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE"):
        env.secret_key(tmp_path)


def test_a_short_secret_key_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "kort")
    with pytest.raises(ImproperlyConfigured, match="shorter than 50"):
        env.secret_key(tmp_path)


def test_a_secret_key_is_made_once_and_readable_by_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    made = env.secret_key(tmp_path / "new")
    assert len(made) >= 50
    assert env.secret_key(tmp_path / "new") == made
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_a_data_folder_that_cannot_be_made_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="cannot be used"):
        env.secret_key(tmp_path / "file" / "var")


@pytest.mark.parametrize("path", [".", "media", "site/static", "..", "/"])
def test_data_among_the_code_is_refused(monkeypatch, tmp_path, path):
    project = tmp_path / "project"
    monkeypatch.setenv("MEDIA_ROOT", str(project / path))
    with pytest.raises(ImproperlyConfigured, match="among the program's own files"):
        env.folder("MEDIA_ROOT", project / "var", project=project)


@pytest.mark.parametrize("path", ["project/var", "project/var/media", "elsewhere", "project2"])
def test_data_in_var_or_elsewhere_is_right(monkeypatch, tmp_path, path):
    monkeypatch.setenv("MEDIA_ROOT", str(tmp_path / path))
    assert env.folder("MEDIA_ROOT", tmp_path, project=tmp_path / "project") == tmp_path / path


@pytest.mark.parametrize(
    "address",
    [
        "hej",
        "postgres://a b:x",
        "postgres://u:hemligt@h:port/db",
        "mysql://u:hemligt@h/db",
        "postgres://u:hemligt@h/",
        "sqlite://",
    ],
)
def test_a_database_address_that_is_wrong_is_refused_without_showing_its_password(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.database("DATABASE_URL", Path("db.sqlite3"))
    assert "DATABASE_URL is not the address of a database" in str(refused.value)
    assert "hemligt" not in str(refused.value)
    assert refused.value.__context__ is None or refused.value.__suppress_context__


def test_a_database_address_is_read(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://vagen:hemligt@db:5433/kurs")
    database = env.database("DATABASE_URL", Path("db.sqlite3"))
    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.postgresql", "kurs")
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"]) == (
        "vagen",
        "hemligt",
        "db",
        5433,
    )


def test_the_embedded_database_may_lie_on_a_path_with_any_characters(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = Path("/tmp/väg till 100 % #1?/db.sqlite3")
    assert env.database("DATABASE_URL", path)["NAME"] == str(path)
