"""A point's file and code: both, or nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.errors import EnrolmentRefused
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.derivation import DerivationCost
from kiosk.sealing.enrolment import Enrolment, open_enrolment, seal_enrolment
from kiosk.sealing.secrets import DeviceKey, Pepper

CHEAP = DerivationCost(memory_mib=1, passes=1)
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
CODE, OTHER = SlipCode.draw(lambda _: 123), SlipCode.draw(lambda _: 124)
ENROLMENT = Enrolment(
    "mediatheque", Pepper(b"p" * 32), DeviceKey(b"d" * 32), b"s" * 16, b"f" * 32, b"o" * 32,
    "P7", "Médiathèque", "https://kiosk.example.org", NOW + timedelta(days=14),
)  # fmt: skip


def refusal(content: bytes, code: SlipCode = CODE, at: datetime = NOW) -> str:
    with pytest.raises(EnrolmentRefused) as refused:
        open_enrolment(content, code, at, CHEAP)
    return refused.value.reason


def test_the_file_and_its_code_say_all_a_point_must_know() -> None:
    assert open_enrolment(seal_enrolment(ENROLMENT, CODE, CHEAP), CODE, NOW, CHEAP) == ENROLMENT


def test_another_code_or_a_changed_byte_opens_nothing() -> None:
    content = seal_enrolment(ENROLMENT, CODE, CHEAP)
    assert refusal(content, OTHER) == "code"
    for place in range(10, len(content), 97):
        damaged = bytearray(content)
        damaged[place] ^= 1
        assert refusal(bytes(damaged)) in ("code", "format")


@pytest.mark.parametrize("content", [b"", b"KIOSKENR\x01", b"%PDF-1.4", b"x" * 3000])
def test_another_file_is_told_from_a_wrong_code(content: bytes) -> None:
    assert refusal(content) == "format"


def test_a_file_is_good_until_its_day() -> None:
    content = seal_enrolment(ENROLMENT, CODE, CHEAP)
    open_enrolment(content, CODE, NOW + timedelta(days=14), CHEAP)
    assert refusal(content, at=NOW + timedelta(days=14, seconds=1)) == "expired"


def test_nothing_of_it_can_be_read_without_the_code() -> None:
    content = seal_enrolment(ENROLMENT, CODE, CHEAP)
    # Long words only: two letters turn up by chance in what is sealed.
    for word in (b"mediatheque", b"diath\xc3\xa8que", ENROLMENT.pepper.reveal(), b"pepper"):
        assert word not in content
