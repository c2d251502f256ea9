"""OneRoster packages (CSV, versions 1.0 to 1.2, complete or of changes): what systems export.

Sources: 1EdTech OneRoster 1.1 final CSV tables; OneRoster 1.2 CSV binding 1.2.1.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Reading
from kiosk.domain.people import Right
from kiosk.domain.schooling import SchoolData
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_enrollments import read_enrollments
from kiosk.imports.oneroster_fields import FIELDS_READ
from kiosk.imports.oneroster_gradebook import Gradebook
from kiosk.imports.oneroster_guardians import read_guardians
from kiosk.imports.oneroster_headings import refuse_missing_columns, tell_missing_columns
from kiosk.imports.oneroster_known import Known, base_of
from kiosk.imports.oneroster_manifest import FILES, Manifest, read_manifest
from kiosk.imports.oneroster_people import People
from kiosk.imports.oneroster_pictures import NewPicture
from kiosk.imports.oneroster_records import OneRosterFiles
from kiosk.imports.oneroster_schools import read_schools
from kiosk.imports.tables import DEFAULT_LIMITS, Limits, open_package

__all__ = ["FIELDS_READ", "STEPS", "Known", "OneRosterReading", "read_oneroster"]

STEPS = len(FILES)
"""How often ``read_oneroster`` says that it advances."""

_KNOWS_NOTHING = Known()


@dataclass(frozen=True)
class OneRosterReading(Reading):
    """A reading, and the picture to keep for the changes that may follow."""

    picture: bytes = field(repr=False)


def read_oneroster(
    path: Path,
    *,
    parent_right: Right = Right.LEGAL,
    known: Known = _KNOWS_NOTHING,
    school: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    advance: Callable[[], None] = lambda: None,
) -> OneRosterReading:
    """Everything a ZIP or folder gives that may be taken, and a fault for all the rest.

    Of a package of changes comes what the former picture says once they are applied, and the
    faults of the changes themselves. ``school`` is the UAI that must be in it, where a person
    named one. OneRoster does not tell who holds parental authority: ``parent_right`` is what the
    roles parent and guardian count as, and stands in the settings of the data.

    Raises ``FileRefused`` when the package as a whole cannot be trusted: ``school_not_named``, and
    see ``open_package``, ``Package.rows``, ``read_manifest``, ``base_of``, ``read_schools`` and
    ``kiosk.imports.oneroster_headings`` for the other reasons.
    """
    faults = FaultLog()
    with open_package(path, limits) as package, NewPicture() as kept:
        manifest = read_manifest(package, path.name, faults)
        refuse_missing_columns(package, manifest)
        base = base_of(package, manifest, known, school)
        with base.open() as former:
            tell_missing_columns(package, manifest, former, faults)
            files = OneRosterFiles(package, manifest, former, kept, faults, advance)
            data = _read(files, parent_right, faults)
    uais = [one.uai for one in data.schools]
    source = base.source or known.source_of(manifest.system_code, uais)
    if school and school not in uais:
        raise FileRefused("school_not_named", school)
    return OneRosterReading(replace(data, source=source), faults.told(path.name), kept.content())


def _read(files: OneRosterFiles, parent_right: Right, faults: FaultLog) -> SchoolData:
    """All of it but its source, which its schools may decide."""
    schools = read_schools(files, faults)
    people = People(files, schools.orgs, faults)
    guardians = read_guardians(people, parent_right, schools.last_day(), faults)
    enrollments = read_enrollments(files, schools.classes, people, faults)
    gradebook = Gradebook(files, schools, people, faults)
    enrollments = enrollments.with_class_teachings(
        gradebook.classes_with_work, schools.class_subjects
    )
    return SchoolData(
        source="",
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
        settings=_settings(files.manifest, parent_right),
    )


def _settings(manifest: Manifest, parent_right: Right) -> dict[str, str]:
    """The choices a person must know of."""
    settings = {"parent_right": parent_right.value}
    if manifest.is_assumed:
        settings["manifest"] = "assumed"
    if manifest.is_changes:
        settings["package"] = "changes"
    return settings
