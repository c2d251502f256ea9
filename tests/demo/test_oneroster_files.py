import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kiosk.demo.oneroster_files import write_demo_export
from kiosk.demo.school import (
    DEMO_SLIP_HOLDERS,
    GROWN_PUPIL_ID,
    TEACHER_AND_MOTHER_ID,
    invent_school,
)

TODAY = date(2026, 11, 23)
HEADERS = {
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
    "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "users": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
    "roles": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
    "orgSourcedId,userProfileSourcedId",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,"
    "role,primary,beginDate,endDate",
    "demographics": "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,"
    "asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
    "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
    "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
    "categories": "sourcedId,status,dateLastModified,title,weight",
    "lineItems": "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,"
    "classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,"
    "schoolSourcedId",
    "results": "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,"
    "score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing",
}
REFERENCES = (
    ("academicSessions", "parentSourcedId", "academicSessions"),
    ("courses", "schoolYearSourcedId", "academicSessions"),
    ("courses", "orgSourcedId", "orgs"),
    ("classes", "courseSourcedId", "courses"),
    ("classes", "schoolSourcedId", "orgs"),
    ("classes", "termSourcedIds", "academicSessions"),
    ("users", "agentSourcedIds", "users"),
    ("users", "primaryOrgSourcedId", "orgs"),
    ("roles", "userSourcedId", "users"),
    ("roles", "orgSourcedId", "orgs"),
    ("enrollments", "classSourcedId", "classes"),
    ("enrollments", "schoolSourcedId", "orgs"),
    ("enrollments", "userSourcedId", "users"),
    ("demographics", "sourcedId", "users"),
    ("lineItems", "classSourcedId", "classes"),
    ("lineItems", "categorySourcedId", "categories"),
    ("lineItems", "academicSessionSourcedId", "academicSessions"),
    ("lineItems", "schoolSourcedId", "orgs"),
    ("results", "lineItemSourcedId", "lineItems"),
    ("results", "studentSourcedId", "users"),
    ("results", "classSourcedId", "classes"),
)
Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "demo.zip"
    write_demo_export(path, TODAY)
    return path


@pytest.fixture(scope="module")
def tables(export: Path) -> dict[str, Table]:
    with zipfile.ZipFile(export) as archive:
        return {
            name.removesuffix(".csv"): read_table(archive.read(name)) for name in archive.namelist()
        }


def read_table(content: bytes) -> Table:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def ids(table: Table) -> set[str]:
    return {row["sourcedId"] for row in table}


@pytest.mark.parametrize("name", HEADERS)
def test_each_file_has_the_official_header_in_the_official_order(export, name):
    with zipfile.ZipFile(export) as archive:
        first_line = archive.read(f"{name}.csv").decode("utf-8").split("\r\n")[0]
    assert first_line == HEADERS[name]


def test_the_manifest_names_the_files_that_are_there_and_no_other(tables):
    manifest = {row["propertyName"]: row["value"] for row in tables["manifest"]}
    files = {name: mode for name, mode in manifest.items() if name.startswith("file.")}
    assert {name for name, mode in files.items() if mode == "bulk"} == {
        f"file.{name}" for name in HEADERS
    }
    assert files["file.userProfiles"] == "absent"
    assert set(tables) == {*HEADERS, "manifest"}
    assert manifest["oneroster.version"] == "1.2"
    assert manifest["source.systemCode"] == "kiosk-demo"


@pytest.mark.parametrize(("name", "column", "target"), REFERENCES)
def test_every_reference_resolves(tables, name, column, target):
    known = ids(tables[target])
    for row in tables[name]:
        assert set(filter(None, row[column].split(","))) <= known


@pytest.mark.parametrize("name", HEADERS)
def test_identifiers_are_borne_once_and_a_bulk_file_leaves_status_and_date_blank(tables, name):
    assert len(ids(tables[name])) == len(tables[name]) > 0
    assert {(row["status"], row["dateLastModified"]) for row in tables[name]} == {("", "")}


def test_ties_are_written_on_the_pupil_at_the_college_and_on_the_adult_at_the_ecole(tables):
    agents = {row["sourcedId"]: row["agentSourcedIds"].split(",") for row in tables["users"]}
    assert "resp-delmas-amina" in agents["eleve-delmas-ines"]
    assert agents["eleve-delmas-yanis"] == [""]
    assert agents["resp-delmas-amina"] == ["eleve-delmas-yanis"]


def test_read_back_either_way_the_ties_are_those_of_the_school(tables):
    students = {row["userSourcedId"] for row in tables["roles"] if row["role"] == "student"}
    pairs = set()
    for row in tables["users"]:
        for agent in filter(None, row["agentSourcedIds"].split(",")):
            one, other = row["sourcedId"], agent
            pairs.add((other, one) if one in students else (one, other))
    assert pairs == {
        (adult.person.source_id, pupil_id)
        for adult in invent_school(TODAY).adults
        for pupil_id in adult.pupil_ids
    }


def test_roles_tell_teacher_and_mother_apart_and_contacts_from_parents(tables):
    def roles_of(user_id: str) -> set[str]:
        return {row["role"] for row in tables["roles"] if row["userSourcedId"] == user_id}

    assert roles_of(TEACHER_AND_MOTHER_ID) == {"teacher", "parent"}
    assert roles_of("resp-oeuvrard-odile") == {"guardian"}
    assert roles_of("resp-tesfay-yonas") == {"relative"}
    assert roles_of(GROWN_PUPIL_ID) == {"student"}


def test_everybody_has_one_primary_role(tables):
    primary = [row["userSourcedId"] for row in tables["roles"] if row["roleType"] == "primary"]
    assert sorted(primary) == sorted(ids(tables["users"]))


def test_pupils_have_a_date_of_birth_adults_none_and_all_a_sex(tables):
    students = {row["userSourcedId"] for row in tables["roles"] if row["role"] == "student"}
    for row in tables["demographics"]:
        assert bool(row["birthDate"]) == (row["sourcedId"] in students)
        assert row["sex"] in ("female", "male")
    assert ids(tables["demographics"]) == ids(tables["users"])


def test_each_class_has_one_main_teacher_and_each_pupil_one_homeroom(tables):
    main = [row["classSourcedId"] for row in tables["enrollments"] if row["primary"] == "true"]
    assert sorted(main) == sorted(ids(tables["classes"]))
    homerooms = {row["sourcedId"] for row in tables["classes"] if row["classType"] == "homeroom"}
    in_homerooms = [
        row["userSourcedId"]
        for row in tables["enrollments"]
        if row["classSourcedId"] in homerooms and row["role"] == "student"
    ]
    students = {row["userSourcedId"] for row in tables["roles"] if row["role"] == "student"}
    assert sorted(in_homerooms) == sorted(students)


def test_a_result_is_a_number_or_a_status_that_says_why_not(tables):
    for row in tables["results"]:
        assert (row["scoreStatus"] == "fully graded") == bool(row["score"])
        assert row["scoreStatus"] in ("fully graded", "exempt", "not submitted")


def test_who_holds_a_slip_is_in_the_file(tables):
    assert set(DEMO_SLIP_HOLDERS) <= ids(tables["users"])


def test_the_same_day_gives_the_same_bytes(export, tmp_path):
    write_demo_export(tmp_path / "again.zip", TODAY)
    assert (tmp_path / "again.zip").read_bytes() == export.read_bytes()
