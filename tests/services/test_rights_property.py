"""Rights as a property: whatever the links and decisions, a Folder holds whom its reader may see.

Everything a pupil or an adult brings bears a word that occurs nowhere else (a canary). The
expectation is worked out below from the drawn graph alone, without a rule of the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Guardian, Guardianship, Pupil, Right, RightOverride
from kiosk.domain.schooling import (
    ClassMembership,
    Period,
    School,
    SchoolClass,
    SchoolData,
    Teaching,
    TeachingMembership,
)
from kiosk.services.folders import FolderBuilder
from kiosk.store import schema
from kiosk.store.store import Store, Transaction
from tests.store.school_builders import MONDAY, NOW

PUPILS, ADULTS = 3, 2
SHARED = "groupe-commun"


@dataclass(frozen=True)
class Link:
    """What a file says of an adult and a pupil: a word, and days counted from Monday."""

    right: Right
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Decision:
    """What a person decided of an adult and a pupil."""

    adult: int
    pupil: int
    opens: bool
    first: int
    last: int | None


@dataclass(frozen=True)
class Graph:
    """Two files one after the other, the decisions taken between and after, and a day to look."""

    before: dict[tuple[int, int], Link]
    after: dict[tuple[int, int], Link]
    gone: frozenset[int]
    decisions: tuple[Decision, ...]
    day: int


days = st.integers(-3, 3)
some_day = st.none() | days
links = st.builds(Link, st.sampled_from(Right), some_day, some_day)
pairs = st.tuples(st.integers(0, ADULTS - 1), st.integers(0, PUPILS - 1))
linkings = st.dictionaries(pairs, links, max_size=ADULTS * PUPILS)
decisions = st.builds(
    Decision,
    st.integers(0, ADULTS - 1),
    st.integers(0, PUPILS - 1),
    st.booleans(),
    days,
    some_day,
)
graphs = st.builds(
    Graph,
    linkings,
    linkings,
    st.frozensets(st.integers(0, PUPILS - 1), max_size=2),
    st.lists(decisions, max_size=8).map(tuple),
    days,
)


# --- the oracle --------------------------------------------------------------------------------


def expected(graph: Graph, adult: int) -> set[int]:
    """The pupils an adult must see on the day, and no other."""
    return {pupil for pupil in range(PUPILS) if is_open(graph, adult, pupil)}


def is_open(graph: Graph, adult: int, pupil: int) -> bool:
    if pupil in graph.gone:
        return False
    for decision in reversed(graph.decisions):
        concerns = (decision.adult, decision.pupil) == (adult, pupil)
        if concerns and lasts(decision.first, decision.last, graph.day):
            return decision.opens
    link = graph.after.get((adult, pupil))
    if link is None or not lasts(link.first, link.last, graph.day):
        return False
    return link.right.value in ("legal", "self")


def lasts(first: int | None, last: int | None, day: int) -> bool:
    after_first = first is None or day >= first
    before_last = last is None or day <= last
    return after_first and before_last


# --- the world as files tell it ----------------------------------------------------------------


def a_file(linking: dict[tuple[int, int], Link], there: list[int]) -> SchoolData:
    """Pupils in a group of their own and in a common one, each with homework and marks."""
    return SchoolData(
        source="tests",
        schools=(School("clg", "Collège", "0991234A"),),
        periods=(Period("t1", "1er trimestre", MONDAY, MONDAY),),
        classes=tuple(SchoolClass(f"c{one}", "clg", f"classe-{one}-canari") for one in there),
        teachings=(
            Teaching(SHARED, "clg", "Commun"),
            *(Teaching(f"t{one}", "clg", f"matiere-{one}-canari") for one in there),
        ),
        pupils=tuple(
            Pupil(f"p{one}", "clg", f"prenom-{one}-canari", f"nom-{one}-canari") for one in there
        ),
        guardians=tuple(
            Guardian(f"a{one}", f"adulte-{one}-canari", f"famille-{one}-canari")
            for one in range(ADULTS)
        ),
        guardianships=tuple(
            Guardianship(f"a{adult}", f"p{pupil}", link.right, on(link.first), on(link.last))
            for (adult, pupil), link in linking.items()
            if pupil in there
        ),
        class_memberships=tuple(ClassMembership(f"p{one}", f"c{one}") for one in there),
        teaching_memberships=tuple(
            TeachingMembership(f"p{one}", group) for one in there for group in (SHARED, f"t{one}")
        ),
        assignments=(
            Assignment("common", SHARED, WorkKind.TEST, "Contrôle commun", "", None, MONDAY),
            *(
                Assignment(
                    f"h{one}",
                    f"t{one}",
                    WorkKind.HOMEWORK,
                    f"titre-{one}-canari",
                    f"devoir-{one}-canari",
                    None,
                    MONDAY,
                )
                for one in there
            ),
        ),
        marks=tuple(
            Mark(
                "common",
                f"p{one}",
                MarkStatus.MARKED,
                Decimal(f"1{one}.87"),
                f"mention-{one}-canari",
                f"appreciation-{one}-canari",
                MONDAY,
            )
            for one in there
        ),
    )


def on(day: int | None) -> date | None:
    return None if day is None else MONDAY + timedelta(days=day)


PUPIL_WORDS = (
    *("classe", "matiere", "prenom", "nom", "titre", "devoir", "mention", "appreciation"),
    *("message", "circulaire", "conseil", "document", "fichier"),
)
ADULT_WORDS = ("adulte", "famille")


def canaries(words: tuple[str, ...], number: int) -> set[str]:
    return {f'"{word}-{number}-canari"' for word in words}


# --- the property ------------------------------------------------------------------------------


def write(tx: Transaction, graph: Graph) -> None:
    everybody = list(range(PUPILS))
    tx.roster.replace(a_file(graph.before, everybody), today=MONDAY, now=NOW)
    adults = ids(tx, schema.guardians)
    for number, row_id in adults.items():
        address = f"adresse-{number}-canari"
        tx.connection.execute(insert(schema.addresses).values(guardian_id=row_id, lines=address))
    tx.rights.add_readers((f"reader-{number}", row_id, b"") for number, row_id in adults.items())
    add_by_hand(tx)
    half = len(graph.decisions) // 2
    record(tx, graph.decisions[:half], NOW)
    still_there = [one for one in everybody if one not in graph.gone]
    tx.roster.replace(a_file(graph.after, still_there), today=MONDAY, now=NOW, accept_removals=True)
    record(tx, graph.decisions[half:], NOW)


def add_by_hand(tx: Transaction) -> None:
    """For each pupil: a message, one to his class, an absence, an average, a document."""
    pupils, classes = ids(tx, schema.pupils), ids(tx, schema.classes)
    last_week = MONDAY - timedelta(days=7)
    own = {"school_id": only_id(tx, schema.schools), "first_seen_on": last_week}
    for number, pupil_id in pupils.items():
        his = {**own, "pupil_id": pupil_id}
        file = {"id": f"fichier-{number}-canari", "content_hash": f"{number}"}
        file |= {"document_key": b"", "content": b"%PDF"}
        rows = {
            schema.messages: {**a_message(f"message-{number}-canari", last_week), **his},
            schema.attendance: {
                **his,
                "kind": "absence",
                "starts_on": last_week,
                "ends_on": last_week,
                "half_days": 70_000 + number,
            },
            schema.given_averages: {
                **his,
                "period_id": only_id(tx, schema.periods),
                "subject": "",
                "teacher": "",
                "comment": f"conseil-{number}-canari",
            },
            schema.document_files: file,
            schema.documents: {
                **his,
                "file_id": file["id"],
                "title": f"document-{number}-canari",
                "published_on": last_week,
            },
        }
        for table, row in rows.items():
            tx.connection.execute(insert(table).values(row))
    for number, class_id in classes.items():
        row = a_message(f"circulaire-{number}-canari", last_week)
        tx.connection.execute(insert(schema.messages).values(**row, **own, class_id=class_id))
    everybody = a_message("à toute l’école", last_week)
    tx.connection.execute(insert(schema.messages).values(**everybody, **own))


def a_message(text: str, sent_on: date) -> dict[str, object]:
    return {"sent_on": sent_on, "sender": "", "subject": "", "text": text}


def record(tx: Transaction, taken: tuple[Decision, ...], at: datetime) -> None:
    adults, pupils = ids(tx, schema.guardians), ids(tx, schema.pupils)
    for one in taken:
        decision = RightOverride(
            str(adults[one.adult]),
            str(pupils[one.pupil]),
            one.opens,
            MONDAY + timedelta(days=one.first),
            on(one.last),
            "signataire-canari",
        )
        tx.rights.decide(decision, reason="motif-canari", recorded_at=at)


def ids(tx: Transaction, table: schema.Table) -> dict[int, int]:
    rows = tx.connection.execute(table.select())
    return {int(row.source_id[1:]): row.id for row in rows}


def only_id(tx: Transaction, table: schema.Table) -> int:
    (row,) = tx.connection.execute(table.select())
    return int(row.id)


def folders(graph: Graph) -> Iterator[tuple[int, str, int]]:
    """Each adult's Folder on the day, as the text that would be sealed, and how many children."""
    store = Store.create("sqlite://")
    try:
        with store.transaction() as tx:
            write(tx, graph)
            builder = FolderBuilder(tx, MONDAY + timedelta(days=graph.day))
            for reader in tx.rights.readers():
                folder = builder.folder_of(reader)
                number = int(reader.reader_id.removeprefix("reader-"))
                yield number, folder.to_bytes().decode(), len(folder.children)
    finally:
        store.close()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(graphs)
def test_a_folder_holds_those_its_reader_may_see_and_nobody_else(graph: Graph) -> None:
    read = list(folders(graph))
    assert {adult for adult, _, _ in read} == set(range(ADULTS))
    for adult, text, children in read:
        seen = expected(graph, adult)
        assert children == len(seen)
        for pupil in range(PUPILS):
            found = {one for one in canaries(PUPIL_WORDS, pupil) if one in text}
            assert found == (canaries(PUPIL_WORDS, pupil) if pupil in seen else set())
            assert (f'"1{pupil}.87"' in text) == (pupil in seen)
            assert (f":{70_000 + pupil}," in text) == (pupil in seen)
        assert ("à toute l’école" in text) == bool(seen)
        for other in range(ADULTS):
            found = {one for one in canaries(ADULT_WORDS, other) if one in text}
            assert found == (canaries(ADULT_WORDS, other) if other == adult else set())
        for office_only in ("adresse-", "signataire-", "motif-"):
            assert office_only not in text


def test_the_oracle_and_the_canaries_tell_an_open_pupil_from_a_closed_one() -> None:
    legal, contact = Link(Right.LEGAL, None, None), Link(Right.CONTACT, None, None)
    graph = Graph({}, {(0, 1): legal, (0, 2): contact}, frozenset(), (), 0)
    assert expected(graph, 0) == {1}
    text = {adult: text for adult, text, _ in folders(graph)}[0]
    assert all(one in text for one in canaries(PUPIL_WORDS, 1))
    assert not any(one in text for one in canaries(PUPIL_WORDS, 2))
    closed = replace(graph, decisions=(Decision(0, 1, False, 0, None),))
    assert expected(closed, 0) == set()
