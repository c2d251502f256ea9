"""Segments: what was written is read, and nothing else is, whoever signed it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SegmentRefused, TooLarge
from kiosk.domain.segment import (
    DropRow,
    EnvelopeRow,
    LockRow,
    Row,
    SchoolDateRow,
    Segment,
    SegmentHead,
    TombstoneRow,
)
from kiosk.feed.segments import (
    MAGIC,
    MAX_SEGMENT_BYTES,
    MAX_STORED_BYTES,
    encode_row,
    read_segment,
    segment_hash,
    split_rows,
    write_segment,
)
from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import SIGNATURE_BYTES, sign
from tests.domain.any_of import any_of
from tests.feed.builders import ANY_ROW, ANY_ROWS, HUB, HUB_PUBLIC, NOW, a_head

STEADY = settings(derandomize=True, deadline=None, max_examples=80)

LOCK = LockRow("E-00001", "long", date(2027, 10, 31), b"l" * 16, "r-1", "boat", b"w" * 72)
ROWS: tuple[Row, ...] = (
    EnvelopeRow("r-1", 3, b"sealed"),
    LOCK,
    TombstoneRow("E-00002"),
    DropRow("r-2"),
    SchoolDateRow("0751234A", NOW),
)
CONTENT = write_segment(a_head(), ROWS, HUB)


def refusal(content: bytes, public_key: bytes = HUB_PUBLIC) -> str:
    with pytest.raises(SegmentRefused) as refused:
        read_segment(content, public_key)
    return refused.value.reason


def outcome(content: bytes) -> Segment | str:
    """The segment, or why it was refused."""
    try:
        return read_segment(content, HUB_PUBLIC)
    except SegmentRefused as refused:
        return refused.reason


def sized(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def signed(*parts: bytes) -> bytes:
    """Whatever the parts, under the hub's own signature."""
    body = MAGIC + b"".join(map(sized, parts))
    return body + sign(body, HUB)


def facts_of(part: bytes) -> Any:
    return json.loads(part[4 : 4 + int.from_bytes(part[:4], "big")])


HEAD = CONTENT[len(MAGIC) + 4 :][: int.from_bytes(CONTENT[len(MAGIC) :][:4], "big")]


@STEADY
@given(any_of(SegmentHead), ANY_ROWS)
def test_any_rows_come_back_the_same_in_their_order(head: SegmentHead, rows: list[Row]) -> None:
    content = write_segment(head, rows, HUB)
    segment = read_segment(content, HUB_PUBLIC)
    assert segment.head == head
    assert segment.rows == tuple(rows)
    assert segment.hash == segment_hash(content)


def test_the_same_rows_make_the_same_bytes() -> None:
    assert write_segment(a_head(), ROWS, HUB) == CONTENT


def test_a_segment_without_rows_says_that_there_is_no_news() -> None:
    assert read_segment(write_segment(a_head(), (), HUB), HUB_PUBLIC).rows == ()


def test_the_hash_of_a_segment_covers_its_signature_too() -> None:
    other = CONTENT[:-1] + bytes([CONTENT[-1] ^ 1])
    assert segment_hash(CONTENT) != segment_hash(other)
    assert len(segment_hash(CONTENT)) == 64


def test_a_segment_cut_at_any_byte_is_refused() -> None:
    for length in range(len(CONTENT)):
        assert refusal(CONTENT[:length]) in ("format", "signature")


def test_a_segment_with_any_bit_changed_is_refused() -> None:
    for place in range(len(CONTENT)):
        for bit in range(8):
            damaged = bytearray(CONTENT)
            damaged[place] ^= 1 << bit
            reason = refusal(bytes(damaged))
            assert reason == ("format" if place < len(MAGIC) else "signature")


def test_bytes_added_to_a_segment_are_refused() -> None:
    assert refusal(CONTENT + b"\0") == "signature"
    assert refusal(b"\0" + CONTENT) == "format"


def test_a_segment_signed_by_another_hub_is_refused() -> None:
    stranger = FeedSigningKey(b"x" * 32)
    assert refusal(write_segment(a_head(), ROWS, stranger)) == "signature"


@pytest.mark.parametrize("public_key", [b"", bytes(32), bytes(31)])
def test_a_point_that_pinned_no_key_takes_nothing(public_key: bytes) -> None:
    assert refusal(CONTENT, public_key) == "signature"


def test_the_signature_of_one_segment_does_not_serve_for_another() -> None:
    other = write_segment(a_head(2), ROWS, HUB)
    assert refusal(other[:-SIGNATURE_BYTES] + CONTENT[-SIGNATURE_BYTES:]) == "signature"


@settings(STEADY, max_examples=300)
@given(st.binary(max_size=300))
def test_random_bytes_are_refused(content: bytes) -> None:
    assert refusal(content) == "format"


@settings(STEADY, max_examples=300)
@given(st.binary(max_size=120))
def test_random_bytes_well_signed_are_refused(middle: bytes) -> None:
    body = MAGIC + middle
    assert refusal(body + sign(body, HUB)) == "format"


@settings(STEADY, max_examples=300)
@given(st.lists(st.binary(max_size=40), max_size=4))
@example([b'"x"'])
@example([b"1"])
@example([b"null"])
@example([b"[]"])
@example([b'["row"]'])
@example([b'{"row":[]}'])
@example([b'{"row":{}}'])
@example([b'{"row":null}'])
def test_random_parts_after_a_good_head_are_refused_or_nothing(parts: list[bytes]) -> None:
    content = signed(HEAD, *parts)
    if parts:
        assert refusal(content) == "format"
    else:
        assert read_segment(content, HUB_PUBLIC).rows == ()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["row", "serial", "reader_id", "version", "sealed", "as_of"]),
            inner | st.sampled_from(["drop", "envelope", "lock", "school_date", "tombstone"]),
            max_size=4,
        )
    ),
    max_leaves=6,
)


@settings(STEADY, max_examples=300)
@given(st.lists(JSON_VALUES, max_size=3))
def test_any_json_in_the_place_of_rows_is_read_exactly_or_refused(values: list[Any]) -> None:
    found = outcome(signed(HEAD, *map(as_json, values)))
    if isinstance(found, Segment):
        assert [facts_of(encode_row(row)) for row in found.rows] == values
    else:
        assert found == "format"


@settings(STEADY, max_examples=300)
@given(st.data())
def test_a_damaged_body_signed_again_is_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(CONTENT[:-SIGNATURE_BYTES])
    place = data.draw(st.integers(len(MAGIC), len(body)))
    body[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    found = outcome(bytes(body) + sign(bytes(body), HUB))
    if isinstance(found, Segment):
        again = write_segment(found.head, found.rows, HUB)
        assert read_segment(again, HUB_PUBLIC).rows == found.rows
    else:
        assert found == "format"


def test_a_body_cut_at_any_byte_and_signed_again_is_refused_or_holds_fewer_rows() -> None:
    body = CONTENT[:-SIGNATURE_BYTES]
    for length in range(len(MAGIC), len(body)):
        cut = body[:length]
        found = outcome(cut + sign(cut, HUB))
        if isinstance(found, Segment):
            assert found.rows == ROWS[: len(found.rows)]
            assert len(found.rows) < len(ROWS)
        else:
            assert found == "format"


DEEP = b"[" * 100_000
BAD_ROWS: dict[str, tuple[bytes, ...]] = {
    "an unknown name": (as_json({"row": "family", "serial": "E-1"}),),
    "no name": (as_json({"serial": "E-1"}),),
    "a fact too many": (as_json({"row": "tombstone", "serial": "E-1", "name": "lea"}),),
    "a fact missing": (as_json({"row": "tombstone"}),),
    "a fact of another type": (as_json({"row": "tombstone", "serial": 1}),),
    "half a character": (b'{"row":"tombstone","serial":"\\ud800"}',),
    "half a character in raw bytes": (b'{"row":"tombstone","serial":"\xed\xa0\x80"}',),
    "text that is not UTF-8": (b'{"row":"tombstone","serial":"\xff"}',),
    "deep nesting": (DEEP,),
    "deep nesting in a fact": (b'{"row":"tombstone","serial":' + DEEP,),
    "not a number": (b'{"row":"envelope","reader_id":"r","version":NaN}', b"sealed"),
    "an infinite number": (b'{"row":"envelope","reader_id":"r","version":Infinity}', b"sealed"),
    "a broken number": (as_json({"row": "envelope", "reader_id": "r", "version": 1.0}), b"sealed"),
    "a number too long to read": (
        b'{"row":"envelope","reader_id":"r","version":' + b"1" * 10_000 + b"}",
        b"sealed",
    ),
    "no blob": (as_json({"row": "envelope", "reader_id": "r", "version": 1}),),
    "a blob too many": (as_json({"row": "tombstone", "serial": "E-1"}), b"sealed"),
    "a blob among the facts": (
        as_json({"row": "envelope", "reader_id": "r", "version": 1, "sealed": "x"}),
        b"sealed",
    ),
    "a date that is none": (
        as_json({"row": "school_date", "school_uai": "0751234A", "as_of": "2026-13-01"}),
    ),
    "an hour without a zone": (
        as_json({"row": "school_date", "school_uai": "0751234A", "as_of": "2026-11-23T05:00:00"}),
    ),
}


@pytest.mark.parametrize("parts", BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_row_that_half_fits_is_refused_though_well_signed(parts: tuple[bytes, ...]) -> None:
    assert refusal(signed(HEAD, *parts)) == "format"


HEAD_CHANGES: dict[str, Callable[[Any], object]] = {
    "a fact too many": lambda head: head.update(name="x"),
    "a fact missing": lambda head: head.pop("previous"),
    "a sequence that is a text": lambda head: head.update(sequence="1"),
    "a sequence that is a yes": lambda head: head.update(sequence=True),
    "a date without a zone": lambda head: head.update(signed_at="2026-11-23T05:00:00"),
    "an end that never comes": lambda head: head.update(expires_at=None),
}


@pytest.mark.parametrize("change", HEAD_CHANGES.values(), ids=HEAD_CHANGES.keys())
def test_a_head_that_half_fits_is_refused_though_well_signed(
    change: Callable[[Any], object],
) -> None:
    head = json.loads(HEAD)
    change(head)
    assert refusal(signed(as_json(head))) == "format"


@pytest.mark.parametrize("head", [b"", b"null", b"[]", b'"head"', b"1", b"{}", DEEP, b"\xff"])
def test_anything_in_the_place_of_the_head_is_refused(head: bytes) -> None:
    assert refusal(signed(head)) == "format"


def test_a_segment_without_a_head_is_refused() -> None:
    assert refusal(signed()) == "format"


def test_a_part_that_says_it_is_longer_than_the_segment_is_refused() -> None:
    body = MAGIC + b"\xff\xff\xff\xff" + HEAD
    assert refusal(body + sign(body, HUB)) == "format"


@STEADY
@given(st.lists(ANY_ROW, max_size=12), st.integers(1, 400))
def test_batches_keep_every_row_in_order_within_the_limit(rows: list[Row], limit: int) -> None:
    batches = list(split_rows(rows, limit))
    assert [row for batch in batches for row in batch] == rows
    for batch in batches:
        assert batch
        assert len(batch) == 1 or sum(len(encode_row(row)) for row in batch) <= limit


def test_a_batch_is_as_full_as_it_may_be() -> None:
    rows = [TombstoneRow(f"E-{number:05d}") for number in range(10)]
    size = len(encode_row(rows[0]))
    assert [len(batch) for batch in split_rows(rows, 3 * size)] == [3, 3, 3, 1]
    assert [len(batch) for batch in split_rows(rows, 3 * size - 1)] == [2, 2, 2, 2, 2]


def test_a_row_over_the_limit_stands_alone() -> None:
    small, large = TombstoneRow("E-1"), EnvelopeRow("r-1", 1, bytes(MAX_SEGMENT_BYTES + 1))
    batches = list(split_rows([small, large, small, small]))
    assert [list(batch) for batch in batches] == [[small], [large], [small, small]]


def test_no_rows_make_no_batch() -> None:
    assert list(split_rows([])) == []


def test_a_segment_that_no_point_would_read_is_never_written() -> None:
    room = MAX_STORED_BYTES - len(write_segment(a_head(), [EnvelopeRow("r-1", 3, b"")], HUB))
    assert len(write_segment(a_head(), [EnvelopeRow("r-1", 3, bytes(room))], HUB)) == (
        MAX_STORED_BYTES
    )
    with pytest.raises(TooLarge):
        write_segment(a_head(), [EnvelopeRow("r-1", 3, bytes(room + 1))], HUB)
