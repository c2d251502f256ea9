"""The invented school as rows of OneRoster's tables: column name → cell, blanks left out."""

from collections import defaultdict
from datetime import date

from kiosk.demo.records import (
    COLLEGE_ID,
    ECOLE_ID,
    SCHOOLS,
    InventedClass,
    InventedSchool,
    Person,
)
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus

Row = dict[str, str]

_CATEGORIES = {WorkKind.HOMEWORK: "Devoir à la maison", WorkKind.TEST: "Contrôle"}
_SCORE_STATUS = {
    MarkStatus.MARKED: "fully graded",
    MarkStatus.EXEMPT: "exempt",
    MarkStatus.NOT_HANDED_IN: "not submitted",
}
_SESSION_TYPES = {COLLEGE_ID: "term", ECOLE_ID: "semester"}


def rows_of(school: InventedSchool) -> dict[str, list[Row]]:
    """Every table the export holds, by the name of its file."""
    return {
        "academicSessions": _sessions(school),
        "orgs": _orgs(),
        "courses": _courses(school),
        "classes": _classes(school),
        "users": _users(school),
        "roles": _roles(school),
        "enrollments": _enrollments(school),
        "demographics": _demographics(school),
        "categories": _categories(),
        "lineItems": _line_items(school),
        "results": _results(school),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _sessions(school: InventedSchool) -> list[Row]:
    year = school.year
    # OneRoster names a school year after the calendar year in which it ends.
    named_after = str(year.starts_on.year + 1)
    rows = [
        {
            "sourcedId": year.source_id,
            "title": year.title,
            "type": "schoolYear",
            "startDate": _iso(year.starts_on),
            "endDate": _iso(year.ends_on),
            "schoolYear": named_after,
        }
    ]
    for school_id, periods in year.periods.items():
        rows += [
            {
                "sourcedId": period.source_id,
                "title": period.title,
                "type": _SESSION_TYPES[school_id],
                "startDate": _iso(period.starts_on),
                "endDate": _iso(period.ends_on),
                "parentSourcedId": year.source_id,
                "schoolYear": named_after,
            }
            for period in periods
        ]
    return rows


def _orgs() -> list[Row]:
    return [
        {"sourcedId": one.source_id, "name": one.name, "type": "school", "identifier": one.uai}
        for one in SCHOOLS
    ]


def _class_life_id(school_id: str) -> str:
    """The course a homeroom must name: the class as a group, not a subject."""
    return f"{school_id}-vie-de-classe"


def _courses(school: InventedSchool) -> list[Row]:
    titles = {_class_life_id(one.source_id): ("Vie de classe", one.source_id) for one in SCHOOLS}
    for lesson in school.lessons:
        titles[lesson.course_id] = (lesson.subject, lesson.school_id)
    return [
        {
            "sourcedId": course_id,
            "schoolYearSourcedId": school.year.source_id,
            "title": title,
            "orgSourcedId": school_id,
            "subjects": title,
        }
        for course_id, (title, school_id) in titles.items()
    ]


def _classes(school: InventedSchool) -> list[Row]:
    by_id = {one.source_id: one for one in school.classes}
    rows = [
        _class_row(school, one, one.source_id, one.name)
        | {"courseSourcedId": _class_life_id(one.school_id), "classType": "homeroom"}
        for one in school.classes
    ]
    for lesson in school.lessons:
        one = by_id[lesson.class_id]
        row = _class_row(school, one, lesson.source_id, f"{lesson.subject} {one.name}")
        rows.append(
            row
            | {
                "courseSourcedId": lesson.course_id,
                "classType": "scheduled",
                "subjects": lesson.subject,
            }
        )
    return rows


def _class_row(school: InventedSchool, one: InventedClass, source_id: str, title: str) -> Row:
    periods = school.year.periods[one.school_id]
    return {
        "sourcedId": source_id,
        "title": title,
        "grades": one.grade,
        "classCode": one.name,
        "schoolSourcedId": one.school_id,
        "termSourcedIds": ",".join(period.source_id for period in periods),
    }


def _people(school: InventedSchool) -> dict[str, Person]:
    """Everybody once: a teacher who is also a mother is one person."""
    pupils = (pupil.person for pupil in school.pupils)
    adults = (adult.person for adult in school.adults)
    return {person.source_id: person for person in (*pupils, *adults, *school.teachers)}


def _agents(school: InventedSchool) -> dict[str, list[str]]:
    """Who is tied to whom, written on the pupil at the collège, on the adult at the école."""
    school_of = {pupil.person.source_id: pupil.school_id for pupil in school.pupils}
    agents: defaultdict[str, list[str]] = defaultdict(list)
    for adult in school.adults:
        for pupil_id in adult.pupil_ids:
            if school_of[pupil_id] == COLLEGE_ID:
                agents[pupil_id].append(adult.person.source_id)
            else:
                agents[adult.person.source_id].append(pupil_id)
    return agents


def _users(school: InventedSchool) -> list[Row]:
    agents = _agents(school)
    grades = {one.source_id: one.grade for one in school.classes}
    grade_of = {pupil.person.source_id: grades[pupil.class_id] for pupil in school.pupils}
    primary_org: dict[str, str] = {}
    for user_id, _, school_id in _user_roles(school):
        primary_org.setdefault(user_id, school_id)
    return [
        {
            "sourcedId": person.source_id,
            "enabledUser": "true",
            "username": person.source_id,
            "givenName": person.given_name,
            "familyName": person.family_name,
            "agentSourcedIds": ",".join(agents.get(person.source_id, ())),
            "grades": grade_of.get(person.source_id, ""),
            "primaryOrgSourcedId": primary_org[person.source_id],
        }
        for person in _people(school).values()
    ]


def _user_roles(school: InventedSchool) -> list[tuple[str, str, str]]:
    """(user, role, school), each once, a person's main role first."""
    school_of = {pupil.person.source_id: pupil.school_id for pupil in school.pupils}
    roles = [(lesson.teacher_id, "teacher", lesson.school_id) for lesson in school.lessons]
    roles += [(one.person.source_id, "student", one.school_id) for one in school.pupils]
    roles += [
        (adult.person.source_id, adult.tie.value, school_of[pupil_id])
        for adult in school.adults
        for pupil_id in adult.pupil_ids
    ]
    return list(dict.fromkeys(roles))


def _roles(school: InventedSchool) -> list[Row]:
    rows = []
    with_primary: set[str] = set()
    for user_id, role, school_id in _user_roles(school):
        rows.append(
            {
                "sourcedId": f"role-{user_id}-{role}-{school_id}",
                "userSourcedId": user_id,
                "roleType": "secondary" if user_id in with_primary else "primary",
                "role": role,
                "orgSourcedId": school_id,
            }
        )
        with_primary.add(user_id)
    return rows


def _enrollments(school: InventedSchool) -> list[Row]:
    rows = []
    groups = [(one.source_id, one.source_id, one.school_id) for one in school.classes]
    groups += [(one.source_id, one.class_id, one.school_id) for one in school.lessons]
    teacher_of = school.head_teacher_ids | {
        lesson.source_id: lesson.teacher_id for lesson in school.lessons
    }
    for group_id, class_id, school_id in groups:
        members = [(teacher_of[group_id], "teacher", "true")]
        members += [
            (pupil.person.source_id, "student", "false")
            for pupil in school.pupils
            if pupil.class_id == class_id
        ]
        rows += [
            {
                "sourcedId": f"{group_id}-{user_id}",
                "classSourcedId": group_id,
                "schoolSourcedId": school_id,
                "userSourcedId": user_id,
                "role": role,
                "primary": is_primary,
            }
            for user_id, role, is_primary in members
        ]
    return rows


def _demographics(school: InventedSchool) -> list[Row]:
    return [
        {
            "sourcedId": person.source_id,
            "birthDate": _iso(person.birth_on),
            "sex": person.sex.value,
        }
        for person in _people(school).values()
    ]


def _categories() -> list[Row]:
    return [{"sourcedId": kind.value, "title": title} for kind, title in _CATEGORIES.items()]


def _line_items(school: InventedSchool) -> list[Row]:
    school_of = {lesson.source_id: lesson.school_id for lesson in school.lessons}
    return [
        {
            "sourcedId": one.source_id,
            "title": one.title,
            "description": one.text,
            "assignDate": _iso(one.given_on),
            "dueDate": _iso(one.due_on),
            "classSourcedId": one.teaching_id,
            "categorySourcedId": one.kind.value,
            "academicSessionSourcedId": one.period_id or "",
            "resultValueMin": "0" if one.out_of else "",
            "resultValueMax": str(one.out_of) if one.out_of else "",
            "schoolSourcedId": school_of[one.teaching_id],
        }
        for one in school.assignments
    ]


def _results(school: InventedSchool) -> list[Row]:
    teaching_of = {one.source_id: one.teaching_id for one in school.assignments}
    return [
        {
            "sourcedId": f"{mark.assignment_id}-{mark.pupil_id}",
            "lineItemSourcedId": mark.assignment_id,
            "studentSourcedId": mark.pupil_id,
            "scoreStatus": _SCORE_STATUS[mark.status],
            "score": "" if mark.value is None else f"{mark.value.normalize():f}",
            "scoreDate": _iso(mark.marked_on),
            "comment": mark.comment,
            "classSourcedId": teaching_of[mark.assignment_id],
        }
        for mark in school.marks
    ]
