"""A hub's hand, the heads it writes and any row it may send."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from kiosk.domain.segment import (
    GENESIS,
    DirectoryRow,
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    PinRow,
    ReceivedRow,
    Row,
    SchoolDateRow,
    SegmentHead,
    TombstoneRow,
)
from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import public_key_of
from tests.domain.any_of import any_of

HUB = FeedSigningKey(b"h" * 32)
HUB_PUBLIC = public_key_of(HUB)
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

ROW_KINDS = (
    DirectoryRow,
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    PinRow,
    ReceivedRow,
    SchoolDateRow,
    TombstoneRow,
)
ANY_ROW: st.SearchStrategy[Row] = st.one_of(any_of(kind) for kind in ROW_KINDS)
ANY_ROWS = st.lists(ANY_ROW, max_size=6)


def a_head(
    sequence: int = 1,
    previous: str = GENESIS,
    point_id: str = "mediatheque",
    at: datetime = NOW,
) -> SegmentHead:
    return SegmentHead(point_id, sequence, previous, at, at + timedelta(days=60))
