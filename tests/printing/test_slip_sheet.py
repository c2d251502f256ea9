"""Slips on paper: eight or two a page, read back from the page as a scanner would."""

import random
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL.Image import Image

from kiosk.domain.errors import GlyphsMissing, NothingToDo
from kiosk.domain.pictures import PICTURES
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipLayout
from kiosk.printing import paper
from kiosk.printing.paper import SLIP_FACES, SlipFace
from kiosk.printing.qr import MODULES, QUIET_MODULES, qr_modules
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.wording import french
from tests.printing.paper_builders import page_texts, picture, squeezed
from tests.printing.paper_laws import (
    boxes_of,
    crossings,
    outside_the_printable,
    smallest_type_pt,
)

LAYOUTS = [SlipLayout.A4X8, SlipLayout.A4X2]
FACES = [pytest.param(face, id=layout.value) for layout, face in SLIP_FACES.items()]
PHONE = "03 20 49 50 51"


def some_slips(count: int) -> list[PrintableSlip]:
    draw, names = random.Random(7).randrange, list(PICTURES)
    return [
        PrintableSlip(SlipCode.draw(draw), f"MED-{n:05d}", names[n % len(names)])
        for n in range(1, count + 1)
    ]


def a_sheet(slips, phone=PHONE, layout=SlipLayout.A4X8):
    return render_slip_sheet(
        slips, layout=layout, point_phone=phone, words=french(), sheet_name="slips"
    )


def cut_apart(page: Image, face: SlipFace) -> list[Image]:
    """The slips of a page as scissors leave them, row by row."""
    width, height = page.width / face.columns, page.height / face.rows
    return [
        page.crop((int(x * width), int(y * height), int((x + 1) * width), int((y + 1) * height)))
        for y in range(face.rows)
        for x in range(face.columns)
    ]


# --- reading them back -------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_slip_cut_out_is_read_back_by_its_code_alone(layout: SlipLayout) -> None:
    face = SLIP_FACES[layout]
    slips = some_slips(face.per_page)
    page = picture(a_sheet(slips, layout=layout), dpi=200)

    for slip, cut in zip(slips, cut_apart(page, face), strict=True):
        found = zxingcpp.read_barcodes(cut)
        assert [code.text for code in found] == [slip.code.digits()] * len(face.symbols)
        assert {code.format for code in found} == {zxingcpp.BarcodeFormat.QRCode}
        assert {code.ec_level for code in found} == {"H"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_scanner_sees_all_codes_of_the_whole_page(layout: SlipLayout) -> None:
    slips = some_slips(SLIP_FACES[layout].per_page)
    found = zxingcpp.read_barcodes(picture(a_sheet(slips, layout=layout), dpi=200))

    assert {code.text for code in found} == {slip.code.digits() for slip in slips}


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_second_reader_agrees(layout: SlipLayout, tmp_path: Path) -> None:
    face = SLIP_FACES[layout]
    slips = some_slips(face.per_page)
    page = picture(a_sheet(slips, layout=layout), dpi=200)

    for slip, cut in zip(slips, cut_apart(page, face), strict=True):
        cut.save(tmp_path / "slip.png")
        read = subprocess.run(
            ["zbarimg", "-q", "--raw", str(tmp_path / "slip.png")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert set(read.stdout.split()) == {slip.code.digits()}


@pytest.mark.parametrize("at", [0, 1])
def test_a_large_slip_with_one_symbol_spoilt_is_still_read(at: int) -> None:
    face = SLIP_FACES[SlipLayout.A4X2]
    (slip,) = some_slips(1)
    cut = cut_apart(picture(a_sheet([slip], layout=SlipLayout.A4X2), dpi=200), face)[0]
    x_mm, y_mm = face.symbols[at]
    box = (x_mm, y_mm, x_mm + face.symbol_side_mm, y_mm + face.symbol_side_mm)
    cut.paste((120, 90, 60), tuple(int(mm * 200 / 25.4) for mm in box))

    assert [code.text for code in zxingcpp.read_barcodes(cut)] == [slip.code.digits()]


def test_a_code_is_a_qr_of_version_one() -> None:
    for slip in some_slips(20):
        rows = qr_modules(slip.code.digits())
        assert len(rows) == MODULES == 21
        assert all(len(row) == 21 for row in rows)


# --- geometry ----------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
def test_symbols_are_large_keep_their_quiet_zone_and_keep_off_the_folds(face: SlipFace) -> None:
    quiet_mm = QUIET_MODULES * face.symbol_side_mm / MODULES

    assert 30 <= face.symbol_side_mm <= 35
    for x_mm, y_mm in face.symbols:
        right_mm, bottom_mm = x_mm + face.symbol_side_mm, y_mm + face.symbol_side_mm
        assert min(x_mm, y_mm) > quiet_mm
        assert right_mm + quiet_mm < face.width_mm
        assert bottom_mm + quiet_mm < face.height_mm
        for start_mm, end_mm, fold_mm in (
            (x_mm, right_mm, face.width_mm / 2),
            (y_mm, bottom_mm, face.height_mm / 2),
        ):
            assert end_mm < fold_mm or start_mm > fold_mm


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_drawn_in_the_quiet_zone_of_a_symbol(layout: SlipLayout) -> None:
    face = SLIP_FACES[layout]
    quiet_mm = QUIET_MODULES * face.symbol_side_mm / MODULES
    page = picture(a_sheet(some_slips(face.per_page), layout=layout), dpi=200)

    for cut in cut_apart(page.convert("L"), face):
        for x_mm, y_mm in face.symbols:
            around = cut.crop(square(x_mm, y_mm, face.symbol_side_mm, quiet_mm - 0.2))
            inside = around.copy()
            hole = square(quiet_mm - 0.2, quiet_mm - 0.2, face.symbol_side_mm, 0.2)
            inside.paste(255, hole)
            assert inside.getextrema() == (255, 255)
            assert around.getextrema()[0] < 50


def square(x_mm: float, y_mm: float, side_mm: float, more_mm: float) -> tuple[int, ...]:
    edges = (x_mm - more_mm, y_mm - more_mm, x_mm + side_mm + more_mm, y_mm + side_mm + more_mm)
    return tuple(int(mm * 200 / 25.4) for mm in edges)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("phone", [PHONE, "", "03 20 49 50 51, poste 12, du mardi au samedi"])
def test_a_page_is_within_reach_of_every_printer_and_nothing_overlaps(
    layout: SlipLayout, phone: str
) -> None:
    sheet = a_sheet(some_slips(SLIP_FACES[layout].per_page), phone, layout)

    assert outside_the_printable(sheet) == []
    assert crossings(sheet) == []
    assert smallest_type_pt(sheet) >= 8


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_but_the_cut_itself_is_near_a_cut(layout: SlipLayout) -> None:
    face = SLIP_FACES[layout]
    boxes = [
        box
        for box in boxes_of(a_sheet(some_slips(face.per_page), layout=layout))
        if not box.is_rule and box.text.strip() != "✂"
    ]

    assert boxes
    for box in boxes:
        left_mm, top_mm = box.left_mm % face.width_mm, box.top_mm % face.height_mm
        right_mm, bottom_mm = left_mm + box.width_mm, top_mm + box.height_mm
        assert left_mm >= paper.CUT_CLEAR_MM, box
        assert top_mm >= paper.CUT_CLEAR_MM, box
        assert right_mm <= face.width_mm - paper.CUT_CLEAR_MM, box
        assert bottom_mm <= face.height_mm - paper.CUT_CLEAR_MM, box
        from_corner_mm = (face.width_mm - right_mm + top_mm - face.corner_mm) / 2**0.5
        assert from_corner_mm >= paper.CUT_CLEAR_MM, box


def test_the_digits_are_read_at_arms_length() -> None:
    assert SLIP_FACES[SlipLayout.A4X8].digits.size_pt >= 16
    assert SLIP_FACES[SlipLayout.A4X2].digits.size_pt >= 32


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_slip_bears_its_digits_number_picture_advice_and_the_phone(
    layout: SlipLayout,
) -> None:
    slips = some_slips(2)
    (text,) = page_texts(a_sheet(slips, layout=layout))
    whole = squeezed(text)

    for slip in slips:
        assert whole.count(squeezed(slip.code.grouped())) == 1
        assert squeezed(f"n° {slip.serial}") in whole
        assert squeezed(french().picture_word(slip.picture)) in whole
    for sentence in (
        "Ticket d’accès",
        "Coupez ce coin",
        "Montrez ce ticket à l’écran Point École.",
        "Gardez-le comme la clé de chez vous.",
        "Perdu ? Dites-le à l’accueil, il sera annulé.",
        "Accueil : 03 20 49 50 51",
    ):
        assert whole.count(squeezed(sentence)) == 2


def test_two_slips_differ_to_the_eye_by_their_pictures() -> None:
    boat, key = (
        cut_apart(picture(a_sheet([slip]), dpi=60), SLIP_FACES[SlipLayout.A4X8])[0]
        for slip in (
            PrintableSlip(some_slips(1)[0].code, "MED-00001", name) for name in ("boat", "key")
        )
    )
    assert boat.tobytes() != key.tobytes()


def test_a_point_without_a_phone_prints_none() -> None:
    assert squeezed("Accueil :") not in squeezed(page_texts(a_sheet(some_slips(1), phone=""))[0])


def test_a_phone_line_of_any_length_is_printed_whole() -> None:
    phone = "03 20 49 50 51, poste 12, du mardi au samedi de 10 h à 18 h, fermé en août " * 3
    (text,) = page_texts(a_sheet(some_slips(1), phone=phone.strip()))

    assert squeezed(phone) in squeezed(text)
    assert "MED-00001" in text


@pytest.mark.parametrize(("layout", "a_page"), [(SlipLayout.A4X8, 8), (SlipLayout.A4X2, 2)])
def test_one_slip_too_many_begins_a_second_page(layout: SlipLayout, a_page: int) -> None:
    slips = some_slips(a_page + 1)
    sheet = a_sheet(slips, layout=layout)
    texts = [squeezed(text) for text in page_texts(sheet)]

    assert sheet.pages == len(pypdfium2.PdfDocument(sheet.pdf)) == 2
    assert squeezed(slips[a_page].code.grouped()) not in texts[0]
    assert squeezed(slips[a_page].code.grouped()) in texts[1]


def test_viewers_are_asked_to_print_it_unscaled_on_one_side() -> None:
    pdf = a_sheet(some_slips(1)).pdf
    assert b"/PrintScaling /None" in pdf
    assert b"/Duplex /Simplex" in pdf


def test_the_same_slips_are_always_the_same_bytes() -> None:
    assert a_sheet(some_slips(8)).pdf == a_sheet(some_slips(8)).pdf


def test_a_character_that_cannot_be_printed_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(GlyphsMissing) as refused:
        a_sheet(some_slips(1), phone="☎ 字")

    assert refused.value.characters == "字"


def test_a_sheet_without_slips_is_refused() -> None:
    with pytest.raises(NothingToDo):
        a_sheet([])


def test_a_slip_never_shows_its_code_by_accident() -> None:
    slip = some_slips(1)[0]

    assert slip.code.digits()[:4] not in repr(slip)
    assert slip.serial in repr(slip)
