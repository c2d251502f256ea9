"""« Machine volée »: the machine is dead to its hub, slips live on, and what was lost is told."""

import pytest

from kiosk.domain.errors import NotFound, OutboxRefused, SegmentRefused
from kiosk.domain.requests import RequestKind
from kiosk.sealing.derivation import lookup, slip_key
from kiosk.services.enrolling import renew_point
from kiosk.services.outbox import list_requests
from kiosk.services.points import list_points
from kiosk.services.requests import ask_school
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.theft import declare_stolen
from kiosk.wording.theft_note import theft_note
from tests.services.line import POINT, Line
from tests.services.test_publishing import rows_after


def test_a_stolen_machine_says_nothing_more(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    ask_school(line.point, sign_in_with_slip(line.point, code.digits()), 1, RequestKind.PAPER)
    declare_stolen(line.office, POINT)
    with pytest.raises(OutboxRefused) as refusal:
        line.carry_up()
    assert refusal.value.reason == "device"
    assert list_requests(line.office) == []


def test_a_stolen_machine_learns_nothing_more_that_it_could_open(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    declare_stolen(line.office, POINT)
    line.publish()
    with pytest.raises(SegmentRefused) as refusal:
        line.carry()
    assert refusal.value.reason == "fork"
    old = lookup(slip_key(code, line.office.domain_salt, line.office.cost), line.opening.pepper())
    assert old not in {getattr(row, "lookup", None) for row in rows_after(line)}


def test_the_next_machine_opens_with_the_slips_families_have(line: Line) -> None:
    codes = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    declare_stolen(line.office, POINT)
    with line.office.store.transaction() as tx:
        before = tx.slips.all()
    line.has_another_machine()
    line.publish_and_carry()
    assert [line.opens_with(code).given_name for code in codes] == ["Nadia", "Paul"]
    assert line.carry_up().refused == 0
    with line.office.store.transaction() as tx:
        assert tx.slips.all() == before


def test_two_machines_never_give_the_same_numbers(line: Line) -> None:
    issuers = [list_points(line.office)[0].issuer]
    for _ in range(3):
        declare_stolen(line.office, POINT)
        issuers.append(renew_point(line.office, POINT).issuer)
    assert len(set(issuers)) == 4


def test_a_point_without_a_machine_is_listed_as_such_until_it_has_one(line: Line) -> None:
    line.carry_up()
    declare_stolen(line.office, POINT)
    (point,) = list_points(line.office)
    assert (point.has_machine, point.heard_at, list(point.alarms)) == (
        False,
        None,
        ["declared_stolen"],
    )
    renew_point(line.office, POINT)
    assert list_points(line.office)[0].has_machine


def test_whom_it_concerned_is_told_by_what_lay_on_its_disk(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish()
    line.issue_to("Paul")  # not published: the machine never had his
    theft = declare_stolen(line.office, POINT)
    (nadia,) = theft.readers
    assert (nadia.name, nadia.pupils, nadia.live_slips) == ("Mme Nadia Moreau", 1, 1)
    assert (theft.pupils, theft.schools) == (1, ("Collège des Tilleuls",))


def test_the_note_for_the_authority_says_what_article_33_wants_and_no_name(line: Line) -> None:
    line.issue_to("Nadia", "Paul")
    line.publish()
    note = theft_note(declare_stolen(line.office, POINT))
    for word in (
        "article 33",
        "avant le 26/11/2026 à 18:00",
        "2 adultes",
        "2 élèves",
        "Collège des Tilleuls",
        "n’est plus reconnue",
        "[à compléter]",
    ):
        assert word in note
    for name in ("Moreau", "Petit", "Léa", "Tom"):
        assert name not in note
    assert max(map(len, note.splitlines())) <= 100


def test_an_unknown_point_is_not_found_and_nothing_changes(line: Line) -> None:
    with pytest.raises(NotFound):
        declare_stolen(line.office, "nowhere")
    assert list_points(line.office)[0].has_machine
