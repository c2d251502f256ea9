"""Slips that wait for the school's yes: who asked, who it may be, and what a person decides."""

from dataclasses import dataclass

from kiosk.domain.errors import NothingToDo
from kiosk.domain.written_names import unified
from kiosk.services.office import Office
from kiosk.store.correspondence import SlipApplication
from kiosk.store.rights import Reader
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application, and the readers of whom all that was said is true."""

    application: SlipApplication
    matches: tuple[Reader, ...]


def waiting_applications(office: Office) -> list[Waiting]:
    """All that wait, the oldest first. A match is a hint: only a person decides."""
    with office.store.transaction() as tx:
        applications = tx.correspondence.applications()
        if not applications:
            return []
        children = _children_by_reader(tx, office)
        readers = tx.rights.readers()
        return [
            Waiting(one, tuple(r for r in readers if _is_of(one, r, children)))
            for one in applications
        ]


def accept_application(office: Office, serial: str, reader_id: str) -> Reader:
    """Give the slip to a reader, who is served at that point from now on.

    Raises ``NotFound``; ``NothingToDo`` for a reader who may see nobody.
    """
    today = office.clock.today()
    with office.store.transaction() as tx:
        application = tx.correspondence.application(serial)
        reader = tx.rights.reader(reader_id)
        if reader.guardian_id not in tx.rights.pupils_by_guardian(today):
            raise NothingToDo("children")
        places = tx.circulation.places_of(application.point_id)
        for place in places:
            tx.circulation.attach([reader_id], place, today)
        tx.correspondence.accepted(serial)
        tx.slips.add(
            [
                IssuedSlip(
                    serial=serial,
                    reader_id=reader_id,
                    kind=application.kind,
                    picture=application.picture,
                    slip_key=application.slip_key,
                    issued_at=application.issued_at,
                    expires_on=application.expires_on,
                    place=", ".join(places),
                    agent=application.agent,
                )
            ]
        )
        return reader


def refuse_application(office: Office, serial: str, reason: str) -> None:
    """The slip sleeps for good; raise ``NotFound``."""
    with office.store.transaction() as tx:
        tx.correspondence.application(serial)
        tx.correspondence.refuse(serial, reason)


def _children_by_reader(tx: Transaction, office: Office) -> dict[int, set[tuple[str, str]]]:
    """What a parent could truly say of each child, by guardian: first name and class, and school
    by name or number."""
    today = office.clock.today()
    told: dict[int, set[tuple[str, str]]] = {}
    for guardian_id, pupil_ids in tx.rights.pupils_by_guardian(today).items():
        for pupil_id in pupil_ids:
            pupil = tx.schoolwork.enrolled(pupil_id, today)
            child = unified(pupil.given_name) + "/" + unified(pupil.class_name)
            for school in (pupil.school_name, pupil.school_uai):
                told.setdefault(guardian_id, set()).add((child, unified(school)))
    return told


def _is_of(
    asked: SlipApplication, reader: Reader, children: dict[int, set[tuple[str, str]]]
) -> bool:
    names = unified(asked.family_name), unified(asked.given_name)
    child = unified(asked.child_given_name) + "/" + unified(asked.child_class)
    return names == (unified(reader.family_name), unified(reader.given_name)) and (
        child,
        unified(asked.school),
    ) in children.get(reader.guardian_id, set())
