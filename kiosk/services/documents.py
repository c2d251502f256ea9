"""A document of the school, opened for the person at the screen."""

from kiosk.domain.errors import NewsMissing, NotFound, SealBroken
from kiosk.domain.folder import DocumentItem
from kiosk.sealing import envelopes
from kiosk.sealing.secrets import DocumentKey
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visit


def document_at(visit: Visit, place: int, document_place: int) -> DocumentItem:
    """A child's document by its place on his page, from 1; raise ``NotFound`` for any other."""
    child = visit.child(place)
    if child is None:
        raise NotFound("child", str(place))
    if not 1 <= document_place <= len(child.documents):
        raise NotFound("document", str(document_place))
    return child.documents[document_place - 1]


def open_document(point: AccessPoint, visit: Visit, place: int, document_place: int) -> bytes:
    """The PDF of a document that the visit's own Folder names.

    Raises ``NotFound`` for any other, and ``NewsMissing`` where the point does not have it yet or
    has it damaged: the next news may bring it.
    """
    item = document_at(visit, place, document_place)
    sealed = point.keeper.document(item.document_id)
    if sealed is None:
        raise NewsMissing
    try:
        key = DocumentKey(bytes.fromhex(item.key))
        return envelopes.open_document(sealed, key, item.document_id)
    except (SealBroken, ValueError):
        raise NewsMissing from None
