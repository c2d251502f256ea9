"""Pupils, adults and who may see whom, out of a OneRoster package."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.people import Guardian, Guardianship, Pupil, Right

from .oneroster_zips import Tables, a_school, read, reasons, role, user

LEGAL, UNCONFIRMED = Right.LEGAL, Right.UNCONFIRMED


def links_of(folder: Path, tables: Tables) -> set[Guardianship]:
    links = read(folder, tables).data.guardianships
    assert len(links) == len(set(links))
    return set(links)


def other_school(tables: Tables) -> None:
    tables["orgs"].append({"sourcedId": "lyc", "name": "Lycée", "type": "school"})


def test_a_pupil_has_his_school_names_and_birth_date(tmp_path: Path) -> None:
    pupils = read(tmp_path, a_school()).data.pupils
    assert pupils == (
        Pupil("lea", "clg", "Léa", "Moreau", date(2014, 3, 2)),
        Pupil("tom", "clg", "Tom", "Petit"),
    )


def test_a_preferred_given_name_wins_for_pupils_and_adults(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][0]["preferredGivenName"] = "Lili"
    tables["users"][2]["preferredGivenName"] = "Nad"
    data = read(tmp_path, tables).data
    assert data.pupils[0].given_name == "Lili"
    assert data.guardians[0].given_name == "Nad"


@pytest.mark.parametrize("primary_org", ["", "aca"])
def test_a_pupil_whose_row_names_no_school_has_that_of_his_role(
    tmp_path: Path, primary_org: str
) -> None:
    tables = a_school()
    tables["users"][0]["primaryOrgSourcedId"] = primary_org
    assert read(tmp_path, tables).data.pupils[0].school_id == "clg"


def test_a_pupil_without_any_school_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][1]["primaryOrgSourcedId"] = ""
    tables["roles"][1]["orgSourcedId"] = "aca"
    reading = read(tmp_path, tables)
    assert [pupil.source_id for pupil in reading.data.pupils] == ["lea"]
    assert reading.faults[0].reason == "pupil_without_school"
    assert {fault.reason for fault in reading.faults[1:]} == {"depends_on_refused"}


def test_a_disabled_user_is_not_imported_nor_what_is_his(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][0]["enabledUser"] = "FALSE"
    reading = read(tmp_path, tables)
    assert [pupil.source_id for pupil in reading.data.pupils] == ["tom"]
    assert reading.data.marks == ()
    assert [guardian.source_id for guardian in reading.data.guardians] == ["paul"]
    assert [(f.file, f.reason, f.line) for f in reading.faults] == [("users.csv", "disabled", 2)]


def test_a_user_neither_enabled_nor_disabled_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][4]["enabledUser"] = "peut-être"
    assert reasons(read(tmp_path, tables)) == ["unknown_value", "depends_on_refused"]


def test_a_user_without_a_name_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"].append(user("x", "", ""))
    assert reasons(read(tmp_path, tables)) == ["blank"]


@pytest.mark.parametrize("column", ["givenName", "familyName"])
def test_a_name_too_long_to_be_one_is_a_fault(tmp_path: Path, column: str) -> None:
    tables = a_school()
    tables["users"] += [user("x", "Zoé", "Roy") | {column: "a" * 200}]
    tables["users"] += [user("y", "Zoé", "Roy") | {column: "a" * 201}]
    (fault,) = read(tmp_path, tables).faults
    assert (fault.reason, fault.column, fault.line) == ("name_too_long", column, 9)


def test_a_birth_date_that_is_not_iso_is_a_fault_and_left_blank(tmp_path: Path) -> None:
    tables = a_school()
    tables["demographics"][0]["birthDate"] = "2/03/2014"
    reading = read(tmp_path, tables)
    assert reading.data.pupils[0].birth_on is None
    assert reasons(reading) == ["date_needed"]


def test_links_are_read_in_both_directions_and_adults_have_their_civility(tmp_path: Path) -> None:
    data = read(tmp_path, a_school()).data
    assert set(data.guardianships) == {
        Guardianship("nadia", "lea", LEGAL),
        Guardianship("paul", "tom", LEGAL),
    }
    assert data.guardians == (
        Guardian("nadia", "Nadia", "Moreau", "Mme"),
        Guardian("paul", "Paul", "Petit", ""),
    )


def test_a_link_told_from_both_ends_is_one_link(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][2]["agentSourcedIds"] = "lea, lea"
    assert len(links_of(tmp_path, tables)) == 2
    assert read(tmp_path, tables).faults == ()


def test_one_adult_may_have_several_children_and_one_child_several_adults(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][3]["agentSourcedIds"] = "tom,lea"
    assert links_of(tmp_path, tables) == {
        Guardianship("nadia", "lea", LEGAL),
        Guardianship("paul", "tom", LEGAL),
        Guardianship("paul", "lea", LEGAL),
    }


def test_a_relative_waits_for_the_yes_of_the_school(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][4]["agentSourcedIds"] = "tom"
    assert Guardianship("aunt", "tom", UNCONFIRMED) in links_of(tmp_path, tables)


def test_the_stronger_of_two_roles_wins(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][4]["agentSourcedIds"] = "tom"
    tables["roles"].append(role("aunt", "guardian"))
    assert Guardianship("aunt", "tom", LEGAL) in links_of(tmp_path, tables)


def test_a_mother_elsewhere_is_an_aunt_in_the_school_that_says_so(tmp_path: Path) -> None:
    tables = a_school()
    other_school(tables)
    tables["users"][4]["agentSourcedIds"] = "tom"
    tables["roles"].append(role("aunt", "parent", orgSourcedId="lyc"))
    assert Guardianship("aunt", "tom", UNCONFIRMED) in links_of(tmp_path, tables)


def test_the_dates_of_the_role_are_those_of_the_link(tmp_path: Path) -> None:
    tables = a_school()
    tables["roles"][2] |= {"beginDate": "2025-09-01", "endDate": "2026-12-31"}
    link = Guardianship("nadia", "lea", LEGAL, date(2025, 9, 1), date(2026, 12, 31))
    assert link in links_of(tmp_path, tables)


def test_the_dates_of_a_role_in_another_school_do_not_open_this_one(tmp_path: Path) -> None:
    tables = a_school()
    other_school(tables)
    tables["roles"][2]["endDate"] = "2026-06-30"
    tables["roles"].append(role("nadia", "parent", orgSourcedId="lyc"))
    link = Guardianship("nadia", "lea", LEGAL, None, date(2026, 6, 30))
    assert link in links_of(tmp_path, tables)


def test_an_end_that_cannot_be_read_does_not_become_without_end(tmp_path: Path) -> None:
    tables = a_school()
    tables["roles"][2]["endDate"] = "31/12/2026"
    reading = read(tmp_path, tables)
    assert [link.guardian_id for link in reading.data.guardianships] == ["paul"]
    assert reasons(reading) == ["date_needed", "not_a_guardian_link"]


def test_a_teacher_never_becomes_a_guardian(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][0]["agentSourcedIds"] = "nadia,prof"
    reading = read(tmp_path, tables)
    assert "prof" not in {guardian.source_id for guardian in reading.data.guardians}
    (fault,) = reading.faults
    assert (fault.reason, fault.line, fault.value) == ("not_a_guardian_link", 2, "prof")


def test_a_teacher_who_is_also_a_parent_sees_her_child(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][0]["agentSourcedIds"] = "prof"
    tables["roles"].append(role("prof", "parent"))
    assert Guardianship("prof", "lea", LEGAL) in links_of(tmp_path, tables)


@pytest.mark.parametrize(("who", "agent"), [(0, "tom"), (2, "paul"), (0, "lea"), (3, "prof")])
def test_a_link_between_two_pupils_or_two_adults_is_a_fault(
    tmp_path: Path, who: int, agent: str
) -> None:
    tables = a_school()
    tables["users"][who]["agentSourcedIds"] = agent
    assert reasons(read(tmp_path, tables)) == ["not_a_guardian_link"]


def test_a_parent_linked_with_nobody_is_not_imported(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"][0]["agentSourcedIds"] = ""
    assert [g.source_id for g in read(tmp_path, tables).data.guardians] == ["paul"]


def test_a_role_nobody_knows_is_a_fault_but_an_extension_is_not(tmp_path: Path) -> None:
    tables = a_school()
    tables["roles"] += [role("prof", "ext:librarian"), role("prof", "gardienne")]
    (fault,) = read(tmp_path, tables).faults
    assert (fault.reason, fault.value) == ("unknown_value", "gardienne")


@pytest.mark.parametrize("birth", ["2008-10-20", "2009-07-03", "2000-01-01"])
def test_a_pupil_of_age_before_the_last_session_ends_may_read_his_own(
    tmp_path: Path, birth: str
) -> None:
    tables = a_school()
    tables["demographics"][0]["birthDate"] = birth
    data = read(tmp_path, tables).data
    born_on = date.fromisoformat(birth)
    grown_on = born_on.replace(year=born_on.year + 18)
    assert Guardian("lea", "Léa", "Moreau", "") in data.guardians
    assert Guardianship("lea", "lea", Right.SELF, starts_on=grown_on) in data.guardianships


def test_a_pupil_of_age_later_or_in_a_file_without_sessions_has_no_link(tmp_path: Path) -> None:
    tables = a_school()
    tables["demographics"][0]["birthDate"] = "2009-07-04"
    assert len(links_of(tmp_path, tables)) == 2
    tables["demographics"][0]["birthDate"] = "2000-01-01"
    del tables["academicSessions"]
    assert len(links_of(tmp_path, tables)) == 2
