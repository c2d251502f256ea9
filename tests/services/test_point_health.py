"""What the doctor finds about printing: what a spooler keeps, and what a printer needs."""

from pathlib import Path

import pytest

from kiosk.domain.health import Level
from kiosk.printing.ipp.printer import IppPrinter
from kiosk.services.point_health import examine_point
from kiosk_config import Settings
from tests.services.line import Line

QUEUE = IppPrinter("ipp+unix:///run/kiosk/none.sock?queue=kiosk")
FAR = IppPrinter("ipp://192.0.2.1/ipp/print", timeout_seconds=0.1)


def levels(line: Line, printer: IppPrinter, conf: Path) -> dict[str, Level]:
    findings = examine_point(
        line.vault,
        Settings(),
        line.clock,
        {},
        printers={"printing": printer},
        spooler_settings=conf,
    )
    return {one.what: one.level for one in findings}


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    return tmp_path / "cupsd.conf"


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Listen localhost:631\n", Level.WRONG),
        ("PreserveJobFiles No\n", Level.GOOD),
        ("  preservejobfiles off\n", Level.GOOD),
        ("# PreserveJobFiles No\n", Level.WRONG),
        ("PreserveJobFiles No\nPreserveJobFiles 86400\n", Level.WRONG),
    ],
    ids=["its default", "no", "in small letters", "a remark", "the last one counts"],
)
def test_a_spooler_that_keeps_what_it_printed_is_to_be_mended(
    line: Line, conf: Path, written: str, level: Level
) -> None:
    conf.write_text(written)
    assert levels(line, QUEUE, conf)["spool"] is level


def test_settings_that_cannot_be_read_are_to_be_looked_at(line: Line, conf: Path) -> None:
    assert levels(line, QUEUE, conf)["spool"] is Level.WATCH


def test_a_printer_of_the_network_keeps_nothing_here(line: Line, conf: Path) -> None:
    assert "spool" not in levels(line, FAR, conf)


def test_a_printer_that_does_not_answer_is_to_be_mended(line: Line, conf: Path) -> None:
    assert levels(line, FAR, conf)["printer"] is Level.WRONG
