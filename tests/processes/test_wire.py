"""Calls between processes: everything a keeper takes and gives crosses as it was, and no more."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.agents import Agent, AgentRole
from kiosk.domain.errors import (
    CapReached,
    KioskError,
    PagesUsedUp,
    PaperLeft,
    PointClosed,
    SlipUnknown,
    TryLater,
)
from kiosk.domain.journal import IssueWay, JournalEntry, JournalEvent, RevocationReason
from kiosk.domain.outbox import Body, SlipRevoked
from kiosk.domain.segment import EnvelopeRow
from kiosk.domain.slips import SlipKind
from kiosk.processes.calls import CALLS
from kiosk.processes.wire import (
    Malformed,
    from_wire,
    hints_of,
    read_answer,
    read_call,
    to_wire,
    write_answer,
    write_call,
    write_refusal,
)
from kiosk.sealing.secrets import FolderKey, SlipKey
from kiosk.vault.desk_keeper import DeskKeeper, Entered
from kiosk.vault.issuing import NewSlip
from kiosk.vault.keeper import Admission, Keeper

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
ADMISSION = Admission(
    "E-00001", b"l" * 16, "r-1", FolderKey(b"f" * 32), EnvelopeRow("r-1", 3, bytes(range(256))),
    {"0991234A": NOW}, None, "boat", True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("method", "value"),
    [
        (Keeper.admit, ADMISSION),
        (Keeper.document, None),
        (Keeper.document, b"%PDF-\x00\xff"),
        (Keeper.school_dates, {"0991234A": NOW}),
        (Keeper.slip_ledger, (JournalEntry(1, NOW, JournalEvent.USED, "", "E-1", "", "r-1"),)),
        (Keeper.check_patience, None),
        (DeskKeeper.enter, Entered("b", Agent("c", "Zoé", AgentRole.LEAD, date(2026, 1, 2)), True)),
        (DeskKeeper.number_slip, ("P1-00001", "boat")),
        (DeskKeeper.closes_at, NOW),
        (DeskKeeper.find, ()),
    ],
)
def test_what_a_call_gives_crosses_as_it_was(method, value) -> None:
    assert read_answer(method, write_answer(value)) == value


def test_what_a_call_takes_crosses_as_it_was() -> None:
    new = NewSlip("P1-1", "boat", SlipKind.DAY, date(2026, 11, 23), "r-1", IssueWay.OLD_SLIP)
    frame = write_call(DeskKeeper.issue, ("badge", new, SlipKey(b"n" * 32)), {"old_slip": None})
    name, given_ = read_call(frame, CALLS["desk"])
    assert name == "issue"
    assert given_ == {"badge": "badge", "new": new, "slip": SlipKey(b"n" * 32), "old_slip": None}


def test_a_message_of_any_kind_crosses_as_its_kind() -> None:
    body = SlipRevoked("P1-1", NOW, RevocationReason.LOST)
    assert from_wire(Body, to_wire(body)) == body


@pytest.mark.parametrize(
    "refusal",
    [
        SlipUnknown(),
        TryLater(7),
        PointClosed(),
        CapReached(20),
        PaperLeft(),
        PagesUsedUp(3, 2, date(2026, 11, 26)),
    ],
    ids=repr,
)
def test_a_refusal_is_raised_again_with_its_facts(refusal: KioskError) -> None:
    with pytest.raises(type(refusal)) as raised:
        read_answer(Keeper.is_open, write_refusal(refusal))
    assert vars(raised.value) == vars(refusal)


@pytest.mark.parametrize("face", CALLS)
def test_every_call_of_a_face_says_its_types(face: str) -> None:
    for method in CALLS[face].values():
        assert "return" in hints_of(method)


def test_a_screen_cannot_ask_what_is_for_the_desk_nor_what_is_for_nobody() -> None:
    assert not CALLS["public"].keys() & {"find", "issue", "revoke", "enter", "close", "journal"}
    assert not CALLS["desk"].keys() & {"admit", "document", "slip_ledger", "close_if_due"}
    for calls in CALLS.values():
        assert not any(name.startswith("_") for name in calls)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_bytes_that_are_no_call_are_refused(frame: bytes) -> None:
    with pytest.raises(Malformed):
        read_call(frame, CALLS["public"])


@pytest.mark.parametrize(
    "plain",
    [
        {"call": "__class__", "given": {}},
        {"call": "_own", "given": {"lookup": ""}},
        {"call": "admit", "given": {"slip": "zz"}},
        {"call": "admit", "given": {"slip": "00" * 31}},
        {"call": "admit", "given": {"nobody": 1}},
        {"call": "still_opens", "given": {"lookup": 5, "version": 1}},
        {"call": "post", "given": {"body": {"kind": "Page", "of": {}}}},
        {"call": ["admit"], "given": {}},
    ],
)
def test_a_call_with_anything_wrong_in_it_is_refused(plain: object) -> None:
    with pytest.raises(Malformed):
        read_call(json.dumps(plain).encode(), CALLS["public"])


def test_a_kind_that_is_not_of_the_hints_does_not_come_in() -> None:
    @dataclass
    class Stranger:
        x: int

    with pytest.raises(Malformed):
        from_wire(Agent, to_wire(Stranger(1)))
