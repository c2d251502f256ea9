"""Readers, and which pupils each of them may see on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, insert, or_, select, update
from sqlalchemy.engine import Connection

from kiosk.domain.errors import NotFound
from kiosk.domain.people import Guardianship, Right, RightOverride, may_see
from kiosk.store.schema import (
    class_memberships,
    classes,
    guardians,
    guardianships,
    paper_families,
    pupils,
    readers,
    right_overrides,
    schools,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One adult who may be handed a slip, and what is known of her published Folder."""

    reader_id: str
    guardian_id: int
    civility: str
    given_name: str
    family_name: str
    folder_key: bytes
    folder_version: int
    folder_hash: str
    language: str = ""

    @property
    def name(self) -> str:
        """« Mme Amina Delmas »."""
        parts = (self.civility, self.given_name, self.family_name)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class NamedClass:
    """A class by its name, and the school it is of."""

    class_id: int
    name: str
    school_name: str
    school_uai: str


@dataclass(frozen=True, slots=True)
class LinkedPupil:
    """A pupil an adult was ever linked to. ``decision`` is a person's, if one is in force."""

    pupil_id: int
    sees: bool
    decision: RightOverride | None


class Rights:
    """Who may see whom, read anew for the day it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pupils_by_guardian(self, day: date, guardian_id: int | None = None) -> dict[int, list[int]]:
        """For each adult, the pupils she may see on that day, the eldest first.

        Adults who may see nobody are absent. ``guardian_id`` asks for one adult only.
        """
        links = self._links(guardian_id)
        decisions = self._decisions(guardian_id)
        order = self._eldest_first()
        visible: dict[int, list[int]] = defaultdict(list)
        for pair in sorted(
            links.keys() | decisions.keys(), key=lambda pair: order.get(pair[1], -1)
        ):
            guardian, pupil = pair
            if pupil in order and may_see(links.get(pair, ()), decisions.get(pair, ()), day):
                visible[guardian].append(pupil)
        return dict(visible)

    def linked_pupils(self, guardian_id: int, day: date) -> list[LinkedPupil]:
        """Every pupil a file or a person ever linked an adult to, seen or not, in a fixed order."""
        links, decisions = self._links(guardian_id), self._decisions(guardian_id)
        found = []
        for pair in sorted(links.keys() | decisions.keys()):
            decided = decisions.get(pair, [])
            in_force = [one for one in decided if one.holds_on(day)]
            newest = max(in_force, key=lambda one: one.recorded_number, default=None)
            found.append(LinkedPupil(pair[1], may_see(links.get(pair, ()), decided, day), newest))
        return found

    def set_language(self, reader_id: str, language: str) -> None:
        """Remember which language a reader wants to be spoken to in."""
        statement = update(readers).where(readers.c.id == reader_id)
        self._connection.execute(statement.values(language=language))

    def change_key(self, reader_id: str, folder_key: bytes) -> None:
        """Give a reader another Folder key, sealed under the master key."""
        statement = update(readers).where(readers.c.id == reader_id)
        self._connection.execute(statement.values(folder_key=folder_key))

    def classes(self) -> list[NamedClass]:
        """Every class of every school."""
        statement = (
            select(classes.c.id, classes.c.name, schools.c.name, schools.c.uai)
            .join(schools, schools.c.id == classes.c.school_id)
            .order_by(schools.c.name, classes.c.name)
        )
        return [NamedClass(*row) for row in self._connection.execute(statement)]

    def pupils_in_classes(self, class_ids: Iterable[int], day: date) -> set[int]:
        """The pupils of some classes on a day."""
        member = class_memberships.c
        statement = select(member.pupil_id).where(
            member.class_id.in_(list(class_ids)),
            or_(member.begins_on.is_(None), member.begins_on <= day),
            or_(member.ends_on.is_(None), member.ends_on >= day),
        )
        return set(self._connection.scalars(statement))

    def pupils_of_school(self, uai: str) -> set[int]:
        """The pupils of one school; raise ``NotFound`` for a UAI nobody has."""
        school_id = self._connection.scalar(select(schools.c.id).where(schools.c.uai == uai))
        if school_id is None:
            raise NotFound("school", uai)
        statement = select(pupils.c.id).where(pupils.c.school_id == school_id)
        return set(self._connection.scalars(statement))

    def pupils_on_paper(self) -> set[int]:
        """The pupils whose families want their sheets on paper."""
        return set(self._connection.scalars(select(paper_families.c.pupil_id)))

    def decide(self, decision: RightOverride, *, reason: str, recorded_at: datetime) -> None:
        """Record a person's decision about one adult and one pupil, by their ids here."""
        self._connection.execute(
            insert(right_overrides).values(
                guardian_id=int(decision.guardian_id),
                pupil_id=int(decision.pupil_id),
                opens=decision.opens,
                from_on=decision.from_on,
                until_on=decision.until_on,
                recorded_by=decision.recorded_by,
                recorded_at=recorded_at,
                reason=reason,
            )
        )

    def guardians_without_reader(self) -> list[int]:
        """Adults for whom no Folder key has been drawn yet."""
        known = select(readers.c.guardian_id)
        return list(
            self._connection.scalars(select(guardians.c.id).where(guardians.c.id.not_in(known)))
        )

    def add_readers(self, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """New readers as ``(reader_id, guardian_id, sealed Folder key)``."""
        values = [
            {
                "id": reader_id,
                "guardian_id": guardian_id,
                "folder_key": folder_key,
                "folder_version": 0,
                "folder_hash": "",
                "language": "",
            }
            for reader_id, guardian_id, folder_key in rows
        ]
        if values:
            self._connection.execute(insert(readers), values)

    def readers(self, reader_ids: Iterable[str] | None = None) -> list[Reader]:
        """All readers, or those named, in the order of their names."""
        statement = _readers().order_by(guardians.c.family_name, guardians.c.given_name)
        if reader_ids is not None:
            statement = statement.where(readers.c.id.in_(list(reader_ids)))
        return [Reader(*row) for row in self._connection.execute(statement)]

    def reader_ids_of(self, source: str) -> dict[str, str]:
        """The readers of one source, by the source's own identifier of the adult."""
        statement = select(guardians.c.source_id, readers.c.id).join(
            readers, readers.c.guardian_id == guardians.c.id
        )
        rows = self._connection.execute(statement.where(guardians.c.source == source))
        return {source_id: reader_id for source_id, reader_id in rows}

    def reader(self, reader_id: str) -> Reader:
        """One reader; raise ``NotFound``."""
        found = self.readers([reader_id])
        if not found:
            raise NotFound("reader", reader_id)
        return found[0]

    def folder_published(self, reader_id: str, version: int, content_hash: str) -> None:
        """Remember what was last built for a reader."""
        statement = update(readers).where(readers.c.id == reader_id)
        self._connection.execute(statement.values(folder_version=version, folder_hash=content_hash))

    def _links(self, guardian_id: int | None) -> dict[tuple[int, int], list[Guardianship]]:
        table = guardianships.c
        statement = select(
            table.guardian_id, table.pupil_id, table.right, table.starts_on, table.ends_on
        )
        if guardian_id is not None:
            statement = statement.where(table.guardian_id == guardian_id)
        links: dict[tuple[int, int], list[Guardianship]] = defaultdict(list)
        for guardian, pupil, right, starts_on, ends_on in self._connection.execute(statement):
            link = Guardianship(str(guardian), str(pupil), Right(right), starts_on, ends_on)
            links[guardian, pupil].append(link)
        return links

    def _decisions(self, guardian_id: int | None) -> dict[tuple[int, int], list[RightOverride]]:
        table = right_overrides.c
        statement = select(
            table.guardian_id,
            table.pupil_id,
            table.opens,
            table.from_on,
            table.until_on,
            table.recorded_by,
            table.id,
        )
        if guardian_id is not None:
            statement = statement.where(table.guardian_id == guardian_id)
        decisions: dict[tuple[int, int], list[RightOverride]] = defaultdict(list)
        for guardian, pupil, *rest in self._connection.execute(statement):
            decisions[guardian, pupil].append(RightOverride(str(guardian), str(pupil), *rest))
        return decisions

    def _eldest_first(self) -> dict[int, int]:
        """Pupils who are there, each with his rank by age, then by name."""
        statement = (
            select(pupils.c.id)
            .where(pupils.c.gone_on.is_(None))
            .order_by(
                pupils.c.birth_on.is_(None), pupils.c.birth_on, pupils.c.given_name, pupils.c.id
            )
        )
        return {row_id: rank for rank, row_id in enumerate(self._connection.scalars(statement))}


def _readers() -> Select[Any]:
    return select(
        readers.c.id,
        readers.c.guardian_id,
        guardians.c.civility,
        guardians.c.given_name,
        guardians.c.family_name,
        readers.c.folder_key,
        readers.c.folder_version,
        readers.c.folder_hash,
        readers.c.language,
    ).join(guardians, guardians.c.id == readers.c.guardian_id)
