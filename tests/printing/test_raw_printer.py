"""Bytes to a receipt printer: over real sockets on the loopback, and into a real device file."""

import os
import socket
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import RECEIPT_MEDIA, PrintJob, PrintState, Sheet, Trouble
from kiosk.printing.printers import Printer
from kiosk.printing.raw_printer import RawPrinter
from tests.printing.receipt_port import Talk, hanging_up, listening, reading

SLIP = Sheet("slip-01", b"\x1b@a slip\x1dVB\x00", 1, RECEIPT_MEDIA)
LONG = Sheet("slip-02", b"\x00" * 50_000_000, 1, RECEIPT_MEDIA)
"""More than any system takes on trust."""
UNSURE = PrintJob("slip-01", "", PrintState.UNKNOWN, 1)
HANDED_OVER = PrintJob("slip-01", "", PrintState.HANDED_OVER, 1)


def answering(answers: dict[bytes, bytes]) -> Talk:
    def talk(caller: socket.socket) -> None:
        caller.settimeout(5)
        while question := caller.recv(3):
            caller.sendall(answers.get(question, b""))

    return talk


def nobody() -> str:
    """The address of a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"socket://127.0.0.1:{server.getsockname()[1]}"


# --- over the network --------------------------------------------------------------------------


def test_a_printer_on_the_network_has_every_byte_before_it_is_told() -> None:
    had = bytearray()
    with listening(reading(had)) as address:
        job = RawPrinter(address).submit(SLIP)

    assert job == HANDED_OVER
    assert job.is_over
    assert bytes(had) == SLIP.pdf


def test_the_receipt_is_noted_as_unsure_before_the_first_byte() -> None:
    had, noted = bytearray(), []
    with listening(reading(had)) as address:
        RawPrinter(address).submit(SLIP, lambda job: noted.append((job, bytes(had))))

    assert noted == [(UNSURE, b"")]


def test_what_cannot_be_noted_is_not_printed() -> None:
    had = bytearray()

    def full(_job: PrintJob) -> None:
        raise RuntimeError("disk full")

    with listening(reading(had)) as address, pytest.raises(RuntimeError):
        RawPrinter(address).submit(SLIP, full)

    assert not had


def test_a_silent_printer_that_stays_on_the_line_has_it_all_the_same() -> None:
    leave = threading.Event()

    def talk(caller: socket.socket) -> None:
        caller.recv(4096)
        leave.wait(10)

    with listening(talk) as address:
        job = RawPrinter(address).submit(SLIP)
        leave.set()

    assert job == HANDED_OVER


@pytest.mark.parametrize("sheet", [SLIP, LONG], ids=lambda sheet: sheet.name)
def test_a_printer_that_hangs_up_in_the_middle_may_have_printed(sheet: Sheet) -> None:
    with listening(hanging_up) as address:
        job = RawPrinter(address).submit(sheet)

    assert job == PrintJob(sheet.name, "", PrintState.UNKNOWN, 1)
    assert not job.is_over


def test_a_printer_that_stops_taking_bytes_is_given_up_in_time() -> None:
    leave = threading.Event()

    def talk(_caller: socket.socket) -> None:
        leave.wait(10)

    with listening(talk) as address:
        began = time.monotonic()
        job = RawPrinter(address, timeout_s=0.5).submit(LONG)
        took_s = time.monotonic() - began
        leave.set()

    assert job.state is PrintState.UNKNOWN
    assert took_s < 3


def test_a_printer_that_is_off_is_told_and_nothing_noted() -> None:
    noted: list[PrintJob] = []
    with pytest.raises(PrinterUnavailable) as refused:
        RawPrinter(nobody()).submit(SLIP, noted.append)

    assert (refused.value.printer, refused.value.state) == ("raw", "offline")
    assert noted == []


def test_a_pdf_is_refused_before_the_printer_is_reached() -> None:
    had = bytearray()
    with listening(reading(had)) as address, pytest.raises(PrinterUnavailable) as refused:
        RawPrinter(address).submit(Sheet("report", b"%PDF-1.4", 2))

    assert refused.value.state == "wrong_kind"
    assert not had


# --- what it tells -----------------------------------------------------------------------------

PRINTER, CAUSE, PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"


@pytest.mark.parametrize(
    ("answers", "troubles"),
    [
        ({PAPER: b"\x12", PRINTER: b"\x16"}, ()),
        ({PAPER: b"\x1e", PRINTER: b"\x12"}, ()),  # near its end: there is still some
        ({PAPER: b"\x72", PRINTER: b"\x1a", CAUSE: b"\x32"}, (Trouble.OUT_OF_PAPER,)),
        ({PAPER: b"\x12", PRINTER: b"\x1a", CAUSE: b"\x16"}, (Trouble.OPEN,)),
        (
            {PAPER: b"\x72", PRINTER: b"\x1a", CAUSE: b"\x16"},
            (Trouble.OUT_OF_PAPER, Trouble.OPEN),
        ),
        ({PAPER: b"\x12", PRINTER: b"\x1a", CAUSE: b"\x12"}, (Trouble.OFFLINE,)),
        ({PAPER: b"H", PRINTER: b"T"}, ()),  # no answer to this question
    ],
)
def test_what_a_printer_tells_of_itself(
    answers: dict[bytes, bytes], troubles: tuple[Trouble, ...]
) -> None:
    with listening(answering(answers)) as address:
        assert RawPrinter(address).troubles() == troubles


def test_a_silent_printer_has_no_trouble_that_we_could_see() -> None:
    with listening(answering({})) as address:
        began = time.monotonic()
        assert RawPrinter(address).troubles() == ()

    assert time.monotonic() - began < 4


def test_a_printer_that_hangs_up_on_a_question_is_a_silent_one() -> None:
    with listening(lambda caller: None) as address:
        assert RawPrinter(address).troubles() == ()


def test_a_printer_that_cannot_be_reached_is_off() -> None:
    assert RawPrinter(nobody()).troubles() == (Trouble.OFFLINE,)


# --- into a device -----------------------------------------------------------------------------


@pytest.fixture
def device() -> Iterator[tuple[int, str]]:
    """A device file, and the end at which its bytes come out."""
    far, near = os.openpty()
    tty.setraw(near)
    try:
        yield far, os.ttyname(near)
    finally:
        os.close(near)
        os.close(far)


def test_a_device_is_given_every_byte(device: tuple[int, str]) -> None:
    far, path = device

    assert RawPrinter(f"file://{path}").submit(SLIP) == HANDED_OVER
    assert os.read(far, 4096) == SLIP.pdf


def test_a_device_that_stops_taking_bytes_is_given_up_in_time(device: tuple[int, str]) -> None:
    began = time.monotonic()
    job = RawPrinter(f"file://{device[1]}", timeout_s=0.5).submit(LONG)

    assert job.state is PrintState.UNKNOWN
    assert time.monotonic() - began < 3


def test_a_device_that_takes_nothing_is_unwritable(device: tuple[int, str]) -> None:
    printer = RawPrinter(f"file://{device[1]}", timeout_s=0.3)
    printer.submit(LONG)

    with pytest.raises(PrinterUnavailable) as refused:
        printer.submit(SLIP)
    assert refused.value.state == "unwritable"


def test_a_device_that_is_gone_is_off_and_no_file_is_made(tmp_path: Path) -> None:
    printer = RawPrinter(f"file://{tmp_path}/lp0")

    with pytest.raises(PrinterUnavailable) as refused:
        printer.submit(SLIP)
    assert refused.value.state == "offline"
    assert printer.troubles() == (Trouble.OFFLINE,)
    assert list(tmp_path.iterdir()) == []


def test_a_slip_is_never_left_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "lp 0"
    file.write_bytes(b"before")

    with pytest.raises(PrinterUnavailable) as refused:
        RawPrinter(f"file://{tmp_path}/lp%200").submit(SLIP)
    assert refused.value.state == "unwritable"
    assert file.read_bytes() == b"before"


# --- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "",
        "printer:9100",
        "ipp://printer/ipp/print",
        "socket://",
        "socket://printer/queue",
        "socket://me@printer",
        "socket://printer:99999",
        "file://printer/dev/lp0",
        "file:lp0",
        "file:///dev/lp0?x",
    ],
)
def test_an_address_of_another_kind_is_refused_at_once(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        RawPrinter(address)


def test_it_is_a_printer_out_of_sight_and_out_of_reach() -> None:
    printer: Printer = RawPrinter("socket://printer")

    assert printer.kind == "raw"
    assert printer.job(UNSURE) == printer.cancel(UNSURE) == UNSURE
