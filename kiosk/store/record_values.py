"""A file's records as rows: the source's identifiers turned into the store's own.

One function a table. Each gives the rows by the key that tells them apart, ready to be compared
with what stands there.
"""

from typing import Any

from kiosk.domain.schooling import SchoolData
from kiosk.store.reconcile import Values

Ids = dict[str, int]
Rows = dict[Any, Values]


def schools(data: SchoolData) -> Rows:
    """By ``(source, source_id)``."""
    return {
        (data.source, one.source_id): {"name": one.name, "uai": one.uai} for one in data.schools
    }


def periods(data: SchoolData) -> Rows:
    """By ``(source, source_id)``."""
    return {
        (data.source, one.source_id): {
            "title": one.title,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }
        for one in data.periods
    }


def classes(data: SchoolData, schools: Ids) -> Rows:
    """By ``(source, source_id)``."""
    return {
        (data.source, one.source_id): {"school_id": schools[one.school_id], "name": one.name}
        for one in data.classes
    }


def teachings(data: SchoolData, schools: Ids) -> Rows:
    """By ``(source, source_id)``."""
    return {
        (data.source, one.source_id): {
            "school_id": schools[one.school_id],
            "subject": one.subject,
            "teacher": one.teacher,
        }
        for one in data.teachings
    }


def pupils(data: SchoolData, schools: Ids) -> Rows:
    """By ``(source, source_id)``; whoever is named is there (again)."""
    return {
        (data.source, one.source_id): {
            "school_id": schools[one.school_id],
            "given_name": one.given_name,
            "family_name": one.family_name,
            "birth_on": one.birth_on,
            "gone_on": None,
        }
        for one in data.pupils
    }


def guardians(data: SchoolData) -> Rows:
    """By ``(source, source_id)``."""
    return {
        (data.source, one.source_id): {
            "civility": one.civility,
            "given_name": one.given_name,
            "family_name": one.family_name,
        }
        for one in data.guardians
    }


def guardianships(data: SchoolData, guardians: Ids, pupils: Ids) -> Rows:
    """By ``(source, guardian_id, pupil_id)``."""
    rows: Rows = {}
    for one in data.guardianships:
        key = (data.source, guardians[one.guardian_id], pupils[one.pupil_id])
        rows[key] = {
            "source": data.source,
            "guardian_id": key[1],
            "pupil_id": key[2],
            "right": one.right.value,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }
    return rows


def class_memberships(data: SchoolData, pupils: Ids, classes: Ids) -> Rows:
    """By ``(pupil_id, class_id, begins_on)``: who left and came back has two places."""
    return {
        (pupils[one.pupil_id], classes[one.class_id], one.begins_on): {
            "pupil_id": pupils[one.pupil_id],
            "class_id": classes[one.class_id],
            "begins_on": one.begins_on,
            "ends_on": one.ends_on,
        }
        for one in data.class_memberships
    }


def teaching_memberships(data: SchoolData, pupils: Ids, teachings: Ids) -> Rows:
    """By ``(pupil_id, teaching_id, begins_on)``."""
    return {
        (pupils[one.pupil_id], teachings[one.teaching_id], one.begins_on): {
            "pupil_id": pupils[one.pupil_id],
            "teaching_id": teachings[one.teaching_id],
            "begins_on": one.begins_on,
            "ends_on": one.ends_on,
        }
        for one in data.teaching_memberships
    }


def assignments(data: SchoolData, teachings: Ids, periods: Ids) -> Rows:
    """By ``(source, source_id)``."""
    return {
        (data.source, one.source_id): {
            "source": data.source,
            "source_id": one.source_id,
            "teaching_id": teachings[one.teaching_id],
            "kind": one.kind.value,
            "title": one.title,
            "text": one.text,
            "given_on": one.given_on,
            "due_on": one.due_on,
            "period_id": periods[one.period_id] if one.period_id else None,
            "out_of": one.out_of,
            "coefficient": one.coefficient,
        }
        for one in data.assignments
    }


def marks(data: SchoolData, assignments: Ids, pupils: Ids) -> Rows:
    """By ``(assignment_id, pupil_id)``."""
    return {
        (assignments[one.assignment_id], pupils[one.pupil_id]): {
            "assignment_id": assignments[one.assignment_id],
            "pupil_id": pupils[one.pupil_id],
            "status": one.status.value,
            "value": one.value,
            "text": one.text,
            "comment": one.comment,
            "marked_on": one.marked_on,
        }
        for one in data.marks
    }
