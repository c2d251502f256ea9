"""Who may see whom: the links between users, as a OneRoster package gives them.

``agentSourcedIds`` names related users without saying how they are related, on the pupil's row, on
the adult's, or on both. A link is kept only when one end is a pupil and the other holds the role of
a guardian.
"""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.people import Guardian, Guardianship, Pupil, Right, comes_of_age_on
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_people import GUARDIAN_ROLES, People, Role, User
from kiosk.imports.oneroster_records import LeftOut

_AGENTS = "agentSourcedIds"


@dataclass(frozen=True, slots=True)
class Guardians:
    """The adults linked with a pupil, and their links."""

    guardians: tuple[Guardian, ...]
    links: tuple[Guardianship, ...]


def read_guardians(
    people: People, parent_right: Right, last_day: date | None, faults: FaultLog
) -> Guardians:
    """The links of every user, each once, and the pupils who come of age by ``last_day``."""
    guardians: dict[str, Guardian] = {}
    links: dict[tuple[str, str], Guardianship] = {}
    for user in people.users.taken():
        for agent_id in user.agents:
            pair = _pair(user, agent_id, people, faults)
            if pair is None:
                continue
            adult, pupil = pair
            guardians[adult.source_id] = _guardian(adult, people.civility(adult.source_id))
            key = (adult.source_id, pupil.source_id)
            links[key] = _link(adult, pupil, people, parent_right)
    for pupil in people.pupils():
        grown = _own_link(pupil, last_day)
        if grown:
            guardians.setdefault(
                pupil.source_id, Guardian(pupil.source_id, pupil.given_name, pupil.family_name)
            )
            links[(pupil.source_id, pupil.source_id)] = grown
    return Guardians(tuple(guardians.values()), tuple(links.values()))


def _pair(user: User, agent_id: str, people: People, faults: FaultLog) -> tuple[User, Pupil] | None:
    """The adult and the pupil of a link, or None, with its fault where there is one to tell."""
    agent = people.users.find_value(user.row, _AGENTS, agent_id, faults)
    if isinstance(agent, LeftOut):
        return None
    ends = (people.is_student(user.source_id), people.is_student(agent_id))
    adult, child = (agent, user) if ends[0] else (user, agent)
    if all(ends) or not any(ends) or not people.guardian_roles(adult.source_id):
        faults.add(user.row.fault("not_a_guardian_link", _AGENTS, agent_id))
        return None
    pupil = people.pupil(child.source_id)
    if not isinstance(pupil, Pupil):
        faults.add(user.row.fault("depends_on_refused", _AGENTS, agent_id))
        return None
    return adult, pupil


def _guardian(user: User, civility: str) -> Guardian:
    return Guardian(user.source_id, user.given_name, user.family_name, civility)


def _link(adult: User, pupil: Pupil, people: People, parent_right: Right) -> Guardianship:
    role = _role_towards(pupil, people.guardian_roles(adult.source_id))
    right = parent_right if role.name in GUARDIAN_ROLES else Right.UNCONFIRMED
    return Guardianship(adult.source_id, pupil.source_id, right, role.begins_on, role.ends_on)


def _role_towards(pupil: Pupil, roles: list[Role]) -> Role:
    """The role that says what an adult is to a pupil.

    Roles in the pupil's own school speak first: a mother in one school may be an aunt in another.
    Then parent or guardian before relative, then the role that lasts longest. Dates are never
    joined, so that the link never holds on a day that no role covers.
    """
    here = [role for role in roles if role.org.source_id == pupil.school_id]
    return min(
        here or roles,
        key=lambda role: (
            role.name not in GUARDIAN_ROLES,
            -(role.ends_on or date.max).toordinal(),
            (role.begins_on or date.min).toordinal(),
        ),
    )


def _own_link(pupil: Pupil, last_day: date | None) -> Guardianship | None:
    """A pupil reads his own Folder from his 18th birthday, where that falls within the file."""
    if pupil.birth_on is None or last_day is None:
        return None
    grown_on = comes_of_age_on(pupil.birth_on)
    if grown_on > last_day:
        return None
    return Guardianship(pupil.source_id, pupil.source_id, Right.SELF, starts_on=grown_on)
