"""What a file would take away, said to the person who must say whether it may."""

from collections.abc import Sequence

from kiosk.domain.removals import Removal
from kiosk.wording.faults import kind_name

_SAID = 6


def removal_words(removal: Removal) -> str:
    """« toute la classe 5e B (24 élèves) », « notes : 30 sur 40 »."""
    if removal.kind == "classes":
        return f"toute la classe {removal.name} ({removal.gone} élèves)"
    return f"{kind_name(removal.kind).lower()} : {removal.gone} sur {removal.of}"


def removals_words(removals: Sequence[Removal]) -> str:
    """Several of them, each school named once, the longest lists cut short with their count."""
    parts, school = [], ""
    for removal in removals[:_SAID]:
        prefix = f"{removal.school}, " if removal.school != school else ""
        school = removal.school
        parts.append(prefix + removal_words(removal))
    if len(removals) > _SAID:
        parts.append(f"et {len(removals) - _SAID} autres")
    return " ; ".join(parts)
