"""The judges accept a good sample and refuse a bad one: a judge that never refuses proves nothing."""

from pathlib import Path

import pytest
import weasyprint

from tests.judges import check_html, check_pages, check_pdfua, check_webvtt

GOOD_PAGE = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Prov</title></head>
<body><main><h1>Hej</h1><p>Text</p></main></body></html>
"""
GOOD_CAPTIONS = "WEBVTT\n\n1\n00:00:00.000 --> 00:00:02.000\nHej då\n"


def test_html_that_is_right_is_accepted() -> None:
    assert check_html(GOOD_PAGE) == []


def test_each_html_judge_refuses_what_it_knows_and_names_the_page() -> None:
    faults = check_pages(
        {
            "/good/": GOOD_PAGE,
            "/stray/": GOOD_PAGE.replace("Text</p>", "Text</i></p>"),
            "/nested/": GOOD_PAGE.replace("<p>Text</p>", "<button type='button'><a href='/x'>x</a></button>"),
        }
    )

    assert faults["/good/"] == []
    for address in ("/stray/", "/nested/"):
        assert {fault.partition(",")[0].partition(" ")[0] for fault in faults[address]} == {"vnu", "html-validate"}


@pytest.mark.parametrize(
    "broken",
    [
        GOOD_CAPTIONS.replace("WEBVTT", "WEBVT"),
        GOOD_CAPTIONS.replace("00:00:02.000", "00:00:00.000"),
        GOOD_CAPTIONS.replace("Hej", "<b>Hej"),
    ],
)
def test_captions_that_are_broken_are_refused(tmp_path: Path, broken: str) -> None:
    good, bad = tmp_path / "good.vtt", tmp_path / "bad.vtt"
    good.write_text(GOOD_CAPTIONS)
    bad.write_text(broken)

    assert check_webvtt(good) == []
    assert check_webvtt(bad, good)
    assert all("bad.vtt" in fault for fault in check_webvtt(bad, good))


def test_tagged_pdf_is_accepted_and_untagged_refused_with_the_clause(tmp_path: Path) -> None:
    page = weasyprint.HTML(string='<html lang="sv"><title>Prov</title><body><h1>Hej</h1><p>Å ä ö</p></body></html>')
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    page.write_pdf(good, pdf_variant="pdf/ua-1")
    page.write_pdf(bad)

    assert check_pdfua(good) == []
    faults = check_pdfua(good, bad)
    assert any("7.1-11" in fault for fault in faults), "no structure tree"
    assert all("bad.pdf" in fault for fault in faults)


def test_a_judge_without_a_verdict_raises(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="veraPDF gave no verdict"):
        check_pdfua(tmp_path / "missing.pdf")
