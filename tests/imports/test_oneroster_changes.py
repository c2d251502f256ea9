"""Packages of changes: what they make of the picture kept before, and when they are refused."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import FileRefused
from kiosk.imports.oneroster import Known, OneRosterReading, read_oneroster

from .oneroster_zips import (
    Tables,
    a_school,
    as_change,
    before_1_2,
    changes_between,
    enrollment,
    known_after,
    line_item,
    members_of,
    members_of_changes,
    reasons,
    result,
    role,
    user,
    write_zip,
)

COLLEGE = "0991234A"
SOURCE = f"oneroster:{COLLEGE}"


def read_members(members: Mapping[str, bytes], known: Known | None = None) -> OneRosterReading:
    with TemporaryDirectory() as folder:
        path = write_zip(Path(folder) / "export.zip", members)
        return read_oneroster(path, known=known or Known())


def whole(tables: Tables, **properties: str) -> OneRosterReading:
    return read_members(members_of(tables, **properties))


def after_changes(
    before: Tables, changes: Tables, modes: Mapping[str, str] | None = None
) -> OneRosterReading:
    known = known_after(whole(before))
    return read_members(members_of_changes(changes, **(modes or {})), known)


def refused_changes(changes: Tables, known: Known, **properties: str) -> tuple[str, str]:
    with pytest.raises(FileRefused) as refused:
        read_members(members_of_changes(changes, **properties), known)
    return refused.value.reason, refused.value.detail


def same_records(one: OneRosterReading, other: OneRosterReading) -> bool:
    return replace(one.data, settings={}) == replace(other.data, settings={})


# --- what a package of changes does -------------------------------------------------------------


def test_a_change_an_addition_and_a_removal_are_each_applied() -> None:
    after = a_school()
    after["users"][0]["familyName"] = "Moreau-Petit"
    after["results"].append(result("ctl", "tom", score="9"))
    after["lineItems"] = after["lineItems"][1:]
    changed = after_changes(a_school(), changes_between(a_school(), after))
    assert changed.faults == ()
    assert same_records(changed, whole(after))
    assert changed.data.settings == {"parent_right": "legal", "package": "changes"}


def test_no_change_at_all_is_the_picture_itself() -> None:
    nothing: Tables = {name: [] for name in a_school()}
    changed = after_changes(a_school(), nothing)
    assert same_records(changed, whole(a_school()))
    assert changed.picture == whole(a_school()).picture


def test_the_same_changes_again_change_nothing() -> None:
    after = a_school()
    after["users"] = after["users"][1:]
    changes = changes_between(a_school(), after)
    once = after_changes(a_school(), changes)
    twice = read_members(members_of_changes(changes), known_after(once))
    assert (twice.data, twice.picture) == (once.data, once.picture)


def test_a_file_that_is_absent_stays_as_it_was() -> None:
    changed = after_changes(a_school(), {"results": [as_change(result("ctl", "tom", score="9"))]})
    assert changed.faults == ()
    assert len(changed.data.marks) == 2
    assert len(changed.data.pupils) == 2
    assert changed.data.silent_on == whole(a_school()).data.silent_on


def test_a_complete_file_beside_changes_takes_the_place_of_its_own_only() -> None:
    tables: Tables = {
        "results": [result("ctl", "tom", score="9")],
        "users": [as_change(user("lea", "Léa", "Autre", agentSourcedIds="nadia"))],
    }
    changed = after_changes(a_school(), tables, {"file_results": "bulk"})
    assert [mark.pupil_id for mark in changed.data.marks] == ["tom"]
    assert [pupil.family_name for pupil in changed.data.pupils] == ["Autre", "Petit"]


def test_who_is_removed_goes_with_what_hangs_on_him_and_nobody_is_blamed() -> None:
    changed = after_changes(a_school(), {"users": [as_change(user("lea", "", ""), "tobedeleted")]})
    assert [pupil.source_id for pupil in changed.data.pupils] == ["tom"]
    assert changed.data.marks == ()
    assert changed.faults == ()


def test_only_the_faults_of_the_changes_are_told_with_their_lines() -> None:
    before = a_school()
    before["enrollments"].append(enrollment("nobody", "mat", "student"))
    before["lineItems"][0]["dueDate"] = "demain"
    changes: Tables = {
        "enrollments": [
            as_change(enrollment("tom", "5b", "student")),
            as_change(enrollment("stranger", "mat", "student")),
        ]
    }
    assert len(whole(before).faults) == 2
    changed = after_changes(before, changes)
    assert [(one.file, one.line, one.reason) for one in changed.faults] == [
        ("enrollments.csv", 3, "unknown_reference")
    ]


def test_what_was_refused_is_taken_once_the_changes_mend_it() -> None:
    before = a_school()
    lost = before["users"].pop(1)
    changed = after_changes(before, {"users": [as_change(lost)]})
    assert {pupil.source_id for pupil in changed.data.pupils} == {"lea", "tom"}
    assert same_places(changed, whole(a_school()))


def same_places(one: OneRosterReading, other: OneRosterReading) -> bool:
    return set(one.data.teaching_memberships) == set(other.data.teaching_memberships)


def test_of_two_changes_of_one_record_the_later_counts() -> None:
    early = as_change(user("tom", "Tom", "Ancien")) | {"dateLastModified": "2026-11-01T08:00:00Z"}
    late = as_change(user("tom", "Tom", "Nouveau"))
    for order in ([early, late], [late, early]):
        changed = after_changes(a_school(), {"users": order})
        assert "Nouveau" in {pupil.family_name for pupil in changed.data.pupils}
        assert reasons(changed) == ["changed_twice"]


def changed_at(moment: str, record: dict[str, str], status: str = "active") -> dict[str, str]:
    return as_change(record, status) | {"dateLastModified": moment}


def test_an_older_package_that_comes_after_a_newer_one_takes_nothing_back() -> None:
    newer = after_changes(
        a_school(),
        {
            "users": [
                changed_at("2026-11-20T08:00:00Z", user("tom", "Tom", "Nouveau")),
                changed_at("2026-11-20T08:00:00Z", user("lea", "", ""), "tobedeleted"),
            ]
        },
    )
    older: Tables = {
        "users": [
            changed_at("2026-11-20T08:59:00+01:00", user("lea", "Léa", "Moreau")),
            changed_at("2026-11-10T08:00:00.000Z", user("tom", "Tom", "Ancien")),
        ]
    }
    late = read_members(members_of_changes(older), known_after(newer))
    assert [(one.line, one.column, one.reason) for one in late.faults] == [
        (2, "dateLastModified", "older_than_known"),
        (3, "dateLastModified", "older_than_known"),
    ]
    assert (late.data, late.picture) == (newer.data, newer.picture)


def test_who_was_removed_comes_back_with_a_later_change() -> None:
    gone = changed_at("2026-11-20T08:00:00Z", user("tom", "", ""), "tobedeleted")
    back = changed_at("2026-11-21T08:00:00Z", a_school()["users"][1])
    without = after_changes(a_school(), {"users": [gone]})
    again = read_members(members_of_changes({"users": [back]}), known_after(without))
    assert [pupil.source_id for pupil in without.data.pupils] == ["lea"]
    assert same_records(again, whole(a_school()))


def test_a_change_as_old_as_what_is_known_is_taken() -> None:
    before = a_school()
    before["users"][1]["dateLastModified"] = "2026-11-20T08:00:00Z"
    same = changed_at("2026-11-20T08:00:00.000Z", user("tom", "Tom", "Nouveau"))
    changed = after_changes(before, {"users": [same]})
    assert changed.faults == ()
    assert "Nouveau" in {pupil.family_name for pupil in changed.data.pupils}


def test_a_change_that_does_not_say_what_it_is_is_left_aside() -> None:
    changes: Tables = {
        "users": [
            as_change(user("tom", "Tom", "Autre"), status=""),
            as_change(user("lea", "Léa", "Autre"), status="peut-être"),
            as_change(user("", "X", "Y")),
        ]
    }
    changed = after_changes(a_school(), changes)
    assert [(one.line, one.column, one.reason) for one in changed.faults] == [
        (2, "status", "blank"),
        (3, "status", "unknown_value"),
        (4, "sourcedId", "blank"),
    ]
    assert [pupil.family_name for pupil in changed.data.pupils] == ["Moreau", "Petit"]


FAULTY_CHANGES = [
    ("results", {"score": "12/20"}),
    ("results", {"scoreStatus": "noté"}),
    ("users", {"enabledUser": "peut-être"}),
    ("users", {"givenName": "", "familyName": ""}),
    ("users", {"role": ""}),
    ("users", {"orgSourcedIds": ""}),
    ("users", {"orgSourcedIds": "nowhere"}),
    ("users", {"orgSourcedIds": "aca"}),
    ("lineItems", {"categorySourcedId": "nowhere"}),
    ("lineItems", {"gradingPeriodSourcedId": "nowhere"}),
    ("classes", {"classType": "groupe"}),
    ("enrollments", {"userSourcedId": "nobody"}),
    ("demographics", {"birthDate": "02/03/2014"}),
    ("academicSessions", {"startDate": "rentrée"}),
]


@pytest.mark.parametrize(("name", "cells"), FAULTY_CHANGES)
def test_a_faulty_change_is_told_and_what_was_known_stays(name: str, cells: dict[str, str]) -> None:
    before = before_1_2(a_school())
    former = whole(before, oneroster_version="1.1")
    changes: Tables = {name: [as_change(before[name][0] | cells)]}
    changed = read_members(
        members_of_changes(changes, oneroster_version="1.1"), known_after(former)
    )
    assert {(one.file, one.line) for one in changed.faults} == {(f"{name}.csv", 2)}
    assert (same_records(changed, former), changed.picture) == (True, former.picture)


def test_a_faulty_change_of_a_role_leaves_the_former_role() -> None:
    former = whole(a_school())
    changes: Tables = {"roles": [as_change(a_school()["roles"][0] | {"endDate": "toujours"})]}
    changed = read_members(members_of_changes(changes), known_after(former))
    assert reasons(changed) == ["date_needed"]
    assert (same_records(changed, former), changed.picture) == (True, former.picture)


def test_a_pupil_moved_to_a_school_nobody_knows_is_told_and_stays_where_his_role_is() -> None:
    tom = as_change(a_school()["users"][1] | {"primaryOrgSourcedId": "nowhere"})
    changed = after_changes(a_school(), {"users": [tom]})
    assert reasons(changed) == ["unknown_reference"]
    assert changed.data.pupils == whole(a_school()).data.pupils


def test_a_change_without_its_moment_is_a_fault_and_taken() -> None:
    undated = as_change(user("tom", "Tom", "Autre")) | {"dateLastModified": ""}
    changed = after_changes(a_school(), {"users": [undated]})
    assert [(one.line, one.reason) for one in changed.faults] == [(2, "undated")]
    assert "Autre" in {pupil.family_name for pupil in changed.data.pupils}


def test_changes_of_which_none_has_a_moment_are_one_fault() -> None:
    members = members_of_changes({"users": [as_change(user("tom", "Tom", "Autre"))]})
    members["users.csv"] = members["users.csv"].replace(b"dateLastModified", b"other")
    changed = read_members(members, known_after(whole(a_school())))
    assert [(one.file, one.line, one.reason) for one in changed.faults] == [
        ("users.csv", None, "undated")
    ]


def test_changes_without_a_status_column_are_refused() -> None:
    members = members_of_changes({"users": [as_change(user("tom", "Tom", "Autre"))]})
    members["users.csv"] = members["users.csv"].replace(b"status", b"other")
    with pytest.raises(FileRefused) as refused:
        read_members(members, known_after(whole(a_school())))
    assert (refused.value.reason, refused.value.detail) == ("column", "users.csv: status")


def test_changes_in_the_older_version_apply_to_a_picture_of_it() -> None:
    before, after = before_1_2(a_school()), before_1_2(a_school())
    after["users"][2]["role"] = "relative"
    known = known_after(whole(before, oneroster_version="1.1"))
    changes = members_of_changes(changes_between(before, after), oneroster_version="1.1")
    changed = read_members(changes, known)
    assert same_records(changed, whole(after, oneroster_version="1.1"))


# --- when they are refused ----------------------------------------------------------------------


def test_changes_of_a_school_never_seen_are_refused_with_its_name() -> None:
    changes = changes_between({}, a_school())
    assert refused_changes(changes, Known()) == ("delta_unknown", COLLEGE)
    assert refused_changes(changes, Known(), source_systemCode="SIS7")[0] == "delta_unknown"


def test_changes_of_another_school_of_a_known_system_are_refused() -> None:
    known = known_after(whole(a_school(), source_systemCode="SIS7"))
    school = {"sourcedId": "new", "name": "École", "type": "school", "identifier": "0999999Z"}
    refused = refused_changes({"orgs": [as_change(school)]}, known, source_systemCode="SIS7")
    assert refused == ("delta_unknown", "0999999Z")


def test_changes_of_a_system_that_never_gave_a_complete_export_are_refused() -> None:
    known = known_after(whole(a_school()))
    changes: Tables = {"users": [as_change(user("tom", "Tom", "Petit"))]}
    assert refused_changes(changes, known, source_systemCode="B")[0] == "delta_unknown"


def test_changes_of_a_file_never_given_in_whole_are_refused() -> None:
    before = a_school()
    del before["results"]
    refused = refused_changes(
        {"results": [as_change(result("ctl", "lea", score="9"))]}, known_after(whole(before))
    )
    assert refused == ("delta_unknown", "results.csv")


def test_changes_of_another_version_than_the_picture_are_refused() -> None:
    known = known_after(whole(a_school()))
    changes = {"users": [as_change(one) for one in before_1_2(a_school())["users"]]}
    assert refused_changes(changes, known, oneroster_version="1.1")[0] == "delta_version"


def two_schools_apart() -> Known:
    readings = {}
    for uai in (COLLEGE, "0999999Z"):
        tables = a_school()
        tables["orgs"][1]["identifier"] = uai
        readings[f"oneroster:{uai}", frozenset({uai})] = whole(tables)
    return Known(
        {COLLEGE: SOURCE, "0999999Z": "oneroster:0999999Z"},
        {source: [uais] for source, uais in readings},
        lambda source, uais: readings[source, uais].picture,
    )


def test_changes_that_name_no_school_are_for_the_one_a_person_names(tmp_path: Path) -> None:
    changes: Tables = {"users": [as_change(user("tom", "Tom", "Autre"))]}
    known = two_schools_apart()
    assert refused_changes(changes, known)[0] == "delta_whose"
    path = write_zip(tmp_path / "p.zip", members_of_changes(changes))
    for uai in (COLLEGE, "0999999Z"):
        reading = read_oneroster(path, known=known, school=uai)
        assert reading.data.source == f"oneroster:{uai}"
        assert [one.uai for one in reading.data.schools] == [uai]


def test_the_school_changes_name_is_told_from_the_others() -> None:
    changes: Tables = {"orgs": [as_change({**a_school()["orgs"][1], "name": "Les Érables"})]}
    reading = read_members(members_of_changes(changes), two_schools_apart())
    assert reading.data.source == SOURCE
    assert [one.name for one in reading.data.schools] == ["Les Érables"]


# --- a complete export after another -----------------------------------------------------------


def test_what_a_complete_export_does_not_speak_of_is_kept_for_later_changes() -> None:
    roster = {name: rows for name, rows in a_school().items() if name != "results"}
    second = read_members(members_of(roster), known_after(whole(a_school())))
    assert second.data.marks == ()
    assert "marks" in second.data.silent_on
    changes: Tables = {"results": [as_change(result("ctl", "tom", score="9"))]}
    third = read_members(members_of_changes(changes), known_after(second))
    assert {mark.pupil_id for mark in third.data.marks} == {"lea", "tom"}


def test_without_courses_subjects_stay_where_courses_were_told_before() -> None:
    tables = {name: rows for name, rows in a_school().items() if name != "courses"}
    second = read_members(members_of(tables), known_after(whole(a_school())))
    assert "teachings.subject" in second.data.silent_on
    third = read_members(members_of(tables), known_after(second))
    assert "teachings.subject" in third.data.silent_on
    first_of_its_kind = read_members(members_of(tables), Known())
    assert "teachings.subject" not in first_of_its_kind.data.silent_on


def test_a_picture_of_the_same_rows_is_the_same_bytes() -> None:
    assert whole(a_school()).picture == whole(a_school()).picture


# --- by construction ---------------------------------------------------------------------------

CELLS = {
    "givenName": ["Léa", "Tom", ""],
    "familyName": ["Moreau", "=1+1", "Ø\nB"],
    "agentSourcedIds": ["", "nadia", "paul,nadia", "tom", "prof"],
    "role": ["student", "parent", "relative", "teacher", "?"],
    "status": ["", "active", "inactive"],
    "classSourcedId": ["mat", "5b", "nowhere"],
    "userSourcedId": ["lea", "tom", "prof", "nobody"],
    "classType": ["homeroom", "scheduled", "?"],
    "score": ["12", "-1", "", "NaN"],
    "scoreStatus": ["fully graded", "exempt", "?"],
    "dueDate": ["2026-10-09", "1/05/2026", ""],
    "birthDate": ["2008-10-20", "", "x"],
    "title": ["Contrôle", "Devoirs", ""],
    "identifier": [COLLEGE],
}
WRONG = {"", "?", "nowhere", "nobody", "-1", "NaN", "x", "1/05/2026"}
RIGHT_CELLS = {
    column: [cell for cell in cells if cell not in WRONG] for column, cells in CELLS.items()
}
NEW = {
    "users": user("new", "Zoé", "Nouvelle", agentSourcedIds="nadia"),
    "roles": role("new", "student"),
    "enrollments": enrollment("new", "mat", "student"),
    "lineItems": line_item("new", "Poésie", classSourcedId="5b"),
    "results": result("ctl", "tom", score="8"),
}


@st.composite
def another_state(draw: st.DrawFn) -> tuple[Tables, Tables]:
    """Two states of one school: the second some edits, removals and additions away.

    The edits that lead to the second are words of the format: what a change says wrongly leaves
    the former row, where a complete export has none.
    """
    before = a_school()
    for name, record in NEW.items():
        if draw(st.booleans()):
            before[name].append(dict(record))
    edit(draw, before)
    after = deepcopy(before)
    edit(draw, after, RIGHT_CELLS)
    for name, records in after.items():
        # The school itself stays: another one comes only with a complete export.
        kept = draw(st.sets(st.integers(0, 12), max_size=3)) if name != "orgs" else set()
        after[name] = [one for at, one in enumerate(records) if at not in kept]
        known = {one["sourcedId"] for one in before[name]}
        if name in NEW and NEW[name]["sourcedId"] not in known and draw(st.booleans()):
            after[name].append(dict(NEW[name]))
    return before, after


def edit(draw: st.DrawFn, tables: Tables, cells: Mapping[str, Sequence[str]] = CELLS) -> None:
    for _ in range(draw(st.integers(0, 4))):
        name = draw(st.sampled_from(sorted(set(tables) - {"orgs"})))
        record = draw(st.sampled_from(tables[name]))
        column = draw(st.sampled_from(sorted(set(record) & set(cells)) or ["status"]))
        record[column] = draw(st.sampled_from(cells[column]))


@settings(max_examples=80, deadline=None)
@given(another_state())
def test_a_complete_export_with_changes_is_the_complete_export_of_afterwards(
    states: tuple[Tables, Tables],
) -> None:
    before, after = states
    known = known_after(whole(before))
    changed = read_members(members_of_changes(changes_between(before, after)), known)
    # A change that names what was removed is refused, and leaves the former row.
    assume(not changed.faults)
    assert same_records(changed, whole(after))
