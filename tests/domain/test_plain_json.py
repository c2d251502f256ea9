"""Dataclasses to plain values and back: strict, and one way of writing each value."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from kiosk.domain import schooling
from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import Mark
from kiosk.domain.people import Guardian, Guardianship, Pupil, RightOverride
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from tests.domain.any_of import any_of


@dataclass(frozen=True)
class Small:
    name: str
    count: int
    yes: bool
    day: date
    at: datetime
    amount: Decimal | None
    kind: WorkKind
    parts: tuple[int, ...]
    raw: bytes


SMALL = Small(
    "é",
    3,
    True,
    date(2026, 1, 2),
    datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    Decimal("1.50"),
    WorkKind.TEST,
    (1, 2),
    b"\0",
)


def test_a_record_is_written_in_words_and_numbers_only() -> None:
    assert to_plain(SMALL) == {
        "name": "é",
        "count": 3,
        "yes": True,
        "day": "2026-01-02",
        "at": "2026-01-02T03:04:00+00:00",
        "amount": "1.50",
        "kind": "test",
        "parts": [1, 2],
        "raw": b"\0",
    }


def test_a_record_comes_back_the_same() -> None:
    assert from_plain(Small, to_plain(SMALL)) == SMALL


@pytest.mark.parametrize(
    "kind",
    [
        Small,
        Assignment,
        Guardian,
        Guardianship,
        Mark,
        Pupil,
        RightOverride,
        schooling.ClassMembership,
        schooling.Period,
        schooling.School,
        schooling.SchoolClass,
        schooling.Teaching,
        schooling.TeachingMembership,
    ],
)
def test_any_record_comes_back_the_same(kind: Any) -> None:
    @settings(derandomize=True, deadline=None, max_examples=25)
    @given(any_of(kind))
    def comes_back(record: Any) -> None:
        assert from_plain(kind, to_plain(record)) == record

    comes_back()


def test_an_offset_is_kept_as_it_was_written() -> None:
    at = datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=1)))
    assert from_plain(datetime, to_plain(at)).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 1),
        ("name", None),
        ("name", b"text"),
        ("name", "\udfff"),
        ("count", True),
        ("count", 1.0),
        ("count", "1"),
        ("yes", 1),
        ("yes", "true"),
        ("day", 20260102),
        ("day", "20260102"),
        ("day", "2026-01-02T00:00:00"),
        ("day", ""),
        ("at", "2026-01-02T03:04:00"),
        ("at", "2026-01-02T03:04:00Z"),
        ("at", "2026-01-02"),
        ("amount", 1.5),
        ("amount", ""),
        ("amount", "NaN"),
        ("amount", "sNaN"),
        ("amount", "-Infinity"),
        ("amount", "1,5"),
        ("amount", "1_0"),
        ("amount", "١"),
        ("kind", "TEST"),
        ("kind", None),
        ("kind", 1),
        ("parts", "12"),
        ("parts", (1, 2)),
        ("parts", [1, None]),
        ("parts", None),
        ("raw", "text"),
        ("raw", None),
    ],
)
def test_a_value_of_another_type_is_refused(field: str, value: object) -> None:
    with pytest.raises(NotOfThisShape):
        from_plain(Small, to_plain(SMALL) | {field: value})


@pytest.mark.parametrize("count", [2**63, -(2**63) - 1, 10**400])
def test_a_number_no_database_takes_is_refused(count: int) -> None:
    with pytest.raises(NotOfThisShape):
        from_plain(Small, to_plain(SMALL) | {"count": count})


def test_a_missing_field_is_refused() -> None:
    for field in to_plain(SMALL):
        plain = to_plain(SMALL)
        del plain[field]
        with pytest.raises(NotOfThisShape):
            from_plain(Small, plain)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(NotOfThisShape):
        from_plain(Small, to_plain(SMALL) | {"address": ""})


@pytest.mark.parametrize("plain", [None, [], "text", 1, {}])
def test_what_is_no_object_at_all_is_refused(plain: object) -> None:
    with pytest.raises(NotOfThisShape):
        from_plain(Small, plain)
