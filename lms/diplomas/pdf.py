"""Tagged PDF (PDF/UA-1) from templates. WeasyPrint needs Pango, which Python packages cannot bring: imported where used."""

import mimetypes
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation

from lms.diplomas.models import Diploma
from lms.diplomas.queries import verify_url
from lms.diplomas.rules import hours_text

INSTALL_PANGO = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"


class PdfUnavailable(Exception):
    """PDF cannot be made on this machine; the message says what to install."""


def can_make_pdf() -> bool:
    """True where WeasyPrint and its system libraries load."""
    try:
        _weasyprint()
    except PdfUnavailable:
        return False
    return True


def render(template: str, context: dict[str, Any]) -> bytes:
    """The template as tagged PDF. Only our own static and media files can be fetched: text in it is not trusted.

    Raises PdfUnavailable.
    """
    weasyprint = _weasyprint()
    with translation.override("sv"):
        html = render_to_string(template, context)
    document = weasyprint.HTML(string=html, base_url="file:///", url_fetcher=_fetch)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def render_diploma(diploma: Diploma) -> bytes:
    """The diploma as PDF, A4 landscape."""
    return render("lms/diploma_pdf.html", diploma_context(diploma))


def diploma_context(diploma: Diploma) -> dict[str, Any]:
    """What the diploma prints, on paper and in its print page."""
    url = verify_url(diploma)
    return {
        "diploma": diploma,
        "hours": hours_text(diploma.minutes),
        "verify_url": url,
        "qr": qr_svg(url),
        "course": diploma.course,
    }


def qr_svg(url: str) -> str:
    """The address as a QR code in SVG, without inline style."""
    import segno  # loads slowly and only diplomas need it

    return str(segno.make(url, error="m").svg_inline(border=2, scale=4, dark="#1d2a28", light="#ffffff", omitsize=True, svgclass="qr", lineclass=None))


def _weasyprint() -> Any:
    try:
        import weasyprint  # needs Pango: the site runs without
    except (ImportError, OSError) as error:
        raise PdfUnavailable(INSTALL_PANGO) from error
    return weasyprint


def _fetch(url: str, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
    """Static and media files by their paths; everything else is refused."""
    path = unquote(urlsplit(url).path)
    mime = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if path.startswith(settings.STATIC_URL):
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        if isinstance(found, str):
            with open(found, "rb") as file:  # noqa: PTH123 - finders return strings
                return {"string": file.read(), "mime_type": mime}
    if path.startswith(settings.MEDIA_URL):
        with default_storage.open(path.removeprefix(settings.MEDIA_URL)) as file:
            return {"string": file.read(), "mime_type": mime}
    raise ValueError(f"Not one of our files: {url!r}")
