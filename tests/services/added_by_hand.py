"""Rows that a school's spreadsheets would have left in the store, written without them."""

import hashlib
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from kiosk.domain.attendance import AttendanceKind
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import DocumentKey
from kiosk.services.office import Office
from kiosk.store import schema
from kiosk.store.store import Transaction
from tests.store.school_builders import MONDAY

PDF = b"%PDF-1.7 the letter of the school\n" + bytes(range(256)) * 8


def id_of(tx: Transaction, table: schema.Table, source_id: str) -> int:
    found = tx.connection.scalar(select(table.c.id).where(table.c.source_id == source_id))
    assert found is not None, source_id
    return int(found)


def about(tx: Transaction, pupil: str = "", school_class: str = "") -> dict[str, Any]:
    """Whom a row concerns: a pupil, otherwise a class, otherwise the school."""
    return {
        "school_id": id_of(tx, schema.schools, "clg"),
        "pupil_id": id_of(tx, schema.pupils, pupil) if pupil else None,
        "class_id": id_of(tx, schema.classes, school_class) if school_class else None,
        "first_seen_on": MONDAY,
    }


def add_absence(office: Office, pupil: str, starts_on: date, **facts: Any) -> None:
    with office.store.transaction() as tx:
        row = {
            "school_id": id_of(tx, schema.schools, "clg"),
            "pupil_id": id_of(tx, schema.pupils, pupil),
            "kind": AttendanceKind.ABSENCE.value,
            "starts_on": starts_on,
            "ends_on": starts_on,
            "first_seen_on": MONDAY,
            **facts,
        }
        tx.connection.execute(insert(schema.attendance).values(row))


def add_message(
    office: Office, text: str, *, pupil: str = "", school_class: str = "", **facts: Any
) -> None:
    row = {"sent_on": MONDAY, "sender": "Mme Roy", "subject": "Sortie", "text": text, **facts}
    with office.store.transaction() as tx:
        row = {**about(tx, pupil, school_class), **row}
        tx.connection.execute(insert(schema.messages).values(row))


def add_document(
    office: Office,
    title: str,
    content: bytes = PDF,
    *,
    pupil: str = "",
    school_class: str = "",
    **facts: Any,
) -> str:
    """The identifier of its file, which another document may share."""
    content_hash = hashlib.sha256(content).hexdigest()
    file_id = content_hash[:32]
    file = schema.document_files
    with office.store.transaction() as tx:
        known = tx.connection.scalar(select(file.c.id).where(file.c.id == file_id))
        if known is None:
            values = {
                "id": file_id,
                "content_hash": content_hash,
                "document_key": lock_away(DocumentKey.draw(), file_id, office.master),
                "content": content,
            }
            tx.connection.execute(insert(file).values(values))
        row = {**about(tx, pupil, school_class), "file_id": file_id, "title": title}
        row = {**row, "published_on": MONDAY, **facts}
        tx.connection.execute(insert(schema.documents).values(row))
    return file_id


def add_average(office: Office, pupil: str, period: str, subject: str, **facts: Any) -> None:
    with office.store.transaction() as tx:
        row = {
            "school_id": id_of(tx, schema.schools, "clg"),
            "pupil_id": id_of(tx, schema.pupils, pupil),
            "period_id": id_of(tx, schema.periods, period),
            "subject": subject,
            "teacher": "",
            "comment": "",
            "first_seen_on": MONDAY,
            **facts,
        }
        tx.connection.execute(insert(schema.given_averages).values(row))


def tell(office: Office, *kinds: str) -> None:
    """The school has sent these kinds."""
    with office.store.transaction() as tx:
        school_id = id_of(tx, schema.schools, "clg")
        rows = [{"school_id": school_id, "kind": kind} for kind in kinds]
        tx.connection.execute(insert(schema.told_kinds), rows)
