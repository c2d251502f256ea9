"""A point and its hub over a real socket, on a line that is often cut."""

from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from kiosk.app import create_app
from kiosk.domain.errors import HubUnreachable, OutboxRefused, SlipUnknown
from kiosk.domain.requests import RequestKind
from kiosk.domain.segment import GENESIS
from kiosk.domain.slips import SlipKind
from kiosk.feed.http_exchange import HttpExchange
from kiosk.feed.pace import Pace
from kiosk.sealing.secrets import DeviceKey
from kiosk.services.giving_out import give_slip
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.outbox import list_requests
from kiosk.services.points import list_points
from kiosk.services.requests import ask_school
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.synchronising import Correspondence, Outgoing
from tests.lines import ALL, BadLine, bad_line, served
from tests.services.desk_of_line import DeskOfLine
from tests.services.line import POINT, Line


@pytest.fixture
def way(line: Line) -> Iterator[BadLine]:
    """The line from the point to its hub."""
    with served(create_app("hub", line.office)) as hub, bad_line(hub) as found:
        yield found


def hub_behind(line: Line, url: str) -> Correspondence:
    return line.by(HttpExchange(url, Pace(line.clock.seconds, 30), timeout_seconds=5))


@pytest.fixture
def hub(line: Line, way: BadLine) -> Correspondence:
    return hub_behind(line, way.url)


def test_the_first_question_of_a_new_point_is_answered_with_a_sign_of_life(
    line: Line, hub: Correspondence
) -> None:
    met = hub.meet()
    assert (met.applied.taken, met.applied.rows, met.messages) == (1, 0, 0)
    assert line.vault.state().signed_at == line.clock.now()
    assert hub.meet().applied.taken == 0, "once a day is enough"
    line.next_day()
    assert hub.meet().applied.taken == 1


def test_a_slip_given_at_the_desk_opens_by_the_answer_to_its_own_message(
    line: Line, hub: Correspondence, way: BadLine
) -> None:
    line.issue_to("Paul")
    line.publish()
    hub.meet()
    at_desk = DeskOfLine(line)
    code, paul = at_desk.draw(), at_desk.knows("Paul")
    give_slip(at_desk.desk, at_desk.badge(), paul, SlipKind.LONG, draw=lambda: code)
    before = way.requests
    met = hub.meet_if_needed()
    assert met is not None
    assert met.messages == 0
    assert line.opens_with(code)
    assert way.requests - before == 2, "the second hears that nothing is left to say"


def test_nobody_asks_again_before_its_turn(hub: Correspondence, line: Line) -> None:
    assert hub.meet_if_needed() is not None
    assert hub.meet_if_needed() is None
    line.clock.advance(seconds=40)
    assert hub.meet_if_needed() is not None


def test_a_slip_the_school_revoked_opens_nothing_after_the_next_turn(
    line: Line, hub: Correspondence
) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish()
    hub.meet()
    assert line.opens_with(code)
    with line.office.store.transaction() as tx:
        (slip,) = tx.slips.all()
    revoke_slips(line.office, [slip.serial], "lost")
    line.publish()
    line.clock.advance(seconds=40)
    hub.meet_if_needed()
    with pytest.raises(SlipUnknown):
        line.opens_with(code)


def test_wherever_the_answer_is_cut_the_point_has_a_prefix_and_then_all(
    line: Line, hub: Correspondence, way: BadLine
) -> None:
    states = {(0, GENESIS)}
    for name in ("Nadia", "Paul"):
        line.issue_to(name)
        line.publish()
        with line.office.store.transaction() as tx:
            (point,) = tx.circulation.points()
        states.add((point.sequence, point.head))
    for way.down in (*range(0, 4_000, 97), ALL):
        with suppress(HubUnreachable):
            assert hub.meet().applied.known == 0
        state = line.vault.state()
        assert (state.sequence, state.head) in states
    assert line.vault.state().sequence == 2


def test_wherever_a_question_is_cut_what_was_asked_is_taken_once(
    line: Line, hub: Correspondence, way: BadLine
) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish()
    hub.meet()
    visit = sign_in_with_slip(line.point, code.digits())
    ask_school(line.point, visit, 1, RequestKind.PAPER)
    waiting = len(line.vault.outbox())
    for way.up in range(0, 3_000, 211):
        with pytest.raises(HubUnreachable):
            hub.meet()
    assert (len(line.vault.outbox()), list_requests(line.office)) == (waiting, [])
    way.up = ALL
    for way.down in range(0, 400, 53):  # taken, and the point does not hear that it is
        with pytest.raises(HubUnreachable):
            hub.meet()
    way.down = ALL
    assert hub.meet().messages == 0
    assert len(list_requests(line.office)) == 1


def test_a_point_away_for_three_months_is_answered_with_a_snapshot(
    line: Line, hub: Correspondence, way: BadLine
) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish()
    for _ in range(90):
        line.next_day()
        line.publish()
    way.down = 2_000  # cut within the snapshot: of use only whole
    with pytest.raises(HubUnreachable):
        hub.meet()
    assert line.vault.state().sequence == 0
    way.down = ALL
    assert hub.meet().applied.taken < 10
    assert line.vault.state().sequence == 91
    assert line.opens_with(code).given_name == "Nadia"


def test_a_machine_that_is_not_the_points_gets_nothing(line: Line, way: BadLine) -> None:
    thief = Outgoing(line.vault, DeviceKey.draw(), line.clock)
    exchange = HttpExchange(way.url, Pace(line.clock.seconds, 30))
    with pytest.raises(HubUnreachable) as refusal:
        list(exchange.meet(POINT, thief.report(), []))
    assert (refusal.value.reason, refusal.value.detail) == ("refused", "device")


def test_a_point_that_does_not_answer_for_itself_is_refused_by_name(
    line: Line, way: BadLine
) -> None:
    exchange = HttpExchange(way.url, Pace(line.clock.seconds, 30))
    with pytest.raises(HubUnreachable) as refusal:
        list(exchange.meet(POINT, b"\0\0\0\2{}" + bytes(64), []))
    assert (refusal.value.reason, refusal.value.detail) == ("refused", "format")


class LoginPage(BaseHTTPRequestHandler):
    """What a network that wants to be paid first answers to everything."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        where = self.path
        if where.startswith("/gone"):
            self.send_response(307)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        page = b"<h1>Bienvenue sur le wifi de la gare</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("path", ["", "/gone"])
def test_a_page_to_sign_in_to_the_network_is_no_hub_and_is_not_followed(
    line: Line, path: str
) -> None:
    with HTTPServer(("127.0.0.1", 0), LoginPage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        hub = hub_behind(line, f"http://127.0.0.1:{server.server_port}{path}")
        with pytest.raises(HubUnreachable) as refusal:
            hub.meet()
        server.shutdown()
    assert refusal.value.reason == "not_a_hub"
    assert line.vault.state().sequence == 0


def test_a_hub_that_is_away_is_left_in_peace_for_a_while(line: Line, way: BadLine) -> None:
    hub = hub_behind(line, "http://127.0.0.1:9")
    with pytest.raises(HubUnreachable):
        hub.meet_if_needed()
    line.issue_to("Nadia")
    assert hub.meet_if_needed() is None
    line.clock.advance(seconds=5)
    with pytest.raises(HubUnreachable):
        hub.meet_if_needed()


def test_a_machine_whose_key_died_says_nothing_more_by_stick_either(line: Line) -> None:
    line.outgoing = Outgoing(line.vault, DeviceKey.draw(), line.clock)
    with pytest.raises(OutboxRefused) as refusal:
        line.carry_up()
    assert refusal.value.reason == "device"
    assert len(list_points(line.office)) == 1
