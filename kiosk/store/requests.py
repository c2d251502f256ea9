"""What families asked of their schools, once each however often a point sends it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, union
from sqlalchemy.engine import Connection

from kiosk.domain.requests import RequestKind, SchoolRequest
from kiosk.store.schema import (
    guardians,
    guardianships,
    pupils,
    readers,
    requests,
    right_overrides,
    schools,
)


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """A request as the school reads it: ``pupil`` blank where none of hers has the name given,
    ``class_name`` the pupil's of today, where known.
    """

    request_id: str
    asked_on: date
    kind: RequestKind
    adult: str
    reader_id: str
    pupil: str
    school_uai: str
    school: str
    class_name: str = ""


class Requests:
    """The requests received."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, request: SchoolRequest) -> bool:
        """Keep a request; False where it is known already."""
        known = select(requests.c.id).where(requests.c.id == request.request_id)
        if self._connection.scalar(known) is not None:
            return False
        self._connection.execute(
            insert(requests).values(
                id=request.request_id,
                point_id=request.point_id,
                reader_id=request.reader_id,
                pupil_name=request.pupil_name,
                school_uai=request.school_uai,
                kind=request.kind.value,
                asked_on=request.asked_on,
            )
        )
        return True

    def all(self, school_uai: str | None = None) -> list[ReceivedRequest]:
        """Every request, or those to one school; the newest first."""
        statement = (
            select(
                requests.c.id,
                requests.c.asked_on,
                requests.c.kind,
                guardians.c.civility,
                guardians.c.given_name,
                guardians.c.family_name,
                requests.c.reader_id,
                requests.c.pupil_name,
                requests.c.school_uai,
                schools.c.name,
            )
            .join(readers, readers.c.id == requests.c.reader_id)
            .join(guardians, guardians.c.id == readers.c.guardian_id)
            .outerjoin(schools, schools.c.uai == requests.c.school_uai)
            .order_by(requests.c.asked_on.desc(), guardians.c.family_name, requests.c.id)
        )
        if school_uai is not None:
            statement = statement.where(requests.c.school_uai == school_uai)
        return [
            ReceivedRequest(
                request_id=request_id,
                asked_on=asked_on,
                kind=RequestKind(kind),
                adult=" ".join(part for part in (civility, given_name, family_name) if part),
                reader_id=reader_id,
                pupil=pupil,
                school_uai=uai,
                school=school or "",
            )
            for (
                request_id,
                asked_on,
                kind,
                civility,
                given_name,
                family_name,
                reader_id,
                pupil,
                uai,
                school,
            ) in self._connection.execute(statement)
        ]

    def knows_school(self, uai: str) -> bool:
        """Whether there is a school of that number."""
        return self._connection.scalar(select(schools.c.id).where(schools.c.uai == uai)) is not None

    def pupils_linked_to(self, reader_id: str) -> list[tuple[str, str]]:
        """The full name and school (UAI) of every pupil a reader was ever linked to, open or not.

        As ``Child.full_name`` writes them.
        """
        adult = select(readers.c.guardian_id).where(readers.c.id == reader_id).scalar_subquery()
        linked = union(
            *(
                select(link.c.pupil_id).where(link.c.guardian_id == adult)
                for link in (guardianships, right_overrides)
            )
        )
        statement = (
            select(pupils.c.given_name, pupils.c.family_name, schools.c.uai)
            .join(schools, schools.c.id == pupils.c.school_id)
            .where(pupils.c.id.in_(linked))
        )
        return [
            (f"{given_name} {family_name}".strip(), uai)
            for given_name, family_name, uai in self._connection.execute(statement)
        ]
