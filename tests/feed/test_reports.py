"""Where a point stands: believed from its own machine alone, whatever else is written there."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import OutboxRefused
from kiosk.domain.segment import GENESIS, PointReport
from kiosk.feed.reports import MOST_REPORT_BYTES, read_report, write_report
from kiosk.sealing.secrets import DeviceKey
from kiosk.sealing.signatures import public_key_of, sign
from tests.feed.builders import NOW

DEVICE, OTHER = DeviceKey(b"d" * 32), DeviceKey(b"e" * 32)
REPORT = PointReport("mediatheque", 7, "ab" * 32, NOW)
PUBLIC = public_key_of(DEVICE)


def test_a_report_comes_back_and_tells_whose_it_is() -> None:
    signed = read_report(BytesIO(write_report(REPORT, DEVICE)))
    assert signed.report == REPORT
    assert signed.is_from(PUBLIC)
    assert not signed.is_from(public_key_of(OTHER))
    assert not signed.is_from(b""), "a key that died signs nothing"


@given(at=st.integers(0), flipped=st.integers(1, 255))
def test_one_changed_byte_is_nobodys_report(at: int, flipped: int) -> None:
    content = bytearray(write_report(REPORT, DEVICE))
    content[at % len(content)] ^= flipped
    try:
        signed = read_report(BytesIO(bytes(content)))
    except OutboxRefused:
        return
    assert not signed.is_from(PUBLIC)


def test_a_report_cut_anywhere_is_nobodys() -> None:
    whole = write_report(REPORT, DEVICE)
    for length in range(len(whole)):
        try:
            signed = read_report(BytesIO(whole[:length]))
        except OutboxRefused:
            continue
        assert not signed.is_from(PUBLIC)


@pytest.mark.parametrize(
    "changes",
    [
        {"sequence": -1},
        {"sequence": 2**31},
        {"sequence": True},
        {"sequence": "7"},
        {"head": GENESIS[:-1]},
        {"head": GENESIS + "\n"},
        {"head": "AB" * 32},
        {"reported_at": "2026-11-23T05:00:00"},
        {"reported_at": "yesterday"},
        {"point_id": 7},
        {"more": 1},
    ],
)
def test_a_report_no_point_would_write_is_refused_however_well_signed(
    changes: dict[str, object],
) -> None:
    plain = {
        "head": REPORT.head,
        "point_id": REPORT.point_id,
        "reported_at": NOW.isoformat(),
        "sequence": 7,
    }
    content = json.dumps({**plain, **changes}).encode()
    signature = sign(b"kiosk report\x01" + content, DEVICE)
    with pytest.raises(OutboxRefused) as refusal:
        read_report(BytesIO(len(content).to_bytes(4, "big") + content + signature))
    assert refusal.value.reason == "format"


def test_a_report_that_says_it_is_enormous_is_refused_before_it_is_read() -> None:
    file = BytesIO((MOST_REPORT_BYTES + 1).to_bytes(4, "big") + bytes(MOST_REPORT_BYTES + 65))
    with pytest.raises(OutboxRefused):
        read_report(file)
    assert file.tell() == 4
