"""A school's own spreadsheets into the store, beside what its system exports."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import TooManyRemoved
from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.supplement import read_supplement
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import DocumentKey
from kiosk.services.office import Office
from kiosk.store.roster import RosterChange
from kiosk.store.store import Transaction

DOCUMENT_ID_BYTES = 16


@dataclass(frozen=True)
class SupplementReport:
    """What a school's spreadsheets brought: changes by kind and every line not taken."""

    source: str
    change: RosterChange
    faults: tuple[Fault, ...]


def take_supplement(
    office: Office,
    tx: Transaction,
    path: Path,
    school: str | None,
    *,
    accept_removals: bool = False,
) -> SupplementReport:
    """Take the spreadsheets of one school: of the UAI given, or of the only school there is.

    Raises ``FileRefused`` for files that cannot be trusted as a whole or a school that is not
    told (``which_school``, ``nobody_known``), ``NotFound`` for an unknown UAI, ``TooManyRemoved``.
    """
    reading = read_supplement(path)
    uai = tx.supplements.school_meant(school)

    def all_faults(others: tuple[Fault, ...]) -> tuple[Fault, ...]:
        faults = FaultLog()
        for fault in (*reading.faults, *others):
            faults.add(fault)
        return faults.told(path.name)

    try:
        taken = tx.supplements.replace(
            uai,
            reading.supplement,
            today=office.clock.today(),
            new_document=lambda: _new_document(office),
            accept_removals=accept_removals,
        )
    except TooManyRemoved as refusal:
        raise TooManyRemoved(refusal.removals, all_faults(refusal.faults)) from None
    return SupplementReport(f"supplement:{uai}", taken.change, all_faults(taken.faults))


def _new_document(office: Office) -> tuple[str, bytes]:
    document_id = secrets.token_hex(DOCUMENT_ID_BYTES)
    return document_id, lock_away(DocumentKey.draw(), document_id, office.master)
