"""OneRoster 1.0 and 1.1: roles on the users, other headings, and what real exports make of them."""

from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.domain.people import Right
from kiosk.imports.oneroster import OneRosterReading, read_oneroster

from .oneroster_zips import a_school, before_1_2, members_of, read, reasons, write_zip


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


def test_a_secretary_who_writes_true_in_capitals_is_understood(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    for person in tables["users"]:
        person["enabledUser"] = "TRUE"
    assert len(read_older(tmp_path, tables).data.pupils) == 2


def test_a_day_whose_month_could_be_its_day_is_a_fault_not_a_guess(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["demographics"][0]["birthDate"] = "1/05/2014"
    reading = read_older(tmp_path, tables)
    assert reading.data.pupils[0].birth_on is None
    assert [(one.reason, one.value) for one in reading.faults] == [("date", "1/05/2014")]


def test_a_relative_waits_for_a_yes_in_older_versions_too(tmp_path: Path) -> None:
    tables = before_1_2(a_school())
    tables["users"][4]["agentSourcedIds"] = "tom"
    links = read_older(tmp_path, tables).data.guardianships
    assert {one.right for one in links if one.guardian_id == "aunt"} == {Right.UNCONFIRMED}
