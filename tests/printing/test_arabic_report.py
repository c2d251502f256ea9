"""The relevé de notes in Arabic: joined letters, from the right, each in its own column."""

from decimal import Decimal

import pypdfium2
import pytest

from kiosk.domain.marks import MarkStatus
from kiosk.domain.print_jobs import PrintSize, Sheet
from kiosk.printing.paper import A4_HEIGHT_MM, POINT_MM
from kiosk.wording import catalogs_folder, words_for
from tests.printing.paper_builders import a_child, a_mark, a_report, a_subject
from tests.printing.paper_laws import Box, boxes_of, crossings

ARABIC = words_for("ar", catalogs_folder())
COLUMNS = ("Matière", "Date", "Devoir", "Coef.", "Note", "Moyenne/20")


def an_arabic_report(size: PrintSize = PrintSize.NORMAL) -> Sheet:
    marks = [a_mark(str(n % 21), coefficient=Decimal(2)) for n in range(45)]
    return a_report(a_child(a_subject(*marks)), size, language="ar")


def glyphs_of(sheet: Sheet, box: Box) -> str:
    """The letters of one text as they stand on the paper, from left to right, without spaces."""
    texts = pypdfium2.PdfDocument(sheet.pdf)[box.page].get_textpage()
    inside = []
    for at in range(texts.count_chars()):
        left, bottom, right, top = texts.get_charbox(at)
        across_mm = (left + right) / 2 * POINT_MM
        down_mm = A4_HEIGHT_MM - (bottom + top) / 2 * POINT_MM
        is_beside = box.left_mm <= across_mm <= box.right_mm
        if is_beside and box.top_mm <= down_mm <= box.bottom_mm:
            inside.append((left, texts.get_text_range(at, 1)))
    return "".join(letter for _, letter in sorted(inside) if letter.strip())


def from_the_right(sentence: str) -> str:
    """A sentence whose figures have one digit each, as its letters stand from the left."""
    return "".join(reversed("".join(sentence.split())))


def test_the_head_of_every_column_runs_from_right_to_left() -> None:
    sheet = an_arabic_report()
    on_paper = [glyphs_of(sheet, box) for box in boxes_of(sheet) if box.text and box.page == 0]

    for title in COLUMNS:
        name, _, out_of = ARABIC.gettext(title).partition("/")
        expected = f"{out_of}/{from_the_right(name)}" if out_of else from_the_right(name)
        assert expected in on_paper


@pytest.mark.parametrize("size", PrintSize)
def test_the_number_of_a_page_runs_from_right_to_left(size: PrintSize) -> None:
    sheet = an_arabic_report(size)
    assert 1 < sheet.pages < 10
    on_paper = [glyphs_of(sheet, box) for box in boxes_of(sheet) if box.text]

    for page in range(1, sheet.pages + 1):
        label = ARABIC.gettext("page {page} sur {pages}").format(page=page, pages=sheet.pages)
        assert from_the_right(label) in on_paper


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_head_of_a_column_stands_on_another(language: str) -> None:
    assert crossings(a_report(a_child(a_subject(a_mark())), language=language)) == []


def test_each_abbreviation_stands_beside_its_own_meaning() -> None:
    marks = [a_mark(None, status=status) for status in (MarkStatus.EXEMPT, MarkStatus.ABSENT)]
    sheet = a_report(a_child(a_subject(*marks)), language="ar")
    on_paper = [glyphs_of(sheet, box) for box in boxes_of(sheet) if box.text]

    for status, written in ((MarkStatus.EXEMPT, "Disp"), (MarkStatus.ABSENT, "Abs")):
        assert f"{written}:{from_the_right(ARABIC.mark_meaning(status))}" in on_paper
