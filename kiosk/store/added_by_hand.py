"""The tables of what schools added by hand: absences, averages, messages, documents, paper.

``pupil_id`` names a pupil, otherwise ``class_id`` a class, otherwise it is the whole school.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from kiosk.store.columns import Exact, metadata, own_id, reference, words

attendance = Table(
    "attendance",
    metadata,
    own_id(),
    reference("school_id", "schools", index=True),
    reference("pupil_id", "pupils", index=True),
    Column("kind", String(12), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("starts_at_half", String(12)),
    Column("ends_on", Date, nullable=False),
    Column("ends_at_half", String(12)),
    Column("half_days", Integer),
    Column("minutes", Integer),
    Column("is_justified", Boolean),
    Column("first_seen_on", Date, nullable=False),
)

given_averages = Table(
    "given_averages",
    metadata,
    own_id(),
    reference("school_id", "schools", index=True),
    reference("pupil_id", "pupils", index=True),
    reference("period_id", "periods"),
    words("subject"),
    words("teacher"),
    Column("average", Exact),
    Column("class_average", Exact),
    Column("class_lowest", Exact),
    Column("class_highest", Exact),
    words("comment"),
    Column("first_seen_on", Date, nullable=False),
    UniqueConstraint("pupil_id", "period_id", "subject"),
)
"""As the school gave them; ``subject`` is blank for the general average."""

messages = Table(
    "messages",
    metadata,
    own_id(),
    reference("school_id", "schools", index=True),
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), index=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), index=True),
    Column("sent_on", Date, nullable=False),
    words("sender"),
    words("subject"),
    words("text"),
    Column("first_seen_on", Date, nullable=False),
)

document_files = Table(
    "document_files",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("content_hash", String(64), nullable=False, unique=True),
    Column("document_key", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The PDFs themselves, once each; ``id`` is random, ``document_key`` under the master key."""

documents = Table(
    "documents",
    metadata,
    own_id(),
    reference("school_id", "schools", index=True),
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), index=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), index=True),
    Column("file_id", String(32), ForeignKey("document_files.id"), nullable=False),
    words("title"),
    Column("published_on", Date, nullable=False),
    Column("first_seen_on", Date, nullable=False),
)

paper_families = Table(
    "paper_families",
    metadata,
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), primary_key=True),
    reference("school_id", "schools", index=True),
)
"""Pupils whose families want their sheets on paper."""

told_kinds = Table(
    "told_kinds",
    metadata,
    Column("school_id", Integer, ForeignKey("schools.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
)
"""The kinds of supplement a school has ever sent: what is not here is silence, not good news."""
