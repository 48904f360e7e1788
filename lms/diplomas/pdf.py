"""Tagged PDF (PDF/UA-1) from templates, made by a process of its own (`pdf_renderer.py`)."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from lms.diplomas.models import Diploma
from lms.diplomas.pdf_renderer import MISSING
from lms.diplomas.queries import verify_url
from lms.diplomas.rules import hours_text, name_style

RENDERER: Final = [sys.executable, "-P", str(Path(__file__).with_name("pdf_renderer.py"))]
TIMEOUT: Final = 120  # seconds; a diploma takes one, a method book five
QR_COLOURS: Final = {"dark": "#1d2a28", "light": "#ffffff"}


class PdfUnavailable(Exception):
    """PDF cannot be made on this machine: WeasyPrint's system libraries (Pango) are missing. ./start says what to install."""


class PdfFailed(Exception):
    """WeasyPrint could not make the PDF; the message is its own."""


@lru_cache(maxsize=1)
def can_make_pdf() -> bool:
    """True where WeasyPrint and its system libraries load. Found out once a process."""
    return subprocess.run([*RENDERER, "--check"], capture_output=True, check=False, timeout=TIMEOUT).returncode == 0  # noqa: S603 - our own script


def render(template: str, context: dict[str, Any]) -> bytes:
    """The template as tagged PDF, in Swedish. Only our own static and media files can be fetched: text in it is not trusted.

    Raises PdfUnavailable and PdfFailed.
    """
    with translation.override("sv"):
        html = render_to_string(template, context)
    asked = {"html": html, "base_url": settings.BASE_URL + "/", "roots": _roots()}
    done = subprocess.run(RENDERER, input=json.dumps(asked).encode(), capture_output=True, check=False, timeout=TIMEOUT)  # noqa: S603 - our own script
    if done.returncode == MISSING:
        raise PdfUnavailable(done.stderr.decode())
    if done.returncode != 0:
        raise PdfFailed(done.stderr.decode()[-2000:])
    return done.stdout


def _roots() -> dict[str, list[str]]:
    """Where the files behind our addresses are."""
    return {
        settings.STATIC_URL.lstrip("/"): [*map(str, settings.STATICFILES_DIRS), str(settings.STATIC_ROOT)],
        settings.MEDIA_URL.lstrip("/"): [str(settings.MEDIA_ROOT)],
    }


def render_diploma(diploma: Diploma) -> bytes:
    """The diploma as PDF, A4 landscape."""
    return render("lms/diploma_pdf.html", diploma_context(diploma))


def diploma_context(diploma: Diploma) -> dict[str, Any]:
    """What the diploma prints, on paper and in its print page."""
    url = verify_url(diploma)
    return {
        "diploma": diploma,
        "hours": hours_text(diploma.minutes),
        "name_style": name_style(diploma.name),
        "verify_url": url,
        "qr": qr_svg(url),
        "qr_image": qr_image(url),
        "course": diploma.course,
    }


def qr_svg(url: str) -> SafeString:
    """The address as a QR code in SVG, to stand in a page: without inline style."""
    svg = _qr(url).svg_inline(border=2, scale=4, omitsize=True, svgclass="qr", lineclass=None, **QR_COLOURS)
    return mark_safe(svg)  # made of numbers by segno


def qr_image(url: str) -> str:
    """The same as the source of a picture, for PDF: there only pictures can have an alternative text."""
    return str(_qr(url).svg_data_uri(border=2, scale=4, **QR_COLOURS))


def _qr(url: str) -> Any:
    import segno  # noqa: PLC0415 - few requests need it

    return segno.make(url, error="m")
