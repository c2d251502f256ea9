"""The Folder (dossier): one adult's complete, read-only view of her children.

The hub builds it, filtered by right; the screen, the voice and every sheet of paper read only it.
It carries no build date: it is published again only when its content changes. How old a school's
data is travels beside it, one row a school.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.errors import FolderUnreadable
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain

FOLDER_VERSION = 1
"""Changes when a field changes its meaning. A new field only needs a default: points and hubs are
brought up to date on different days, and a Folder must open on both."""

EMBLEMS = ("star", "moon", "leaf", "boat", "sun", "kite", "bird", "tree")
"""A child is a name, a picture and a colour; the colour follows from the place of the picture."""


@dataclass(frozen=True, slots=True)
class HomeworkItem:
    """One thing to do. ``first_seen_on`` is the day it first reached the hub."""

    subject: str
    kind: WorkKind
    title: str
    text: str
    teacher: str
    given_on: date | None
    due_on: date | None
    first_seen_on: date


@dataclass(frozen=True, slots=True)
class MarkItem:
    """One result, as given: ``value`` over ``out_of``, or a word for what stands in its place.

    The class's figures are over the same ``out_of``, computed by us, and only where five marks or
    more keep each of them from telling of somebody.
    """

    title: str
    marked_on: date | None
    status: MarkStatus
    value: Decimal | None
    out_of: Decimal | None
    coefficient: Decimal | None
    text: str
    comment: str
    first_seen_on: date
    class_average: Decimal | None = None
    class_lowest: Decimal | None = None
    class_highest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SubjectMarks:
    """The marks of one subject in one period.

    ``average`` is over 20; ``is_indicative`` tells that we computed it because the source gives
    none. ``is_class_indicative`` tells the same of the class's average and range. ``comment`` is
    the teacher's, as given.
    """

    subject: str
    teacher: str
    average: Decimal | None
    is_indicative: bool
    marks: tuple[MarkItem, ...]
    class_average: Decimal | None = None
    class_lowest: Decimal | None = None
    class_highest: Decimal | None = None
    is_class_indicative: bool = True
    comment: str = ""
    first_seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class PeriodMarks:
    """The marks of one period (trimestre, semestre), subjects in alphabetical order.

    ``average`` and ``comment`` are the general ones, only ever as the school gave them.
    """

    title: str
    starts_on: date | None
    ends_on: date | None
    subjects: tuple[SubjectMarks, ...]
    average: Decimal | None = None
    class_average: Decimal | None = None
    comment: str = ""
    first_seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class AttendanceItem:
    """One absence or lateness; both days inclusive. None stands for what the school did not say."""

    kind: AttendanceKind
    starts_on: date
    starts_at_half: HalfDay | None
    ends_on: date
    ends_at_half: HalfDay | None
    half_days: int | None
    minutes: int | None
    is_justified: bool | None
    first_seen_on: date


@dataclass(frozen=True, slots=True)
class MessageItem:
    """A message of the school, as it wrote it."""

    sent_on: date
    sender: str
    subject: str
    text: str
    first_seen_on: date


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """A PDF the school gave, sealed in an envelope of its own that ``key`` (hex) opens."""

    document_id: str
    title: str
    published_on: date
    size_bytes: int
    key: str = field(repr=False)
    first_seen_on: date


@dataclass(frozen=True, slots=True)
class Child:
    """One pupil as this reader may see him. ``emblem`` is one of ``EMBLEMS``.

    ``told`` names what the school sends at all (``"attendance"``, ``"averages"``, ``"messages"``,
    ``"documents"``): nothing there is then good news, and otherwise only silence.
    ``older_messages_at_school`` tells that ``messages`` are the newest of more.
    """

    given_name: str
    family_name: str
    emblem: str
    class_name: str
    school_name: str
    school_uai: str
    homework: tuple[HomeworkItem, ...]
    periods: tuple[PeriodMarks, ...]
    attendance: tuple[AttendanceItem, ...] = ()
    messages: tuple[MessageItem, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    told: tuple[str, ...] = ()
    older_messages_at_school: bool = False

    @property
    def full_name(self) -> str:
        """Given name, then family name, as French schools' sheets to families write it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class SlipNotice:
    """A slip of the reader's that some desk gave out: she is told, in case it was not to her."""

    serial: str
    picture: str
    issued_on: date
    place: str
    agent: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything one reader may see. ``civility`` is "Mme", "M." or "".

    ``slips`` are her live ones that desks gave out, the newest first. ``is_joined`` says that she
    showed another slip of hers, whose children are here too. ``language`` is the one she chose at
    a screen, blank until she does.
    """

    reader_id: str
    civility: str
    given_name: str
    family_name: str
    children: tuple[Child, ...]
    slips: tuple[SlipNotice, ...] = ()
    is_joined: bool = False
    language: str = ""

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same Folder is always the same bytes."""
        document = {"version": FOLDER_VERSION, "folder": to_plain(self)}
        return json.dumps(
            document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Folder":
        """Read back ``to_bytes``; raise ``FolderUnreadable`` on anything else."""
        try:
            document: Any = json.loads(content)
        except (ValueError, RecursionError):
            raise FolderUnreadable("not_json") from None
        if not isinstance(document, dict) or document.get("version") != FOLDER_VERSION:
            raise FolderUnreadable("version")
        try:
            return from_plain(cls, document.get("folder"), across_versions=True)
        except NotOfThisShape:
            raise FolderUnreadable("shape") from None

    def content_hash(self) -> str:
        """What decides whether the Folder is published again; see ``hash_of``."""
        return hash_of(self.to_bytes())


def hash_of(content: bytes) -> str:
    """The hash of a Folder's canonical bytes (BLAKE2b, 16 bytes, hex)."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()
