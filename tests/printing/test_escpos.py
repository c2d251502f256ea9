"""The commands a receipt printer is sent, read as the printer reads them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import zxingcpp
from PIL import Image

from kiosk.domain.pictures import PICTURES
from kiosk.domain.print_jobs import RECEIPT_MEDIA, Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.dots import dots_of
from kiosk.printing.escpos import (
    COLUMNS_58_MM,
    COLUMNS_80_MM,
    DOTS_A_MM,
    MODULE_DOTS,
    PICTURE_DOTS,
    encoded,
    slip_bytes,
)
from kiosk.printing.qr import MODULES, QUIET_MODULES
from kiosk.printing.slip_sheet import PrintableSlip
from kiosk.wording import french
from tests.printing.paper_builders import picture, squeezed
from tests.printing.test_slip_sheet import a_sheet

PHONE = "03 20 49 50 51"
WIDTHS = [COLUMNS_80_MM, COLUMNS_58_MM]
# Each command with how many bytes of parameters follow it.
COMMANDS = {
    b"\x1b@": 0, b"\x1c.": 0, b"\x1bt": 1, b"\x1ba": 1, b"\x1bE": 1, b"\x1d!": 1, b"\x1bd": 1,
    b"\x1dV": 2,
}  # fmt: skip


@dataclass
class Receipt:
    """What a printer makes of the bytes."""

    lines: list[tuple[str, int]] = field(default_factory=list)
    """Each line and how many columns a character of it takes."""
    symbol: list[bytes] = field(default_factory=list)
    dots: tuple[int, bytes] = (0, b"")
    commands: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for line, _ in self.lines)


def printed(content: bytes) -> Receipt:
    """Read commands and text; an unknown command is an error."""
    receipt = Receipt()
    for command, parameters in _parts(content):
        if command == b"\x1d(k":
            receipt.symbol.append(parameters)
        elif command == b"\x1dv0":
            receipt.dots = parameters[1] + parameters[2] * 256, parameters[5:]
        elif command:
            receipt.commands.append(command + parameters)
        else:
            wide = [one for one in receipt.commands if one[:2] == b"\x1d!"]
            scale = 2 if wide and wide[-1][2] & 0x10 else 1
            receipt.lines.append((parameters.decode("cp858"), scale))
    return receipt


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        two, three = content[at : at + 2], content[at : at + 3]
        if three == b"\x1d(k":
            end = at + 5 + int.from_bytes(content[at + 3 : at + 5], "little")
            yield three, content[at + 5 : end]
        elif three == b"\x1dv0":
            width = int.from_bytes(content[at + 4 : at + 6], "little")
            height = int.from_bytes(content[at + 6 : at + 8], "little")
            end = at + 8 + width * height
            yield three, content[at + 3 : end]
        elif two in COMMANDS:
            end = at + 2 + COMMANDS[two]
            yield two, content[at + 2 : end]
        else:
            end = at
            while end < len(content) and content[end] not in b"\n\x1b\x1c\x1d":
                end += 1
            assert end > at or content[at : at + 1] == b"\n", content[at : at + 4]
            yield b"", content[at:end]
            end += content[end : end + 1] == b"\n"
        at = end


def a_slip(name: str = "boat", seed: int = 1) -> PrintableSlip:
    return PrintableSlip(SlipCode.draw(random.Random(seed).randrange), "MED-00018", name)


def receipt(slip: PrintableSlip, phone: str = PHONE, columns: int = COLUMNS_80_MM) -> Receipt:
    return printed(slip_bytes(slip, point_phone=phone, words=french(), columns=columns))


# --- the code ----------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_symbol_holds_the_17_digits_and_nothing_else(columns: int) -> None:
    for seed in range(50):
        slip = a_slip(seed=seed)
        model, size, level, stored, out = receipt(slip, columns=columns).symbol

        assert stored == b"1P0" + slip.code.digits().encode()
        assert model == b"1A2\x00"
        assert size == bytes([49, 67, MODULE_DOTS])
        assert level == b"1E" + bytes([51])
        assert out == b"1Q0"


def test_the_symbol_is_30_to_35_mm_wide_and_fits_with_its_quiet_zone() -> None:
    assert 30 <= MODULES * MODULE_DOTS / DOTS_A_MM <= 35
    assert (MODULES + 2 * QUIET_MODULES) * MODULE_DOTS <= COLUMNS_58_MM * 12


@pytest.mark.parametrize(("columns", "lines"), [(COLUMNS_80_MM, 1), (COLUMNS_58_MM, 2)])
def test_the_digits_are_of_double_size_in_groups_on_as_few_lines_as_hold_them(
    columns: int, lines: int
) -> None:
    slip = a_slip()
    found = receipt(slip, columns=columns)
    digits = [line for line, wide in found.lines if wide == 2 and line[:1].isdigit()]

    assert " ".join(digits) == slip.code.grouped()
    assert len(digits) == lines


def test_the_code_is_in_no_repr_and_forgotten_by_the_printer() -> None:
    slip = a_slip()
    content = slip_bytes(slip, point_phone=PHONE, words=french())
    sheet = Sheet("slip-01", content, 1, RECEIPT_MEDIA)

    for told in (repr(slip), repr(sheet)):
        assert slip.code.digits()[:4] not in told
    assert receipt(slip).commands[-1] == b"\x1b@"


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", PICTURES)
def test_a_receipt_says_what_every_slip_says_and_no_line_is_too_long(
    columns: int, name: str
) -> None:
    found = receipt(a_slip(name), columns=columns)

    for said in (
        "Ticket d'accès",
        "Coupez ce coin",
        french().picture_word(name).replace("’", "'"),
        "n° MED-00018",
        "Montrez ce ticket à l'écran Point École.",
        "Gardez-le comme la clé de chez vous.",
        "Perdu ? Dites-le à l'accueil, il sera annulé.",
        "Accueil : 03 20 49 50 51",
    ):
        assert squeezed(said) in squeezed(found.text)
    for line, wide in found.lines:
        assert len(line) * wide <= columns
        assert not line.startswith("?"), "a sign stays with its word"
    assert "?" not in found.text.replace("Perdu ?", "")


def test_a_long_phone_is_printed_whole_and_none_not_at_all() -> None:
    phone = "03 20 49 50 51, poste 12, du mardi au samedi de 10 h à 18 h, fermé en août"

    assert squeezed(phone) in squeezed(receipt(a_slip(), phone, COLUMNS_58_MM).text)
    assert "Accueil :" not in receipt(a_slip(), "").text


def test_what_the_code_page_lacks_is_spelt_or_shown_never_dropped() -> None:
    assert encoded("l’œuvre « été » – 5 €…").decode("cp858") == "l'oeuvre « été » - 5 €..."
    assert encoded("Nguyễn 字").decode("cp858") == "Nguy?n ?"
    assert encoded("e\u0301te\u0301\u00a0?\u202f!").decode("cp858") == "été ? !"


def test_a_control_character_in_a_text_is_no_command() -> None:
    found = receipt(a_slip(), "03\x1b@20\x1dV\x00")

    assert "03?@20?V?" in found.text
    assert found.commands.count(b"\x1b@") == 2


def test_the_printer_is_told_its_letters_first_and_to_cut_at_the_end() -> None:
    commands = receipt(a_slip()).commands

    assert commands[:3] == [b"\x1b@", b"\x1c.", b"\x1bt\x13"]
    assert commands[-3:] == [b"\x1bd\x03", b"\x1dVB\x00", b"\x1b@"]


# --- pictures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_the_one_of_office_paper(name: str) -> None:
    """Dot by dot against the vectors as pdfium draws them, but for the edges of strokes."""
    vectors = picture(a_sheet([a_slip(name)]), dpi=203.2).convert("L")
    left, top = round(45.5 * DOTS_A_MM), round(15.0 * DOTS_A_MM)
    side = 17 * DOTS_A_MM
    drawn = vectors.crop((left, top, left + side, top + side)).tobytes()
    dots = [dot for row in dots_of(PICTURES[name], side) for dot in row]
    differing = sum((ink < 128) != dot for ink, dot in zip(drawn, dots, strict=True))

    assert sum(dots) > 500
    assert differing / sum(dots) < 0.1


def test_the_picture_is_sent_row_by_row() -> None:
    width, content = receipt(a_slip()).dots
    rows = dots_of(PICTURES["boat"], PICTURE_DOTS)

    assert width * 8 == PICTURE_DOTS <= COLUMNS_58_MM * 12
    assert len(content) == width * PICTURE_DOTS
    bits = [bool(byte >> (7 - bit) & 1) for byte in content for bit in range(8)]
    assert bits == [dot for row in rows for dot in row]


def test_the_symbol_a_printer_draws_of_this_is_read() -> None:
    """Not our bytes but their promise: 12 dots a module, level H, on a receipt's white."""
    slip = a_slip()
    stored = receipt(slip).symbol[3][3:].decode()
    symbol = zxingcpp.create_barcode(stored, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    image = Image.fromarray(symbol.to_image(scale=MODULE_DOTS, add_quiet_zones=True))

    assert [code.text for code in zxingcpp.read_barcodes(image)] == [slip.code.digits()]
