"""The diploma and the method book as PDF: text and tags read back, and judged."""

import io
import subprocess
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from lms.diplomas import pdf
from lms.diplomas.actions import diploma_pdf
from lms.diplomas.models import Diploma
from lms.diplomas.pdf_renderer import our_file
from lms.diplomas.queries import verify_url
from lms.learning.actions import make_method_book, order_method_book
from lms.learning.queries import learner_in
from tests import factories
from tests.judges import check_pdfua

NAMES = {
    "swedish": "Åsa Öberg-Lindström",
    "czech": "Žofie Dvořáková Šťastná",
    "vietnamese": "Đặng Thị Nguyễn Ánh",
    "arabic": "محمد عبد الرحمن الخطيب",
    "hebrew": "שרה בן־דוד לוי",
    "chinese": "王小明",
    "80 letters": "Maria Fernanda del Carmen Rodríguez Hernández de la Fuente y García-Montenegro Vi",
}


def text_of(path) -> str:
    """The first page's words, as a reading program puts them (right-to-left included)."""
    return " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())


def reader(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


@pytest.mark.django_db
def test_a_diploma_says_every_fact_and_is_tagged(amira):
    diploma = factories.diploma_of(amira)
    found = reader(diploma_pdf(diploma=diploma))
    text = " ".join(found.pages[0].extract_text().split())
    for fact in (diploma.name, diploma.course_title, diploma.issuer, diploma.number, verify_url(diploma)):
        assert fact in text
    root = found.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "sv")
    assert found.metadata.title == f"Diplom: {diploma.name}, {diploma.course_title}"
    assert [round(float(side)) for side in found.pages[0].mediabox[2:]] == [842, 595], "A4 lying down"
    assert len(found.pages) == 1


@pytest.mark.django_db
def test_the_same_bytes_come_each_time(amira):
    diploma = factories.diploma_of(amira)
    first = diploma_pdf(diploma=diploma)
    amira.user.name = "Amira Ny"
    amira.user.save()
    kept = Diploma.objects.get()
    assert diploma_pdf(diploma=kept) == first
    assert kept.pdf_digest
    # Two first calls at once: what the other one stored is what both get.
    assert diploma_pdf(diploma=diploma) == first


@pytest.mark.slow
@pytest.mark.django_db
def test_names_in_any_script_come_out_right_and_the_judge_accepts_each(course, tmp_path):
    enrolment = factories.enrolled(course)
    files = []
    for script, name in NAMES.items():
        diploma = factories.issue(enrolment)
        diploma.name = name
        path = tmp_path / f"{script}.pdf"
        path.write_bytes(pdf.render_diploma(diploma))
        files.append(path)
        assert name.replace("־", "") in text_of(path).replace("־", ""), script
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert len(fonts) >= 3
        assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), "embedded, subset, with Unicode"
        assert len(PdfReader(path).pages) == 1, script
    assert check_pdfua(*files) == []


@pytest.mark.django_db
def test_a_name_is_text_and_fetches_nothing(course):
    diploma = factories.issue(factories.enrolled(course))
    diploma.name = '<img src="file:///etc/passwd"> & Co'
    assert '<img src="file:///etc/passwd"> & Co' in " ".join(
        reader(pdf.render_diploma(diploma)).pages[0].extract_text().split()
    )


def test_only_our_own_files_are_fetched(tmp_path):
    (tmp_path / "a.css").write_text("x")
    (tmp_path.parent / "secret").write_text("x")
    roots = {"static/": [str(tmp_path)]}
    assert (
        our_file("http://kurs.example/static/a.css?v=1", "http://kurs.example/", roots)
        == (tmp_path / "a.css").resolve()
    )
    for url in (
        "http://kurs.example/static/../secret",
        "http://kurs.example/static/%2e%2e/secret",
        "http://kurs.example/static/saknas.css",
        "http://kurs.example/admin/",
        "http://annan.example/static/a.css",
        "file:///etc/passwd",
        "ftp://kurs.example/static/a.css",
    ):
        with pytest.raises(ValueError, match="Not one of our files"):
            our_file(url, "http://kurs.example/", roots)


@pytest.mark.django_db
def test_without_pango_the_diploma_offers_its_print_page(amiras, amira, no_pango):
    diploma = factories.issue(amira)
    page = amiras.get("/kurs/mini/diplom/")
    assert page.status_code == 200
    assert diploma.number in page.content.decode()
    assert "diplom.pdf" not in page.content.decode()
    assert "spara den som pdf när du skriver ut" in page.content.decode()
    answer = amiras.get("/kurs/mini/diplom.pdf", follow=True)
    assert answer.redirect_chain == [("/kurs/mini/diplom/", 302)]
    assert "Skriv ut den här sidan" in answer.content.decode()
    with pytest.raises(pdf.PdfUnavailable, match="pango"):
        diploma_pdf(diploma=diploma)


@pytest.mark.django_db
def test_without_pango_the_site_runs_and_the_method_book_is_read_and_printed(amiras, amira, no_pango):
    for path in ("/mini/", "/mini/borja-har/", "/kurs/mini/prov/", "/kurs/mini/metodbok/?svar=1"):
        assert amiras.get(path).status_code == 200, path
    assert "bestall" not in amiras.get("/kurs/mini/metodbok/").content.decode()


@pytest.mark.slow
@pytest.mark.django_db
def test_the_method_book_has_contents_chapters_and_answers_and_the_judge_accepts_it(amira, tmp_path):
    learner = learner_in(amira.user, "mini")
    books = {}
    for with_answers in (False, True):
        book = order_method_book(learner=learner, with_answers=with_answers)
        make_method_book.call(book.pk)
        book.refresh_from_db()
        path = tmp_path / f"{with_answers}.pdf"
        path.write_bytes(pdf_of(book))
        books[with_answers] = SimpleNamespace(path=path, text=text_of(path), pdf=PdfReader(path))
    for book in books.values():
        for part in (
            "Metodbok",
            "Innehåll",
            "Kapitel 1",
            "Börja här",
            "Kapitel 2",
            "Arbetsgivarkoordinator",
            "Hej. Det här är en kort film.",
        ):
            assert part in book.text
        for not_in_it in ("Vad är ett plus ett?", "Ett och ett blir två"):
            assert not_in_it not in book.text, "the test stays in the test"
        assert [outline.title for outline in book.pdf.outline if not isinstance(outline, list)][:1] == ["Minikursen"]
        assert (book.pdf.trailer["/Root"]["/Lang"], book.pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert "Vi ringer dem oftare." in books[True].text
    assert "Med svar av Amira Lindqvist" in books[True].text
    assert "Vi ringer dem oftare." not in books[False].text
    assert "Amira" not in books[False].text
    assert check_pdfua(books[False].path, books[True].path) == []


def pdf_of(book) -> bytes:
    from django.core.files.storage import storages

    with storages["private"].open(book.file) as file:
        return file.read()
