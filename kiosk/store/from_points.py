"""The tables of what access points told: messages taken, journals, slips asked for or ended there.

Loaded by ``kiosk.store.schema``.
"""

from sqlalchemy import Column, Date, Integer, LargeBinary, String, Table, Text

from kiosk.store.columns import Instant, metadata, own_id, words

messages_taken = Table(
    "messages_taken",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("point_id", String(40), nullable=False, index=True),
    Column("taken_on", Date, nullable=False),
    Column("told_in", Integer, nullable=False),
)
"""Every message by its id: sent again, it has no second effect. ``told_in`` is the segment that
tells its point so."""

point_reports = Table(
    "point_reports",
    metadata,
    Column("point_id", String(40), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("reported_at", Instant, nullable=False),
    Column("heard_at", Instant, nullable=False),
)
"""Where each point stood when it was last heard: ``reported_at`` by its clock, ``heard_at`` by
ours."""

point_alarms = Table(
    "point_alarms",
    metadata,
    Column("point_id", String(40), primary_key=True),
    Column("raised_on", Date, primary_key=True),
    Column("reason", String(20), primary_key=True),
    Column("sequence", Integer, nullable=False),
)
"""What a report said that no honest point says; one a day and a reason is enough to ask."""

point_journal = Table(
    "point_journal",
    metadata,
    Column("point_id", String(40), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("event", String(20), nullable=False),
    words("agent"),
    words("serial"),
    words("detail"),
    Column("reader_id", String(16), nullable=False),
)

slip_endings = Table(
    "slip_endings",
    metadata,
    Column("serial", String(20), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("reason", String(20), nullable=False),
)
"""Slips ended at a point, known here or not yet: a message that comes late revives none."""

slip_applications = Table(
    "slip_applications",
    metadata,
    Column("serial", String(20), primary_key=True),
    Column("point_id", String(40), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("picture", String(20), nullable=False),
    Column("slip_key", LargeBinary, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_on", Date, nullable=False),
    words("agent"),
    words("family_name"),
    words("given_name"),
    words("school"),
    words("child_given_name"),
    words("child_class"),
    Column("refused_because", Text),
)
"""Slips given to somebody a point did not know: they sleep until a person at the school says yes.

``slip_key`` is T under the master key. Accepted, the row goes and a slip takes its place.
"""

reader_unions = Table(
    "reader_unions",
    metadata,
    own_id(),
    Column("reader_id", String(16), nullable=False, index=True),
    Column("serial", String(20), nullable=False),
    Column("other_id", String(16), nullable=False, index=True),
    Column("other_serial", String(20), nullable=False),
    Column("point_id", String(40), nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("parted_at", Instant),
    words("parted_because"),
)
"""Readers whose slips one person showed together. Apart again, a row stays and says why."""

slip_pins = Table(
    "slip_pins",
    metadata,
    Column("serial", String(20), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("verifier", LargeBinary, nullable=False),
)
"""``verifier`` is BLAKE2b(PIN, key=T) under the master key; empty where it was taken away."""
