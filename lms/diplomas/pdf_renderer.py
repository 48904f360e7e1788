"""Makes tagged PDF (PDF/UA-1) of HTML, in a process of its own: WeasyPrint takes 100 MB that a web worker should not keep.

A script without Django. Standard input: JSON with `html`, `base_url` and `roots` (address prefix → folders). Standard
output: the PDF. Ends with 3 where WeasyPrint or its system libraries are missing; `--check` tries no more than that.
"""

import json
import mimetypes
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

MISSING = 3


def main() -> int:
    """Reads the page from standard input, writes the PDF to standard output."""
    try:
        import weasyprint  # noqa: PLC0415 - Pango may be missing: that is what this process finds out
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above
    except (ImportError, OSError) as error:
        sys.stderr.write(str(error))
        return MISSING
    if "--check" in sys.argv:
        return 0
    asked = json.load(sys.stdin)

    class OurFiles(URLFetcher):
        """Hands out files below the roots, and pictures that stand in the page; what a text names else is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            return URLFetcherResponse(
                url, our_file(url, asked["base_url"], asked["roots"]).read_bytes(), content_type(url)
            )

    page = weasyprint.HTML(string=asked["html"], base_url=asked["base_url"], url_fetcher=OurFiles())
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1"))
    return 0


def our_file(url: str, base_url: str, roots: dict[str, list[str]]) -> Path:
    """The file that an address of ours stands for. Raises ValueError for every other address."""
    path = unquote(url.removeprefix(base_url).split("?")[0].split("#")[0])
    if url.startswith(base_url):
        for prefix, folders in roots.items():
            if path.startswith(prefix):
                for folder in folders:
                    found = Path(folder, path.removeprefix(prefix)).resolve()
                    if found.is_file() and found.is_relative_to(Path(folder).resolve()):
                        return found
    raise ValueError(f"Not one of our files: {url!r}")


def content_type(url: str) -> dict[str, str]:
    """The header that says what kind of file the address names."""
    guessed = mimetypes.guess_type(url.partition("?")[0])[0]
    return {"Content-Type": guessed} if guessed else {}


if __name__ == "__main__":
    sys.exit(main())
