"""Users of a OneRoster package: who they are, and the roles they hold."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kiosk.domain.people import Pupil
from kiosk.imports.cells import read_day, read_flag, read_list
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_fields import ROLES, USERS
from kiosk.imports.oneroster_records import LeftOut, OneRosterFiles, Register
from kiosk.imports.oneroster_schools import Org
from kiosk.imports.plain_text import one_line
from kiosk.imports.tables import Row

GUARDIAN_ROLES = ("parent", "guardian")
RELATIVE_ROLE = "relative"
STUDENT_ROLE = "student"
_OTHER_ROLES = (
    "administrator aide counselor districtadministrator principal proctor siteadministrator "
    "systemadministrator teacher"
)
_KNOWN_ROLES = frozenset((*GUARDIAN_ROLES, RELATIVE_ROLE, STUDENT_ROLE, *_OTHER_ROLES.split()))
# Longer than any name: two columns run together, or a text in the place of a name.
_LONGEST_NAME = 200
_CIVILITIES = {"female": "Mme", "male": "M."}


@dataclass(frozen=True, slots=True)
class User:
    """A user as her row says. ``row`` is kept to say where a fault about her stands."""

    source_id: str
    given_name: str
    family_name: str
    agents: tuple[str, ...]
    grades: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Role:
    """A role a user holds in an organisation, between two dates where the file gives them."""

    name: str
    is_primary: bool
    org: Org
    begins_on: date | None
    ends_on: date | None


class People:
    """Users with their roles, and the pupils among them."""

    def __init__(self, files: OneRosterFiles, orgs: Register[Org], faults: FaultLog) -> None:
        """Read users, roles and demographics; without a file of roles, users carry their own."""
        self._faults = faults
        self._orgs = orgs
        self._roles: defaultdict[str, list[Role]] = defaultdict(list)
        self._births: dict[str, date] = {}
        self._civilities: dict[str, str] = {}
        self._has_roles_file = files.gives(ROLES)
        self.users = files.load(USERS, self._read_user)
        files.load(ROLES, self._read_role)
        files.load("demographics.csv", self._read_demographics)
        self._pupils = {
            user.source_id: self._pupil(user)
            for user in self.users.taken()
            if self.is_student(user.source_id)
        }

    def pupils(self) -> tuple[Pupil, ...]:
        """Every pupil taken."""
        return tuple(pupil for pupil in self._pupils.values() if isinstance(pupil, Pupil))

    def pupil(self, source_id: str) -> Pupil | LeftOut | None:
        """A pupil, how he was left out, or None for somebody who is not a pupil."""
        return self._pupils.get(source_id)

    def find_pupil(self, row: Row, column: str) -> Pupil | LeftOut:
        """The pupil a cell refers to, or how the row is left out, with its fault."""
        user = self.users.find(row, column, self._faults)
        if isinstance(user, LeftOut):
            return user
        pupil = self._pupils.get(user.source_id)
        if pupil is None:
            self._faults.add(row.fault("not_a_pupil", column))
            return LeftOut.REFUSED
        if pupil is LeftOut.REFUSED:
            self._faults.add(row.fault("depends_on_refused", column))
        return pupil

    def is_student(self, source_id: str) -> bool:
        """Whether a user holds the role of a student anywhere."""
        return any(role.name == STUDENT_ROLE for role in self._roles.get(source_id, ()))

    def guardian_roles(self, source_id: str) -> list[Role]:
        """The roles that can make a user the guardian of a pupil."""
        names = (*GUARDIAN_ROLES, RELATIVE_ROLE)
        return [role for role in self._roles.get(source_id, ()) if role.name in names]

    def civility(self, source_id: str) -> str:
        """An adult's "Mme" or "M.", or "" where the file does not tell."""
        return self._civilities.get(source_id, "")

    def staff_label(self, user: User) -> str:
        """A teacher as a French school names her: « Mme Bernard », or « Claire Bernard »."""
        title = self.civility(user.source_id) or user.given_name
        return f"{title} {user.family_name}".strip()

    def _read_user(self, row: Row) -> User | LeftOut:
        is_enabled = read_flag(row["enabledUser"])
        if is_enabled is False:
            self._faults.add(row.fault("disabled", "enabledUser"))
            return LeftOut.WITHDRAWN
        if row["enabledUser"] and is_enabled is None:
            self._faults.add(row.fault("unknown_value", "enabledUser"))
            return LeftOut.REFUSED
        given_name = one_line(row["preferredGivenName"]) or one_line(row["givenName"])
        family_name = one_line(row["familyName"])
        if not (given_name or family_name):
            self._faults.add(row.fault("blank", "familyName"))
            return LeftOut.REFUSED
        if max(len(given_name), len(family_name)) > _LONGEST_NAME:
            is_given = len(given_name) > _LONGEST_NAME
            self._faults.add(row.fault("name_too_long", "givenName" if is_given else "familyName"))
            return LeftOut.REFUSED
        agents, grades = read_list(row["agentSourcedIds"]), read_list(row["grades"])
        if not self._has_roles_file:
            roles = self._own_roles(row)
            if isinstance(roles, LeftOut):
                return roles
            self._roles[row["sourcedId"]].extend(roles)
        return User(row["sourcedId"], given_name, family_name, agents, grades, row)

    def _own_roles(self, row: Row) -> list[Role] | LeftOut:
        """The role a user's own row gives, in each of the organisations it names.

        Refused where none is left of it, for a person without a role is nobody's child or parent.
        """
        name = self._role_name(row)
        if isinstance(name, LeftOut):
            return [] if name is LeftOut.WITHDRAWN else name
        orgs = [
            self._orgs.find_value(row, "orgSourcedIds", org_id, self._faults)
            for org_id in read_list(row["orgSourcedIds"])
        ]
        roles = [Role(name, True, org, None, None) for org in orgs if isinstance(org, Org)]
        if not orgs:
            self._faults.add(row.fault("blank", "orgSourcedIds"))
        elif roles and name == STUDENT_ROLE and not any(role.org.school for role in roles):
            self._faults.add(row.fault("pupil_without_school", "orgSourcedIds"))
            return LeftOut.REFUSED
        return roles if roles or LeftOut.WITHDRAWN in orgs else LeftOut.REFUSED

    def _role_name(self, row: Row) -> str | LeftOut:
        name = row["role"].casefold()
        if name in _KNOWN_ROLES:
            return name
        if name.startswith("ext:"):
            return LeftOut.WITHDRAWN
        self._faults.add(row.fault("unknown_value", "role"))
        return LeftOut.REFUSED

    def _read_role(self, row: Row) -> Role | LeftOut:
        user = self.users.find(row, "userSourcedId", self._faults)
        if isinstance(user, LeftOut):
            return user
        org = self._orgs.find(row, "orgSourcedId", self._faults)
        if isinstance(org, LeftOut):
            return org
        name = self._role_name(row)
        if isinstance(name, LeftOut):
            return name
        begins_on = read_day(row, "beginDate", self._faults, is_needed=True)
        ends_on = read_day(row, "endDate", self._faults, is_needed=True)
        # A date nobody can read must not become "without end": the role is refused.
        if (row["beginDate"] and not begins_on) or (row["endDate"] and not ends_on):
            return LeftOut.REFUSED
        is_primary = row["roleType"].casefold() == "primary"
        role = Role(name, is_primary, org, begins_on, ends_on)
        self._roles[user.source_id].append(role)
        return role

    def _read_demographics(self, row: Row) -> User | LeftOut:
        """A pupil's birth date and an adult's civility: never the other way round."""
        user = self.users.find(row, "sourcedId", self._faults)
        if isinstance(user, LeftOut):
            return user
        if self.is_student(user.source_id):
            birth_on = read_day(row, "birthDate", self._faults, is_needed=True)
            if row["birthDate"] and not birth_on:
                return LeftOut.REFUSED
            if birth_on:
                self._births[user.source_id] = birth_on
        else:
            civility = _CIVILITIES.get(row["sex"].casefold(), "")
            self._civilities[user.source_id] = civility
        return user

    def _pupil(self, user: User) -> Pupil | LeftOut:
        org = self._school_of(user)
        if isinstance(org, LeftOut):
            return org
        return Pupil(
            user.source_id,
            org.source_id,
            user.given_name,
            user.family_name,
            self._births.get(user.source_id),
        )

    def _school_of(self, user: User) -> Org | LeftOut:
        """Where the user's own row places him, otherwise his role, the primary one first.

        A school that the file does not have is told, and his role speaks instead.
        """
        if user.row["primaryOrgSourcedId"]:
            org = self._orgs.find(user.row, "primaryOrgSourcedId", self._faults)
            if org is LeftOut.WITHDRAWN or (isinstance(org, Org) and org.school):
                return org
        roles = [role for role in self._roles[user.source_id] if role.name == STUDENT_ROLE]
        for role in sorted(roles, key=lambda role: not role.is_primary):
            if role.org.school:
                return role.org
        self._faults.add(user.row.fault("pupil_without_school", "primaryOrgSourcedId"))
        return LeftOut.REFUSED
