"""What the office knows before a OneRoster package is read: whose it is, and what it changes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from kiosk.domain.errors import FileRefused
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_fields import ORGS, columns_of
from kiosk.imports.oneroster_manifest import Manifest, Mode
from kiosk.imports.oneroster_pictures import Picture, open_picture
from kiosk.imports.tables import Package, Row

PREFIX = "oneroster:"
_BETWEEN = "+"
# Enough to be nobody else's name; a region's three hundred would be in every row.
_SCHOOLS_IN_A_NAME = 8
Uais = frozenset[str]


@dataclass(frozen=True)
class Known:
    """What the office knows of schools that were imported before.

    ``sources`` by UAI; ``pictures``: of which schools a source's pictures are; ``content`` gives
    the bytes of one of them.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Collection[Uais]] = field(default_factory=dict)
    content: Callable[[str, Uais], bytes] = lambda source, uais: b""

    def source_of(self, system_code: str, uais: Collection[str]) -> str:
        """Whose identifiers a package's are: the same at every export of the same system.

        The system's own code where it has one. Otherwise its schools name it when they first
        come; later the source that any of them is known by, so that it stays the same when a
        school joins or leaves the export.
        """
        if system_code:
            return PREFIX + system_code
        named = {self.sources[uai] for uai in uais if uai in self.sources}
        known = sorted(source for source in named if self._is_named_by_schools(source))
        return known[0] if known else PREFIX + _BETWEEN.join(sorted(set(uais))[:_SCHOOLS_IN_A_NAME])

    def picture_before(self, source: str, uais: Collection[str]) -> Uais | None:
        """The picture a complete package of these schools takes the place of."""
        wanted = frozenset(uais)
        return wanted if wanted in self.pictures.get(source, ()) else None

    def picture_to_change(
        self, system_code: str, uais: Collection[str], school: str | None
    ) -> tuple[str, Uais]:
        """The source and the picture that a package of changes is about.

        ``uais`` are the schools it names, which may be none; then ``school``, or the only picture
        there is. Raises ``FileRefused``: ``delta_unknown`` or ``delta_first`` where no complete
        export came before, ``delta_whose`` where it cannot be told which.
        """
        sought = set(uais) or ({school} if school else set())
        found = [
            (source, picture)
            for source in self._sources_to_change(system_code)
            for picture in self.pictures[source]
            if not sought or sought & picture
        ]
        if not found:
            unknown = ", ".join(sorted(sought)) or system_code
            raise FileRefused("delta_unknown" if unknown else "delta_first", unknown)
        if len(found) > 1:
            raise FileRefused("delta_whose", ", ".join(sorted(set().union(*(p for _, p in found)))))
        return found[0]

    def _sources_to_change(self, system_code: str) -> list[str]:
        if system_code:
            return [source for source in self.pictures if source == PREFIX + system_code]
        return [source for source in self.pictures if self._is_named_by_schools(source)]

    def _is_named_by_schools(self, source: str) -> bool:
        """Whether a source was named by its schools, and not by a system's code."""
        names = source.removeprefix(PREFIX).split(_BETWEEN)
        return all(self.sources.get(name) == source for name in names)


def schools_named(package: Package, manifest: Manifest) -> dict[str, str]:
    """The schools whose rows stand in a package, their UAI by their identifier."""
    if manifest.modes[ORGS] is Mode.ABSENT:
        return {}
    return _uais_of(package.rows(ORGS, columns_of(ORGS), FaultLog(limit=0)))


@dataclass(frozen=True)
class Base:
    """What a package builds on: a picture's bytes, and its source where that is decided by it."""

    content: bytes | None = field(default=None, repr=False)
    source: str | None = None

    def open(self) -> AbstractContextManager[Picture | None]:
        """The picture, where there is one."""
        return nullcontext() if self.content is None else open_picture(self.content)


def base_of(package: Package, manifest: Manifest, known: Known, school: str | None) -> Base:
    """The picture kept before that a package applies to, or takes the place of.

    Raises ``FileRefused``: ``delta_unknown``, ``delta_first``, ``delta_whose``, ``delta_version``,
    ``column_lost``, ``manifest_lost``, ``school_renumbered``.
    """
    named = schools_named(package, manifest)
    if not manifest.is_changes:
        source = known.source_of(manifest.system_code, named.values())
        before = known.picture_before(source, named.values())
        if before is None and known.pictures and "identifier" not in package.headings(ORGS):
            # A misspelt heading would make a second school of one that is known by its UAI.
            raise FileRefused("column_lost", f"{ORGS}: identifier")
        _refuse_lost_manifest(manifest, known, source, named.values())
        base = Base(known.content(source, before)) if before else Base()
        with base.open() as picture:
            if picture:
                _refuse_renumbered(_uais_of(picture.rows(ORGS)), named)
        return base
    source, uais = known.picture_to_change(manifest.system_code, named.values(), school)
    base = Base(known.content(source, uais), source)
    with base.open() as picture:
        if picture:
            _refuse_what_does_not_fit(picture, manifest, named)
    return base


def _refuse_what_does_not_fit(
    picture: Picture, manifest: Manifest, named: Mapping[str, str]
) -> None:
    if picture.has_roles_file != manifest.has_roles_file:
        raise FileRefused("delta_version")
    for file in manifest.files(Mode.DELTA):
        if file not in picture:
            raise FileRefused("delta_unknown", file)
    known = _uais_of(picture.rows(ORGS))
    _refuse_renumbered(known, named)
    for source_id, uai in named.items():
        if source_id not in known and manifest.modes[ORGS] is Mode.DELTA:
            raise FileRefused("delta_unknown", uai)


def _refuse_lost_manifest(
    manifest: Manifest, known: Known, source: str, uais: Iterable[str]
) -> None:
    """Without its manifest, an export no longer tells the code of its system."""
    lost = [uai for uai in uais if known.sources.get(uai, source) != source]
    if manifest.is_assumed and lost:
        raise FileRefused("manifest_lost", lost[0])


def _refuse_renumbered(known: Mapping[str, str], named: Mapping[str, str]) -> None:
    """A school known under another identifier would be a second one with the same UAI."""
    before = {uai: source_id for source_id, uai in known.items()}
    for source_id, uai in named.items():
        if before.get(uai, source_id) != source_id:
            raise FileRefused("school_renumbered", uai)


def _uais_of(rows: Iterable[Row]) -> dict[str, str]:
    return {
        row["sourcedId"]: row["identifier"] or row["sourcedId"]
        for row in rows
        if row["type"].casefold() == "school" and row["status"].casefold() in ("", "active")
    }
