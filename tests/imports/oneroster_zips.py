"""OneRoster packages for tests: a small school of invented people, changed test by test."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.domain.faults import Reading
from kiosk.imports.oneroster import FIELDS_READ, Known, OneRosterReading, read_oneroster

Record = dict[str, str]
Tables = dict[str, list[Record]]

NEVER_READ = ("username", "password", "email", "sms", "phone", "pronouns")

ONE_VERSION_ONLY = {"users": {"role", "orgSourcedIds"}}
OLDER_SPELLINGS = {"gradingPeriodSourcedId": "academicSessionSourcedId"}


def a_school() -> Tables:
    """A collège: two pupils in 5e B, their parents, an aunt, a teacher, one homework, one test."""
    return {
        "orgs": [
            {"sourcedId": "aca", "name": "Académie", "type": "district", "identifier": "A1"},
            {
                "sourcedId": "clg",
                "name": "Collège des Tilleuls",
                "type": "school",
                "identifier": "0991234A",
            },
        ],
        "academicSessions": [
            session("year", "schoolYear", "2026-09-01", "2027-07-03"),
            session("t1", "term", "2026-09-01", "2026-11-30"),
        ],
        "courses": [{"sourcedId": "co-m", "title": "Maths 5e", "subjects": "Mathématiques,Calcul"}],
        "classes": [
            a_class("5b", "homeroom", "5e B"),
            a_class("mat", "scheduled", "Maths 5e B", courseSourcedId="co-m"),
        ],
        "users": [
            user("lea", "Léa", "Moreau", agentSourcedIds="nadia"),
            user("tom", "Tom", "Petit", grades="5EME"),
            user("nadia", "Nadia", "Moreau"),
            user("paul", "Paul", "Petit", agentSourcedIds="tom"),
            user("aunt", "Rose", "Petit"),
            user("prof", "Claire", "Bernard"),
        ],
        "roles": [
            role("lea", "student"),
            role("tom", "student"),
            role("nadia", "parent"),
            role("paul", "guardian"),
            role("aunt", "relative"),
            role("prof", "teacher"),
        ],
        "demographics": [
            {"sourcedId": "lea", "birthDate": "2014-03-02", "sex": "female"},
            {"sourcedId": "nadia", "sex": "female"},
        ],
        "enrollments": [
            enrollment("lea", "5b", "student", beginDate="2026-09-01", endDate="2027-07-03"),
            enrollment("lea", "mat", "student"),
            enrollment("tom", "mat", "student"),
            enrollment("prof", "mat", "teacher", primary="true"),
        ],
        "categories": [
            {"sourcedId": "home", "title": "Devoirs à la maison"},
            {"sourcedId": "test", "title": "Contrôle"},
        ],
        "lineItems": [
            line_item("ex12", "Exercice 12", categorySourcedId="home"),
            line_item("ctl", "Contrôle n° 1", categorySourcedId="test", resultValueMax="20"),
        ],
        "results": [result("ctl", "lea", score="15,5", comment="Bien", scoreDate="2026-10-12")],
    }


def session(source_id: str, kind: str, begins: str, ends: str) -> Record:
    return {
        "sourcedId": source_id,
        "title": f"Période {source_id}",
        "type": kind,
        "startDate": begins,
        "endDate": ends,
    }


def a_class(source_id: str, kind: str, title: str, **more: str) -> Record:
    place = {"sourcedId": source_id, "classType": kind, "title": title, "schoolSourcedId": "clg"}
    return {**place, **more}


def user(source_id: str, given: str, family: str, **more: str) -> Record:
    names = {"sourcedId": source_id, "givenName": given, "familyName": family}
    return {**names, "enabledUser": "true", "primaryOrgSourcedId": "clg", **more}


def role(user_id: str, name: str, **more: str) -> Record:
    return {
        "sourcedId": f"r-{user_id}-{name}-{more.get('orgSourcedId', 'clg')}",
        "userSourcedId": user_id,
        "roleType": "primary",
        "role": name,
        "orgSourcedId": "clg",
        **more,
    }


def enrollment(user_id: str, class_id: str, name: str, **more: str) -> Record:
    return {
        "sourcedId": f"e-{user_id}-{class_id}",
        "classSourcedId": class_id,
        "userSourcedId": user_id,
        "role": name,
        **more,
    }


def line_item(source_id: str, title: str, **more: str) -> Record:
    return {
        "sourcedId": source_id,
        "title": title,
        "classSourcedId": "mat",
        "academicSessionSourcedId": "t1",
        "assignDate": "2026-10-01",
        "dueDate": "2026-10-08",
        **more,
    }


def result(item: str, pupil: str, **more: str) -> Record:
    return {
        "sourcedId": f"m-{item}-{pupil}",
        "lineItemSourcedId": item,
        "studentSourcedId": pupil,
        "scoreStatus": "fully graded",
        **more,
    }


def manifest(tables: Mapping[str, object], **more: str) -> list[Record]:
    """The manifest of these tables; ``file_users="delta"`` changes ``file.users``."""
    properties = {"manifest.version": "1.0", "oneroster.version": "1.2"}
    properties |= {f"file.{name}": "bulk" for name in tables}
    properties |= {name.replace("_", ".", 1): value for name, value in more.items()}
    return [{"propertyName": name, "value": value} for name, value in properties.items()]


def before_1_2(tables: Tables) -> Tables:
    """The same school as OneRoster 1.1 writes it: roles on the users, periods called otherwise."""
    older = {name: [dict(one) for one in rows] for name, rows in tables.items()}
    roles = {one["userSourcedId"]: one for one in older.pop("roles")}
    for person in older["users"]:
        del person["primaryOrgSourcedId"]
        held = roles[person["sourcedId"]]
        person |= {"role": held["role"], "orgSourcedIds": held["orgSourcedId"]}
    for item in older["lineItems"]:
        item["gradingPeriodSourcedId"] = item.pop("academicSessionSourcedId")
    return older


CHANGED_AT = "2026-11-02T08:00:00.000Z"


def changes_between(before: Tables, after: Tables) -> Tables:
    """What a package of changes says that makes one school of the other."""
    changes: Tables = {}
    for name in dict.fromkeys([*before, *after]):
        old = {one["sourcedId"]: one for one in before.get(name, [])}
        new = {one["sourcedId"]: one for one in after.get(name, [])}
        changed = [one for key, one in new.items() if old.get(key) != one]
        gone = [one for key, one in old.items() if key not in new]
        changes[name] = [as_change(one, one.get("status") or "active") for one in changed]
        changes[name] += [as_change(one, "tobedeleted") for one in gone]
    return changes


def as_change(record: Record, status: str = "active") -> Record:
    return {**record, "status": status, "dateLastModified": CHANGED_AT}


def members_of_changes(changes: Tables, **properties: str) -> dict[str, bytes]:
    """The members of a package in which every table gives changes only."""
    modes = {f"file_{name}": "delta" for name in changes}
    return members_of(changes, **{**modes, **properties})


def as_csv(records: Sequence[Record], columns: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def columns_of(name: str, records: Sequence[Record]) -> list[str]:
    """The columns read, others of the standard, and whatever the records hold."""
    # Headings of one version only stand where a record has them.
    read = FIELDS_READ.get(f"{name}.csv", frozenset()) - ONE_VERSION_ONLY.get(name, set())
    known = ["sourcedId", "status", *sorted(read), *NEVER_READ]
    if name == "manifest":
        known = ["propertyName", "value"]
    held = [column for record in records for column in record]
    spelt_otherwise = {OLDER_SPELLINGS[one] for one in held if one in OLDER_SPELLINGS}
    known = [column for column in known if column not in spelt_otherwise]
    return list(dict.fromkeys([*known, *held]))


def members_of(tables: Tables, **properties: str) -> dict[str, bytes]:
    """Every member of a package, the manifest with them."""
    whole = {"manifest": manifest(tables, **properties), **tables}
    return {
        f"{name}.csv": as_csv(records, columns_of(name, records)).encode()
        for name, records in whole.items()
    }


def write_zip(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(folder: Path, tables: Tables, **properties: str) -> Reading:
    """What the reader makes of these tables."""
    return read_oneroster(write_zip(folder / "export.zip", members_of(tables, **properties)))


def known_after(reading: OneRosterReading) -> Known:
    """What an office knows that took one complete export."""
    uais = frozenset(one.uai for one in reading.data.schools)
    source = reading.data.source
    return Known(dict.fromkeys(uais, source), {source: [uais]}, lambda *_: reading.picture)


def reasons(reading: Reading) -> list[str]:
    return [fault.reason for fault in reading.faults]
