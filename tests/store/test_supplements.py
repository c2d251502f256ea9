"""A school's own spreadsheets in the store: found or told, replaced or kept, never guessed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Table, select

from kiosk.domain.attendance import AttendanceKind
from kiosk.domain.errors import FileRefused, NotFound, TooManyRemoved
from kiosk.domain.people import Pupil
from kiosk.domain.schooling import (
    ClassMembership,
    Period,
    SchoolClass,
    SchoolData,
    TeachingMembership,
)
from kiosk.domain.supplement import (
    AttendanceLine,
    AverageLine,
    CoefficientLine,
    DocumentLine,
    LinePlace,
    MessageLine,
    PaperFamilyLine,
    Supplement,
    Whom,
)
from kiosk.store import schema
from kiosk.store.reconcile import Change
from kiosk.store.store import Store
from kiosk.store.supplements import SupplementTaken
from tests.store.databases import everything_in
from tests.store.school_builders import (
    MONDAY,
    a_college,
    a_test,
    added,
    an_ecole,
    joined,
    take_in,
    without_pupil,
)

COLLEGE, ECOLE = "0991234A", "0995678B"
TUESDAY = MONDAY + timedelta(days=1)
LEA, TOM = Whom(identifier="lea"), Whom("", "Petit", "Tom")
_lines = count(2)


def place() -> LinePlace:
    return LinePlace("tableau.csv", next(_lines))


def absence(whom: Whom = LEA, **changes: Any) -> AttendanceLine:
    facts: dict[str, Any] = {
        "kind": AttendanceKind.ABSENCE,
        "starts_on": date(2026, 11, 12),
        "starts_at_half": None,
        "ends_on": date(2026, 11, 12),
        "ends_at_half": None,
        "half_days": 2,
        "minutes": None,
        "is_justified": False,
    }
    return AttendanceLine(place(), whom, **{**facts, **changes})


def average(whom: Whom = LEA, **changes: Any) -> AverageLine:
    facts: dict[str, Any] = {
        "period": "1er trimestre",
        "subject": "Mathématiques",
        "teacher": "Mme Bernard",
        "average": Decimal("14.50"),
        "class_average": None,
        "class_lowest": None,
        "class_highest": None,
        "comment": "",
    }
    return AverageLine(place(), whom, **{**facts, **changes})


def coefficient(value: int, **changes: str) -> CoefficientLine:
    names = {"identifier": "", "class_name": "", "subject": "", "title": ""} | changes
    return CoefficientLine(place(), **names, coefficient=Decimal(value))


def message(whom: Whom, text: str = "À bientôt.") -> MessageLine:
    return MessageLine(place(), whom, date(2026, 11, 12), "Mme Bernard", "Sortie", text)


def document(whom: Whom, content: bytes = b"%PDF-1 %%EOF", title: str = "Menu") -> DocumentLine:
    return DocumentLine(place(), whom, title, date(2026, 11, 12), "menu.pdf", content)


def take(
    store: Store,
    supplement: Supplement,
    uai: str = COLLEGE,
    *,
    today: date = MONDAY,
    accept_removals: bool = False,
) -> SupplementTaken:
    """The spreadsheets taken in; every document gets the next number."""
    with store.transaction() as tx:
        held = len(tx.connection.execute(select(schema.document_files.c.id)).all())
        numbers: Iterator[int] = count(held + 1)
        return tx.supplements.replace(
            uai,
            supplement,
            today=today,
            new_document=lambda: (f"document-{next(numbers)}", b"sealed key"),
            accept_removals=accept_removals,
        )


def rows(store: Store, table: Table, *columns: str) -> list[Any]:
    names = [table.c[one] for one in columns]
    with store.transaction() as tx:
        found = tx.connection.execute(select(*names).order_by(*names)).all()
    return [row[0] if len(columns) == 1 else tuple(row) for row in found]


def reasons(taken: SupplementTaken) -> list[str]:
    return [fault.reason for fault in taken.faults]


@pytest.fixture
def college(store: Store) -> Store:
    take_in(store, a_college())
    return store


# --- which school --------------------------------------------------------------------------------


def test_the_only_school_is_meant_and_of_several_one_must_be_told(store: Store) -> None:
    with store.transaction() as tx, pytest.raises(FileRefused) as refusal:
        tx.supplements.school_meant(None)
    assert refusal.value.reason == "nobody_known"
    take_in(store, a_college())
    with store.transaction() as tx:
        assert tx.supplements.school_meant(None) == COLLEGE
    take_in(store, joined(a_college(), an_ecole()))
    with store.transaction() as tx:
        assert tx.supplements.school_meant(ECOLE) == ECOLE
        with pytest.raises(NotFound):
            tx.supplements.school_meant("0000000X")
        with pytest.raises(FileRefused) as refusal:
            tx.supplements.school_meant(None)
    assert (refusal.value.reason, refusal.value.detail) == ("which_school", f"{COLLEGE}, {ECOLE}")


# --- whom a line is about ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "whom",
    [
        Whom("lea"),
        Whom("", "MOREAU", "Lea"),
        Whom("lea", "Moreau", "LÉA", "5EB"),
        Whom("lea", class_name="5e b"),
        Whom("", "moreau", "léa", "5eB"),
    ],
)
def test_a_pupil_is_found_by_his_number_or_by_his_names(college: Store, whom: Whom) -> None:
    taken = take(college, Supplement(attendance=(absence(whom),)))
    assert taken.faults == ()
    assert taken.change.kinds["attendance"] == Change(added=1)


@pytest.mark.parametrize(
    ("whom", "reason"),
    [
        (Whom("nobody"), "pupil_unknown_identifier"),
        (Whom("LEA"), "pupil_unknown_identifier"),
        (Whom("", "Moreau", "Léo"), "pupil_unknown"),
        (Whom("", "Moreau", "Nadia"), "pupil_unknown"),
        (Whom("lea", "Petit", "Tom"), "pupil_other_name"),
        (Whom("lea", "Moreau", "Tom"), "pupil_other_name"),
        (Whom("lea", "Moreau", "Léa", "une autre classe"), "class_unknown"),
    ],
)
def test_who_is_not_surely_found_is_told_and_gets_nothing(
    college: Store, whom: Whom, reason: str
) -> None:
    line = absence(whom)
    taken = take(college, Supplement(attendance=(line,)))
    (fault,) = taken.faults
    assert (fault.reason, fault.file, fault.line) == (reason, "tableau.csv", line.place.line)
    assert rows(college, schema.attendance, "id") == []


def test_two_of_one_name_are_told_apart_by_their_class_or_not_at_all(store: Store) -> None:
    take_in(
        store,
        added(
            a_college(),
            classes=(SchoolClass("4c", "clg", "4e C"),),
            pupils=(Pupil("lea2", "clg", "LEA", "MOREAU", None),),
            class_memberships=(ClassMembership("lea2", "4c"),),
        ),
    )
    names = ("", "Moreau", "Léa")
    lines = (absence(Whom(*names)), absence(Whom(*names, "4e c")), absence(Whom(*names, "3e A")))
    taken = take(store, Supplement(attendance=lines))
    assert reasons(taken) == ["pupil_ambiguous", "class_unknown"]
    with store.transaction() as tx:
        statement = select(schema.pupils.c.source_id).join(schema.attendance)
        assert list(tx.connection.scalars(statement)) == ["lea2"]


def test_a_name_alone_in_the_school_but_in_another_class_is_somebody_else(store: Store) -> None:
    take_in(store, added(a_college(), classes=(SchoolClass("4c", "clg", "4e C"),)))
    taken = take(store, Supplement(attendance=(absence(Whom("", "Moreau", "Léa", "4e C")),)))
    assert reasons(taken) == ["pupil_other_class"]


def test_a_number_beside_another_class_is_a_line_that_slipped(store: Store) -> None:
    take_in(store, added(a_college(), classes=(SchoolClass("4c", "clg", "4e C"),)))
    (fault,) = take(store, Supplement(attendance=(absence(Whom("lea", "", "", "4e C")),))).faults
    assert (fault.reason, fault.column, fault.value) == ("pupil_other_class", "Classe", "4e C")
    assert rows(store, schema.attendance, "id") == []


def test_in_the_holidays_a_pupil_is_of_the_class_he_was_in(store: Store) -> None:
    last_day = date(2027, 7, 3)
    places = tuple(replace(one, ends_on=last_day) for one in a_college().class_memberships)
    take_in(store, replace(a_college(), class_memberships=places))
    lines = (absence(Whom("lea", class_name="5e B")), absence(Whom("", "Petit", "Tom", "5e B")))
    after = last_day + timedelta(days=7)
    assert take(store, Supplement(attendance=lines), today=after).faults == ()


def test_a_pupil_of_another_school_or_who_is_gone_is_not_found(store: Store) -> None:
    take_in(store, joined(a_college(), an_ecole()))
    lines = (absence(Whom("noe")), absence(Whom("", "Łukasik", "Noé")))
    assert reasons(take(store, Supplement(attendance=lines))) == [
        "pupil_unknown_identifier",
        "pupil_unknown",
    ]
    assert reasons(take(store, Supplement(attendance=lines), ECOLE)) == ["line_twice"]
    take_in(store, without_pupil(joined(a_college(), an_ecole()), "tom"))
    assert reasons(take(store, Supplement(attendance=(absence(TOM),)))) == ["pupil_unknown"]


def test_a_message_goes_to_a_family_a_class_or_everybody(college: Store) -> None:
    lines = (message(TOM), message(Whom(class_name="5E b")), message(Whom()))
    taken = take(college, Supplement(messages=(*lines, message(Whom(class_name="4e C")))))
    assert reasons(taken) == ["class_unknown"]
    found = rows(college, schema.messages, "pupil_id", "class_id")
    assert {(pupil is not None, group is not None) for pupil, group in found} == {
        (True, False),
        (False, True),
        (False, False),
    }


# --- a complete picture --------------------------------------------------------------------------


def a_supplement() -> Supplement:
    return Supplement(
        attendance=(absence(), absence(TOM)),
        averages=(average(), average(subject="", comment="Bon trimestre")),
        coefficients=(coefficient(2, identifier="ctl"),),
        messages=(message(Whom()),),
        documents=(document(Whom()), document(TOM)),
        paper_families=(PaperFamilyLine(place(), LEA),),
    )


def test_the_same_spreadsheets_again_change_nothing(college: Store) -> None:
    first = take(college, a_supplement())
    assert {kind: change.added for kind, change in first.change.kinds.items()} == {
        "attendance": 2,
        "averages": 2,
        "coefficients": 1,
        "messages": 1,
        "documents": 2,
        "paper_families": 1,
    }
    before = everything_in(college)
    again = take(college, a_supplement(), today=TUESDAY)
    assert not again.change
    assert everything_in(college) == before


def test_an_empty_spreadsheet_empties_its_kind_and_a_missing_one_nothing(college: Store) -> None:
    take(college, a_supplement())
    before = everything_in(college)
    assert not take(college, Supplement()).change
    assert everything_in(college) == before
    taken = take(college, Supplement((), (), (), (), (), ()), accept_removals=True)
    assert {kind: change.removed for kind, change in taken.change.kinds.items()} == {
        "attendance": 2,
        "averages": 2,
        "coefficients": 1,
        "messages": 1,
        "documents": 2,
        "paper_families": 1,
    }
    for table in ("attendance", "given_averages", "messages", "documents", "document_files"):
        assert everything_in(college)[table] == []
    assert rows(college, schema.assignments, "coefficient") == [None, None]


def test_one_school_never_touches_another(store: Store) -> None:
    take_in(store, joined(a_college(), an_ecole()))
    take(store, a_supplement())
    noe = Whom("noe")
    theirs = Supplement((absence(noe),), None, (), (message(Whom()),), (document(Whom()),), ())
    take(store, theirs, ECOLE)
    take(store, Supplement((), (), (), (), (), ()), ECOLE, accept_removals=True)
    assert not take(store, a_supplement(), today=TUESDAY).change


def test_what_is_new_or_changed_is_new_today_and_the_rest_is_not(college: Store) -> None:
    take(college, Supplement(attendance=(absence(), absence(TOM)), averages=(average(),)))
    take(
        college,
        Supplement(
            attendance=(absence(), absence(TOM, is_justified=True), absence(TOM, minutes=5)),
            averages=(average(teacher="Mme B."),),
        ),
        today=TUESDAY,
    )
    found = rows(college, schema.attendance, "is_justified", "minutes", "first_seen_on")
    assert sorted(found, key=repr) == [
        (False, 5, TUESDAY),
        (False, None, MONDAY),
        (True, None, TUESDAY),
    ]
    assert rows(college, schema.given_averages, "teacher", "first_seen_on") == [("Mme B.", MONDAY)]
    take(college, Supplement(averages=(average(average=Decimal(15)),)), today=TUESDAY)
    assert rows(college, schema.given_averages, "first_seen_on") == [TUESDAY]


def test_a_line_said_twice_is_told_and_the_first_kept(college: Store) -> None:
    taken = take(
        college,
        Supplement(
            attendance=(absence(), absence()),
            averages=(average(), average(average=Decimal(3))),
            coefficients=(coefficient(2, identifier="ctl"), coefficient(3, identifier="ctl")),
            messages=(message(Whom()), message(Whom())),
            documents=(document(LEA), document(LEA)),
            paper_families=(PaperFamilyLine(place(), LEA), PaperFamilyLine(place(), LEA)),
        ),
    )
    assert reasons(taken) == ["line_twice"] * 6
    assert rows(college, schema.given_averages, "average") == [Decimal("14.50")]


def test_the_kinds_a_school_sends_are_remembered(college: Store) -> None:
    take(college, Supplement(attendance=(), messages=()))
    take(college, Supplement(attendance=(), paper_families=(), coefficients=()))
    assert rows(college, schema.told_kinds, "kind") == ["attendance", "messages"]
    take(college, Supplement(averages=(), documents=()))
    assert rows(college, schema.told_kinds, "kind") == [
        "attendance",
        "averages",
        "documents",
        "messages",
    ]


def test_a_spreadsheet_that_suddenly_says_nothing_is_refused_unless_accepted(
    college: Store,
) -> None:
    days = [date(2026, 10, 1) + timedelta(days=number) for number in range(20)]
    take(college, Supplement(attendance=tuple(absence(starts_on=day) for day in days)))
    before = everything_in(college)
    with pytest.raises(TooManyRemoved) as refusal:
        take(college, Supplement(attendance=(absence(Whom("nobody")),), messages=()))
    (removal,) = refusal.value.removals
    assert (removal.school, removal.kind, removal.gone, removal.of) == (
        COLLEGE,
        "attendance",
        20,
        20,
    )
    assert everything_in(college) == before
    taken = take(college, Supplement(attendance=()), accept_removals=True)
    assert taken.change.kinds["attendance"].removed == 20
    assert len(taken.change.removals) == 1


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("attendance", ()),
        ("attendance", (absence(Whom("nobody")),)),
        ("averages", ()),
        ("coefficients", ()),
        ("messages", ()),
        ("documents", ()),
        ("paper_families", ()),
    ],
)
def test_a_spreadsheet_without_a_good_line_removes_nothing_that_nobody_said_may_go(
    college: Store, kind: str, empty: tuple[Any, ...]
) -> None:
    take(college, a_supplement())
    before = everything_in(college)
    blank_form_beside_a_good_table = Supplement(**{"messages": (message(Whom()),), kind: empty})
    with pytest.raises(TooManyRemoved) as refusal:
        take(college, blank_form_beside_a_good_table)
    (removal,) = refusal.value.removals
    assert (removal.school, removal.kind) == (COLLEGE, kind)
    assert removal.gone == removal.of > 0
    assert everything_in(college) == before


def test_a_few_lines_may_give_way_to_others(college: Store) -> None:
    take(college, Supplement(messages=(message(Whom()), message(LEA))))
    taken = take(college, Supplement(messages=(message(Whom(), "Demain."),)))
    assert taken.change.removals == ()
    assert taken.change.kinds["messages"] == Change(added=1, removed=2)


# --- averages ------------------------------------------------------------------------------------


def test_a_subject_takes_the_spelling_of_the_schools_system(college: Store) -> None:
    lines = (average(subject="MATHEMATIQUES"), average(subject="Latin"), average(subject=""))
    take(college, Supplement(averages=lines))
    assert rows(college, schema.given_averages, "subject") == ["", "Latin", "Mathématiques"]


@pytest.mark.parametrize("written", ["1er trimestre", "TRIMESTRE 1", "T1", "1er trim.", "1ER TRIM"])
def test_a_period_is_found_however_it_is_written(college: Store, written: str) -> None:
    assert take(college, Supplement(averages=(average(period=written),))).faults == ()


@pytest.mark.parametrize("written", ["3e trimestre", "1er semestre", "Noël", "S1", "1"])
def test_a_period_that_the_school_does_not_have_is_told(college: Store, written: str) -> None:
    taken = take(college, Supplement(averages=(average(period=written),)))
    assert reasons(taken) == ["period_unknown"]


def test_the_period_of_this_year_is_meant(store: Store) -> None:
    take_in(
        store,
        added(
            a_college(),
            periods=(Period("old", "1er trimestre", date(2025, 9, 1), date(2025, 11, 30)),),
        ),
    )
    take(store, Supplement(averages=(average(),)))
    with store.transaction() as tx:
        statement = select(schema.periods.c.source_id).join(schema.given_averages)
        assert list(tx.connection.scalars(statement)) == ["t1"]


def test_of_two_periods_of_one_name_the_one_of_the_schools_own_work_is_meant(store: Store) -> None:
    take_in(
        store,
        added(
            a_college(),
            periods=(Period("other", "Trimestre 1", date(2026, 9, 2), date(2026, 12, 5)),),
        ),
    )
    assert take(store, Supplement(averages=(average(),))).faults == ()
    with store.transaction() as tx:
        statement = select(schema.periods.c.source_id).join(schema.given_averages)
        assert list(tx.connection.scalars(statement)) == ["t1"]


def test_a_pupil_who_changed_schools_keeps_one_average_a_subject(store: Store) -> None:
    both = joined(a_college(), an_ecole())
    take_in(store, both)
    line = average(Whom("tom"), subject="Sport")
    take(store, Supplement(averages=(line,), paper_families=(PaperFamilyLine(place(), TOM),)))
    moved = SchoolData(
        **{
            **vars(both),
            "pupils": tuple(
                replace(one, school_id="eco") if one.source_id == "tom" else one
                for one in both.pupils
            ),
        }
    )
    take_in(store, moved)
    there = Supplement(averages=(line,), paper_families=(PaperFamilyLine(place(), Whom("tom")),))
    assert take(store, there, ECOLE).faults == ()
    assert len(rows(store, schema.given_averages, "id")) == 1
    assert len(rows(store, schema.paper_families, "pupil_id")) == 1


# --- coefficients --------------------------------------------------------------------------------


def test_a_coefficient_goes_to_the_work_it_names(college: Store) -> None:
    named = {
        "class_name": "5E B",
        "subject": "mathematiques",
        "title": "CONTROLE : LES FRACTIONS",
    }
    assert take(college, Supplement(coefficients=(coefficient(3, **named),))).faults == ()
    found = rows(college, schema.assignments, "source_id", "coefficient")
    assert found == [("ctl", Decimal(3)), ("ex12", None)]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"identifier": "nothing"}, "work_unknown"),
        ({"class_name": "5e B", "subject": "Anglais", "title": "Exercices"}, "work_unknown"),
        ({"class_name": "4e C", "subject": "Anglais", "title": "Exercices"}, "class_unknown"),
        (
            {"class_name": "5e B", "subject": "Mathématiques", "title": "Contrôle : les fractions"},
            "work_ambiguous",
        ),
    ],
)
def test_work_that_is_not_surely_found_is_told(
    store: Store, names: dict[str, str], reason: str
) -> None:
    take_in(store, added(a_college(), assignments=(a_test("again"),)))
    assert reasons(take(store, Supplement(coefficients=(coefficient(2, **names),)))) == [reason]


def test_the_work_of_another_class_is_another(store: Store) -> None:
    take_in(
        store,
        added(
            a_college(),
            classes=(SchoolClass("4c", "clg", "4e C"),),
            class_memberships=(ClassMembership("tom", "4c"),),
            teaching_memberships=(TeachingMembership("tom", "ang"),),
            assignments=(a_test("oral", teaching_id="ang", title="Oral"),),
        ),
    )
    names = {"class_name": "4e C", "subject": "Anglais", "title": "Oral"}
    assert take(store, Supplement(coefficients=(coefficient(2, **names),))).faults == ()


# --- documents -----------------------------------------------------------------------------------


def test_a_pdf_is_kept_once_and_only_while_somebody_names_it(store: Store) -> None:
    take_in(store, joined(a_college(), an_ecole()))
    menu, rules = b"%PDF menu %%EOF", b"%PDF rules %%EOF"
    lines = (document(LEA, menu), document(TOM, menu), document(Whom(), rules, "Règlement"))
    take(store, Supplement(documents=lines))
    take(store, Supplement(documents=(document(Whom(), menu),)), ECOLE)
    assert rows(store, schema.document_files, "content") == [menu, rules]
    take(store, Supplement(documents=(document(LEA, menu),)))
    take(store, Supplement(documents=()), accept_removals=True)
    assert rows(store, schema.document_files, "id", "content") == [("document-1", menu)]
    take(store, Supplement(documents=()), ECOLE, accept_removals=True)
    assert rows(store, schema.document_files, "id") == []


def test_a_pdf_that_changed_is_a_new_document(college: Store) -> None:
    take(college, Supplement(documents=(document(Whom(), b"%PDF 1 %%EOF"),)))
    take(college, Supplement(documents=(document(Whom(), b"%PDF 2 %%EOF"),)), today=TUESDAY)
    assert rows(college, schema.documents, "first_seen_on") == [TUESDAY]
    assert rows(college, schema.document_files, "content") == [b"%PDF 2 %%EOF"]
