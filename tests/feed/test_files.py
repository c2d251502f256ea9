"""A feed on a USB stick: however it was cut, what is left is a prefix."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SegmentRefused
from kiosk.feed.files import MAGIC, pack_segments, unpack_segments

STEADY = settings(derandomize=True, deadline=None, max_examples=60)


def unpacked(path: Path, content: bytes) -> tuple[list[bytes], str | None]:
    """The segments a file gives and, where it breaks off, why."""
    path.write_bytes(content)
    segments = []
    try:
        for segment in unpack_segments(path):
            segments.append(segment)
    except SegmentRefused as refused:
        return segments, refused.reason
    return segments, None


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stick") / "feed.kiosk"


def test_segments_come_back_in_order(stick: Path) -> None:
    @STEADY
    @given(st.lists(st.binary(max_size=50), max_size=6))
    def come_back(segments: list[bytes]) -> None:
        assert unpacked(stick, b"".join(pack_segments(segments))) == (segments, None)

    come_back()


def test_a_file_cut_at_any_byte_gives_a_prefix(stick: Path) -> None:
    segments = [b"first", b"", b"the third one", b"4"]
    content = b"".join(pack_segments(segments))
    for length in range(len(content)):
        given_back, reason = unpacked(stick, content[:length])
        assert given_back == segments[: len(given_back)]
        assert len(given_back) < len(segments)
        assert reason in (None, "format")


def test_a_file_cut_between_two_segments_is_a_shorter_feed(stick: Path) -> None:
    whole, half = b"".join(pack_segments([b"one", b"two"])), b"".join(pack_segments([b"one"]))
    assert whole.startswith(half)
    assert unpacked(stick, half) == ([b"one"], None)


def test_a_file_cut_inside_a_segment_says_so(stick: Path) -> None:
    assert unpacked(stick, b"".join(pack_segments([b"one", b"two"]))[:-1]) == ([b"one"], "format")
    assert unpacked(stick, b"".join(pack_segments([b"one"])) + b"\0\0") == ([b"one"], "format")


@pytest.mark.parametrize(
    "content", [b"", b"KIOSK", MAGIC[:-1] + b"\x02", b"PK\x03\x04" + bytes(40)]
)
def test_a_file_of_another_kind_is_refused(stick: Path, content: bytes) -> None:
    assert unpacked(stick, content) == ([], "format")


def test_a_segment_that_says_it_is_enormous_is_refused_before_it_is_read(stick: Path) -> None:
    assert unpacked(stick, MAGIC + b"\xff\xff\xff\xff") == ([], "format")


def test_random_bytes_give_segments_or_a_refusal_and_nothing_else(stick: Path) -> None:
    @STEADY
    @given(st.binary(max_size=80))
    def give(content: bytes) -> None:
        assert unpacked(stick, MAGIC + content)[1] in (None, "format")

    give()


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(unpack_segments(tmp_path / "absent"))
