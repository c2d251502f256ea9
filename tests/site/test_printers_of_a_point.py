"""Which printers a point has, as its site.toml says: on the public screen and at the desk."""

from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.print_jobs import PrintState, Sheet
from kiosk.printing.printers import Printer
from kiosk.site.keepers import open_keepers
from kiosk.site.point import open_desk, open_point
from kiosk_config import SettingsRefused
from tests.printing.ipp import ippeve
from tests.printing.ipp.ippeve import EvePrinter
from tests.waiting import soon

avahi_bus, eve = ippeve.avahi_bus, ippeve.eve

SHEET = Sheet("run-01_a", b"%PDF-1.4 one", 2)


@pytest.mark.parametrize("face", ["printing", "desk"])
def test_the_printer_of_a_face_is_the_one_its_section_names(
    demo_folder: Path, clock: FixedClock, eve: EvePrinter, face: str
) -> None:
    point = demo_folder / "point"
    site = point / "site.toml"
    written = site.read_text()
    section = f'[{face}]\nprinter = "ipp"\nprinter_uri = "{eve.uri}"\n'
    site.write_text(_without(written, face) + f"\n{section}")

    printer = _printer_of(point, clock, face)
    job = printer.submit(SHEET)

    assert printer.kind == "ipp"
    assert soon(lambda: printer.job(job).state is PrintState.PRINTED)
    assert eve.pile() == [SHEET.pdf]


def _printer_of(point: Path, clock: FixedClock, face: str) -> Printer:
    keepers = open_keepers(point, clock)
    if face == "desk":
        return open_desk(point, clock, keepers.desk).printer
    return open_point(point, clock, keepers.public).printer


def _without(toml: str, section: str) -> str:
    """A TOML file without one of its sections."""
    parts = toml.split("\n[")
    return "\n[".join(part for part in parts if not part.startswith(f"{section}]"))


@pytest.mark.parametrize(
    ("written", "setting"),
    [
        ('printer_uri = "ipp://192.168.1.20:99999/ipp"', "printer_uri"),
        (
            f'printer_uri = "ipp://192.168.1.20/ipp"\nprinter_fingerprint = "{"ab" * 32}"',
            "printer_fingerprint",
        ),
    ],
    ids=["no such port", "a fingerprint without encryption"],
)
def test_an_address_no_printer_can_have_is_refused_by_name(
    demo_folder: Path, clock: FixedClock, written: str, setting: str
) -> None:
    point = demo_folder / "point"
    site = point / "site.toml"
    rest = _without(site.read_text(), "printing")
    site.write_text(f'{rest}\n[printing]\nprinter = "ipp"\n{written}\n')

    with pytest.raises(SettingsRefused) as refusal:
        _printer_of(point, clock, "printing")
    assert refusal.value.setting == f"printing.{setting}"
