"""A file's complete picture made the store's own, school by school."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from kiosk.domain.errors import FileRefused
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.schooling import (
    RECORD_KINDS,
    ClassMembership,
    SchoolData,
    TeachingMembership,
)
from kiosk.store import schema
from kiosk.store.reconcile import Change
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Store
from tests.store.databases import everything_in
from tests.store.school_builders import (
    MONDAY,
    NOW,
    a_college,
    a_test,
    added,
    an_ecole,
    changed,
    homework,
    joined,
    key_of,
    pupils_seen_by,
    take_in,
    without,
    without_pupil,
)

UNCHANGED = Change()
TUESDAY = MONDAY + timedelta(days=1)


def test_a_first_file_adds_every_record_it_holds(store: Store) -> None:
    change = take_in(store, a_college())
    assert change
    assert change.kinds == {kind: Change(added=count) for kind, count in a_college().counts()}


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    take_in(store, a_college())
    before = everything_in(store)
    change = take_in(store, a_college())
    assert not change
    assert set(change.kinds) == set(RECORD_KINDS)
    assert everything_in(store) == before


def test_the_same_file_the_next_day_only_makes_the_data_younger(store: Store) -> None:
    take_in(store, a_college())
    before = everything_in(store)
    later = NOW + timedelta(days=1)
    assert not take_in(store, a_college(), today=TUESDAY, now=later)
    after = everything_in(store)
    assert after.pop("schools") != before.pop("schools")
    assert after == before
    with store.transaction() as tx:
        assert tx.roster.school_dates() == {"0991234A": later}


@pytest.mark.parametrize(
    ("kind", "key", "facts"),
    [
        ("schools", "clg", {"name": "Collège des Érables"}),
        ("periods", "t1", {"ends_on": date(2026, 12, 4)}),
        ("classes", "5b", {"name": "5e C"}),
        ("teachings", "mat", {"teacher": "M. Durand"}),
        ("pupils", "lea", {"family_name": "Moreau-Petit"}),
        ("guardians", "nadia", {"civility": ""}),
        ("guardianships", ("nadia", "lea"), {"ends_on": date(2027, 1, 1)}),
        ("class_memberships", ("lea", "5b"), {"ends_on": date(2027, 1, 1)}),
        ("teaching_memberships", ("lea", "ang"), {"ends_on": date(2027, 1, 1)}),
        ("assignments", "ex12", {"text": "Exercice 13 page 87"}),
        ("marks", ("ctl", "lea"), {"value": Decimal(16)}),
        ("marks", ("ctl", "lea"), {"comment": "Très bien"}),
        ("marks", ("ctl", "lea"), {"status": MarkStatus.EXEMPT, "value": None}),
    ],
)
def test_a_changed_record_is_counted_as_changed_and_nothing_else_is(
    store: Store, kind: str, key: object, facts: dict[str, object]
) -> None:
    take_in(store, a_college())
    change = take_in(store, changed(a_college(), kind, key, **facts))
    assert {name: one for name, one in change.kinds.items() if one} == {kind: Change(changed=1)}
    assert not take_in(store, changed(a_college(), kind, key, **facts))


def test_several_changed_records_each_keep_their_own_values(store: Store) -> None:
    take_in(store, a_college())
    data = changed(a_college(), "guardians", "nadia", family_name="Diallo")
    data = changed(data, "guardians", "paul", given_name="Pol")
    assert take_in(store, data).kinds["guardians"] == Change(changed=2)
    with store.transaction() as tx:
        names = {(one.given_name, one.family_name) for one in tx.rights.readers()}
    assert names == {("Nadia", "Diallo"), ("Karim", "Moreau"), ("Pol", "Petit")}


def test_what_the_file_no_longer_has_leaves_the_store_but_people_stay(store: Store) -> None:
    take_in(store, a_college())
    data = without(a_college(), "guardianships", ("karim", "lea"))
    data = without(data, "guardians", "karim")
    data = without(data, "marks", ("ctl", "lea"))
    data = without(data, "assignments", "ex12")
    change = take_in(store, data)
    assert {kind: one for kind, one in change.kinds.items() if one} == {
        "guardianships": Change(removed=1),
        "assignments": Change(removed=1),
        "marks": Change(removed=1),
    }
    assert pupils_seen_by(store, "Karim") == []
    assert pupils_seen_by(store, "Nadia") == ["Léa"]


def test_a_teaching_may_go_with_all_its_work_and_marks(store: Store) -> None:
    take_in(store, a_college())
    data = without(a_college(), "teachings", "mat")
    data = replace(data, teaching_memberships=(), assignments=(), marks=())
    change = take_in(store, data, accept_removals=True)
    assert change.kinds["teachings"] == Change(removed=1)
    assert change.kinds["assignments"] == Change(removed=2)
    assert change.kinds["marks"] == Change(removed=2)
    assert change.kinds["teaching_memberships"] == Change(removed=3)


def test_work_stays_where_a_file_that_is_silent_on_its_marks_no_longer_names_it(
    store: Store,
) -> None:
    take_in(store, a_college())
    before = everything_in(store)
    silent = replace(
        without(a_college(), "assignments", "ctl"), marks=(), silent_on=frozenset({"marks"})
    )
    assert not take_in(store, silent)
    assert everything_in(store) == before


def test_a_pupil_who_left_is_closed_to_his_guardians_and_open_again_when_he_returns(
    store: Store,
) -> None:
    take_in(store, a_college())
    change = take_in(store, without_pupil(a_college(), "lea"), today=TUESDAY)
    assert change.kinds["pupils"] == Change(removed=1)
    assert pupils_seen_by(store, "Nadia") == []
    assert pupils_seen_by(store, "Paul") == ["Tom"]
    with store.transaction() as tx:
        gone = select(schema.pupils.c.gone_on).where(schema.pupils.c.source_id == "lea")
        assert tx.connection.scalar(gone) == TUESDAY

    assert not take_in(store, without_pupil(a_college(), "lea")).kinds["pupils"]

    assert take_in(store, a_college()).kinds["pupils"] == Change(changed=1)
    assert pupils_seen_by(store, "Nadia") == ["Léa"]


def test_the_reader_and_the_slips_of_a_guardian_outlive_her_pupil(store: Store) -> None:
    take_in(store, a_college())
    with store.transaction() as tx:
        readers = tx.rights.readers()
        reader_id, last_day = readers[0].reader_id, date(2027, 10, 31)
        slip = IssuedSlip("E-00001", reader_id, "long", "boat", b"T", NOW, last_day)
        tx.slips.add([slip])
    take_in(store, without_pupil(without_pupil(a_college(), "lea"), "tom"), accept_removals=True)
    with store.transaction() as tx:
        assert tx.slips.all() == [slip]
        assert tx.rights.readers() == readers


def test_two_schools_in_one_file_are_two_scopes_of_later_files(store: Store) -> None:
    take_in(store, joined(a_college(), an_ecole()))
    with store.transaction() as tx:
        (noe,) = tx.connection.scalars(
            select(schema.pupils.c.id).where(schema.pupils.c.source_id == "noe")
        )
        homework_before = list(
            tx.schoolwork.homework(noe, due_from=MONDAY, given_by=MONDAY),
        )
        marks_before = list(tx.schoolwork.marks(noe))
    assert homework_before
    assert marks_before
    emptied = replace(
        without_pupil(a_college(), "tom"), assignments=(), marks=(), teaching_memberships=()
    )

    change = take_in(store, emptied, now=NOW + timedelta(days=1), accept_removals=True)

    assert change.kinds["pupils"] == Change(removed=1)
    assert pupils_seen_by(store, "Ewa") == ["Noé"]
    with store.transaction() as tx:
        assert list(tx.schoolwork.marks(noe)) == marks_before
        assert (
            list(tx.schoolwork.homework(noe, due_from=MONDAY, given_by=MONDAY)) == homework_before
        )
        assert tx.roster.school_dates()["0995678B"] == NOW


def test_a_file_of_one_school_changes_no_row_of_the_other(store: Store) -> None:
    take_in(store, an_ecole())
    before = everything_in(store)
    take_in(store, a_college())
    assert_all_there(before, everything_in(store))


def test_a_class_may_move_between_two_schools_that_the_file_names(store: Store) -> None:
    both = joined(a_college(), an_ecole())
    take_in(store, both)
    take_in(store, changed(both, "classes", "5b", school_id="eco"))
    with store.transaction() as tx:
        uai = (
            select(schema.schools.c.uai)
            .join(schema.classes, schema.classes.c.school_id == schema.schools.c.id)
            .where(schema.classes.c.source_id == "5b")
        )
        assert tx.connection.scalar(uai) == "0995678B"


def test_the_places_and_marks_of_another_school_s_pupil_go_with_the_group(store: Store) -> None:
    guest = added(
        joined(a_college(), an_ecole()),
        class_memberships=(ClassMembership("noe", "5b"),),
        teaching_memberships=(TeachingMembership("noe", "mat"),),
        marks=(Mark("ctl", "noe", MarkStatus.MARKED, Decimal(11)),),
    )
    take_in(store, guest)
    emptied = replace(
        a_college(),
        classes=(),
        class_memberships=(),
        teachings=(),
        teaching_memberships=(),
        assignments=(),
        marks=(),
    )
    change = take_in(store, emptied, accept_removals=True)
    assert change.kinds["marks"] == Change(removed=3)
    assert change.kinds["class_memberships"] == Change(removed=3)
    assert change.kinds["teaching_memberships"] == Change(removed=4)
    assert pupils_seen_by(store, "Ewa") == ["Noé"]


@pytest.mark.parametrize("kind", ["assignments", "marks", "class_memberships", "classes"])
def test_a_file_that_is_silent_on_a_kind_removes_none_of_it(store: Store, kind: str) -> None:
    take_in(store, a_college())
    silent = replace(a_college(), **{kind: ()}, silent_on=frozenset({kind}))
    if kind in ("assignments", "classes"):
        hanging = {"assignments": "marks", "classes": "class_memberships"}[kind]
        silent = replace(silent, **{hanging: ()}, silent_on=frozenset({kind, hanging}))
    assert not take_in(store, silent)


def test_a_school_told_of_by_another_system_is_refused_and_nothing_changes(store: Store) -> None:
    take_in(store, a_college())
    before = everything_in(store)
    other = replace(joined(an_ecole(), a_college()), source="another:system")
    with pytest.raises(FileRefused) as refusal:
        take_in(store, other)
    assert (refusal.value.reason, refusal.value.detail) == ("source", "0991234A")
    assert everything_in(store) == before


def test_two_systems_may_use_the_same_identifiers_for_other_people(store: Store) -> None:
    elsewhere = replace(
        a_college("another:system"),
        schools=(replace(a_college().schools[0], uai="0990000Z"),),
    )
    take_in(store, a_college())
    before = everything_in(store)
    assert take_in(store, elsewhere).kinds["pupils"] == Change(added=2)
    assert_all_there(before, everything_in(store))


@pytest.mark.parametrize(
    "written", ["15.5", "15.50", "0", "0.25", "19.999", "100", "-1", "0.1", "12.345678901"]
)
def test_marks_come_back_digit_for_digit(store: Store, written: str) -> None:
    data = changed(a_college(), "marks", ("ctl", "lea"), value=Decimal(written))
    data = changed(data, "assignments", "ctl", out_of=Decimal(written), coefficient=Decimal("0.50"))
    take_in(store, data)
    with store.transaction() as tx:
        (lea,) = tx.connection.scalars(
            select(schema.pupils.c.id).where(schema.pupils.c.source_id == "lea")
        )
        (mark,) = tx.schoolwork.marks(lea)
    assert [str(one) for one in (mark.item.value, mark.item.out_of, mark.item.coefficient)] == [
        written,
        written,
        "0.50",
    ]


def test_the_day_a_piece_of_work_was_first_seen_stays_when_it_changes(store: Store) -> None:
    take_in(store, a_college())
    data = changed(a_college(), "assignments", "ex12", text="Exercice 12, questions 1 à 3")
    data = added(data, assignments=(homework("ex13", "Exercice 13"), a_test("ctl2")))
    data = added(data, marks=(Mark("ctl2", "lea", MarkStatus.MARKED, Decimal(9)),))
    take_in(store, data, today=TUESDAY)
    with store.transaction() as tx:
        table = schema.assignments.c
        seen = dict(tx.connection.execute(select(table.source_id, table.first_seen_on)).all())
        assert seen == {"ex12": MONDAY, "ctl": MONDAY, "ex13": TUESDAY, "ctl2": TUESDAY}
        marks = tx.connection.scalars(select(schema.marks.c.first_seen_on))
        assert sorted(marks) == [MONDAY, MONDAY, TUESDAY]


def test_an_empty_kind_in_a_file_empties_it_in_the_store(store: Store) -> None:
    take_in(store, a_college())
    nothing = SchoolData(source=a_college().source, schools=a_college().schools)
    change = take_in(store, nothing, accept_removals=True)
    assert change.kinds["pupils"] == Change(removed=2)
    assert change.kinds["classes"] == Change(removed=1)
    assert change.kinds["guardianships"] == Change(removed=3)
    assert pupils_seen_by(store, "Nadia") == []


def test_the_builders_name_every_record_once() -> None:
    for kind in RECORD_KINDS:
        keys = [key_of(one) for one in getattr(joined(a_college(), an_ecole()), kind)]
        assert len(keys) == len(set(keys)), kind


def assert_all_there(before: dict[str, list[str]], after: dict[str, list[str]]) -> None:
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), table


def test_a_pupil_who_left_a_group_and_came_back_has_two_places_there(store: Store) -> None:
    first = TeachingMembership("lea", "mat", date(2026, 9, 1), date(2026, 10, 1))
    second = TeachingMembership("lea", "mat", date(2026, 11, 1), None)
    others = tuple(
        one
        for one in a_college().teaching_memberships
        if (one.pupil_id, one.teaching_id) != ("lea", "mat")
    )
    data = replace(a_college(), teaching_memberships=(*others, second, first))
    take_in(store, data)
    assert not take_in(store, data)


def test_a_mark_is_new_on_the_day_it_is_given_not_on_the_day_it_was_expected(store: Store) -> None:
    pending = changed(a_college(), "marks", ("ctl", "lea"), status=MarkStatus.PENDING, value=None)
    take_in(store, pending, today=date(2026, 11, 10))
    take_in(store, a_college(), today=date(2026, 11, 20))
    with store.transaction() as tx:
        seen = {row.first_seen_on for row in tx.connection.execute(select(schema.marks))}
    assert date(2026, 11, 20) in seen


def test_a_file_without_demographics_leaves_birth_dates_and_civilities(store: Store) -> None:
    take_in(store, a_college())
    silent = frozenset({"pupils.birth_on", "guardians.civility", "guardianships.self"})
    bare = replace(
        a_college(),
        pupils=tuple(replace(one, birth_on=None) for one in a_college().pupils),
        guardians=tuple(replace(one, civility="") for one in a_college().guardians),
        silent_on=silent,
    )
    assert not take_in(store, bare)
