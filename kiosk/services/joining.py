"""« J’ai un autre ticket »: two slips shown in one visit, and one Folder from then on."""

from dataclasses import replace

from kiosk.domain.errors import AlreadyThere, NewsMissing
from kiosk.domain.folder import Child, Folder
from kiosk.sealing.pins import pin_of_slip
from kiosk.services.access_point import AccessPoint
from kiosk.services.signing_in import ShownSlip, open_folder
from kiosk.services.visits import OtherSlip, Visit


def show_other_slip(
    point: AccessPoint, visit: Visit, slip: ShownSlip, pin: str | None = None
) -> OtherSlip:
    """Open another slip of hers beside the one she came with; nothing is joined yet.

    Raises ``AlreadyThere`` for a slip that opens what she reads already, and as ``open_slip``.
    """
    of_slip = None if pin is None else pin_of_slip(pin, slip.key)
    admission = point.keeper.admit(slip.key, slip.mark, of_slip)
    if admission.reader_id == visit.folder.reader_id:
        raise AlreadyThere("slip", "")
    if admission.envelope is None:
        raise NewsMissing
    folder = open_folder(admission.envelope, admission.folder_key)
    if not children_of_other(visit.folder, folder):
        raise AlreadyThere("slip", "")
    visit.other = OtherSlip(admission.lookup, admission.envelope.version, folder)
    return visit.other


def join_slips(point: AccessPoint, visit: Visit) -> bool:
    """Have both slips open one Folder, here at once and wherever the hub tells it; whether a
    second slip was there. Raises ``NotFound`` where one of them ended meanwhile."""
    other = visit.other
    if other is None:
        return False
    point.keeper.join(visit.lookup, other.lookup)
    children = (*visit.folder.children, *children_of_other(visit.folder, other.folder))
    visit.folder = replace(visit.folder, children=children, is_joined=True)
    visit.joined.append(other)
    visit.other = None
    return True


def part_slips(point: AccessPoint, visit: Visit) -> None:
    """Have each slip open its own Folder again, as soon as the hub has said so."""
    point.keeper.part(visit.lookup)


def children_of_other(folder: Folder, other: Folder) -> list[Child]:
    """The children of another Folder that are not in the first."""
    known = {(one.given_name, one.family_name, one.school_uai) for one in folder.children}
    return [
        one
        for one in other.children
        if (one.given_name, one.family_name, one.school_uai) not in known
    ]
