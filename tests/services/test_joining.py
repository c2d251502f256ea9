"""Two slips of one person: one Folder wherever she goes, and two again when she says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import AlreadyThere
from kiosk.domain.outbox import OutboxMessage, ReadersJoined
from kiosk.domain.people import RightOverride
from kiosk.domain.requests import RequestKind
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.outbox import outbox_public_key, seal_message
from kiosk.services.answering import take_file
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.joining import join_slips, part_slips, show_other_slip
from kiosk.services.outbox import list_requests
from kiosk.services.publishing import publish_readers
from kiosk.services.requests import ask_school
from kiosk.services.rights import Decision, decide_right
from kiosk.services.signing_in import current_visit, read_slip, sign_in_with_slip
from kiosk.services.slips import SlipOrder, issue_slips
from kiosk.services.visits import Visit
from kiosk.store.unions import components
from tests.services.line import POINT, Line, reader_id_of


@pytest.fixture
def codes(line: Line) -> list[SlipCode]:
    """Nadia's, who sees Léa, and Paul's, who sees Tom: one person for these tests."""
    codes = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    return codes


def carry_both_ways(line: Line) -> None:
    line.clock.advance(minutes=1)
    stick = line.folder / "up"
    line.outgoing.write(stick)
    take_file(line.office, stick)
    line.carry()


def joined(line: Line, codes: list[SlipCode]) -> Visit:
    """She has shown both, and pressed « Réunir »."""
    nadia, paul = codes
    visit = sign_in_with_slip(line.point, nadia.digits())
    show_other_slip(line.point, visit, read_slip(line.point, paul.digits()))
    assert join_slips(line.point, visit)
    return visit


def children(line: Line, code: SlipCode) -> list[str]:
    return [child.given_name for child in line.opens_with(code).children]


def test_each_slip_opens_both_once_the_hub_knows(line: Line, codes: list[SlipCode]) -> None:
    visit = joined(line, codes)
    assert [child.given_name for child in visit.folder.children] == ["Léa", "Tom"]
    carry_both_ways(line)
    assert [children(line, code) for code in codes] == [["Léa", "Tom"], ["Tom", "Léa"]]
    assert line.opens_with(codes[0]).is_joined


def test_who_is_reading_goes_on_reading_when_the_hub_has_said_yes(
    line: Line, codes: list[SlipCode]
) -> None:
    visit = joined(line, codes)
    before = visit.folder
    carry_both_ways(line)
    assert current_visit(line.point, visit.visit_id) is visit
    assert visit.folder.children == before.children
    assert visit.envelope_version == 2
    assert visit.joined == []


def test_parted_each_slip_opens_its_own_again(line: Line, codes: list[SlipCode]) -> None:
    joined(line, codes)
    carry_both_ways(line)
    part_slips(line.point, sign_in_with_slip(line.point, codes[1].digits()))
    carry_both_ways(line)
    assert [children(line, code) for code in codes] == [["Léa"], ["Tom"]]
    joined(line, codes)
    carry_both_ways(line)
    assert children(line, codes[0]) == ["Léa", "Tom"], "and together again"


def test_a_slip_that_was_lost_proves_nothing_any_more(line: Line, codes: list[SlipCode]) -> None:
    """Whoever found it could have joined it with a slip of his own."""
    visit = joined(line, codes)
    carry_both_ways(line)
    (ended,) = revoke_slips(line.office, ["E-00001"], "perdu")
    publish_readers(line.office, [ended.reader_id])
    line.carry()
    assert children(line, codes[1]) == ["Tom"]
    assert current_visit(line.point, visit.visit_id) is None


def test_a_slip_that_was_replaced_stays_joined(line: Line, codes: list[SlipCode]) -> None:
    joined(line, codes)
    carry_both_ways(line)
    issue_slips(
        line.office,
        line.folder / "new.pdf",
        reader_ids=[reader_id_of(line.office, "Nadia")],
        order=SlipOrder(replace=True),
    )
    line.publish_and_carry()
    assert children(line, codes[1]) == ["Tom", "Léa"]


def test_a_right_withdrawn_goes_from_both(line: Line, codes: list[SlipCode]) -> None:
    visit = joined(line, codes)
    carry_both_ways(line)
    nadia = reader_id_of(line.office, "Nadia")
    decide_right(line.office, nadia, 1, Decision(False, "Mme Petit", "jugement"))
    publish_readers(line.office, [nadia])
    line.carry()
    assert [children(line, code) for code in codes] == [["Tom"], ["Tom"]]
    assert current_visit(line.point, visit.visit_id) is None, "she reads what is not hers to read"


def test_a_right_withdrawn_before_the_hub_knows_ends_the_visit(
    line: Line, codes: list[SlipCode]
) -> None:
    visit = joined(line, codes)
    paul = reader_id_of(line.office, "Paul")
    decide_right(line.office, paul, 1, Decision(False, "Mme Petit", "jugement"))
    publish_readers(line.office, [paul])
    line.carry()
    assert current_visit(line.point, visit.visit_id) is None


def test_news_of_the_same_children_is_read_without_showing_the_slip_again(
    line: Line, codes: list[SlipCode]
) -> None:
    visit = sign_in_with_slip(line.point, codes[0].digits())
    nadia, paul = (reader_id_of(line.office, one) for one in ("Nadia", "Paul"))
    with line.office.store.transaction() as tx:
        reader = tx.rights.reader(nadia)
        (tom,) = tx.rights.pupils_by_guardian(line.clock.today())[
            tx.rights.reader(paul).guardian_id
        ]
        override = RightOverride(
            str(reader.guardian_id), str(tom), True, line.clock.today(), None, "Mme Petit"
        )
        tx.rights.decide(override, reason="garde", recorded_at=line.clock.now())
    line.publish_and_carry()
    again = current_visit(line.point, visit.visit_id)
    assert again is not None
    assert [child.given_name for child in again.folder.children] == ["Léa", "Tom"]


def test_a_request_about_a_child_of_the_other_slip_names_it(
    line: Line, codes: list[SlipCode]
) -> None:
    joined(line, codes)
    carry_both_ways(line)
    ask_school(line.point, sign_in_with_slip(line.point, codes[0].digits()), 2, RequestKind.PAPER)
    carry_both_ways(line)
    (request,) = list_requests(line.office)
    assert request.pupil.startswith("Tom ")


def test_the_same_slip_or_another_of_hers_joins_nothing(line: Line, codes: list[SlipCode]) -> None:
    visit = sign_in_with_slip(line.point, codes[0].digits())
    with pytest.raises(AlreadyThere):
        show_other_slip(line.point, visit, read_slip(line.point, codes[0].digits()))
    assert not join_slips(line.point, visit)


@pytest.mark.parametrize(
    "wrong",
    [
        {"other_id": "nobody"},
        {"other_serial": "E-00001"},
        {"serial": "E-00099"},
        {"other_id": "own"},
    ],
)
def test_what_no_two_slips_prove_is_not_joined(
    line: Line, codes: list[SlipCode], wrong: dict[str, str]
) -> None:
    nadia, paul = (reader_id_of(line.office, one) for one in ("Nadia", "Paul"))
    facts = {"reader_id": nadia, "serial": "E-00001", "other_id": paul, "other_serial": "E-00002"}
    facts |= {name: nadia if value == "own" else value for name, value in wrong.items()}
    body = ReadersJoined(**facts, joined_at=line.clock.now())
    sealed = seal_message(
        OutboxMessage("a" * 32, POINT, body).to_bytes(),
        outbox_public_key(line.office.outbox_key),
        line.opening.pepper(),
    )
    assert take_file(line.office, line.written_outbox([sealed])).refused == 1
    with line.office.store.transaction() as tx:
        assert tx.unions.all() == []


PEOPLE = st.sampled_from("abcdefg")


@given(pairs=st.lists(st.tuples(PEOPLE, PEOPLE).filter(lambda pair: pair[0] != pair[1])))
def test_whoever_is_joined_with_one_is_joined_with_all_of_hers(
    pairs: list[tuple[str, str]],
) -> None:
    groups = components(pairs)
    for one, other in pairs:
        assert groups[one] == groups[other]
    for one, members in groups.items():
        assert one in members
        assert all(groups[member] == members for member in members)
    assert groups.keys() == {one for pair in pairs for one in pair}
