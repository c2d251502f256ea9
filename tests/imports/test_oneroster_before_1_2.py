"""OneRoster 1.0 and 1.1: roles on the users, other headings, and what real exports make of them."""

from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.domain.people import Right
from kiosk.imports.oneroster import OneRosterReading, read_oneroster

from .oneroster_zips import (
    a_school,
    before_1_2,
    known_after,
    members_of,
    read,
    reasons,
    write_zip,
)


def read_older(folder: Path, tables: dict[str, list[dict[str, str]]]) -> OneRosterReading:
    members = members_of(tables, oneroster_version="1.1")
    return read_oneroster(write_zip(folder / "older.zip", members))


@pytest.mark.parametrize("version", ["1.1", "1.0", "1.1.0"])
def test_an_older_version_gives_the_same_school(tmp_path: Path, version: str) -> None:
    members = members_of(before_1_2(a_school()), oneroster_version=version)
    older = read_oneroster(write_zip(tmp_path / "older.zip", members))
    assert older.faults == ()
    assert older.data == read(tmp_path, a_school()).data


def test_an_older_version_is_known_without_a_manifest(tmp_path: Path) -> None:
    members = members_of(before_1_2(a_school()))
    del members["manifest.csv"]
    older = read_oneroster(write_zip(tmp_path / "older.zip", members))
    assert older.data.pupils == read(tmp_path, a_school()).data.pupils
    assert older.data.settings["manifest"] == "assumed"


def test_a_file_of_roles_counts_for_more_than_the_users_rows(tmp_path: Path) -> None:
    tables = a_school()
    for person in tables["users"]:
        person |= {"role": "student", "orgSourcedIds": "clg"}
    reading = read_older(tmp_path, tables)
    assert reading.data.pupils == read(tmp_path, a_school()).data.pupils


def test_a_pupil_of_several_organisations_is_of_the_first_that_is_a_school(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["users"][0]["orgSourcedIds"] = "aca, clg"
    assert read_older(tmp_path, tables).data.pupils[0].school_id == "clg"


@pytest.mark.parametrize(
    ("column", "cell", "faults"),
    [
        ("role", "élève", ["unknown_value"]),
        ("orgSourcedIds", "nowhere", ["unknown_reference"]),
        ("orgSourcedIds", "", ["blank"]),
        ("orgSourcedIds", "aca", ["pupil_without_school"]),
    ],
)
def test_a_user_whose_role_says_nothing_is_no_pupil(
    tmp_path: Path, column: str, cell: str, faults: list[str]
) -> None:
    tables = before_1_2(a_school())
    tables["users"][1][column] = cell
    reading = read_older(tmp_path, tables)
    assert [pupil.source_id for pupil in reading.data.pupils] == ["lea"]
    about_tom = [fault for fault in reading.faults if fault.file == "users.csv" and fault.line == 3]
    assert [fault.reason for fault in about_tom] == faults


@pytest.mark.parametrize("column", ["role", "orgSourcedIds"])
def test_users_without_their_roles_are_refused(tmp_path: Path, column: str) -> None:
    tables = before_1_2(a_school())
    for person in tables["users"]:
        del person[column]
    with pytest.raises(FileRefused) as refused:
        read_older(tmp_path, tables)
    assert (refused.value.reason, refused.value.detail) == ("column", f"users.csv: {column}")


@pytest.mark.parametrize(
    ("name", "column", "spelling"),
    [
        ("users", "preferredGivenName", "prefferedGivenName"),
        ("users", "agentSourcedIds", "agents"),
        ("users", "grades", "grade"),
        ("demographics", "birthDate", "birthdate"),
        ("demographics", "sourcedId", "userId"),
        ("enrollments", "userSourcedId", "userId"),
        ("lineItems", "gradingPeriodSourcedId", "gradingperiodsourcedid"),
    ],
)
def test_a_heading_written_otherwise_is_understood(
    tmp_path: Path, name: str, column: str, spelling: str
) -> None:
    members = members_of(before_1_2(a_school()), oneroster_version="1.1")
    usual = read_oneroster(write_zip(tmp_path / "usual.zip", members))
    heading, _, rest = members[f"{name}.csv"].decode().partition("\r\n")
    columns = [spelling if one == column else one for one in heading.split(",")]
    assert spelling in columns
    members[f"{name}.csv"] = (",".join(columns) + ",\r\n" + rest).encode()
    reading = read_oneroster(write_zip(tmp_path / "older.zip", members))
    assert (reading.data, reasons(reading)) == (usual.data, [])


NOT_NEEDED = [
    ("orgs", "identifier"),
    ("classes", "courseSourcedId"),
    ("users", "enabledUser"),
    ("users", "agentSourcedIds"),
    ("demographics", "birthDate"),
    ("enrollments", "endDate"),
    ("lineItems", "dueDate"),
    ("lineItems", "gradingPeriodSourcedId"),
    ("lineItems", "categorySourcedId"),
    ("lineItems", "resultValueMax"),
    ("results", "score"),
]


def with_heading_lost(name: str, column: str) -> dict[str, bytes]:
    members = members_of(before_1_2(a_school()), oneroster_version="1.1")
    heading, line_end, rest = members[f"{name}.csv"].partition(b"\r\n")
    headings = heading.decode().split(",")
    headings[headings.index(column)] = column + "s."
    return {**members, f"{name}.csv": ",".join(headings).encode() + line_end + rest}


@pytest.mark.parametrize(("name", "column"), NOT_NEEDED)
def test_a_column_of_the_standard_that_is_not_there_is_told(
    tmp_path: Path, name: str, column: str
) -> None:
    path = write_zip(tmp_path / "p.zip", with_heading_lost(name, column))
    told = [one for one in read_oneroster(path).faults if one.reason == "column_absent"]
    assert [(one.file, one.line, one.column) for one in told] == [(f"{name}.csv", 1, column)]


@pytest.mark.parametrize(("name", "column"), NOT_NEEDED)
def test_a_column_that_was_filled_and_is_no_longer_there_is_refused(
    tmp_path: Path, name: str, column: str
) -> None:
    whole = members_of(before_1_2(a_school()), oneroster_version="1.1")
    former = read_oneroster(write_zip(tmp_path / "whole.zip", whole))
    path = write_zip(tmp_path / "p.zip", with_heading_lost(name, column))
    with pytest.raises(FileRefused) as refused:
        read_oneroster(path, known=known_after(former))
    assert (refused.value.reason, refused.value.detail) == ("column_lost", f"{name}.csv: {column}")


def test_a_column_that_was_never_filled_may_go(tmp_path: Path) -> None:
    whole = members_of(before_1_2(a_school()), oneroster_version="1.1")
    former = read_oneroster(write_zip(tmp_path / "whole.zip", whole))
    path = write_zip(tmp_path / "p.zip", with_heading_lost("enrollments", "beginDate"))
    assert former.data.class_memberships[0].begins_on is not None
    without = members_of(before_1_2(a_school()), oneroster_version="1.1")
    without["enrollments.csv"] = without["enrollments.csv"].replace(b"2026-09-01", b"")
    former = read_oneroster(write_zip(tmp_path / "without.zip", without))
    reading = read_oneroster(path, known=known_after(former))
    assert reasons(reading) == ["column_absent"]


def test_a_status_misspelt_does_not_bring_back_who_was_withdrawn(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["users"][2]["status"] = "tobedeleted"
    members = members_of(tables, oneroster_version="1.1")
    former = read_oneroster(write_zip(tmp_path / "whole.zip", members))
    members["users.csv"] = members["users.csv"].replace(b"sourcedId,status", b"sourcedId,statut")
    path = write_zip(tmp_path / "p.zip", members)
    with pytest.raises(FileRefused) as refused:
        read_oneroster(path, known=known_after(former))
    assert (refused.value.reason, refused.value.detail) == ("column_lost", "users.csv: status")


def test_a_complete_export_may_do_without_status(tmp_path: Path) -> None:
    members = members_of(before_1_2(a_school()), oneroster_version="1.1")
    former = read_oneroster(write_zip(tmp_path / "whole.zip", members))
    members["users.csv"] = members["users.csv"].replace(b"sourcedId,status", b"sourcedId,statut")
    reading = read_oneroster(write_zip(tmp_path / "p.zip", members), known=known_after(former))
    assert (reading.data, reading.faults) == (former.data, ())


def test_the_first_version_has_fewer_columns_and_none_is_missed(tmp_path: Path) -> None:
    members = with_heading_lost("enrollments", "primary")
    members["manifest.csv"] = members["manifest.csv"].replace(b",1.1", b",1.0")
    assert read_oneroster(write_zip(tmp_path / "p.zip", members)).faults == ()


def test_all_the_columns_that_no_file_can_do_without_are_told_at_once(tmp_path: Path) -> None:
    members = with_heading_lost("users", "givenName")
    members["orgs.csv"] = with_heading_lost("orgs", "type")["orgs.csv"]
    with pytest.raises(FileRefused) as refused:
        read_oneroster(write_zip(tmp_path / "p.zip", members))
    assert refused.value.detail == "orgs.csv: type; users.csv: givenName"


@pytest.mark.parametrize(("yes", "no"), [("TRUE", "FALSE"), ("VRAI", "FAUX"), ("1", "0")])
def test_true_and_false_as_excel_rewrites_them_are_understood(
    tmp_path: Path, yes: str, no: str
) -> None:
    tables = before_1_2(a_school())
    for person in tables["users"]:
        person["enabledUser"] = yes
    tables["users"][1]["enabledUser"] = no
    reading = read_older(tmp_path, tables)
    assert [pupil.source_id for pupil in reading.data.pupils] == ["lea"]
    assert reasons(reading)[0] == "disabled"


def test_a_day_whose_month_could_be_its_day_is_a_fault_not_a_guess(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["demographics"][0]["birthDate"] = "1/05/2014"
    reading = read_older(tmp_path, tables)
    assert reading.data.pupils[0].birth_on is None
    assert [(one.reason, one.value) for one in reading.faults] == [("date_needed", "1/05/2014")]


def test_a_fault_names_the_column_this_version_has(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["lineItems"][0]["gradingPeriodSourcedId"] = "nowhere"
    (fault,) = read_older(tmp_path, tables).faults
    assert (fault.reason, fault.column) == ("unknown_reference", "gradingPeriodSourcedId")


def test_a_relative_waits_for_a_yes_in_older_versions_too(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["users"][4]["agentSourcedIds"] = "tom"
    links = read_older(tmp_path, tables).data.guardianships
    assert {one.right for one in links if one.guardian_id == "aunt"} == {Right.UNCONFIRMED}
