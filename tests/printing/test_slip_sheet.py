"""Slips on paper: eight a page, read back from the page as a scanner would."""

import random

import pypdfium2
import pytest
import zxingcpp

from kiosk.domain.errors import GlyphsMissing, NothingToDo
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing import paper
from kiosk.printing.qr import MODULES, qr_modules
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.wording import french
from tests.printing.paper_builders import page_texts, picture, squeezed


def some_slips(count: int) -> list[PrintableSlip]:
    draw = random.Random(7).randrange
    return [PrintableSlip(SlipCode.draw(draw), f"MED-{n:05d}") for n in range(1, count + 1)]


def a_sheet(slips, phone="03 20 49 50 51"):
    return render_slip_sheet(slips, point_phone=phone, words=french(), sheet_name="slips")


def test_all_eight_codes_of_a_page_are_read_back_in_their_places():
    slips = some_slips(8)
    page = picture(a_sheet(slips), dpi=200)
    width, height = page.width // 2, page.height / 4

    for at, slip in enumerate(slips):
        down, across = divmod(at, 2)
        box = (across * width, int(down * height), (across + 1) * width, int((down + 1) * height))
        found = zxingcpp.read_barcodes(page.crop(box))
        assert [code.text for code in found] == [slip.code.digits()]
        assert found[0].format == zxingcpp.BarcodeFormat.QRCode
        assert found[0].ec_level == "H"


def test_a_scanner_sees_all_codes_of_the_whole_page():
    slips = some_slips(8)
    found = zxingcpp.read_barcodes(picture(a_sheet(slips), dpi=200))

    assert {code.text for code in found} == {slip.code.digits() for slip in slips}


def test_a_code_is_a_qr_of_version_one():
    for slip in some_slips(20):
        rows = qr_modules(slip.code.digits())
        assert len(rows) == MODULES == 21
        assert all(len(row) == 21 for row in rows)


def test_the_code_keeps_clear_of_the_folds_and_its_quiet_zone_is_whole():
    quiet_mm = 4 * paper.QR_SIDE_MM / MODULES
    bottom_mm = paper.QR_Y_MM + paper.QR_SIDE_MM

    assert 30 <= paper.QR_SIDE_MM <= 35
    assert paper.QR_X_MM - quiet_mm > paper.SLIP_WIDTH_MM / 2
    assert bottom_mm < paper.SLIP_HEIGHT_MM / 2
    assert min(paper.QR_Y_MM, paper.SLIP_WIDTH_MM - paper.QR_RIGHT_MM) > quiet_mm
    assert paper.SLIP_RULE_Y_MM - bottom_mm > quiet_mm


def test_each_slip_bears_its_digits_its_number_the_words_and_the_phone():
    slips = some_slips(3)
    (text,) = page_texts(a_sheet(slips))
    whole = squeezed(text)

    for slip in slips:
        assert squeezed(slip.code.grouped()) in whole
        assert squeezed(f"n° {slip.serial}") in whole
    for sentence in (
        "Ticket d’accès",
        "Montrez ce ticket à un point d’accès pour voir les devoirs et les notes.",
        "Perdu ? Dites-le à l’accueil, il sera annulé.",
        "Accueil : 03 20 49 50 51",
    ):
        assert whole.count(squeezed(sentence)) == 3


def test_a_point_without_a_phone_prints_none():
    assert squeezed("Accueil :") not in squeezed(page_texts(a_sheet(some_slips(1), phone=""))[0])


def test_a_long_phone_line_is_printed_whole_beside_the_number():
    phone = "03 20 49 50 51, poste 12, du mardi au samedi"
    (text,) = page_texts(a_sheet(some_slips(1), phone=phone))

    assert squeezed(phone) in squeezed(text)
    assert "MED-00001" in text


def test_nine_slips_take_two_pages_and_the_ninth_is_the_first_of_the_second():
    slips = some_slips(9)
    sheet = a_sheet(slips)
    texts = [squeezed(text) for text in page_texts(sheet)]

    assert sheet.pages == len(pypdfium2.PdfDocument(sheet.pdf)) == 2
    assert squeezed(slips[8].code.grouped()) not in texts[0]
    assert squeezed(slips[8].code.grouped()) in texts[1]


def test_the_same_slips_are_always_the_same_bytes():
    assert a_sheet(some_slips(8)).pdf == a_sheet(some_slips(8)).pdf


def test_a_character_that_cannot_be_printed_is_refused_before_anything_is_drawn():
    with pytest.raises(GlyphsMissing) as refused:
        a_sheet(some_slips(1), phone="☎ 字")

    assert refused.value.characters == "字"


def test_a_sheet_without_slips_is_refused():
    with pytest.raises(NothingToDo):
        a_sheet([])


def test_a_slip_never_shows_its_code_by_accident():
    slip = some_slips(1)[0]

    assert slip.code.digits()[:4] not in repr(slip)
    assert slip.serial in repr(slip)
