"""Sheets of slips on the disk: not valid, by their name, until their slips are registered.

A sheet is written whole under a name that says so. The transaction that registers its slips notes
it; once that is committed it gets the name that was asked for. A run cut off before leaves paper
that says it is not valid; a run cut off after, a note by which the next one names the sheet.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from kiosk.private_files import rename_for_good, write_private
from kiosk.services.office import Office
from kiosk.store.store import Transaction

_NOTED = "slip_sheets_to_name"


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """The sheet of one run: the name asked for, and the first number on it, which no other has."""

    pdf: Path
    first_number: int

    @property
    def not_valid_yet(self) -> Path:
        """Where it is until its slips are registered, beside where it will be."""
        name = f"{self.pdf.stem}.non-valable-{self.first_number}{self.pdf.suffix}"
        return self.pdf.with_name(name)


def write_sheet(tx: Transaction, sheet: SlipSheet, content: bytes) -> None:
    """Write a sheet (0600) and note it, in the transaction that registers its slips."""
    write_private(sheet.not_valid_yet, content)
    _note(tx, [*_noted(tx), sheet])


def name_sheet(office: Office, sheet: SlipSheet) -> Path | None:
    """Give a noted sheet its name; where it is, None where it is gone.

    Where the name cannot be given now, or something else bears it, the sheet stays noted.
    """
    waiting, pdf = sheet.not_valid_yet, sheet.pdf
    if waiting.exists():
        if pdf.exists() and pdf.stat().st_size:
            return waiting
        try:
            rename_for_good(waiting, pdf)
        except OSError:
            return waiting
    with office.store.transaction() as tx:
        _note(tx, [one for one in _noted(tx) if one != sheet])
    return pdf if pdf.exists() else None


def name_sheets_of_runs_cut_off(office: Office) -> list[Path]:
    """Name the sheets of runs that ended between registering their slips and naming them.

    Where each is now: their slips are valid, and on no other paper.
    """
    with office.store.transaction() as tx:
        waiting = [one for one in _noted(tx) if one.not_valid_yet.exists()]
    found = (name_sheet(office, one) for one in waiting)
    return [pdf for pdf in found if pdf is not None]


def discard_sheet(office: Office, sheet: SlipSheet) -> None:
    """Take a sheet away whose slips were not registered: its codes must not be handed out."""
    with office.store.transaction() as tx:
        if sheet in _noted(tx):
            return
    sheet.not_valid_yet.unlink(missing_ok=True)
    sheet.pdf.unlink(missing_ok=True)


def _noted(tx: Transaction) -> list[SlipSheet]:
    return [SlipSheet(Path(pdf), number) for pdf, number in json.loads(tx.fact(_NOTED) or "[]")]


def _note(tx: Transaction, sheets: list[SlipSheet]) -> None:
    tx.set_fact(_NOTED, json.dumps([[str(one.pdf), one.first_number] for one in sheets]))
