"""The tables of what goes to access points: where they stand, whom they serve, what was published.

Loaded by ``kiosk.store.schema``.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text

from kiosk.store.columns import Instant, metadata, own_id, words

places = Table("places", metadata, own_id(), Column("name", Text, nullable=False, unique=True))

points = Table(
    "points",
    metadata,
    Column("id", String(40), primary_key=True),
    words("name"),
    Column("issuer", String(8), nullable=False, unique=True),
    Column("pepper", LargeBinary, nullable=False),
    Column("device_key", LargeBinary, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("signed_at", Instant),
)
"""``issuer`` begins the serials a point gives; ``pepper`` is sealed under the master key;
``device_key`` is the public half of its machine's key; ``sequence``, ``head`` and ``signed_at``
are the feed's end."""

point_places = Table(
    "point_places",
    metadata,
    Column("point_id", String(40), ForeignKey("points.id"), primary_key=True),
    Column("place_id", Integer, ForeignKey("places.id"), primary_key=True),
)

attachments = Table(
    "attachments",
    metadata,
    Column("reader_id", String(16), ForeignKey("readers.id"), primary_key=True),
    Column("place_id", Integer, ForeignKey("places.id"), primary_key=True),
    Column("since_on", Date, nullable=False),
)

published = Table(
    "published",
    metadata,
    Column("point_id", String(40), ForeignKey("points.id"), primary_key=True),
    Column("row_key", String(80), primary_key=True),
    Column("content_hash", String(64), nullable=False),
)
"""What each point already has, by row: only what differs goes into the next segment."""

snapshots = Table(
    "snapshots",
    metadata,
    Column("point_id", String(40), ForeignKey("points.id"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("signed_at", Instant, nullable=False),
)
"""All that a point's feed says up to a segment, for those who come too late to read it all."""

segments = Table(
    "segments",
    metadata,
    Column("point_id", String(40), ForeignKey("points.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("signed_at", Instant, nullable=False),
)
