"""What a family asks at a point reaches its school, once, and nobody on the way reads it."""

import tracemalloc
from pathlib import Path

import pytest

from kiosk.domain.errors import NotFound, OutboxRefused, SegmentRefused
from kiosk.domain.outbox import OutboxMessage
from kiosk.domain.requests import RequestKind, SchoolRequest, name_sent
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import OUTBOX_MAGIC
from kiosk.feed.segments import MAX_STORED_BYTES
from kiosk.sealing.outbox import SEALED_BYTES, open_message, outbox_public_key, seal_message
from kiosk.sealing.secrets import OutboxKey, Pepper
from kiosk.services.enrolling import enrol_point
from kiosk.services.feeds import leave_feeds
from kiosk.services.outbox import Collected, apply_outbox, collect_outboxes, list_requests
from kiosk.services.requests import ask_school
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.synchronising import Synchronised
from kiosk.services.visits import Visit
from tests.services.line import Line, learn, reader_id_of
from tests.store.school_builders import a_college, changed

PAPER, NOT_MINE = RequestKind.PAPER, RequestKind.NOT_MY_CHILD


@pytest.fixture
def visit(line: Line) -> Visit:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    return sign_in_with_slip(line.point, code.digits())


def waiting(line: Line) -> list[SchoolRequest]:
    """The requests in the point's outbox, as the office would open them."""
    bodies = [
        OutboxMessage.from_bytes(open_message(sealed, line.office.outbox_key).content).body
        for sealed in line.vault.outbox()
    ]
    return [body for body in bodies if isinstance(body, SchoolRequest)]


def test_a_request_reaches_the_school_with_who_asks_for_whom_and_when(
    line: Line, visit: Visit
) -> None:
    ask_school(line.point, visit, 1, PAPER)
    assert line.carry_up() == Collected(new=1, known=0, refused=0)
    (request,) = list_requests(line.office)
    assert (request.adult, request.pupil) == ("Mme Nadia Moreau", "Léa Moreau")
    assert (request.kind, request.asked_on) == (PAPER, line.clock.today())
    assert (request.school, request.school_uai) == ("Collège des Tilleuls", "0991234A")
    assert request.reader_id == reader_id_of(line.office, "Nadia")
    assert request.class_name == "5e B"


def test_a_second_press_is_the_same_request_and_another_kind_another(
    line: Line, visit: Visit
) -> None:
    for kind in (PAPER, PAPER, NOT_MINE, PAPER):
        ask_school(line.point, visit, 1, kind)
    assert len(waiting(line)) == 2
    assert visit.asked == {(1, PAPER), (1, NOT_MINE)}


@pytest.mark.parametrize("place", [-1, 0, 2])
def test_nothing_is_asked_about_a_child_who_is_not_there(
    line: Line, visit: Visit, place: int
) -> None:
    with pytest.raises(NotFound):
        ask_school(line.point, visit, place, PAPER)
    assert waiting(line) == []


def test_a_request_sent_however_often_is_kept_once(line: Line, visit: Visit) -> None:
    ask_school(line.point, visit, 1, PAPER)
    assert line.carry_up().new == 1
    for _ in range(2):
        assert line.carry_up() == Collected(new=0, known=1, refused=0)
    assert len(list_requests(line.office)) == 1


def test_a_point_forgets_a_request_once_its_hub_said_it_has_it(line: Line, visit: Visit) -> None:
    ask_school(line.point, visit, 1, PAPER)
    line.publish_and_carry()
    assert len(waiting(line)) == 1, "nobody has taken it yet"
    line.carry_up()
    line.publish_and_carry()
    assert line.vault.outbox() == []
    assert line.publish().rows == 0, "said once"


def test_a_request_that_took_days_to_reach_its_hub_is_acknowledged_all_the_same(
    line: Line, visit: Visit
) -> None:
    ask_school(line.point, visit, 1, PAPER)
    line.clock.advance(days=20)
    line.carry_up()
    line.publish_and_carry()
    assert line.vault.outbox() == []


def test_a_request_changes_nothing_by_itself(line: Line, visit: Visit) -> None:
    ask_school(line.point, visit, 1, NOT_MINE)
    line.carry_up()
    assert [child.given_name for child in visit.folder.children] == ["Léa"]
    assert line.publish().rows == 0
    assert line.carry().rows == 2, "only that it was received, and the line of her visit"


def test_nothing_of_a_request_can_be_read_at_the_point_or_on_the_way(
    line: Line, visit: Visit
) -> None:
    ask_school(line.point, visit, 1, PAPER)
    line.carry_up()
    for file in line.folder.iterdir():
        if file.name.startswith(("vault", "mediatheque")):
            content = file.read_bytes()
            assert "Léa".encode() not in content
            assert b"0991234A" not in content or file.name.startswith("vault")
            assert b"paper" not in content


def forged(
    line: Line, body: str, key: OutboxKey | None = None, pepper: Pepper | None = None
) -> Path:
    """An outbox with one message that somebody wrote himself, with the point's own pepper."""
    request_id = body.partition('"request_id":"')[2].partition('"')[0]
    message = f'{{"id":"{request_id}","point":"mediatheque","kind":"request","body":{body}}}'
    public = outbox_public_key(key or line.office.outbox_key)
    sealed = seal_message(message.encode(), public, pepper or line.opening.pepper())
    return line.written_outbox([sealed])


GOOD = (
    '{"request_id":"%s","point_id":"mediatheque","reader_id":"%s","pupil_name":"Léa Moreau",'
    '"school_uai":"0991234A","kind":"paper","asked_on":"2026-11-23"}'
)
ID = "a" * 32


@pytest.fixture
def served(line: Line) -> Line:
    """A point that serves Nadia and nobody else."""
    line.issue_to("Nadia")
    return line


def test_a_request_written_by_hand_in_the_right_form_is_taken(served: Line) -> None:
    line = served
    message = GOOD % (ID, reader_id_of(line.office, "Nadia"))
    assert apply_outbox(line.office, forged(line, message)).new == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("reader_id", "reader_di"),
        ("paper", "open_the_safe"),
        ("2026-11-23", "yesterday"),
        (ID, "short"),
        ("Léa Moreau", "Léa \\u001b[2J"),
        ("Léa Moreau", "x" * 401),
        ("Léa Moreau", "Léa \u202eueroM"),
        ("0991234A", "0990000Z"),
        ("mediatheque", "mairie"),
        ("mediatheque", "nowhere"),
        ('"kind":"paper",', ""),
        ("{", "["),
    ],
)
def test_a_message_that_is_no_request_or_cannot_be_hers_is_passed_over(
    served: Line, ours: str, theirs: str
) -> None:
    line = served
    enrol_point(line.office, "mairie", "La mairie", "Mairie")
    message = (GOOD % (ID, reader_id_of(line.office, "Nadia"))).replace(ours, theirs)
    assert apply_outbox(line.office, forged(line, message)) == Collected(0, 0, 1)
    assert list_requests(line.office) == []


def test_a_pupil_whom_she_was_never_linked_to_is_left_unnamed(served: Line) -> None:
    nadia = reader_id_of(served.office, "Nadia")
    for request_id, name in ((ID, "Invented Name"), ("b" * 32, "Tom Petit")):
        message = (GOOD % (request_id, nadia)).replace("Léa Moreau", name)
        assert apply_outbox(served.office, forged(served, message)).new == 1
    assert [one.pupil for one in list_requests(served.office)] == ["", ""]


def test_a_message_for_a_reader_nobody_knows_or_from_another_hub_is_passed_over(
    served: Line,
) -> None:
    line = served
    stranger = GOOD % (ID, "nobody")
    assert apply_outbox(line.office, forged(line, stranger)) == Collected(0, 0, 1)
    known = GOOD % ("c" * 32, reader_id_of(line.office, "Nadia"))
    elsewhere = forged(line, known, OutboxKey.draw())
    assert apply_outbox(line.office, elsewhere) == Collected(0, 0, 1)


def test_a_message_nobody_with_the_points_pepper_wrote_is_passed_over(served: Line) -> None:
    message = GOOD % (ID, reader_id_of(served.office, "Nadia"))
    stolen = forged(served, message, pepper=Pepper.draw())
    assert apply_outbox(served.office, stolen) == Collected(0, 0, 1)
    assert apply_outbox(served.office, forged(served, message)).new == 1


def test_an_outbox_that_was_cut_is_refused_whole(line: Line, visit: Visit) -> None:
    for kind in (PAPER, NOT_MINE):
        ask_school(line.point, visit, 1, kind)
    file = line.folder / "cut.outbox"
    line.outgoing.write(file)
    whole = file.read_bytes()
    for length in (0, 5, 200, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(OutboxRefused):
            apply_outbox(line.office, file)
    assert list_requests(line.office) == []


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("نگار", "می‌خواهم"),
        ("Zoë­", "D’Été Hô"),
        ("Léa ‮", "⁦Moreau"),
        ("𐍈" * 1200, '"' * 1200),
    ],
)
def test_whatever_her_childs_name_a_request_arrives(line: Line, given: str, family: str) -> None:
    data = a_college()
    learn(line.office, changed(data, "pupils", "lea", given_name=given, family_name=family))
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    ask_school(line.point, sign_in_with_slip(line.point, code.digits()), 1, PAPER)
    assert line.carry_up() == Collected(1, 0, 0)
    (request,) = list_requests(line.office)
    assert request.pupil == name_sent(f"{given} {family}") != ""


def test_an_outbox_of_anything_larger_than_a_message_is_refused_unread(line: Line) -> None:
    file, report = line.folder / "large.outbox", line.outgoing.report()
    for size in (0, SEALED_BYTES - 1, SEALED_BYTES + 1, MAX_STORED_BYTES):
        with file.open("wb") as out:
            out.write(OUTBOX_MAGIC + report + size.to_bytes(4, "big"))
            out.truncate(out.tell() + size)
        with pytest.raises(OutboxRefused):
            apply_outbox(line.office, file)


def test_an_outbox_is_read_one_message_at_a_time(line: Line) -> None:
    file = line.written_outbox([bytes(SEALED_BYTES)] * 4_000)
    tracemalloc.start()
    try:
        assert apply_outbox(line.office, file).refused == 4_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < file.stat().st_size / 4


def test_requests_are_listed_by_school_and_an_unknown_school_is_told(
    line: Line, visit: Visit
) -> None:
    ask_school(line.point, visit, 1, PAPER)
    line.carry_up()
    assert len(list_requests(line.office, "0991234A")) == 1
    with pytest.raises(NotFound):
        list_requests(line.office, "0750001Z")


# A point meets its hub in a folder.


def meeting(line: Line) -> Synchronised:
    return line.by(FolderExchange(line.folder / "share")).meet()


def test_a_share_carries_news_down_and_requests_up_and_the_answer_down_again(line: Line) -> None:
    share = line.folder / "share"
    (code,) = line.issue_to("Nadia")
    line.publish()
    leave_feeds(line.office, share)
    assert meeting(line).applied.taken == 1
    visit = sign_in_with_slip(line.point, code.digits())
    ask_school(line.point, visit, 1, PAPER)
    met = meeting(line)
    assert (met.applied.taken, met.applied.known, met.messages) == (0, 1, 2)
    assert collect_outboxes(line.office, share) == Collected(1, 0, 0)
    line.publish()
    leave_feeds(line.office, share)
    met = meeting(line)
    assert (met.applied.taken, met.messages) == (1, 0)
    assert collect_outboxes(line.office, share) == Collected(0, 0, 0)


def test_a_share_without_a_feed_is_told_as_such(line: Line) -> None:
    (line.folder / "share").mkdir()
    with pytest.raises(NotFound) as refusal:
        meeting(line)
    assert refusal.value.what == "feed"


def test_a_feed_that_is_damaged_holds_no_request_back(line: Line, visit: Visit) -> None:
    share = line.folder / "share"
    leave_feeds(line.office, share)
    (share / "mediatheque.feed").write_bytes(b"anything else")
    ask_school(line.point, visit, 1, PAPER)
    with pytest.raises(SegmentRefused):
        meeting(line)
    assert collect_outboxes(line.office, share).new == 1


def test_a_cut_outbox_in_the_share_is_passed_over_and_comes_whole_next_time(
    line: Line, visit: Visit
) -> None:
    share = line.folder / "share"
    leave_feeds(line.office, share)
    ask_school(line.point, visit, 1, PAPER)
    meeting(line)
    left = share / "mediatheque.outbox"
    left.write_bytes(left.read_bytes()[:-1])
    assert collect_outboxes(line.office, share) == Collected(0, 0, 1)
    meeting(line)
    assert collect_outboxes(line.office, share) == Collected(1, 0, 0)
