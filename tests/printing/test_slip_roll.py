"""Slips on strips of a roll: one a page, within reach of a receipt printer's head, read back."""

import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL.Image import Image

from kiosk.domain.pictures import PICTURES
from kiosk.domain.print_jobs import PDF_MEDIA, Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipLayout
from kiosk.printing import paper
from kiosk.printing.hand_out_list import HandOut, HandOutLine
from kiosk.printing.paper import A4_HEIGHT_MM, A4_WIDTH_MM, POINT_MM, SLIP_FACES
from kiosk.printing.qr import MODULES, QUIET_MODULES
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.wording import catalogs_folder, french, words_for
from tests.printing.paper_builders import page_texts, picture, squeezed
from tests.printing.paper_laws import Box, boxes_of, crossings, smallest_type_pt

FACE = SLIP_FACES[SlipLayout.ROLL80]
PHONE = "03 20 49 50 51"
LONG_PHONE = "03 20 49 50 51, poste 12, du mardi au samedi de 10 h à 18 h, fermé en août"
PHONES = [PHONE, "", LONG_PHONE]
DPI = 203
"""What the head of a receipt printer has."""


def some_slips(count: int) -> list[PrintableSlip]:
    draw, names = random.Random(80).randrange, list(PICTURES)
    return [
        PrintableSlip(SlipCode.draw(draw), f"MED-{n:05d}", names[n % len(names)])
        for n in range(1, count + 1)
    ]


def strips(
    slips: list[PrintableSlip],
    phone: str = PHONE,
    hand_out: HandOut | None = None,
    language: str = "fr",
) -> Sheet:
    return render_slip_sheet(
        slips,
        hand_out,
        layout=SlipLayout.ROLL80,
        point_phone=phone,
        words=words_for(language, catalogs_folder()),
        sheet_name="strips",
    )


def a_list(slips: list[PrintableSlip]) -> HandOut:
    lines = [
        HandOutLine(slip.serial, slip.picture, "Mme Benali Nora", ("Inès",), "6e A", "Collège")
        for slip in slips
    ]
    return HandOut(tuple(lines), date(2026, 11, 24))


def sizes_mm(sheet: Sheet) -> list[tuple[float, float]]:
    pages = pypdfium2.PdfDocument(sheet.pdf)
    return [(page.get_width() * POINT_MM, page.get_height() * POINT_MM) for page in pages]


def placed(sheet: Sheet) -> list[Box]:
    """Every text and path from the top of its own strip: ``boxes_of`` counts from that of A4."""
    heights = [height for _, height in sizes_mm(sheet)]
    return [
        replace(
            box,
            top_mm=box.top_mm - A4_HEIGHT_MM + heights[box.page],
            bottom_mm=box.bottom_mm - A4_HEIGHT_MM + heights[box.page],
        )
        for box in boxes_of(sheet)
    ]


# --- the paper ---------------------------------------------------------------------------------


def test_each_slip_is_a_strip_80_mm_wide_of_its_own() -> None:
    slips = some_slips(3)
    sheet = strips(slips)

    assert sheet.pages == 3
    assert sheet.media_type == PDF_MEDIA
    assert sizes_mm(sheet) == [pytest.approx((80.0, FACE.height_mm), abs=1.0)] * 3
    for slip, text in zip(slips, page_texts(sheet), strict=True):
        assert squeezed(slip.code.grouped()) in squeezed(text)


def test_a_strip_is_as_long_as_its_advice_and_its_type_stays_as_large() -> None:
    short, usual, long = (strips(some_slips(1), phone) for phone in ("", PHONE, LONG_PHONE))

    assert sizes_mm(short)[0][1] < sizes_mm(usual)[0][1] < sizes_mm(long)[0][1]
    assert smallest_type_pt(short) == smallest_type_pt(long) == 8.0


def test_the_list_behind_strips_is_of_a4_and_bears_no_code() -> None:
    slips = some_slips(2)
    sheet = strips(slips, hand_out=a_list(slips))
    *_, listed = page_texts(sheet)

    assert sizes_mm(sheet)[2:] == [pytest.approx((A4_WIDTH_MM, A4_HEIGHT_MM), abs=0.1)]
    assert [round(width) for width, _ in sizes_mm(sheet)] == [80, 80, 210]
    assert "Mme Benali Nora" in listed
    assert not any(squeezed(slip.code.grouped()) in squeezed(listed) for slip in slips)
    on_a4 = [box for box in boxes_of(sheet) if box.page == 2]
    assert min(box.top_mm for box in on_a4) >= paper.PRINTABLE_MM


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_head_reaches_everything_and_nothing_overlaps(phone: str, language: str) -> None:
    sheet = strips(some_slips(len(PICTURES)), phone, language=language)
    edge_mm = (80.0 - paper.ROLL_PRINTABLE_MM) / 2
    height_mm = sizes_mm(sheet)[0][1]

    for box in placed(sheet):
        assert box.left_mm >= edge_mm, box
        assert box.right_mm <= 80.0 - edge_mm, box
        assert box.top_mm >= paper.CUT_CLEAR_MM, box
        assert box.bottom_mm <= height_mm - paper.CUT_CLEAR_MM, box
    assert crossings(sheet) == []


def test_nothing_is_near_the_corner_to_cut() -> None:
    for box in placed(strips(some_slips(1))):
        if not box.is_rule:
            from_cut_mm = (FACE.width_mm - box.right_mm + box.top_mm - FACE.corner_mm) / 2**0.5
            assert from_cut_mm >= paper.CUT_CLEAR_MM, box


def test_the_corner_to_cut_is_dashed_at_the_top_right() -> None:
    (corner,) = [box for box in placed(strips(some_slips(1))) if box.is_rule]

    assert corner.left_mm > FACE.width_mm / 2
    assert corner.bottom_mm < FACE.corner_mm
    assert corner.width_mm == pytest.approx(corner.height_mm)


def test_the_digits_are_read_at_arms_length_and_stand_on_two_lines() -> None:
    (slip,) = some_slips(1)
    sheet = strips([slip])
    groups = slip.code.grouped().split()
    lines = [box for box in placed(sheet) if squeezed(box.text).isdigit()]

    assert [squeezed(box.text) for box in lines] == ["".join(groups[:2]), "".join(groups[2:])]
    texts = pypdfium2.PdfDocument(sheet.pdf)[0].get_textpage()
    start = texts.get_text_range().index(groups[0])
    assert pdfium.FPDFText_GetFontSize(texts.raw, start) >= 16


def test_folds_run_clear_of_the_symbol_and_its_quiet_zone_is_white() -> None:
    ((x_mm, y_mm),), side_mm = FACE.symbols, FACE.symbol_side_mm
    quiet_mm = QUIET_MODULES * side_mm / MODULES
    height_mm = min(sizes_mm(strips(some_slips(1), phone))[0][1] for phone in PHONES)

    assert 30 <= side_mm <= 35
    assert side_mm / MODULES * 8 == 12, "a module is a whole number of dots"
    assert x_mm > FACE.width_mm / 2
    assert y_mm + side_mm < height_mm / 2
    symbol = Box(
        0, x_mm - quiet_mm, y_mm - quiet_mm, x_mm + side_mm + quiet_mm, y_mm + side_mm + quiet_mm,
        "", False,
    )  # fmt: skip
    sheet = strips([some_slips(24)[16]])
    near = [box for box in placed(sheet) if box.meets(symbol)]
    assert len(near) == 1, "the symbol itself"
    assert symbol.right_mm <= FACE.width_mm


# --- reading them back -------------------------------------------------------------------------


@pytest.mark.parametrize("phone", PHONES)
def test_every_strip_is_read_back_as_its_17_digits(phone: str) -> None:
    slips = some_slips(12)
    sheet = strips(slips, phone)

    for page, slip in enumerate(slips):
        (code,) = zxingcpp.read_barcodes(picture(sheet, page, DPI))
        assert code.text == slip.code.digits()
        assert code.ec_level == "H"


def test_a_head_that_knows_black_and_white_alone_prints_a_symbol_that_is_read() -> None:
    (slip,) = some_slips(1)
    burnt: Image = picture(strips([slip]), dpi=DPI).convert("L").point(lambda v: 255 * (v > 127))

    assert [code.text for code in zxingcpp.read_barcodes(burnt)] == [slip.code.digits()]


@pytest.mark.skipif(
    shutil.which("zbarimg") is None or shutil.which("pdftoppm") is None,
    reason="zbarimg or pdftoppm is not installed",
)
def test_a_second_reader_and_a_second_renderer_agree(tmp_path: Path) -> None:
    slips = some_slips(4)
    pdf = tmp_path / "strips.pdf"
    pdf.write_bytes(strips(slips).pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(tmp_path / "page")], check=True
    )

    for slip, page in zip(slips, sorted(tmp_path.glob("page*.png")), strict=True):
        read = subprocess.run(
            ["zbarimg", "-q", "--raw", str(page)], capture_output=True, text=True, check=True
        )
        assert read.stdout.split() == [slip.code.digits()]


# --- words -------------------------------------------------------------------------------------


def test_a_strip_says_what_every_slip_says() -> None:
    slip = some_slips(2)[1]
    (text,) = page_texts(strips([slip]))

    for said in (
        "Ticket d’accès",
        "Coupez ce coin",
        french().picture_word(slip.picture),
        f"n° {slip.serial}",
        "Montrez ce ticket à l’écran Point École.",
        "Gardez-le comme la clé de chez vous.",
        "Perdu ? Dites-le à l’accueil, il sera annulé.",
        "Accueil : 03 20 49 50 51",
    ):
        assert squeezed(text).count(squeezed(said)) == 1


def test_a_long_phone_is_printed_whole_and_none_not_at_all() -> None:
    (long,), (none,) = (page_texts(strips(some_slips(1), phone)) for phone in (LONG_PHONE, ""))

    assert squeezed(LONG_PHONE) in squeezed(long)
    assert "Accueil :" not in none


def test_the_same_strips_are_always_the_same_bytes_printed_unscaled() -> None:
    sheet = strips(some_slips(2))

    assert sheet.pdf == strips(some_slips(2)).pdf
    assert b"/PrintScaling /None" in sheet.pdf
    assert sheet.pdf[:8].decode() not in repr(sheet)
