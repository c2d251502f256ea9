"""An access point a test fills itself: Folders written here, sealed, signed, taken by a vault."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask

from kiosk.app import create_app
from kiosk.clock import FixedClock
from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.folder import (
    AttendanceItem,
    Child,
    DocumentItem,
    Folder,
    HomeworkItem,
    MarkItem,
    MessageItem,
    PeriodMarks,
    SubjectMarks,
)
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus
from kiosk.domain.opening_hours import OpeningHours
from kiosk.domain.segment import (
    DocumentRow,
    EnvelopeRow,
    LockRow,
    Row,
    SchoolDateRow,
    SegmentHead,
    TombstoneRow,
)
from kiosk.domain.slip_codes import SlipCode
from kiosk.feed.segments import read_segment, write_segment
from kiosk.printing.printers import BrowserPrinter, Printer
from kiosk.sealing.derivation import DerivationCost, slip_key
from kiosk.sealing.envelopes import seal_document, seal_envelope
from kiosk.sealing.locks import make_lock
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.secrets import DocumentKey, FeedSigningKey, FolderKey, OutboxKey, Pepper
from kiosk.sealing.signatures import public_key_of
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visits
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault
from kiosk.wording import catalogs_folder
from kiosk_config import Settings

POINT_ID = "own"
PLACE = "Médiathèque"
NO_HOURS = OpeningHours.of([""] * 7)
SALT = bytes(16)
CHEAP = DerivationCost(memory_mib=1, passes=1)
PICTURE = "boat"


class OwnPoint:
    """A point and the hub that feeds it, in one hand."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.clock = clock
        self.vault = Vault.create(folder / "vault.db", POINT_ID)
        self._pepper = Pepper.draw()
        self.opening = Opening(clock, given=self._pepper)
        self._signing_key = FeedSigningKey.draw()
        self.outbox_key = OutboxKey.draw()
        self._digits = random.Random(f"own point {POINT_ID}")
        self._serials: dict[SlipCode, str] = {}
        self._keys: dict[str, FolderKey] = {}
        settings = Settings()
        self.point = AccessPoint(
            keeper=Keeper(
                self.vault,
                self.opening,
                clock,
                outbox_public_key(self.outbox_key),
            ),
            visits=Visits(
                clock,
                idle_seconds=settings.sessions.idle_seconds,
                absolute_seconds=settings.sessions.absolute_seconds,
            ),
            printer=BrowserPrinter(),
            domain_salt=SALT,
            cost=CHEAP,
            settings=settings,
            clock=clock,
            catalogs=catalogs_folder(),
            place=PLACE,
            hours=NO_HOURS,
        )

    def app(self) -> Flask:
        """The public face of this point."""
        app = create_app("public", self.point)
        app.testing = True
        return app

    def prints_on(self, printer: Printer) -> None:
        """Put another printer beside the screen; ask for the face anew."""
        self.point = replace(self.point, printer=printer)

    def strange_code(self) -> SlipCode:
        """Well-formed digits that were never a slip's."""
        return SlipCode.draw(self._digits.randrange)

    def newest_serial(self) -> str:
        """The serial of the slip it gave last."""
        return list(self._serials.values())[-1]

    def gives_slip(self, folder: Folder, days: int = 300, kind: str = "long") -> SlipCode:
        """Seal a Folder for a new slip that opens it for some days."""
        code = self.strange_code()
        key = self._keys.setdefault(folder.reader_id, FolderKey.draw())
        version = len(self._serials) + 1
        lock = make_lock(
            slip_key(code, SALT, CHEAP),
            self._pepper,
            key,
            serial=f"T-{version:05d}",
            kind=kind,
            expires_on=self.clock.today() + timedelta(days=days),
            reader_id=folder.reader_id,
            picture=PICTURE,
        )
        sealed = seal_envelope(folder.to_bytes(), key, folder.reader_id, version)
        self._takes(EnvelopeRow(folder.reader_id, version, sealed), lock)
        self._remember(code, lock)
        return code

    def revokes(self, code: SlipCode) -> None:
        """Put an end to a slip, as the hub would say it."""
        self._takes(TombstoneRow(self._serials[code]))

    def leaves_a_sheet(self, code: SlipCode) -> None:
        """Somebody went before she knew whether her sheet came."""
        keeper = self.point.keeper
        keeper.ask_to_print(keeper.admit(slip_key(code, SALT, CHEAP)).lookup, "left-behind", 1)
        keeper.note_accepted("left-behind", "1")
        keeper.note_left("left-behind")

    def gives_document(self, title: str, content: bytes, *, arrives: bool = True) -> DocumentItem:
        """Seal a PDF for this point; the Folder that names it opens it. Or lose it on the way."""
        key, document_id = DocumentKey.draw(), self._digits.randbytes(16).hex()
        if arrives:
            self._takes(DocumentRow(document_id, seal_document(content, key, document_id)))
        return DocumentItem(
            document_id=document_id,
            title=title,
            published_on=date(2026, 11, 20),
            size_bytes=len(content),
            key=key.reveal().hex(),
            first_seen_on=date(2026, 11, 20),
        )

    def hears_from(self, school_uai: str, as_of: datetime) -> None:
        """Take a school's word for how old its data is."""
        self._takes(SchoolDateRow(school_uai, as_of))

    def _remember(self, code: SlipCode, lock: LockRow) -> None:
        self._serials[code] = lock.serial

    def _takes(self, *rows: Row) -> None:
        state, now = self.vault.state(), self.clock.now()
        head = SegmentHead(
            POINT_ID, state.sequence + 1, state.head, now, expires_at=now + timedelta(days=60)
        )
        content = write_segment(head, rows, self._signing_key)
        self.vault.apply(read_segment(content, public_key_of(self._signing_key)))


def a_folder(*children: Child, **changes: Any) -> Folder:
    """Madame Lambert's Folder, unless told otherwise."""
    facts = {
        "reader_id": "reader-lambert",
        "civility": "Mme",
        "given_name": "Jeanne",
        "family_name": "Lambert",
    }
    return Folder(**{**facts, **changes}, children=children)


def a_child(**changes: Any) -> Child:
    """Lucie, of whom the school has sent nothing yet."""
    facts: dict[str, Any] = {
        "given_name": "Lucie",
        "family_name": "Lambert",
        "emblem": "star",
        "class_name": "5e B",
        "school_name": "Collège Jean-Moulin",
        "school_uai": "0350000A",
        "homework": (),
        "periods": (),
    }
    return Child(**{**facts, **changes})


def work(subject: str, due_on: date | None, **changes: Any) -> HomeworkItem:
    """One piece of homework."""
    facts: dict[str, Any] = {
        "kind": WorkKind.HOMEWORK,
        "title": "",
        "text": f"Travail de {subject}",
        "teacher": "Mme Rivière",
        "given_on": None,
        "first_seen_on": date(2026, 11, 20),
    }
    return HomeworkItem(subject=subject, due_on=due_on, **{**facts, **changes})


def a_mark(value: str | None, out_of: str | None = "20", **changes: Any) -> MarkItem:
    """One mark; ``None`` with a status for a word in its place."""
    facts: dict[str, Any] = {
        "title": "Contrôle",
        "marked_on": date(2026, 11, 16),
        "status": MarkStatus.MARKED,
        "value": None if value is None else Decimal(value),
        "out_of": None if out_of is None else Decimal(out_of),
        "coefficient": None,
        "text": "",
        "comment": "",
        "first_seen_on": date(2026, 11, 17),
    }
    return MarkItem(**{**facts, **changes})


def a_subject(subject: str, *marks: MarkItem, **changes: Any) -> SubjectMarks:
    """The marks of one subject, without average unless told."""
    facts: dict[str, Any] = {"teacher": "M. Roche", "average": None, "is_indicative": False}
    return SubjectMarks(subject=subject, marks=marks, **{**facts, **changes})


def a_period(title: str, *subjects: SubjectMarks) -> PeriodMarks:
    """One period of marks."""
    return PeriodMarks(title, None, None, subjects)


def an_absence(on: date, **changes: Any) -> AttendanceItem:
    """A morning away, not yet justified."""
    facts: dict[str, Any] = {
        "kind": AttendanceKind.ABSENCE,
        "starts_on": on,
        "starts_at_half": HalfDay.MORNING,
        "ends_on": on,
        "ends_at_half": HalfDay.MORNING,
        "half_days": 1,
        "minutes": None,
        "is_justified": False,
        "first_seen_on": on,
    }
    return AttendanceItem(**{**facts, **changes})


def a_lateness(on: date, minutes: int | None = 10, **changes: Any) -> AttendanceItem:
    """Late one morning, justified."""
    facts: dict[str, Any] = {
        "kind": AttendanceKind.LATENESS,
        "half_days": None,
        "minutes": minutes,
        "is_justified": True,
    }
    return an_absence(on, **{**facts, **changes})


def a_message(subject: str, **changes: Any) -> MessageItem:
    """A few words of the school."""
    facts: dict[str, Any] = {
        "sent_on": date(2026, 11, 20),
        "sender": "Vie scolaire",
        "text": f"Texte de {subject}",
        "first_seen_on": date(2026, 11, 20),
    }
    return MessageItem(subject=subject, **{**facts, **changes})
