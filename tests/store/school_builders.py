"""A small collège of invented people, and ways to change what its file says."""

from collections.abc import Hashable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Guardian, Guardianship, Pupil, Right
from kiosk.domain.schooling import (
    RECORD_KINDS,
    ClassMembership,
    Period,
    School,
    SchoolClass,
    SchoolData,
    Teaching,
    TeachingMembership,
)
from kiosk.store.roster import RosterChange
from kiosk.store.store import Store

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
SOURCE = "oneroster:tests"


def a_college(source: str = SOURCE) -> SchoolData:
    """Léa and Tom in 5e B; Nadia and Karim for Léa, Paul for Tom; homework, a test, two marks."""
    return SchoolData(
        source=source,
        schools=(School("clg", "Collège des Tilleuls", "0991234A"),),
        periods=(
            Period("t1", "1er trimestre", date(2026, 9, 1), date(2026, 11, 30)),
            Period("t2", "2e trimestre", date(2026, 12, 1), date(2027, 3, 10)),
        ),
        classes=(SchoolClass("5b", "clg", "5e B"),),
        teachings=(
            Teaching("mat", "clg", "Mathématiques", "Mme Bernard"),
            Teaching("ang", "clg", "Anglais", "M. Ødegaard"),
        ),
        pupils=(
            Pupil("lea", "clg", "Léa", "Moreau", date(2014, 3, 2)),
            Pupil("tom", "clg", "Tom", "Petit", date(2014, 7, 9)),
        ),
        guardians=(
            Guardian("nadia", "Nadia", "Moreau", "Mme"),
            Guardian("karim", "Karim", "Moreau", "M."),
            Guardian("paul", "Paul", "Petit", "M."),
        ),
        guardianships=(
            Guardianship("nadia", "lea", Right.LEGAL),
            Guardianship("karim", "lea", Right.LEGAL),
            Guardianship("paul", "tom", Right.LEGAL),
        ),
        class_memberships=(ClassMembership("lea", "5b"), ClassMembership("tom", "5b")),
        teaching_memberships=(
            TeachingMembership("lea", "mat"),
            TeachingMembership("tom", "mat"),
            TeachingMembership("lea", "ang"),
        ),
        assignments=(homework("ex12", "Exercice 12 page 87"), a_test("ctl")),
        marks=(
            Mark("ctl", "lea", MarkStatus.MARKED, Decimal("15.5"), "", "Bien", date(2026, 11, 12)),
            Mark("ctl", "tom", MarkStatus.ABSENT),
        ),
    )


def an_ecole(source: str = SOURCE) -> SchoolData:
    """One pupil in CE2, with his mother."""
    return SchoolData(
        source=source,
        schools=(School("eco", "École du Port", "0995678B"),),
        periods=(Period("s1", "1er semestre", date(2026, 9, 1), date(2027, 1, 31)),),
        classes=(SchoolClass("ce2", "eco", "CE2"),),
        teachings=(Teaching("ce2-fra", "eco", "Français", "Mme Le Bihan"),),
        pupils=(Pupil("noe", "eco", "Noé", "Łukasik", date(2018, 5, 4)),),
        guardians=(Guardian("ewa", "Ewa", "Łukasik", "Mme"),),
        guardianships=(Guardianship("ewa", "noe", Right.LEGAL),),
        class_memberships=(ClassMembership("noe", "ce2"),),
        teaching_memberships=(TeachingMembership("noe", "ce2-fra"),),
        assignments=(
            homework("poesie", "Apprendre la poésie", teaching_id="ce2-fra"),
            a_test("dictee", teaching_id="ce2-fra", period_id="s1"),
        ),
        marks=(Mark("dictee", "noe", MarkStatus.MARKED, Decimal(8), marked_on=MONDAY),),
    )


def homework(source_id: str, text: str, **changes: Any) -> Assignment:
    facts: dict[str, Any] = {
        "teaching_id": "mat",
        "kind": WorkKind.HOMEWORK,
        "title": "Exercices",
        "given_on": date(2026, 11, 20),
        "due_on": date(2026, 11, 24),
    }
    return Assignment(source_id=source_id, text=text, **{**facts, **changes})


def a_test(source_id: str, **changes: Any) -> Assignment:
    facts: dict[str, Any] = {
        "teaching_id": "mat",
        "kind": WorkKind.TEST,
        "title": "Contrôle : les fractions",
        "text": "",
        "given_on": date(2026, 11, 2),
        "due_on": date(2026, 11, 10),
        "period_id": "t1",
        "out_of": Decimal(20),
    }
    return Assignment(source_id=source_id, **{**facts, **changes})


def joined(*files: SchoolData) -> SchoolData:
    """Several schools as one file gives them."""
    together = {kind: sum((getattr(one, kind) for one in files), ()) for kind in RECORD_KINDS}
    return replace(files[0], **together)


def added(data: SchoolData, **records: tuple[Any, ...]) -> SchoolData:
    """The same file with more records of some kinds."""
    return replace(data, **{kind: getattr(data, kind) + more for kind, more in records.items()})


def changed(data: SchoolData, kind: str, key: Hashable, **changes: Any) -> SchoolData:
    """The same file but for one record, found by its key."""
    records = getattr(data, kind)
    assert key in [key_of(one) for one in records]
    new = tuple(replace(one, **changes) if key_of(one) == key else one for one in records)
    return replace(data, **{kind: new})


def without(data: SchoolData, kind: str, key: Hashable) -> SchoolData:
    """The same file less one record."""
    kept = tuple(one for one in getattr(data, kind) if key_of(one) != key)
    assert len(kept) == len(getattr(data, kind)) - 1
    return replace(data, **{kind: kept})


def without_pupil(data: SchoolData, pupil_id: str) -> SchoolData:
    """The same file after a pupil left: neither he nor anything of his is in it."""
    data = without(data, "pupils", pupil_id)
    for kind in ("guardianships", "class_memberships", "teaching_memberships", "marks"):
        kept = tuple(one for one in getattr(data, kind) if one.pupil_id != pupil_id)
        data = replace(data, **{kind: kept})
    return data


def key_of(record: Any) -> Hashable:
    """What tells a record from the others of its kind."""
    if hasattr(record, "source_id"):
        return str(record.source_id)
    return tuple(getattr(record, one.name) for one in fields(record)[:2])


def take_in(
    store: Store,
    data: SchoolData,
    *,
    today: date = MONDAY,
    now: datetime = NOW,
    accept_removals: bool = False,
) -> RosterChange:
    """Make the store say what a file says, and give every new adult a reader."""
    with store.transaction() as tx:
        change = tx.roster.replace(data, today=today, now=now, accept_removals=accept_removals)
        newcomers = tx.rights.guardians_without_reader()
        tx.rights.add_readers((f"reader-{one}", one, b"no key") for one in newcomers)
    return change


def pupils_seen_by(store: Store, guardian: str, day: date = MONDAY) -> list[str]:
    """The given names of those an adult may see on a day, the adult being named by hers."""
    with store.transaction() as tx:
        seen = tx.rights.pupils_by_guardian(day)
        (reader,) = (one for one in tx.rights.readers() if one.given_name == guardian)
        return [
            tx.schoolwork.enrolled(pupil_id, day).given_name
            for pupil_id in seen.get(reader.guardian_id, [])
        ]
