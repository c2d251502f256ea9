"""The office's tables: the one door to all of them.

Here: what schools told (roster, homework, marks) and what people decided (rights, slips). In
modules of their own: what schools added by hand, what points told, what goes to points. Every row
of a school keeps its source and the source's own identifier. Constraints are named, so that a
conflict becomes a named error.

Addresses stand in a table of their own that only envelopes read: no Folder is built from it.
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
    Text,
    UniqueConstraint,
)

# Loaded here so that a store is never made without them.
from kiosk.store.added_by_hand import attendance as attendance
from kiosk.store.added_by_hand import document_files as document_files
from kiosk.store.added_by_hand import documents as documents
from kiosk.store.added_by_hand import given_averages as given_averages
from kiosk.store.added_by_hand import messages as messages
from kiosk.store.added_by_hand import paper_families as paper_families
from kiosk.store.added_by_hand import told_kinds as told_kinds
from kiosk.store.columns import Exact, Instant, own_id, reference, words
from kiosk.store.columns import metadata as metadata
from kiosk.store.from_points import messages_taken as messages_taken
from kiosk.store.to_points import attachments as attachments

SCHEMA_VERSION = "4"

about = Table(
    "about",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""One row a fact of the instance: the schema's version, the domain salt, the sealed feed key."""

# --- what schools told -------------------------------------------------------------------------

schools = Table(
    "schools",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    words("name"),
    Column("uai", String(40), nullable=False, unique=True),
    Column("as_of", Instant),
    UniqueConstraint("source", "source_id"),
)

periods = Table(
    "periods",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    words("title"),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    UniqueConstraint("source", "source_id"),
)

classes = Table(
    "classes",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    reference("school_id", "schools", index=True),
    words("name"),
    UniqueConstraint("source", "source_id"),
)

teachings = Table(
    "teachings",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    reference("school_id", "schools", index=True),
    words("subject"),
    words("teacher"),
    UniqueConstraint("source", "source_id"),
)

pupils = Table(
    "pupils",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    reference("school_id", "schools", index=True),
    words("given_name"),
    words("family_name"),
    Column("birth_on", Date),
    Column("gone_on", Date),
    UniqueConstraint("source", "source_id"),
)
"""``gone_on``: the day a complete picture of his school no longer named him. Closed to everyone."""

guardians = Table(
    "guardians",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    words("civility"),
    words("given_name"),
    words("family_name"),
    UniqueConstraint("source", "source_id"),
)

guardianships = Table(
    "guardianships",
    metadata,
    own_id(),
    words("source"),
    reference("guardian_id", "guardians", index=True),
    reference("pupil_id", "pupils", index=True),
    Column("right", String(12), nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    UniqueConstraint("source", "guardian_id", "pupil_id"),
)

class_memberships = Table(
    "class_memberships",
    metadata,
    own_id(),
    reference("pupil_id", "pupils", index=True),
    reference("class_id", "classes", index=True),
    Column("begins_on", Date),
    Column("ends_on", Date),
    UniqueConstraint("pupil_id", "class_id", "begins_on"),
)

teaching_memberships = Table(
    "teaching_memberships",
    metadata,
    own_id(),
    reference("pupil_id", "pupils", index=True),
    reference("teaching_id", "teachings", index=True),
    Column("begins_on", Date),
    Column("ends_on", Date),
    UniqueConstraint("pupil_id", "teaching_id", "begins_on"),
)

assignments = Table(
    "assignments",
    metadata,
    own_id(),
    words("source"),
    words("source_id"),
    reference("teaching_id", "teachings", index=True),
    Column("kind", String(12), nullable=False),
    words("title"),
    words("text"),
    Column("given_on", Date),
    Column("due_on", Date),
    Column("period_id", Integer, ForeignKey("periods.id")),
    Column("out_of", Exact),
    Column("coefficient", Exact),
    Column("first_seen_on", Date, nullable=False),
    UniqueConstraint("source", "source_id"),
)

marks = Table(
    "marks",
    metadata,
    own_id(),
    reference("assignment_id", "assignments"),
    reference("pupil_id", "pupils", index=True),
    Column("status", String(16), nullable=False),
    Column("value", Exact),
    words("text"),
    words("comment"),
    Column("marked_on", Date),
    Column("first_seen_on", Date, nullable=False),
    UniqueConstraint("assignment_id", "pupil_id"),
)

pictures = Table(
    "pictures",
    metadata,
    own_id(),
    words("source"),
    words("schools"),
    Column("content", LargeBinary, nullable=False),
)
"""The last complete picture a source gave of its ``schools`` (a JSON list of UAIs), with only the
columns we read, zipped: what changes apply to."""

# --- what families asked and where they live --------------------------------------------------

requests = Table(
    "requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("point_id", String(40), nullable=False, index=True),
    Column("reader_id", String(16), ForeignKey("readers.id"), nullable=False, index=True),
    Column("pupil_name", Text, nullable=False),
    Column("school_uai", String(40), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("asked_on", Date, nullable=False),
)
"""What families asked of their school at a point: print for me, this is not my child."""

addresses = Table(
    "addresses",
    metadata,
    own_id(),
    reference("guardian_id", "guardians", unique=True),
    words("lines"),
)
"""Office only, for envelopes: six lines of 38 characters at most (NF Z 10-011)."""

# --- what people decided -----------------------------------------------------------------------

right_overrides = Table(
    "right_overrides",
    metadata,
    own_id(),
    reference("guardian_id", "guardians", index=True),
    reference("pupil_id", "pupils", index=True),
    Column("opens", Boolean, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date),
    words("recorded_by"),
    Column("recorded_at", Instant, nullable=False),
    words("reason"),
)
"""Append-only: the latest decision in force wins, a mistake is corrected by a new row."""

readers = Table(
    "readers",
    metadata,
    Column("id", String(16), primary_key=True),
    reference("guardian_id", "guardians", unique=True),
    Column("folder_key", LargeBinary, nullable=False),
    Column("folder_version", Integer, nullable=False),
    Column("folder_hash", String(64), nullable=False),
    Column("language", String(8), nullable=False),
)
"""``folder_key`` is FK under the office's master key; ``language`` the one chosen at a screen."""

slips = Table(
    "slips",
    metadata,
    Column("serial", String(20), primary_key=True),
    Column("reader_id", String(16), ForeignKey("readers.id"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("picture", String(20), nullable=False),
    Column("slip_key", LargeBinary, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("revoked_at", Instant),
    Column("revoked_because", Text),
    words("place"),
    words("agent"),
)
"""``slip_key`` is T under the master key; the digits are nowhere. ``place`` and ``agent`` tell
where and by whom a desk gave it, blank for the school's own."""
