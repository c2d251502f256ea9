"""Where finished sheets go."""

import os
import stat

import pytest

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet
from kiosk.printing.printers import BrowserPrinter, FolderPrinter, Printer

SHEET = Sheet("run-01_a", b"%PDF-1.4 one", 2)


def test_the_browser_takes_over_what_it_is_given():
    assert BrowserPrinter().submit(SHEET) == PrintJob("run-01_a", "", PrintState.HANDED_OVER, 2)


def test_the_folder_receives_the_sheet_for_its_owner_alone(tmp_path):
    previous = os.umask(0)
    try:
        job = FolderPrinter(tmp_path).submit(SHEET)
    finally:
        os.umask(previous)

    file = tmp_path / "run-01_a.pdf"
    assert file.read_bytes() == SHEET.pdf
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert job.state is PrintState.HANDED_OVER


def test_a_sheet_of_the_same_name_is_replaced_whole(tmp_path):
    printer = FolderPrinter(tmp_path)
    printer.submit(SHEET)
    printer.submit(Sheet("run-01_a", b"%PDF-1.4 two", 1))

    assert [file.name for file in tmp_path.iterdir()] == ["run-01_a.pdf"]
    assert (tmp_path / "run-01_a.pdf").read_bytes() == b"%PDF-1.4 two"


def test_a_disk_that_fails_midway_leaves_no_half_sheet(tmp_path, monkeypatch):
    def disk_full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(PrinterUnavailable):
        FolderPrinter(tmp_path).submit(SHEET)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../a", "a/b", "Inès", "a.b", "a\n", "a" * 65])
def test_a_name_that_is_not_opaque_is_refused(tmp_path, name):
    with pytest.raises(PrinterUnavailable):
        FolderPrinter(tmp_path).submit(Sheet(name, b"", 1))

    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(PrinterUnavailable) as refused:
        FolderPrinter(tmp_path / "gone").submit(SHEET)

    assert refused.value.state == "folder_missing"


def test_both_are_printers():
    printers: list[Printer] = [BrowserPrinter(), FolderPrinter.__new__(FolderPrinter)]

    assert [printer.kind for printer in printers] == ["browser", "folder"]
