"""Who may see whom, as a person at the school decides it."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.errors import NotFound
from kiosk.domain.people import RightOverride
from kiosk.services.office import Office
from kiosk.store.rights import LinkedPupil, Reader
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class RightSummary:
    """One adult and one pupil. ``number`` counts the adult's pupils from 1, and never changes.

    ``decided_by`` is blank where the school's files alone say so; ``until_on`` is None for good.
    """

    number: int
    pupil: str
    class_name: str
    school: str
    sees: bool
    decided_by: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. ``until_on`` is the last day of it; None for until told otherwise."""

    opens: bool
    by: str
    reason: str
    until_on: date | None = None


def list_rights(office: Office, reader_id: str) -> list[RightSummary]:
    """Every pupil an adult was ever linked to, seen or not; raise ``NotFound``."""
    with office.store.transaction() as tx:
        reader = tx.rights.reader(reader_id)
        linked = tx.rights.linked_pupils(reader.guardian_id, office.clock.today())
        return [
            _summary(tx, number, one, office.clock.today())
            for number, one in enumerate(linked, start=1)
        ]


def decide_right(
    office: Office, reader_id: str, number: int, decision: Decision
) -> tuple[Reader, RightSummary]:
    """Record a decision about one of an adult's pupils, in force today; what holds from now on.

    It stands above what any file says, until it ends or another is recorded. Raises ``NotFound``.
    """
    today = office.clock.today()
    with office.store.transaction() as tx:
        reader = tx.rights.reader(reader_id)
        linked = tx.rights.linked_pupils(reader.guardian_id, today)
        if not 1 <= number <= len(linked):
            raise NotFound("linked_pupil", str(number))
        override = RightOverride(
            guardian_id=str(reader.guardian_id),
            pupil_id=str(linked[number - 1].pupil_id),
            opens=decision.opens,
            from_on=today,
            until_on=decision.until_on,
            recorded_by=decision.by,
        )
        tx.rights.decide(override, reason=decision.reason, recorded_at=office.clock.now())
        now = tx.rights.linked_pupils(reader.guardian_id, today)
        return reader, _summary(tx, number, now[number - 1], today)


def _summary(tx: Transaction, number: int, one: LinkedPupil, today: date) -> RightSummary:
    pupil = tx.schoolwork.enrolled(one.pupil_id, today)
    return RightSummary(
        number=number,
        pupil=f"{pupil.given_name} {pupil.family_name}".strip(),
        class_name=pupil.class_name,
        school=pupil.school_name,
        sees=one.sees,
        decided_by=one.decision.recorded_by if one.decision else "",
        until_on=one.decision.until_on if one.decision else None,
    )
