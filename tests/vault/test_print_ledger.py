"""The ledger of printed sheets: true the moment it is written, and read by nobody else."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.errors import PagesUsedUp, PaperLeft, PointClosed
from kiosk.domain.print_ledger import USUAL_QUOTA, PrintEvent
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.secrets import OutboxKey, Pepper
from kiosk.vault.ledger import Ledger
from kiosk.vault.opening import Opening
from kiosk.vault.print_ledger import PrintLedger
from kiosk.vault.vault import Vault
from tests.feed.builders import NOW

SERIAL, SHEET = "E-00001", "sheet-aaaaaa"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def vault(tmp_path: Path):
    vault = Vault.create(tmp_path / "vault.db", "mediatheque")
    yield vault
    vault.close()


@pytest.fixture
def opening(clock: FixedClock) -> Opening:
    return Opening(clock, given=Pepper(b"p" * 32))


@pytest.fixture
def journal(vault: Vault, opening: Opening, clock: FixedClock) -> Ledger:
    return Ledger(vault, opening, clock, outbox_public_key(OutboxKey(b"o" * 32)))


@pytest.fixture
def printed(vault: Vault, opening: Opening, clock: FixedClock, journal: Ledger) -> PrintLedger:
    return PrintLedger(vault, opening, clock, journal)


def ask(printed: PrintLedger, sheet: str = SHEET, pages: int = 3) -> None:
    printed.ask(SERIAL, sheet, pages, USUAL_QUOTA)


def left(printed: PrintLedger) -> int:
    return printed.allowance(SERIAL, USUAL_QUOTA).pages


def test_pages_are_taken_when_a_sheet_is_asked_for_and_given_back_when_it_does_not_come(
    printed: PrintLedger,
) -> None:
    ask(printed)
    assert left(printed) == 17
    printed.note(PrintEvent.SETTLED, SHEET, pages=1)
    assert left(printed) == 19
    assert printed.open() == ()


def test_more_than_is_left_is_refused_with_the_figures_and_takes_nothing(
    printed: PrintLedger, clock: FixedClock
) -> None:
    ask(printed, pages=19)
    with pytest.raises(PagesUsedUp) as refused:
        ask(printed, "another", pages=2)
    assert (refused.value.asked, refused.value.left) == (2, 1)
    assert refused.value.renews_on == clock.today() + timedelta(days=1)
    assert left(printed) == 1


def test_nobody_prints_while_a_sheet_may_lie_there_until_somebody_has_looked(
    printed: PrintLedger, journal: Ledger
) -> None:
    ask(printed)
    printed.note(PrintEvent.ACCEPTED, SHEET, job_id="7")
    printed.note(PrintEvent.LEFT, SHEET)
    with pytest.raises(PaperLeft):
        printed.ask("E-00009", "another", 1, USUAL_QUOTA)
    (waiting,) = printed.left()
    assert (waiting.sheet, waiting.job_id, waiting.pages) == (SHEET, "7", 3)
    assert waiting.serial == "", "whose it was is nobody's business"

    with journal.writing() as page:
        assert printed.clear(page, frozenset({SHEET, "no such sheet"})) == 1

    assert printed.left() == ()
    printed.ask("E-00009", "another", 1, USUAL_QUOTA)


def test_a_sheet_nobody_asked_for_leaves_no_line(printed: PrintLedger, vault: Vault) -> None:
    printed.note(PrintEvent.LEFT, "made up")
    assert vault.rows("SELECT * FROM print_lines") == []


def test_a_restart_forgets_nothing(
    printed: PrintLedger, vault: Vault, opening: Opening, clock: FixedClock, journal: Ledger
) -> None:
    ask(printed)
    printed.note(PrintEvent.ACCEPTED, SHEET, job_id="7")
    again = PrintLedger(vault, opening, clock, journal)
    assert [(one.sheet, one.job_id, one.is_accepted) for one in again.open()] == [
        (SHEET, "7", True)
    ]
    assert left(again) == 17


def test_what_counts_for_nothing_any_more_goes_and_a_sheet_without_an_end_stays(
    printed: PrintLedger, vault: Vault, clock: FixedClock
) -> None:
    ask(printed, "settled")
    printed.note(PrintEvent.SETTLED, "settled", pages=3)
    ask(printed, "open")
    clock.advance(days=9)
    ask(printed, "new")
    printed.forget_old()
    assert {one.sheet for one in printed.open()} == {"open", "new"}
    assert vault.rows("SELECT COUNT(*) FROM print_lines") == [(2,)]


def test_when_all_is_old_all_of_it_goes(
    printed: PrintLedger, vault: Vault, clock: FixedClock
) -> None:
    ask(printed)
    printed.note(PrintEvent.SETTLED, SHEET, pages=3)
    clock.advance(days=9)
    printed.forget_old()
    assert vault.rows("SELECT * FROM print_lines") == []


def test_a_closed_point_prints_nothing_and_tells_nothing(
    printed: PrintLedger, opening: Opening
) -> None:
    ask(printed)
    opening.close()
    with pytest.raises(PointClosed):
        printed.open()
    with pytest.raises(PointClosed):
        ask(printed, "another")


def test_a_damaged_line_is_passed_over(printed: PrintLedger, vault: Vault) -> None:
    ask(printed)
    ask(printed, "another", pages=4)
    with vault.transaction() as cursor:
        cursor.execute("UPDATE print_lines SET sealed = x'00' WHERE number = 1")
    assert left(printed) == 16


def test_a_stolen_machine_does_not_tell_who_printed_or_how_much(
    printed: PrintLedger, vault: Vault
) -> None:
    ask(printed)
    printed.note(PrintEvent.ACCEPTED, SHEET, job_id="urn:uuid:very-long-" + "0" * 60)
    lines = vault.rows("SELECT sealed FROM print_lines")
    assert len({len(sealed) for (sealed,) in lines}) == 1
    assert not any(SERIAL.encode() in sealed or SHEET.encode() in sealed for (sealed,) in lines)
