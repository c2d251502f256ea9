"""What is read of a OneRoster package (1.0 to 1.2), and nothing else.

This list is the privacy rule itself, not a description of it: ``kiosk.imports.tables`` hands over
these columns only. Passwords, usernames, e-mail addresses, telephone numbers, birth places and the
like are in the files of the standard; they are not in this list.
"""

from kiosk.imports.tables import Columns

CHANGED_AT = "dateLastModified"
"""When a record changed: what tells an older change from a newer one. Complete exports may leave
it blank; a package of changes must tell it."""

WITHDRAWN = ("tobedeleted", "inactive")
"""What the status of a record is that the school took back."""

_OF_EVERY_RECORD = frozenset({"status", CHANGED_AT})
_ID = _OF_EVERY_RECORD | {"sourcedId"}

FIELDS_READ: dict[str, frozenset[str]] = {
    "manifest.csv": frozenset({"propertyName", "value"}),
    "orgs.csv": _ID | {"name", "type", "identifier"},
    "academicSessions.csv": _ID | {"title", "type", "startDate", "endDate"},
    "courses.csv": _ID | {"title", "subjects"},
    "classes.csv": _ID | {"title", "courseSourcedId", "classType", "schoolSourcedId", "subjects"},
    "users.csv": _ID
    | {
        "enabledUser",
        "givenName",
        "familyName",
        "preferredGivenName",
        "agentSourcedIds",
        "grades",
        "primaryOrgSourcedId",
        "orgSourcedIds",
        "role",
    },
    "roles.csv": _ID
    | {"userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"},
    "demographics.csv": _ID | {"birthDate", "sex"},
    "enrollments.csv": _ID
    | {"classSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"},
    "categories.csv": _ID | {"title"},
    "lineItems.csv": _ID
    | {
        "title",
        "description",
        "assignDate",
        "dueDate",
        "classSourcedId",
        "categorySourcedId",
        "academicSessionSourcedId",
        "resultValueMax",
    },
    "results.csv": _ID
    | {
        "lineItemSourcedId",
        "studentSourcedId",
        "scoreStatus",
        "score",
        "textScore",
        "scoreDate",
        "comment",
        "missing",
    },
}

_REQUIRED: dict[str, frozenset[str]] = {
    "manifest.csv": frozenset({"propertyName", "value"}),
    "orgs.csv": frozenset({"sourcedId", "name", "type"}),
    "academicSessions.csv": frozenset({"sourcedId", "title", "type", "startDate", "endDate"}),
    "courses.csv": frozenset({"sourcedId", "title"}),
    "classes.csv": frozenset({"sourcedId", "title", "classType", "schoolSourcedId"}),
    "users.csv": frozenset({"sourcedId", "givenName", "familyName"}),
    "roles.csv": frozenset({"sourcedId", "userSourcedId", "role", "orgSourcedId"}),
    "demographics.csv": frozenset({"sourcedId"}),
    "enrollments.csv": frozenset({"sourcedId", "classSourcedId", "userSourcedId", "role"}),
    "categories.csv": frozenset({"sourcedId", "title"}),
    "lineItems.csv": frozenset({"sourcedId", "title", "classSourcedId"}),
    "results.csv": frozenset({"sourcedId", "lineItemSourcedId", "studentSourcedId", "scoreStatus"}),
}

# Headings of OneRoster 1.0 and 1.1 and misspellings met in real exports, by what they stand for.
_SPELLINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "users.csv": {
        "preferredGivenName": ("prefferedGivenName",),
        "agentSourcedIds": ("agents",),
        "grades": ("grade",),
        "orgSourcedIds": ("orgSourcedId",),
    },
    "demographics.csv": {"sourcedId": ("userSourcedId", "userId")},
    "roles.csv": {"userSourcedId": ("userId",)},
    "enrollments.csv": {"userSourcedId": ("userId",), "classSourcedId": ("classId",)},
    "lineItems.csv": {"academicSessionSourcedId": ("gradingPeriodSourcedId",)},
}
USERS, ROLES, ORGS = "users.csv", "roles.csv", "orgs.csv"
ROLE_COLUMNS = frozenset({"role", "orgSourcedIds"})
"""Where users carry their own role: before OneRoster 1.2, which has a file for them."""


def columns_of(file: str, *, has_roles_file: bool = True, is_changes: bool = False) -> Columns:
    """The columns of a file: of the complete picture, or of a package of changes."""
    read, required = FIELDS_READ[file], _REQUIRED[file]
    spellings = {CHANGED_AT: ("dataLastModified",)} | _SPELLINGS.get(file, {})
    if file == USERS and not has_roles_file:
        required = required | ROLE_COLUMNS
    if is_changes:
        required = required | {"status"}
    return Columns(read, required, spellings)


FILES_OF_NO_USE = (
    *("classResources.csv", "courseResources.csv", "resources.csv", "userResources.csv"),
    *("lineItemLearningObjectiveIds.csv", "lineItemScoreScales.csv", "scoreScales.csv"),
    *("resultLearningObjectiveIds.csv", "resultScoreScales.csv", "userProfiles.csv"),
)
"""Files of the standard that tell families nothing."""

# What only one side of OneRoster 1.2 has.
_BEFORE_1_2 = {USERS: ROLE_COLUMNS}
_SINCE_1_2 = {
    USERS: frozenset({"preferredGivenName", "primaryOrgSourcedId"}),
    "results.csv": frozenset({"textScore", "missing"}),
}
_NAMES_BEFORE_1_2 = {"academicSessionSourcedId": "gradingPeriodSourcedId"}


def optional_columns(file: str, has_roles_file: bool) -> frozenset[str]:
    """What a version of the standard has in a file that can be read without it.

    Complete exports may say nothing of ``status`` and of when a record changed.
    """
    foreign = (_BEFORE_1_2 if has_roles_file else _SINCE_1_2).get(file, frozenset())
    return FIELDS_READ[file] - _REQUIRED[file] - _OF_EVERY_RECORD - foreign


def name_in_version(column: str, has_roles_file: bool) -> str:
    """What a version of the standard calls a column."""
    return column if has_roles_file else _NAMES_BEFORE_1_2.get(column, column)


KINDS_TOLD: dict[str, frozenset[str]] = {
    "academicSessions.csv": frozenset({"periods", "assignments.period_id", "guardianships.self"}),
    "categories.csv": frozenset({"assignments.kind"}),
    "demographics.csv": frozenset({"pupils.birth_on", "guardians.civility", "guardianships.self"}),
    "classes.csv": frozenset(
        {"classes", "teachings", "class_memberships", "teaching_memberships", "assignments"}
    ),
    "courses.csv": frozenset({"teachings.subject"}),
    "enrollments.csv": frozenset(
        {"class_memberships", "teaching_memberships", "teachings.teacher"}
    ),
    "lineItems.csv": frozenset({"assignments", "marks"}),
    "results.csv": frozenset({"marks"}),
}
"""The kinds of records, and their fields, that need a file: without it, the package is silent on
them. ``guardianships.self`` is a grown pupil's link to himself, made of his birth date."""

TOLD_OTHERWISE = frozenset({"courses.csv"})
"""Files whose kinds another file tells where there never was one: a class names its subject too."""
