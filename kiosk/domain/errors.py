"""Everything kiosk may refuse, as facts.

An error carries what happened (numbers, names of settings, places in a file); the sentences a
person reads are made by ``kiosk.wording``. No error ever carries a code, a key, a mark or the
name of a child.
"""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.faults import Fault
from kiosk.domain.removals import Removal


class KioskError(Exception):
    """Base of every refusal that kiosk itself decides."""


class SlipRefused(KioskError):
    """A slip does not open anything now."""


@dataclass(eq=False)
class SlipMistyped(SlipRefused):
    """The digits cannot be a slip's: a slip of the finger, never counted as a failed try.

    ``reason`` is ``"empty"``, ``"length"``, ``"not_digits"``, ``"check_digit"``, or
    ``"ambiguous"`` when two keyboards make two good codes of one scan.
    """

    reason: str
    digits_read: int


@dataclass(eq=False)
class SlipUnknown(SlipRefused):
    """Well-formed digits that open nothing: never issued, revoked or expired, told alike."""


@dataclass(eq=False)
class NewsMissing(SlipRefused):
    """The slip is good, but what it opens is not here, or cannot be read by this version."""


@dataclass(eq=False)
class TryLater(SlipRefused):
    """Too many wrong codes at this machine: the next try waits ``wait_seconds``."""

    wait_seconds: int


@dataclass(eq=False)
class PinNeeded(SlipRefused):
    """The slip has a PIN, which was not given with it. Counts as no try."""


@dataclass(eq=False)
class PointClosed(KioskError):
    """The point's pepper is not there: nothing opens until an agent has shown a card."""


@dataclass(eq=False)
class CardRefused(KioskError):
    """A card that opens nothing: unknown, out of use, or its password wrong, told alike."""


@dataclass(eq=False)
class PasswordTooShort(KioskError):
    """A card's password takes at least ``least`` characters."""

    least: int


@dataclass(eq=False)
class NameRefused(KioskError):
    """A name that is empty, longer than ``most`` characters, or holds what no name does."""

    most: int


@dataclass(eq=False)
class ActForbidden(KioskError):
    """What was asked for is not for this agent's card; ``act`` is a ``DeskAct``."""

    act: str


@dataclass(eq=False)
class CapReached(KioskError):
    """As many slips as a day allows were given out: ``most`` of them."""

    most: int


@dataclass(eq=False)
class PinTooEasy(KioskError):
    """Four digits that everybody tries first, or that are no four digits."""


@dataclass(eq=False)
class PinsDiffer(KioskError):
    """Typed twice, the four digits were not the same."""


@dataclass(eq=False)
class SealBroken(KioskError):
    """A sealed value does not open under this key, or is not what it claims to be.

    ``what`` names the kind of value (``"lock"``, ``"envelope"``…), never its content.
    """

    what: str


@dataclass(eq=False)
class TooLarge(KioskError):
    """What is to be written is more than its reader takes; ``what`` names its kind."""

    what: str
    size_bytes: int
    most_bytes: int


@dataclass(eq=False)
class SegmentRefused(KioskError):
    """A feed segment that must not be applied.

    ``reason`` is one of ``"format"``, ``"signature"``, ``"foreign"``, ``"old"``, ``"gap"``,
    ``"fork"``, ``"expired"``.
    """

    reason: str
    sequence: int | None = None


class FeedKeyChanged(KioskError):
    """Another program of the same office signs with another key now."""


class NewsTooOld(KioskError):
    """The hub has not been heard for so long that nothing is shown any more."""


@dataclass(eq=False)
class OutboxRefused(KioskError):
    """What a point brings up, not to be taken.

    ``reason`` is one of ``"format"``, ``"point"`` for one that nobody knows, ``"device"`` for a
    machine whose key is not the point's, or not any more.
    """

    reason: str


@dataclass(eq=False)
class HubUnreachable(KioskError):
    """The hub did not answer as a hub does. ``detail`` is what was seen instead."""

    reason: str
    detail: str = ""


@dataclass(eq=False)
class FolderUnreadable(KioskError):
    """The bytes inside an envelope are not a Folder of a version this program knows."""

    reason: str


@dataclass(eq=False)
class FileRefused(KioskError):
    """A school file that is not imported at all; nothing was changed.

    ``reason`` is a machine word; ``detail`` names the file, member or value concerned.
    """

    reason: str
    detail: str = ""


class TooManyRemoved(FileRefused):
    """A file that takes away more than is ordinary, and nobody said that it may.

    ``faults`` are those of the file: they often say why it would.
    """

    def __init__(self, removals: tuple[Removal, ...], faults: tuple[Fault, ...] = ()) -> None:
        detail = ", ".join(
            f"{one.school} {one.kind} {one.name} {one.gone}/{one.of}".replace("  ", " ")
            for one in removals
        )
        super().__init__("too_many_removed", detail)
        self.removals = removals
        self.faults = faults


@dataclass(eq=False)
class SchemaRefused(KioskError):
    """A database written by another version of kiosk."""

    found: str
    expected: str


@dataclass(eq=False)
class StoreUnavailable(KioskError):
    """The office's database does not answer or is busy; nothing was changed."""

    reason: str


@dataclass(eq=False)
class InstanceRefused(KioskError):
    """The folder named is not an instance of the kind the command needs."""

    folder: str
    reason: str


@dataclass(eq=False)
class NotFound(KioskError):
    """Something asked for by its identifier does not exist. ``what`` is its kind.

    ``known`` are the identifiers that would have been right, where they are few.
    """

    what: str
    identifier: str
    known: tuple[str, ...] = ()


@dataclass(eq=False)
class EnrolmentRefused(KioskError):
    """A file that sets up no point: ``reason`` is ``"format"``, ``"code"`` or ``"expired"``."""

    reason: str


@dataclass(eq=False)
class AlreadyThere(KioskError):
    """Something of that identifier exists; ``what`` is its kind."""

    what: str
    identifier: str


@dataclass(eq=False)
class SeveralFound(KioskError):
    """What was asked for by name is to be found in several places: ``places`` names them."""

    what: str
    name: str
    places: tuple[str, ...]


@dataclass(eq=False)
class NothingToDo(KioskError):
    """The request is well formed but concerns nobody."""

    what: str


@dataclass(eq=False)
class GlyphsMissing(KioskError):
    """The embedded font cannot draw these characters; nothing is dropped in silence."""

    characters: str


@dataclass(eq=False)
class PrinterUnavailable(KioskError):
    """The printer cannot take the job now."""

    printer: str
    state: str


@dataclass(eq=False)
class AskedBefore(KioskError):
    """The same sheet was asked for a moment ago, as ``sheet``: one is enough, unless she says."""

    sheet: str


@dataclass(eq=False)
class PagesUsedUp(KioskError):
    """A sheet is longer than what its slip may still print; more may be from ``renews_on``."""

    asked: int
    left: int
    renews_on: date


class PaperLeft(KioskError):
    """A sheet of somebody who is gone may lie at the printer: an agent looks before the next."""
