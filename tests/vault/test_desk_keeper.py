"""The desk's half of the keeper: a card opens, a badge does what its role may, all leave a line."""

from datetime import timedelta

import pytest

from kiosk.domain.agents import MAY, UNUSED_FOR, AgentRole, DeskAct
from kiosk.domain.errors import (
    ActForbidden,
    CapReached,
    CardRefused,
    NotFound,
    PointClosed,
    SlipUnknown,
    TryLater,
)
from kiosk.domain.journal import IssueWay, JournalEntry, JournalEvent, RevocationReason
from kiosk.domain.outbox import SlipAsked, SlipIssued, SlipRevoked, SlipWoken
from kiosk.sealing.secrets import CardKey, SlipKey
from kiosk.vault.vault import Vault
from tests.vault.builders import LAST_DAY, bytes_on_disk
from tests.vault.desk_builders import (
    AGENT,
    LEAD,
    NADIA,
    NADIAS_SLIP,
    NEW_SLIP,
    OPENER,
    PEPPER,
    RESCUE,
    SONIA,
    STRANGE_CARD,
    DeskPoint,
    lock_of,
)

CARDS = {
    AgentRole.LEAD: LEAD,
    AgentRole.AGENT: AGENT,
    AgentRole.OPENER: OPENER,
    AgentRole.RESCUE: RESCUE,
}


@pytest.fixture
def point(vault: Vault, clock) -> DeskPoint:
    return DeskPoint(vault, clock)


@pytest.fixture
def closed(vault: Vault, clock) -> DeskPoint:
    return DeskPoint(vault, clock, is_open=False)


def asked(serial: str, clock) -> SlipAsked:
    return SlipAsked(
        serial, "long", "boat", clock.now(), LAST_DAY, "", "Petit", "Awa", "Collège", "Tom", "6e A",
        NEW_SLIP.reveal().hex(),
    )  # fmt: skip


# --- opening and closing -------------------------------------------------------------------------


def test_a_closed_point_opens_nothing_and_names_nobody(closed: DeskPoint) -> None:
    with pytest.raises(PointClosed):
        closed.keeper.admit(NADIAS_SLIP)
    with pytest.raises(PointClosed):
        closed.keeper.check_patience()
    assert not closed.keeper.still_opens(b"", 1)
    assert not closed.desk.is_open()


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_any_card_of_the_point_opens_it(closed: DeskPoint, card: CardKey) -> None:
    entered = closed.desk.enter(card)
    assert entered.has_opened
    assert closed.keeper.admit(NADIAS_SLIP).reader_id == NADIA


def test_a_second_card_finds_it_open(closed: DeskPoint) -> None:
    closed.desk.enter(OPENER)
    assert not closed.desk.enter(AGENT).has_opened


def test_a_card_nobody_has_opens_nothing_and_waits_after_five(closed: DeskPoint) -> None:
    for _ in range(6):
        with pytest.raises(CardRefused):
            closed.desk.enter(STRANGE_CARD)
    with pytest.raises(TryLater):
        closed.desk.enter(LEAD)
    closed.restart(pepper=None)
    with pytest.raises(TryLater):
        closed.desk.check_patience()
    closed.clock.advance(seconds=31)
    assert closed.desk.enter(LEAD).has_opened


def test_wrong_slips_do_not_keep_an_agent_out(point: DeskPoint) -> None:
    for _ in range(6):
        with pytest.raises(SlipUnknown):
            point.keeper.admit(SlipKey(b"?" * 32))
    assert point.badge(AGENT)


def test_a_card_unused_for_six_months_opens_nothing(closed: DeskPoint) -> None:
    closed.clock.advance(days=UNUSED_FOR.days - 1)
    closed.badge(AGENT)
    closed.clock.advance(days=2)
    with pytest.raises(CardRefused):
        closed.badge(OPENER)
    assert closed.badge(AGENT)


def test_closing_takes_every_badge_and_the_pepper(point: DeskPoint) -> None:
    lead, agent = point.badge(LEAD), point.badge(AGENT)
    point.desk.close(agent)
    assert point.opening.given is None
    assert point.desk.agent(lead) is None
    with pytest.raises(PointClosed):
        point.keeper.admit(NADIAS_SLIP)
    point.badge(OPENER)
    assert point.desk.agent(lead) is None, "a badge of before opens nothing after"


def test_a_point_closes_by_itself_and_says_so_in_its_journal(closed: DeskPoint) -> None:
    closed.badge(LEAD)
    closed.clock.advance(hours=12)
    with pytest.raises(PointClosed):
        closed.keeper.admit(NADIAS_SLIP)
    assert closed.desk.close_if_due()
    assert not closed.desk.close_if_due()
    assert closed.opening.given is None
    newest = closed.desk.journal(closed.badge(LEAD))[1]
    assert (newest.event, newest.detail) == (JournalEvent.CLOSED, "hour")


# --- who may what ---------------------------------------------------------------------------------


def every_call(point: DeskPoint, badge: str):
    new = asked("P1-1", point.clock)
    desk = point.desk
    return {
        "find": (DeskAct.ISSUE, lambda: desk.find(badge, "nadia")),
        "reader": (DeskAct.ISSUE, lambda: desk.reader(badge, NADIA)),
        "reader_of_slip": (DeskAct.ISSUE, lambda: desk.reader_of_slip(badge, NADIAS_SLIP)),
        "without_slip": (DeskAct.BATCH, lambda: desk.without_slip(badge)),
        "check_cap": (DeskAct.ISSUE, lambda: desk.check_cap(badge, 1)),
        "number_slip": (DeskAct.ISSUE, lambda: desk.number_slip(badge, SONIA)),
        "issue": (DeskAct.ISSUE, lambda: point.gives(badge)),
        "ask": (DeskAct.ISSUE, lambda: desk.ask(badge, new)),
        "wake": (DeskAct.WAKE, lambda: desk.wake(badge, "E-00005")),
        "revoke": (DeskAct.REVOKE, lambda: desk.revoke(badge, "E-00001")),
        "holder": (DeskAct.REVOKE, lambda: desk.holder(badge, "E-00005")),
        "reset_pin": (DeskAct.REVOKE, lambda: desk.reset_pin(badge, "E-00005")),
        "sheets_left": (DeskAct.CLEAR, lambda: desk.sheets_left(badge)),
        "clear_sheets": (DeskAct.CLEAR, lambda: desk.clear_sheets(badge, ("sheet",))),
        "journal": (DeskAct.JOURNAL, lambda: desk.journal(badge)),
        "cards": (DeskAct.CARDS, lambda: desk.cards(badge)),
        "add_card": (
            DeskAct.CARDS,
            lambda: desk.add_card(badge, "Alix", AgentRole.AGENT, STRANGE_CARD),
        ),
        "disable_card": (
            DeskAct.CARDS,
            lambda: desk.disable_card(badge, card_id(point, "Dominique")),
        ),
        "close": (DeskAct.CLOSE, lambda: desk.close(badge)),
    }


FREE = {"is_open", "closes_at", "check_patience", "enter", "agent", "leave", "unsent", "news_age"}
"""What needs no badge: it tells nothing of anybody, or is the way to one."""
OF_THE_KEEPER = {"close_if_due"}


def card_id(point: DeskPoint, name: str) -> str:
    return next(one.card_id for one in point.desk.cards(point.badge(LEAD)) if one.name == name)


def test_every_call_of_the_desk_is_in_the_table(point: DeskPoint) -> None:
    public = {name for name in dir(point.desk) if not name.startswith("_")}
    assert public == every_call(point, "").keys() | FREE | OF_THE_KEEPER


@pytest.mark.parametrize("role", AgentRole)
def test_each_role_may_do_what_its_card_is_for_and_nothing_else(
    point: DeskPoint, role: AgentRole
) -> None:
    point.vault.apply(
        point.hub.segment([lock_of(SlipKey(b"r" * 32), "E-00005", SONIA, kind="reserve")])
    )
    badge = point.badge(CARDS[role])
    for name, (act, call) in every_call(point, badge).items():
        if act in MAY[role]:
            call()
        else:
            with pytest.raises(ActForbidden):
                call()
            assert name


def test_a_made_up_badge_may_nothing(point: DeskPoint) -> None:
    for badge in ("", "x" * 43):
        for _, call in every_call(point, badge).values():
            with pytest.raises(ActForbidden):
                call()


# --- finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["nadia", "MOREAU", "mor nad", "E-00001", "e 00001", "moreau nadia"]
)
def test_an_adult_is_found_by_name_or_serial(point: DeskPoint, typed: str) -> None:
    (found,) = point.desk.find(point.badge(), typed)
    assert found.entry.name == "Mme Nadia Moreau"
    assert [slip.serial for slip in found.slips] == ["E-00001"]


@pytest.mark.parametrize("typed", ["le goff", "LEGOFF", "ruiz", "goff-ruiz sonia"])
def test_a_name_of_several_words_is_found_by_any(point: DeskPoint, typed: str) -> None:
    (found,) = point.desk.find(point.badge(), typed)
    assert found.entry.reader_id == SONIA


@pytest.mark.parametrize("typed", ["", "  ", "zzz", "nadia ruiz", "%", "E-0000"])
def test_nothing_else_is_found(point: DeskPoint, typed: str) -> None:
    assert point.desk.find(point.badge(), typed) == ()


def test_a_picture_finds_who_holds_it(point: DeskPoint) -> None:
    (found,) = point.desk.find(point.badge(), "le bateau", ("boat",))
    assert found.entry.reader_id == NADIA


# --- giving out -----------------------------------------------------------------------------------


def test_a_slip_for_somebody_known_goes_up_with_its_key_and_a_line(point: DeskPoint) -> None:
    serial = point.gives(point.badge())
    (issued,) = point.told_of(SlipIssued)
    assert isinstance(issued, SlipIssued)
    assert (issued.serial, issued.reader_id, issued.agent) == (serial, SONIA, "Dominique")
    assert issued.slip_key == NEW_SLIP.reveal().hex()
    assert NEW_SLIP.reveal().hex() not in repr(issued)
    (line,) = (one for one in point.told_of(JournalEntry) if one.event is JournalEvent.ISSUED)
    assert isinstance(line, JournalEntry)
    assert (line.serial, line.detail, line.reader_id) == (serial, IssueWay.ATTACHED, SONIA)


def test_it_does_not_open_before_the_hub_has_made_its_lock(point: DeskPoint) -> None:
    point.gives(point.badge())
    with pytest.raises(SlipUnknown):
        point.keeper.admit(NEW_SLIP)


def test_until_its_lock_comes_a_slip_is_pending_and_can_be_ended(point: DeskPoint) -> None:
    badge = point.badge(LEAD)
    serial = point.gives(badge)
    (found,) = point.desk.find(badge, serial)
    assert [(slip.serial, slip.is_pending) for slip in found.slips] == [(serial, True)]
    assert point.desk.without_slip(badge) == ()
    point.vault.apply(point.hub.segment([lock_of(NEW_SLIP, serial, SONIA)]))
    (found,) = point.desk.find(badge, serial)
    assert [slip.is_pending for slip in found.slips] == [False]
    other = point.gives(badge)
    point.desk.revoke(badge, other)
    point.vault.apply(point.hub.segment([lock_of(NEW_SLIP, other, SONIA)]))
    with pytest.raises(SlipUnknown):
        point.keeper.admit(NEW_SLIP)


def test_with_the_old_slip_in_hand_the_new_one_opens_at_once(point: DeskPoint) -> None:
    point.gives(point.badge(), NADIA, old_slip=NADIAS_SLIP)
    assert point.keeper.admit(NEW_SLIP).reader_id == NADIA
    assert point.keeper.admit(NADIAS_SLIP).reader_id == NADIA


def test_an_old_slip_of_somebody_else_makes_nothing(point: DeskPoint) -> None:
    badge = point.badge()
    for old in (NADIAS_SLIP, SlipKey(b"?" * 32)):
        with pytest.raises(SlipUnknown):
            point.gives(badge, SONIA, old_slip=old)
    assert point.told_of(SlipIssued) == []


def test_serials_never_come_twice_and_a_new_slip_has_another_picture(point: DeskPoint) -> None:
    badge = point.badge()
    serials = {point.desk.number_slip(badge, NADIA) for _ in range(2)}
    point.restart()
    serials.add(point.desk.number_slip(point.badge(), NADIA))
    assert {serial for serial, _ in serials} == {"P1-00001", "P1-00002", "P1-00003"}
    assert "boat" not in {picture for _, picture in serials}


def test_a_card_gives_out_as_many_as_a_day_allows(point: DeskPoint) -> None:
    badge = point.badge(AGENT)
    for _ in range(3):
        point.gives(badge)
    with pytest.raises(CapReached) as reached:
        point.gives(badge)
    assert reached.value.most == 3
    point.restart()
    with pytest.raises(CapReached):
        point.desk.number_slip(point.badge(AGENT))
    assert point.gives(point.badge(LEAD)), "another card's day is its own"
    point.clock.advance(days=1)
    assert point.gives(point.badge(AGENT))


def test_september_has_a_cap_of_its_own(point: DeskPoint) -> None:
    point.clock.advance(days=-60)
    assert point.clock.today().month == 9
    badge = point.badge(AGENT)
    for _ in range(8):
        point.gives(badge)
    with pytest.raises(CapReached):
        point.gives(badge)


def test_a_slip_for_somebody_unknown_tells_the_hub_and_nobody_here(point: DeskPoint) -> None:
    badge = point.badge()
    serial, _ = point.desk.number_slip(badge)
    point.desk.ask(badge, asked(serial, point.clock))
    (told,) = point.told_of(SlipAsked)
    assert isinstance(told, SlipAsked)
    assert (told.agent, told.issued_at) == ("Dominique", point.clock.now())
    with pytest.raises(SlipUnknown):
        point.keeper.admit(NEW_SLIP)
    assert point.desk.find(badge, "petit") == ()


def test_a_reserve_slip_sleeps_until_it_is_woken(point: DeskPoint) -> None:
    sleeping = SlipKey(b"r" * 32)
    point.vault.apply(point.hub.segment([lock_of(sleeping, "E-00005", SONIA, kind="reserve")]))
    with pytest.raises(SlipUnknown):
        point.keeper.admit(sleeping)
    badge = point.badge(LEAD)
    assert point.desk.wake(badge, "E-00005").reader_id == SONIA
    assert point.keeper.admit(sleeping).reader_id == SONIA
    assert [type(one) for one in point.told_of(SlipWoken)] == [SlipWoken]
    for serial in ("E-00005", "E-00001", "E-77777"):
        with pytest.raises(NotFound):
            point.desk.wake(badge, serial)


# --- putting an end to ----------------------------------------------------------------------------


def test_a_lost_slip_is_dead_at_once_for_good_and_the_hub_is_told(point: DeskPoint) -> None:
    point.desk.revoke(point.badge(), "E-00001")
    with pytest.raises(SlipUnknown):
        point.keeper.admit(NADIAS_SLIP)
    point.vault.apply(point.hub.segment([lock_of(NADIAS_SLIP, "E-00001", NADIA)]))
    with pytest.raises(SlipUnknown):
        point.keeper.admit(NADIAS_SLIP)
    (told,) = point.told_of(SlipRevoked)
    assert isinstance(told, SlipRevoked)
    assert (told.serial, told.reason) == ("E-00001", RevocationReason.LOST)


def test_a_visit_ends_with_its_slip(point: DeskPoint) -> None:
    admission = point.keeper.admit(NADIAS_SLIP)
    assert point.keeper.still_opens(admission.lookup, 1)
    point.desk.revoke(point.badge(), "E-00001")
    assert not point.keeper.still_opens(admission.lookup, 1)


def test_a_serial_nobody_holds_is_not_put_to_an_end(point: DeskPoint) -> None:
    with pytest.raises(NotFound):
        point.desk.revoke(point.badge(), "E-00009")
    assert point.told_of(SlipRevoked) == []


# --- the journal ----------------------------------------------------------------------------------


def test_every_line_is_numbered_kept_over_a_restart_and_copied_to_the_hub(point: DeskPoint) -> None:
    badge = point.badge(LEAD)
    point.gives(badge)
    point.keeper.admit(NADIAS_SLIP)
    point.restart()
    point.desk.revoke(point.badge(LEAD), "E-00001")
    lines = point.desk.journal(point.badge(LEAD))
    assert [line.number for line in lines] == list(range(len(lines), 0, -1))
    assert {line.event for line in lines} >= {
        JournalEvent.ISSUED,
        JournalEvent.USED,
        JournalEvent.REVOKED,
    }
    assert sorted(point.told_of(JournalEntry), key=lambda one: -one.number) == list(lines)


def test_lines_are_forgotten_after_a_year_and_numbers_go_on(closed: DeskPoint) -> None:
    closed.badge(LEAD)
    first = closed.desk.journal(closed.badge(LEAD))
    for _ in range(3):
        closed.clock.advance(days=125)
        closed.desk.close_if_due()
        closed.badge(LEAD)
    lines = closed.desk.journal(closed.badge(LEAD))
    assert min(line.number for line in lines) > max(line.number for line in first)
    assert all(closed.clock.now() - line.at <= timedelta(days=365) for line in lines)


def test_nothing_a_desk_does_can_be_read_on_the_disk(point: DeskPoint, path) -> None:
    badge = point.badge(LEAD)
    point.gives(badge, NADIA, old_slip=NADIAS_SLIP)
    serial, _ = point.desk.number_slip(badge)
    point.desk.ask(badge, asked(serial, point.clock))
    point.desk.add_card(badge, "Alix", AgentRole.AGENT, STRANGE_CARD)
    content = bytes_on_disk(path)
    for word in ("Moreau", "Nadia", "Petit", "Camille", "Alix", "lead", "issued", "6e A"):
        assert word.encode() not in content, word
    for secret in (PEPPER, NEW_SLIP, NADIAS_SLIP, STRANGE_CARD):
        assert secret.reveal() not in content
        assert secret.reveal().hex().encode() not in content


# --- cards ----------------------------------------------------------------------------------------


def test_a_lead_makes_a_card_that_lets_its_bearer_in(point: DeskPoint) -> None:
    agent = point.desk.add_card(point.badge(LEAD), "Alix", AgentRole.AGENT, STRANGE_CARD)
    assert point.desk.enter(STRANGE_CARD).agent == agent


def test_a_new_card_of_the_same_name_takes_the_place_of_the_old_one(point: DeskPoint) -> None:
    old = point.badge(AGENT)
    point.desk.add_card(point.badge(LEAD), "dominique", AgentRole.AGENT, STRANGE_CARD)
    assert point.desk.agent(old) is None
    with pytest.raises(CardRefused):
        point.badge(AGENT)
    assert len(point.desk.cards(point.badge(LEAD))) == 4


def test_a_card_put_out_of_use_opens_nothing_and_its_badge_ends(point: DeskPoint) -> None:
    agent, lead = point.badge(AGENT), point.badge(LEAD)
    point.desk.disable_card(lead, card_id(point, "Dominique"))
    assert point.desk.agent(agent) is None
    with pytest.raises(CardRefused):
        point.badge(AGENT)


def test_a_lead_does_not_put_his_own_card_out_of_use(point: DeskPoint) -> None:
    with pytest.raises(ActForbidden):
        point.desk.disable_card(point.badge(LEAD), card_id(point, "Camille"))


def test_a_row_of_a_card_moved_or_changed_on_the_disk_opens_nothing(point: DeskPoint) -> None:
    rows = point.vault.rows("SELECT lookup, wrapped, agent FROM cards")
    with point.vault.transaction() as cursor:
        for lookup, _, _ in rows:
            others = next(row for row in rows if row[0] != lookup)
            cursor.execute(
                "UPDATE cards SET wrapped = ?, agent = ? WHERE lookup = ?",
                (others[1], others[2], lookup),
            )
    for card in CARDS.values():
        with pytest.raises(CardRefused):
            point.badge(card)
        point.clock.advance(minutes=16)
