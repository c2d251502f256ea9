"""From what was scanned or typed to an open Folder, and out again."""

import hashlib
import secrets
from dataclasses import dataclass, field

from kiosk.domain.errors import FolderUnreadable, NewsMissing, SealBroken
from kiosk.domain.folder import Folder
from kiosk.domain.segment import EnvelopeRow
from kiosk.domain.slip_codes import SlipCode, read_code
from kiosk.sealing.derivation import slip_key
from kiosk.sealing.envelopes import open_envelope
from kiosk.sealing.pins import pin_of_slip
from kiosk.sealing.secrets import FolderKey, SlipKey
from kiosk.sealing.visit_notes import open_note, seal_note
from kiosk.services.access_point import AccessPoint
from kiosk.services.news import VisitNote, at_sign_in, note_from_bytes, note_to_bytes
from kiosk.services.print_following import may_leave_paper
from kiosk.services.visits import Visit
from kiosk.vault.keeper import Admission

_MARK_KEY = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class ShownSlip:
    """A slip as it was shown: its key, and what it is known by while it waits its turn."""

    key: SlipKey
    mark: bytes = field(repr=False)


def read_slip(point: AccessPoint, typed: str) -> ShownSlip:
    """The key of the slip whose code was given.

    Raises ``SlipMistyped`` (not a try), ``TryLater``, ``PointClosed``. The key is derived before
    anything is looked up: a code that never was takes as long as a good one.
    """
    code = read_code(typed)
    mark = _mark(code)
    point.keeper.check_patience(mark)
    with point.derivation_turn:
        return ShownSlip(slip_key(code, point.domain_salt, point.cost), mark)


def open_slip(point: AccessPoint, slip: ShownSlip, pin: str | None = None) -> Visit:
    """Open the Folder of a slip; raise ``PinNeeded`` where it has a PIN and none was given.

    Raises ``TryLater``, or ``SlipUnknown``: the same for a code that never was, a revoked slip, an
    expired one and a wrong PIN. ``NewsMissing`` is for the bearer of a good slip, ``NewsTooOld``
    for everybody.
    """
    of_slip = None if pin is None else pin_of_slip(pin, slip.key)
    admission = point.keeper.admit(slip.key, slip.mark, of_slip)
    if admission.envelope is None:
        raise NewsMissing
    folder = open_folder(admission.envelope, admission.folder_key)
    news, note = at_sign_in(_last_visit(admission), folder, point.clock.today())
    sealed = seal_note(note_to_bytes(note), admission.folder_key, admission.reader_id)
    point.keeper.keep_visit_note(admission.reader_id, sealed)
    return point.visits.begin(
        folder,
        admission.lookup,
        admission.school_dates,
        slip_key=slip.key,
        folder_key=admission.folder_key,
        serial=admission.serial,
        has_pin=admission.has_pin,
        envelope_version=admission.envelope.version,
        picture=admission.picture,
        news=news,
        late_since=admission.late_since,
    )


def sign_in_with_slip(point: AccessPoint, typed: str) -> Visit:
    """Open the Folder of a slip without a PIN; raise as ``read_slip`` and ``open_slip``."""
    return open_slip(point, read_slip(point, typed))


def make_way(point: AccessPoint, seconds: float) -> None:
    """Leave a slip to the next process, since this one has opened another's Folder.

    Whoever was at the screen is signed out; waits until new connections are that process's, so
    long at most.
    """
    point.lifetime.end()
    point.lifetime.await_successor(seconds)


def current_visit(point: AccessPoint, visit_id: str) -> Visit | None:
    """The visit under way, unless it ended, slept too long or a slip of it was revoked since.

    Where a newer Folder came she reads that one, if it tells of the same children; otherwise she
    shows her slip again.
    """
    visit = point.visits.current(visit_id)
    if visit is None:
        return None
    if not (_still_opens(point, visit) or _reads_the_newer(point, visit)):
        point.visits.end(visit_id)
        return None
    return visit


def _still_opens(point: AccessPoint, visit: Visit) -> bool:
    shown = [(visit.lookup, visit.envelope_version)]
    shown += [(one.lookup, one.envelope_version) for one in visit.joined]
    return all(point.keeper.still_opens(*one) for one in shown)


def _reads_the_newer(point: AccessPoint, visit: Visit) -> bool:
    """Whether a newer Folder took the place of the one she reads.

    Children she joined herself are in it, or she has not joined them: then it is another's to say.
    """
    envelope = point.keeper.newer_envelope(visit.lookup, visit.envelope_version)
    if envelope is None or visit.folder_key is None:
        return False
    try:
        folder = open_folder(envelope, visit.folder_key)
    except NewsMissing:
        return False  # her key changed: one of her slips was ended
    shown = [child.full_name for child in visit.folder.children]
    if [child.full_name for child in folder.children][: len(shown)] != shown:
        return False
    visit.folder, visit.envelope_version = folder, envelope.version
    visit.joined.clear()
    return True


def sign_out(point: AccessPoint, visit: Visit) -> bool:
    """« J’ai terminé »; whether a sheet of hers may still come out of the printer."""
    point.visits.end(visit.visit_id)
    return may_leave_paper(visit)


def _mark(code: SlipCode) -> bytes:
    """What a code is known by while it waits its turn: nothing without this process's own key."""
    return hashlib.blake2b(code.digits().encode(), digest_size=16, key=_MARK_KEY).digest()


def _last_visit(admission: Admission) -> VisitNote | None:
    """What was noted at this point; None at a first visit, and where the note is damaged."""
    if admission.visit_note is None:
        return None
    try:
        note = open_note(admission.visit_note, admission.folder_key, admission.reader_id)
    except SealBroken:
        return None
    return note_from_bytes(note)


def open_folder(envelope: EnvelopeRow, key: FolderKey) -> Folder:
    """What a sealed Folder says; raise ``NewsMissing`` where it cannot be read."""
    try:
        content = open_envelope(envelope.sealed, key, envelope.reader_id, envelope.version)
        return Folder.from_bytes(content)
    except (SealBroken, FolderUnreadable):
        # Only who holds the right slip is told; the next Folder that differs heals it.
        raise NewsMissing from None
