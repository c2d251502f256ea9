"""The OneRoster 1.2 bulk package (CSV binding 1.2.1): what a school's system exports.

Versions 1.0 and 1.1 and packages of changes (delta) are told apart and refused.
"""

from pathlib import Path

from kiosk.domain.faults import Reading
from kiosk.domain.people import Right
from kiosk.domain.schooling import School, SchoolData
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_enrollments import read_enrollments
from kiosk.imports.oneroster_fields import FIELDS_READ
from kiosk.imports.oneroster_gradebook import Gradebook
from kiosk.imports.oneroster_guardians import read_guardians
from kiosk.imports.oneroster_people import People
from kiosk.imports.oneroster_records import OneRosterFiles
from kiosk.imports.oneroster_schools import read_schools
from kiosk.imports.tables import DEFAULT_LIMITS, Limits, open_package

__all__ = ["FIELDS_READ", "read_oneroster"]


def read_oneroster(
    path: Path, *, parent_right: Right = Right.LEGAL, limits: Limits = DEFAULT_LIMITS
) -> Reading:
    """Everything a package gives that may be taken, and a fault for all the rest.

    OneRoster does not tell who holds parental authority: ``parent_right`` is what the roles parent
    and guardian count as, and stands in the settings of the data.

    Raises ``FileRefused`` when the package as a whole cannot be trusted: see ``open_package``,
    ``Package.rows``, ``OneRosterFiles`` and ``read_schools`` for the reasons.
    """
    faults = FaultLog()
    with open_package(path, limits) as package:
        files = OneRosterFiles(package, faults)
        schools = read_schools(files, faults)
        people = People(files, schools.orgs, faults)
        guardians = read_guardians(people, parent_right, schools.last_day(), faults)
        enrollments = read_enrollments(files, schools.classes, people, faults)
        gradebook = Gradebook(files, schools, people, faults)
    data = SchoolData(
        source=_source(files.system_code, schools.schools()),
        schools=schools.schools(),
        periods=schools.periods(),
        classes=enrollments.classes,
        teachings=enrollments.teachings,
        pupils=people.pupils(),
        guardians=guardians.guardians,
        guardianships=guardians.links,
        class_memberships=enrollments.class_memberships,
        teaching_memberships=enrollments.teaching_memberships,
        assignments=gradebook.assignments(),
        marks=gradebook.marks(),
        silent_on=files.silent_on(),
        settings={"parent_right": parent_right.value},
    )
    return Reading(data, faults.told(path.name))


def _source(system_code: str, schools: tuple[School, ...]) -> str:
    """Whose identifiers these are: the same at every export of the same system."""
    return f"oneroster:{system_code or '+'.join(sorted(school.uai for school in schools))}"
