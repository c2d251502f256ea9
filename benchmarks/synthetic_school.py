"""Invented schools of any size, written as a OneRoster 1.2 bulk package; a seed, so always alike.

A collège holds up to 600 pupils in classes of 25, eleven subjects each, three marks a subject so
far, homework for the week. Names are syllables drawn and joined: nobody is meant.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from kiosk.demo.oneroster_columns import ABSENT_FILES, COLUMNS

TODAY = date(2026, 11, 23)
SEED = "kiosk benchmarks"
PUPILS_PER_CLASS = 25
CLASSES_PER_SCHOOL = 24
MARKS_PER_SUBJECT = 3
HOMEWORK_PER_SUBJECT = 2
NEW_EVERY = 4
"""The next day one subject in so many has a test marked and homework given."""

SUBJECTS = (
    "Français",
    "Mathématiques",
    "Histoire-géographie",
    "Anglais",
    "Espagnol",
    "Sciences de la vie et de la Terre",
    "Physique-chimie",
    "Technologie",
    "Éducation physique et sportive",
    "Arts plastiques",
    "Éducation musicale",
)
_SYLLABLES = ("ba", "bel", "cé", "dar", "dou", "fé", "gan", "jo", "lau", "lé", "ma", "nou", "rou")
_REMARKS = ("", "", "", "", "Bon travail", "Des progrès, continuez.", "À revoir : la rédaction.")

Row = dict[str, str]
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class _Class:
    """A class of one school and the seats it has."""

    school_id: str
    class_id: str
    name: str
    pupil_ids: tuple[str, ...]

    def lessons(self) -> Iterator[tuple[str, str]]:
        """Its lessons: identifier and subject."""
        for number, subject in enumerate(SUBJECTS):
            yield f"{self.class_id}-{number}", subject


def write_package(path: Path, pupils: int, days_later: int = 0) -> int:
    """Write a school's export as of today, or some days later; how many records it holds."""
    tables = _tables(pupils, days_later)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.csv", _csv_text(("propertyName", "value"), _manifest()))
        for name, columns in COLUMNS.items():
            cells = [[row.get(column, "") for column in columns] for row in tables[name]]
            archive.writestr(f"{name}.csv", _csv_text(columns, cells))
    return sum(len(rows) for rows in tables.values())


def _csv_text(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _manifest() -> list[list[str]]:
    modes = dict.fromkeys(COLUMNS, "bulk") | dict.fromkeys(ABSENT_FILES, "absent")
    return [
        ["manifest.version", "1.0"],
        ["oneroster.version", "1.2"],
        *([f"file.{name}", mode] for name, mode in modes.items()),
        ["source.systemName", "Invented schools"],
        ["source.systemCode", "kiosk-benchmarks"],
    ]


def _tables(pupils: int, days_later: int) -> Tables:
    rng = Random(SEED)
    tables: Tables = {name: [] for name in COLUMNS}
    tables["categories"] = [
        {"sourcedId": "test", "title": "Contrôle"},
        {"sourcedId": "homework", "title": "Devoir à la maison"},
    ]
    _add_sessions(tables)
    classes = _classes(pupils)
    for school_id in dict.fromkeys(one.school_id for one in classes):
        _add_school(tables, school_id, rng)
    for one in classes:
        _add_class(tables, one)
        _add_people(tables, one, rng)
        for lesson_id, _ in one.lessons():
            _add_work(tables, one, lesson_id, rng, days_later)
    return tables


def _classes(pupils: int) -> list[_Class]:
    classes = []
    for number, first in enumerate(range(0, pupils, PUPILS_PER_CLASS)):
        seats = range(first, min(first + PUPILS_PER_CLASS, pupils))
        school_id = f"college-{number // CLASSES_PER_SCHOOL}"
        name = f"{6 - number % 4}e {chr(ord('A') + number % CLASSES_PER_SCHOOL // 4)}"
        ids = tuple(f"pupil-{seat}" for seat in seats)
        classes.append(_Class(school_id, f"class-{number}", name, ids))
    return classes


def _add_sessions(tables: Tables) -> None:
    rows = (
        ("year", "schoolYear", "Année", "2026-09-01", "2027-07-03", ""),
        ("term-1", "term", "1er trimestre", "2026-09-01", "2026-11-30", "year"),
    )
    tables["academicSessions"] = [
        {
            "sourcedId": source_id,
            "type": kind,
            "title": title,
            "startDate": starts,
            "endDate": ends,
            "parentSourcedId": parent,
            "schoolYear": "2027",
        }
        for source_id, kind, title, starts, ends, parent in rows
    ]


def _add_school(tables: Tables, school_id: str, rng: Random) -> None:
    number = int(school_id.partition("-")[2])
    name = f"Collège {_name(rng)}"
    org = {
        "sourcedId": school_id,
        "name": name,
        "type": "school",
        "identifier": f"099{number:04d}Z",
    }
    tables["orgs"].append(org)
    for place, subject in enumerate(("Vie de classe", *SUBJECTS)):
        tables["courses"].append(
            {
                "sourcedId": f"{school_id}-course-{place}",
                "schoolYearSourcedId": "year",
                "title": subject,
                "orgSourcedId": school_id,
                "subjects": subject,
            }
        )
        _add_person(tables, f"{school_id}-teacher-{place}", school_id, "teacher", _name(rng), rng)


def _add_class(tables: Tables, one: _Class) -> None:
    groups = ((one.class_id, "Vie de classe"), *one.lessons())
    for number, (group_id, subject) in enumerate(groups):
        tables["classes"].append(
            {
                "sourcedId": group_id,
                "title": f"{subject} {one.name}" if number else one.name,
                "courseSourcedId": f"{one.school_id}-course-{number}",
                "classType": "scheduled" if number else "homeroom",
                "schoolSourcedId": one.school_id,
                "termSourcedIds": "term-1",
                "subjects": subject if number else "",
            }
        )
        _enrol(tables, one, group_id, f"{one.school_id}-teacher-{number}", "teacher")
        for pupil_id in one.pupil_ids:
            _enrol(tables, one, group_id, pupil_id, "student")


def _enrol(tables: Tables, one: _Class, group_id: str, user_id: str, role: str) -> None:
    tables["enrollments"].append(
        {
            "sourcedId": f"{group_id}-{user_id}",
            "classSourcedId": group_id,
            "schoolSourcedId": one.school_id,
            "userSourcedId": user_id,
            "role": role,
            "primary": "true" if role == "teacher" else "false",
        }
    )


def _add_people(tables: Tables, one: _Class, rng: Random) -> None:
    """Pupils, each with one or two adults; one in eight shares those of the pupil before."""
    adults: list[str] = []
    for pupil_id in one.pupil_ids:
        family_name = _name(rng)
        if not adults or rng.random() >= 0.125:
            adults = [f"{pupil_id}-adult-{n}" for n in range(rng.choice((1, 2, 2)))]
            for adult in adults:
                _add_person(tables, adult, one.school_id, "parent", family_name, rng)
        _add_person(tables, pupil_id, one.school_id, "student", family_name, rng, adults)


def _add_person(
    tables: Tables,
    user_id: str,
    school_id: str,
    role: str,
    family_name: str,
    rng: Random,
    agents: list[str] | None = None,
) -> None:
    tables["users"].append(
        {
            "sourcedId": user_id,
            "enabledUser": "true",
            "username": user_id,
            "givenName": _name(rng),
            "familyName": family_name,
            "agentSourcedIds": ",".join(agents or ()),
            "primaryOrgSourcedId": school_id,
        }
    )
    tables["roles"].append(
        {
            "sourcedId": f"role-{user_id}",
            "userSourcedId": user_id,
            "roleType": "primary",
            "role": role,
            "orgSourcedId": school_id,
        }
    )
    birth = date(2013, 1, 1) + timedelta(days=rng.randrange(1200)) if role == "student" else ""
    sex = rng.choice(("female", "male"))
    tables["demographics"].append({"sourcedId": user_id, "birthDate": str(birth), "sex": sex})


def _add_work(tables: Tables, one: _Class, lesson_id: str, rng: Random, days_later: int) -> None:
    has_news = days_later > 0 and sum(map(ord, lesson_id)) % NEW_EVERY == 0
    for number in range(HOMEWORK_PER_SUBJECT + has_news):
        _add_line_item(tables, one, f"{lesson_id}-homework-{number}", lesson_id, 2 + number)
    for number in range(MARKS_PER_SUBJECT + has_news):
        item_id = f"{lesson_id}-test-{number}"
        day = -5 * (MARKS_PER_SUBJECT - number)
        _add_line_item(tables, one, item_id, lesson_id, day)
        own = Random(f"{SEED} {item_id}")
        for pupil_id in one.pupil_ids:
            _add_result(tables, item_id, lesson_id, pupil_id, TODAY + timedelta(days=day + 2), own)


def _add_line_item(tables: Tables, one: _Class, item_id: str, lesson_id: str, due_in: int) -> None:
    is_test = "-test-" in item_id
    tables["lineItems"].append(
        {
            "sourcedId": item_id,
            "title": "Contrôle : le chapitre" if is_test else "Exercices du chapitre",
            "description": "" if is_test else "Faire les exercices 3 à 7 et relire la leçon.",
            "assignDate": str(TODAY + timedelta(days=due_in - 4)),
            "dueDate": str(TODAY + timedelta(days=due_in)),
            "classSourcedId": lesson_id,
            "categorySourcedId": "test" if is_test else "homework",
            "academicSessionSourcedId": "term-1",
            "resultValueMin": "0" if is_test else "",
            "resultValueMax": "20" if is_test else "",
            "schoolSourcedId": one.school_id,
        }
    )


def _add_result(
    tables: Tables, item_id: str, lesson_id: str, pupil_id: str, day: date, rng: Random
) -> None:
    is_exempt = rng.random() < 0.03
    tables["results"].append(
        {
            "sourcedId": f"{item_id}-{pupil_id}",
            "lineItemSourcedId": item_id,
            "studentSourcedId": pupil_id,
            "scoreStatus": "exempt" if is_exempt else "fully graded",
            "score": "" if is_exempt else f"{rng.randrange(8, 41) / 2:g}",
            "scoreDate": str(day),
            "comment": "" if is_exempt else rng.choice(_REMARKS),
            "classSourcedId": lesson_id,
        }
    )


def _name(rng: Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()
