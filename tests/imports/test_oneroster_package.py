"""Manifest, whitelist and records of a OneRoster package."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.domain.people import Right
from kiosk.imports.oneroster import FIELDS_READ, read_oneroster

from .oneroster_zips import (
    NEVER_READ,
    Tables,
    a_school,
    columns_of,
    manifest,
    members_of,
    read,
    reasons,
    user,
    write_zip,
)


def refusal(folder: Path, tables: Tables, **properties: str) -> tuple[str, str]:
    with pytest.raises(FileRefused) as refused:
        read(folder, tables, **properties)
    return refused.value.reason, refused.value.detail


def test_an_ordinary_package_is_read_without_a_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, a_school())
    assert reading.faults == ()
    assert dict(reading.data.counts()) == {
        "schools": 1,
        "periods": 1,
        "classes": 2,
        "teachings": 1,
        "pupils": 2,
        "guardians": 2,
        "guardianships": 2,
        "class_memberships": 2,
        "teaching_memberships": 2,
        "assignments": 2,
        "marks": 1,
    }


def test_reading_the_same_file_twice_is_equal(tmp_path: Path) -> None:
    assert read(tmp_path, a_school()) == read(tmp_path, a_school())


def test_the_source_is_the_system_code(tmp_path: Path) -> None:
    assert read(tmp_path, a_school(), source_systemCode="SIS7").data.source == "oneroster:SIS7"


@pytest.mark.parametrize("code", ["", "absent"])
def test_the_source_without_a_system_code_is_the_sorted_schools(tmp_path: Path, code: str) -> None:
    tables = a_school()
    tables["orgs"].insert(
        0, {"sourcedId": "z", "name": "École", "type": "school", "identifier": "0991235B"}
    )
    reading = read(tmp_path, tables, source_systemCode=code)
    assert reading.data.source == "oneroster:0991234A+0991235B"


def test_what_a_parent_counts_as_is_a_setting_of_the_data(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "p.zip", members_of(a_school()))
    assert read_oneroster(path).data.settings == {"parent_right": "legal"}
    careful = read_oneroster(path, parent_right=Right.UNCONFIRMED).data
    assert careful.settings == {"parent_right": "unconfirmed"}
    assert {link.right for link in careful.guardianships} == {Right.UNCONFIRMED}


@pytest.mark.parametrize("version", ["1.2", "1.2.1"])
def test_versions_1_2_are_read(tmp_path: Path, version: str) -> None:
    assert read(tmp_path, a_school(), oneroster_version=version).faults == ()


@pytest.mark.parametrize("version", ["1.20", "1.3", "2.0", "1", ""])
def test_other_versions_are_refused(tmp_path: Path, version: str) -> None:
    assert refusal(tmp_path, a_school(), oneroster_version=version) == ("version", version)


def test_files_that_are_plainly_oneroster_are_a_complete_picture_without_a_manifest(
    tmp_path: Path,
) -> None:
    members = members_of(a_school())
    del members["manifest.csv"]
    reading = read_oneroster(write_zip(tmp_path / "p.zip", members))
    assert reading.data.settings == {"parent_right": "legal", "manifest": "assumed"}
    told = read(tmp_path, a_school())
    assert reading.faults == told.faults
    assert replace(reading.data, settings={}) == replace(told.data, settings={})


@pytest.mark.parametrize("lost", ["orgs", "users", "roles"])
def test_files_that_could_be_anything_are_refused_without_a_manifest(
    tmp_path: Path, lost: str
) -> None:
    members = members_of(a_school())
    del members["manifest.csv"], members[f"{lost}.csv"]
    with pytest.raises(FileRefused) as refused:
        read_oneroster(write_zip(tmp_path / "p.zip", members))
    assert refused.value.reason == "manifest"


def test_a_package_of_no_table_at_all_is_refused_as_empty(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_oneroster(write_zip(tmp_path / "p.zip", {"read me.txt": b""}))
    assert (refused.value.reason, refused.value.detail) == ("empty", "p.zip")


@pytest.mark.parametrize("school", ["0991234A", None])
def test_a_school_that_a_person_names_must_be_in_the_package(
    tmp_path: Path, school: str | None
) -> None:
    path = write_zip(tmp_path / "p.zip", members_of(a_school()))
    assert read_oneroster(path, school=school).data.schools
    with pytest.raises(FileRefused) as refused:
        read_oneroster(path, school="0999999Z")
    assert (refused.value.reason, refused.value.detail) == ("school_not_named", "0999999Z")


def test_a_folder_of_tables_is_read_as_a_zip_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, content in members_of(a_school()).items():
        (folder / name.upper()).write_bytes(content)
    assert read_oneroster(folder).data == read(tmp_path, a_school()).data


def test_a_package_with_semicolons_and_western_accents_is_read_the_same(tmp_path: Path) -> None:
    whole = {"manifest": manifest(a_school()), **a_school()}
    members = {}
    for name, records in whole.items():
        text = io.StringIO()
        columns = columns_of(name, records)
        writer = csv.DictWriter(text, columns, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(records)
        members[f"Export/{name.upper()}.CSV"] = text.getvalue().encode("cp1252")
    members["__MACOSX/Export/._users.csv"] = b"\0"
    reading = read_oneroster(write_zip(tmp_path / "p.zip", members))
    assert reading == read(tmp_path, a_school())


def test_a_file_announced_and_not_there_is_refused_because_it_would_erase(tmp_path: Path) -> None:
    tables = a_school()
    del tables["results"]
    assert refusal(tmp_path, tables, file_results="bulk") == ("missing_member", "results.csv")


@pytest.mark.parametrize("name", ["orgs", "users", "roles"])
def test_schools_users_and_roles_must_be_declared(tmp_path: Path, name: str) -> None:
    refused = refusal(tmp_path, a_school(), **{f"file_{name}": "absent"})
    assert refused == ("not_declared", f"{name}.csv")


@pytest.mark.parametrize(("mode", "reason"), [("absent", "declared_absent"), ("", "not_declared")])
def test_a_file_there_but_not_declared_is_left_alone(
    tmp_path: Path, mode: str, reason: str
) -> None:
    reading = read(tmp_path, a_school(), file_results=mode)
    assert reading.data.marks == ()
    assert [(f.file, f.reason) for f in reading.faults] == [("results.csv", reason)]


def test_a_mode_nobody_knows_is_refused(tmp_path: Path) -> None:
    refused = refusal(tmp_path, a_school(), file_users="partial")
    assert refused == ("manifest_value", "file.users: partial")


def test_a_package_of_only_people_is_read(tmp_path: Path) -> None:
    tables = {name: a_school()[name] for name in ("orgs", "users", "roles")}
    reading = read(tmp_path, tables)
    assert reading.faults == ()
    assert len(reading.data.pupils) == 2


def test_a_package_without_a_school_is_refused(tmp_path: Path) -> None:
    tables = a_school()
    tables["orgs"] = tables["orgs"][:1]
    assert refusal(tmp_path, tables) == ("no_school", "orgs.csv")


def test_a_column_that_is_not_listed_reaches_nothing(tmp_path: Path) -> None:
    tables = a_school()
    # A broken row of every kind, so that faults are looked at too.
    for name, records in tables.items():
        records.append({"sourcedId": f"broken-{name}"})
        listed = FIELDS_READ[f"{name}.csv"]
        for record in records:
            for column in {*columns_of(name, records), "invented"} - listed:
                record[column] = "CANARY"
    reading = read(tmp_path, tables)
    assert len(reading.data.pupils) == 2
    assert reading.faults
    assert "CANARY" not in repr(reading)
    with zipfile.ZipFile(io.BytesIO(reading.picture)) as picture:
        kept = b"".join(picture.read(name) for name in picture.namelist())
    assert b"Moreau" in kept
    assert b"CANARY" not in kept


def test_contact_and_secret_columns_are_in_no_list() -> None:
    personal = {*NEVER_READ, "userIds", "identifier", "cityOfBirth", "middleName"}
    for file, columns in FIELDS_READ.items():
        # An organisation's identifier is its UAI.
        assert columns & personal <= ({"identifier"} if file == "orgs.csv" else set()), file


def test_the_first_of_two_records_with_one_identifier_wins(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"].append(user("lea", "Autre", "Nom"))
    reading = read(tmp_path, tables)
    assert [pupil.given_name for pupil in reading.data.pupils] == ["Léa", "Tom"]
    (fault,) = reading.faults
    assert (fault.file, fault.reason, fault.line) == ("users.csv", "duplicate", 8)
    assert (fault.column, fault.value) == ("sourcedId", "lea")


def test_a_record_without_an_identifier_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"].append(user("", "Autre", "Nom"))
    assert reasons(read(tmp_path, tables)) == ["blank"]


@pytest.mark.parametrize("status", ["tobedeleted", "inactive", "ToBeDeleted"])
def test_a_withdrawn_record_goes_with_what_depends_on_it(tmp_path: Path, status: str) -> None:
    tables = a_school()
    tables["lineItems"][1]["status"] = status
    reading = read(tmp_path, tables)
    assert [item.source_id for item in reading.data.assignments] == ["ex12"]
    assert reading.data.marks == ()
    assert reading.faults == ()


def test_a_status_nobody_knows_is_a_fault_and_what_depends_on_it_too(tmp_path: Path) -> None:
    tables = a_school()
    tables["lineItems"][1]["status"] = "peut-être"
    reading = read(tmp_path, tables)
    assert reading.data.marks == ()
    assert reasons(reading) == ["unknown_value", "depends_on_refused"]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("classes", "schoolSourcedId"),
        ("classes", "courseSourcedId"),
        ("roles", "userSourcedId"),
        ("roles", "orgSourcedId"),
        ("users", "primaryOrgSourcedId"),
        ("users", "agentSourcedIds"),
        ("demographics", "sourcedId"),
        ("enrollments", "classSourcedId"),
        ("enrollments", "userSourcedId"),
        ("lineItems", "classSourcedId"),
        ("lineItems", "categorySourcedId"),
        ("lineItems", "academicSessionSourcedId"),
        ("results", "lineItemSourcedId"),
        ("results", "studentSourcedId"),
    ],
)
def test_a_dangling_reference_is_told_with_its_place(
    tmp_path: Path, name: str, column: str
) -> None:
    tables = a_school()
    place = 1 if name == "classes" else 0
    tables[name][place][column] = "nobody"
    faults = read(tmp_path, tables).faults
    (fault,) = (fault for fault in faults if fault.reason == "unknown_reference")
    assert (fault.file, fault.line) == (f"{name}.csv", place + 2)
    assert (fault.column, fault.value) == (column, "nobody")


def test_every_file_that_is_not_read_is_told_once(tmp_path: Path) -> None:
    members = {
        **members_of(a_school()),
        "classResources.csv": b"sourcedId\n",
        **dict.fromkeys(["users (1).csv", "Notes.xlsx", "lisez.txt"], b"x"),
        **dict.fromkeys(["Thumbs.db", "~$Notes.xlsx", "__MACOSX/._users.csv"], b"x"),
    }
    path = write_zip(tmp_path / "p.zip", members)
    folder = tmp_path / "unzipped"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for one in (path, folder):
        told = read_oneroster(one).faults
        assert {(fault.file, fault.reason) for fault in told} == {
            ("users (1).csv", "file_not_read"),
            ("Notes.xlsx", "file_not_read"),
            ("lisez.txt", "file_not_read"),
        }
