"""A point's ledger of what was printed: what may still be, and what nobody knows the fate of.

It is kept here and not by who prints: a worker that is killed while it prints forgets, this does
not. What one line says is true the moment it is written, whatever is cut off afterwards.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from kiosk.clock import SCHOOL_ZONE, Clock
from kiosk.domain.errors import PagesUsedUp, PaperLeft, SealBroken
from kiosk.domain.print_ledger import (
    KEPT_FOR,
    Allowance,
    PrintEvent,
    PrintLine,
    QuotaRule,
    SheetAccount,
    accounts_of,
    allowance,
)
from kiosk.sealing.numbered_lines import PRINTING
from kiosk.vault.ledger import Ledger, Page
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault

_LAST_NUMBER = "print_number"


class PrintLedger:
    """The lines of a point, written together with its journal."""

    def __init__(self, vault: Vault, opening: Opening, clock: Clock, ledger: Ledger) -> None:
        self._vault = vault
        self._opening = opening
        self._clock = clock
        self._ledger = ledger

    def allowance(self, serial: str, rule: QuotaRule) -> Allowance:
        """How many pages a slip may still print today."""
        accounts = tuple(self._accounts().values())
        return allowance(rule, accounts, serial, self._clock.today(), SCHOOL_ZONE)

    def ask(self, serial: str, sheet: str, pages: int, rule: QuotaRule) -> None:
        """Take a sheet's pages from what its slip may print, before the printer knows of it.

        Raises ``PaperLeft`` where an agent has to look at the printer first, ``PagesUsedUp``.
        """
        with self._ledger.writing() as page:
            left = self.allowance(serial, rule)
            if left.waits_for_desk:
                raise PaperLeft
            if not left.lets(pages):
                raise PagesUsedUp(pages, left.pages, left.renews_on)
            self._write(page, PrintEvent.ASKED, sheet, serial=serial, pages=pages)

    def note(self, event: PrintEvent, sheet: str, *, pages: int = 0, job_id: str = "") -> None:
        """Write what became of a sheet that was asked for; of any other nothing is written."""
        with self._ledger.writing() as page:
            account = self._accounts().get(sheet)
            if account is not None and not account.is_closed:
                self._write(page, event, sheet, pages=pages, job_id=job_id)

    def clear(self, page: Page, sheets: frozenset[str]) -> int:
        """Somebody looked at the printer for these sheets; how many of them were waiting."""
        waiting = [one.sheet for one in self.left() if one.sheet in sheets]
        for sheet in waiting:
            self._write(page, PrintEvent.CLEARED, sheet)
        return len(waiting)

    def open(self) -> tuple[SheetAccount, ...]:
        """The sheets nobody knows the end of, the oldest first; whose they are is not told."""
        return tuple(
            replace(one, serial="") for one in self._accounts().values() if not one.is_closed
        )

    def left(self) -> tuple[SheetAccount, ...]:
        """Those whose reader is gone: a page may lie at the printer, or still come."""
        return tuple(one for one in self.open() if one.is_left)

    def forget_old(self) -> None:
        """Take away what counts for nothing any more; a sheet without an end stays."""
        oldest_kept = self._clock.now() - KEPT_FOR
        unsettled = {one.sheet for one in self.open()}
        kept = [line for line in self._lines() if line.at >= oldest_kept or line.sheet in unsettled]
        first = kept[0].number if kept else self._last_number() + 1
        with self._vault.transaction() as cursor:
            cursor.execute("DELETE FROM print_lines WHERE number < ?", (first,))

    def _accounts(self) -> dict[str, SheetAccount]:
        return accounts_of(self._lines())

    def _lines(self) -> Iterator[PrintLine]:
        """Every line, the oldest first; one that was damaged is passed over."""
        pepper = self._opening.pepper()
        for number, sealed in self._vault.rows(
            "SELECT number, CAST(sealed AS BLOB) FROM print_lines ORDER BY number"
        ):
            with suppress(SealBroken):
                yield PRINTING.open(sealed, pepper, number)

    def _write(
        self,
        page: Page,
        event: PrintEvent,
        sheet: str,
        *,
        serial: str = "",
        pages: int = 0,
        job_id: str = "",
    ) -> None:
        number = page.count(_LAST_NUMBER)
        line = PrintLine(number, page.now, event, sheet, serial, pages, job_id)
        sealed = PRINTING.seal(line, page.pepper)
        page.cursor.execute("INSERT INTO print_lines VALUES (?, ?)", (number, sealed))

    def _last_number(self) -> int:
        ((number,),) = self._vault.rows("SELECT COALESCE(MAX(number), 0) FROM print_lines")
        return int(number)
