"""What a desk does reaches the hub once, in any order, and only what is that point's to say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import NotFound, NothingToDo, SlipUnknown
from kiosk.domain.journal import IssueWay, JournalEvent, RevocationReason
from kiosk.domain.outbox import Body, OutboxMessage, SlipIssued, SlipRevoked
from kiosk.domain.slips import SlipKind, last_day_of_slip
from kiosk.feed.exchange import FolderExchange
from kiosk.sealing.outbox import outbox_public_key, seal_message
from kiosk.services.answering import Answering
from kiosk.services.applications import (
    accept_application,
    refuse_application,
    waiting_applications,
)
from kiosk.services.enrolling import enrol_point
from kiosk.services.feeds import leave_feeds
from kiosk.services.giving_out import UnknownParent, end_lost_slip, give_slip, give_to_unknown
from kiosk.services.issued_slips import list_slips
from kiosk.services.outbox import Collected, apply_outbox
from kiosk.services.points import journal_of_point, list_points
from kiosk.services.slips import SlipOrder
from tests.services.desk_of_line import DeskOfLine
from tests.services.line import POINT, Line, folder_of, reader_id_of

NADIA = UnknownParent("MOREAU", "nadia", "college des tilleuls", "Lea", "5eB")


@pytest.fixture
def at_desk(line: Line) -> DeskOfLine:
    line.issue_to("Paul")
    line.publish_and_carry()
    return DeskOfLine(line)


def slip_of(line: Line, serial: str):
    with line.office.store.transaction() as tx:
        return tx.slips.find(serial)


def test_a_slip_given_at_the_desk_opens_once_the_hub_has_answered(at_desk: DeskOfLine) -> None:
    line, code = at_desk.line, at_desk.draw()
    reader_id = at_desk.knows("Paul")
    given_ = give_slip(at_desk.desk, at_desk.badge(), reader_id, SlipKind.LONG, draw=lambda: code)
    assert line.carry_up().new == 1
    line.publish_and_carry()
    folder = line.opens_with(code)
    assert folder.reader_id == reader_id
    assert [one.serial for one in folder.slips] == [given_.serial]
    assert (folder.slips[0].place, folder.slips[0].agent) == ("Médiathèque", "Dominique")
    assert line.vault.outbox() == [] or line.carry_up().new == 0
    listed = next(one for one in list_slips(line.office) if one.serial == given_.serial)
    assert (listed.place, listed.agent) == ("Médiathèque", "Dominique"), "on the school's list too"


def test_a_slip_made_beforehand_opens_from_the_moment_a_desk_wakes_it(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    nadia = at_desk.knows("Nadia")
    (kept,) = line.issue([nadia], SlipOrder(reserve=True)).slips
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(kept.printable.code)

    at_desk.desk.keeper.wake(at_desk.badge("Camille"), kept.printable.serial)

    assert line.opens_with(kept.printable.code).reader_id == nadia
    assert line.carry_up().new >= 1
    assert slip_of(line, kept.printable.serial).kind == SlipKind.LONG
    line.publish_and_carry()
    assert line.opens_with(kept.printable.code).reader_id == nadia, "and goes on to"


def test_the_school_lists_the_slips_its_desks_gave(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    give_slip(at_desk.desk, at_desk.badge(), at_desk.knows("Paul"), SlipKind.LONG)
    line.carry_up()
    (given,) = list_slips(line.office, from_desks=True, school_uai="0991234A")
    assert (given.serial, given.agent, given.place) == ("P1-00001", "Dominique", "Médiathèque")
    assert len(list_slips(line.office)) == 2


def test_the_folder_tells_of_desks_slips_alone_and_for_two_months(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    reader_id = at_desk.knows("Paul")
    give_slip(at_desk.desk, at_desk.badge(), reader_id, SlipKind.LONG)
    line.carry_up()
    assert len(folder_of(line.office, "Paul").slips) == 1, "not the school's own slip"
    line.clock.advance(days=61)
    assert folder_of(line.office, "Paul").slips == ()


def test_somebody_unknown_waits_for_a_persons_yes(at_desk: DeskOfLine) -> None:
    line, code = at_desk.line, at_desk.draw()
    asked = give_to_unknown(at_desk.desk, at_desk.badge(), NADIA, SlipKind.LONG, draw=lambda: code)
    line.carry_up()
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(code)
    (waiting,) = waiting_applications(line.office)
    assert [one.reader_id for one in waiting.matches] == [reader_id_of(line.office, "Nadia")]

    accept_application(line.office, asked.serial, waiting.matches[0].reader_id)

    line.publish_and_carry()
    assert line.opens_with(code).given_name == "Nadia"
    assert waiting_applications(line.office) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"family_name": "Morea"},
        {"given_name": "Nadège"},
        {"school": "Collège des Peupliers"},
        {"child_given_name": "Tom"},
        {"child_class": "5e C"},
    ],
)
def test_nobody_is_hinted_at_unless_all_that_was_said_is_true(
    at_desk: DeskOfLine, wrong: dict[str, str]
) -> None:
    give_to_unknown(at_desk.desk, at_desk.badge(), replace(NADIA, **wrong), SlipKind.LONG)
    at_desk.line.carry_up()
    (waiting,) = waiting_applications(at_desk.line.office)
    assert waiting.matches == ()


def test_a_no_is_for_good(at_desk: DeskOfLine) -> None:
    line, code = at_desk.line, at_desk.draw()
    asked = give_to_unknown(at_desk.desk, at_desk.badge(), NADIA, SlipKind.LONG, draw=lambda: code)
    line.carry_up()
    refuse_application(line.office, asked.serial, "inconnue")
    assert waiting_applications(line.office) == []
    with pytest.raises(NotFound):
        accept_application(line.office, asked.serial, reader_id_of(line.office, "Nadia"))
    line.carry_up()
    assert waiting_applications(line.office) == []


def test_a_yes_to_somebody_who_may_see_nobody_is_refused(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    asked = give_to_unknown(at_desk.desk, at_desk.badge(), NADIA, SlipKind.LONG)
    line.carry_up()
    with line.office.store.transaction() as tx:
        visible = tx.rights.pupils_by_guardian(line.clock.today())
        nobody = [one for one in tx.rights.readers() if one.guardian_id not in visible]
    for reader in nobody:
        with pytest.raises(NothingToDo):
            accept_application(line.office, asked.serial, reader.reader_id)
    with pytest.raises(NotFound):
        accept_application(line.office, asked.serial, "nobody")


def test_a_slip_ended_at_the_desk_is_ended_at_the_hub(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    at_desk.knows("Paul")
    (serial,) = (slip.serial for slip in at_desk.desk.keeper.find(at_desk.badge(), "paul")[0].slips)
    end_lost_slip(at_desk.desk, at_desk.badge(), serial)
    line.carry_up()
    slip = slip_of(line, serial)
    assert (slip.revoked_because, slip.revoked_at) == ("lost", line.clock.now())


def messages_of(line: Line, *bodies: Body, point: str = POINT, pepper=None) -> list[bytes]:
    """Messages somebody wrote with the point's own pepper, unless another is given."""
    public = outbox_public_key(line.office.outbox_key)
    return [
        seal_message(
            OutboxMessage(f"{number:032x}", point, body).to_bytes(),
            public,
            pepper or line.opening.pepper(),
        )
        for number, body in enumerate(bodies, start=1)
    ]


def issued(line: Line, **changes: object) -> SlipIssued:
    facts = {
        "serial": "P1-00077",
        "reader_id": reader_id_of(line.office, "Paul"),
        "kind": "long",
        "picture": "boat",
        "issued_at": line.clock.now(),
        "expires_on": last_day_of_slip(line.clock.today()),
        "way": IssueWay.ATTACHED,
        "agent": "Dominique",
        "slip_key": "ab" * 32,
    }
    return SlipIssued(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"serial": "E-00001"},
        {"serial": "P2-00001"},
        {"serial": "P1-00001\n"},
        {"serial": "P1-" + "0" * 30},
        {"reader_id": "nobody"},
        {"kind": "reserve"},
        {"kind": "forever"},
        {"picture": "skull"},
        {"slip_key": "ab" * 31},
        {"slip_key": "zz" * 32},
        {"agent": "\u202eDominique"},
    ],
)
def test_what_no_desk_of_that_point_could_have_given_is_not_taken(
    at_desk: DeskOfLine, changes: dict[str, object]
) -> None:
    line = at_desk.line
    outbox = line.written_outbox(messages_of(line, issued(line, **changes)))
    assert apply_outbox(line.office, outbox) == Collected(0, 0, 1)
    assert slip_of(line, str(changes.get("serial", "P1-00077"))) is None or changes == {
        "serial": "E-00001"
    }


def test_a_slip_for_a_reader_the_point_does_not_serve_is_not_taken(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    stranger = issued(line, reader_id=reader_id_of(line.office, "Nadia"))
    outbox = line.written_outbox(messages_of(line, stranger))
    assert apply_outbox(line.office, outbox).refused == 1
    assert slip_of(line, "P1-00077") is None


def test_another_points_pepper_says_nothing_in_this_points_name(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    other = enrol_point(line.office, "mairie", "La mairie", "Mairie").pepper
    outbox = line.written_outbox(messages_of(line, issued(line), pepper=other))
    assert apply_outbox(line.office, outbox).refused == 1
    assert slip_of(line, "P1-00077") is None


def test_a_slip_never_outlives_what_the_school_year_allows(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    late = last_day_of_slip(line.clock.today()) + timedelta(days=3650)
    apply_outbox(line.office, line.written_outbox(messages_of(line, issued(line, expires_on=late))))
    assert slip_of(line, "P1-00077").expires_on == last_day_of_slip(line.clock.today())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.lists(st.sampled_from([0, 1]), min_size=2, max_size=8))
def test_in_whatever_order_and_however_often_an_ended_slip_stays_ended(
    at_desk: DeskOfLine, order: list[int]
) -> None:
    line = at_desk.line
    serial = f"P1-{hash(tuple(order)) % 10**5:05d}"
    bodies = (
        issued(line, serial=serial),
        SlipRevoked(serial, line.clock.now(), RevocationReason.NOT_ME),
    )
    public, pepper = outbox_public_key(line.office.outbox_key), line.opening.pepper()
    for kind in (*order, 0, 1):
        name = f"{kind}{abs(hash(tuple(order))):031x}"[-32:]
        message = OutboxMessage(name, POINT, bodies[kind]).to_bytes()
        apply_outbox(line.office, line.written_outbox([seal_message(message, public, pepper)]))
    slip = slip_of(line, serial)
    assert slip is not None
    assert slip.revoked_because == "not_me"


def test_the_journal_is_read_at_the_hub_line_by_line(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    give_slip(at_desk.desk, at_desk.badge(), at_desk.knows("Paul"), SlipKind.LONG)
    here = at_desk.desk.keeper.journal(at_desk.badge("Camille"))
    for _ in range(2):
        line.carry_up()
    assert journal_of_point(line.office, POINT) == list(here)
    with pytest.raises(NotFound):
        journal_of_point(line.office, "nowhere")


def test_the_hub_sums_wrong_codes(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    for _ in range(6):
        line.clock.advance(seconds=31)
        with pytest.raises(SlipUnknown):
            line.opens_with(at_desk.draw())
    line.carry_up()
    (point,) = list_points(line.office)
    assert point.wrong_codes == 1
    assert journal_of_point(line.office, POINT)[0].event is JournalEvent.WRONG_CODES


def test_where_they_share_a_folder_nobody_presses_anything(at_desk: DeskOfLine) -> None:
    line, code = at_desk.line, at_desk.draw()
    share = line.folder / "share"
    leave_feeds(line.office, share)
    point = line.by(FolderExchange(share))
    office = Answering(line.office, share)
    point.meet_if_needed()
    assert point.meet_if_needed() is None, "nothing is new"
    give_slip(
        at_desk.desk, at_desk.badge(), at_desk.knows("Paul"), SlipKind.LONG, draw=lambda: code
    )
    assert point.meet_if_needed() is not None
    assert office.answer_if_needed()
    assert point.meet_if_needed() is not None
    assert line.opens_with(code)
