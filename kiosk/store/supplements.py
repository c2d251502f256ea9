"""A school's own spreadsheets, made the store's own: each is the complete picture of its kind.

What the school's system tells is not touched, but for the coefficients it does not tell.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk.domain.errors import FileRefused, NotFound, TooManyRemoved
from kiosk.domain.faults import Fault
from kiosk.domain.supplement import Supplement
from kiosk.store import schema
from kiosk.store.roster import RosterChange
from kiosk.store.supplement_taking import NewDocument, SupplementTaking


@dataclass(frozen=True)
class SupplementTaken:
    """What spreadsheets changed, by kind, and the lines whose pupil or work was not found."""

    change: RosterChange
    faults: tuple[Fault, ...]


class Supplements:
    """What schools add by hand to what their systems export."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def school_meant(self, uai: str | None) -> str:
        """The school of that UAI, or the only one.

        Raises ``NotFound``, ``FileRefused("which_school")`` with the UAIs there are, or
        ``FileRefused("nobody_known")``.
        """
        row = schema.schools.c
        known: list[str] = list(self._connection.scalars(select(row.uai).order_by(row.uai)))
        if uai is not None:
            if uai not in known:
                raise NotFound("school", uai)
            return uai
        if not known:
            raise FileRefused("nobody_known")
        if len(known) > 1:
            raise FileRefused("which_school", ", ".join(known))
        return known[0]

    def replace(
        self,
        uai: str,
        supplement: Supplement,
        *,
        today: date,
        new_document: NewDocument,
        accept_removals: bool = False,
    ) -> SupplementTaken:
        """Make the store say of a school exactly what its spreadsheets say, kind by kind.

        Raises ``TooManyRemoved`` for spreadsheets that lose more than is ordinary, unless
        ``accept_removals``.
        """
        taking = SupplementTaking(self._connection, uai, today)
        if supplement.attendance is not None:
            taking.attendance(supplement.attendance)
        if supplement.averages is not None:
            taking.averages(supplement.averages)
        if supplement.coefficients is not None:
            taking.coefficients(supplement.coefficients)
        if supplement.messages is not None:
            taking.messages(supplement.messages)
        if supplement.documents is not None:
            taking.documents(supplement.documents, new_document)
        if supplement.paper_families is not None:
            taking.paper_families(supplement.paper_families)
        change = RosterChange(taking.changes, tuple(taking.removals))
        if change.removals and not accept_removals:
            raise TooManyRemoved(change.removals, tuple(taking.faults))
        return SupplementTaken(change, tuple(taking.faults))
