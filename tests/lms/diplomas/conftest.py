"""Somebody who has done everything, and a machine without Pango."""

import pytest

from lms.diplomas import pdf
from tests import factories


@pytest.fixture
def amira(course):
    """Has done everything: the diploma is due."""
    enrolment = factories.enrolled(course, name="Amira Lindqvist")
    factories.do_everything(enrolment)
    return enrolment


@pytest.fixture
def amiras(client, amira):
    client.force_login(amira.user)
    return client


@pytest.fixture
def no_pango(tmp_path, monkeypatch):
    """A machine where WeasyPrint does not find Pango: it says so as WeasyPrint does."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    pdf.can_make_pdf.cache_clear()
    yield
    pdf.can_make_pdf.cache_clear()
