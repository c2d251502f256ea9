"""From what was scanned to an open Folder, and out again."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Event

import pytest

from kiosk.domain.errors import NewsMissing, SlipMistyped, SlipUnknown, TryLater
from kiosk.domain.slip_codes import SlipCode, damm_digit
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.signing_in import current_visit, sign_in_with_slip, sign_out
from kiosk.vault.attempts import FREE_TRIES, LONGEST_PAUSE_SECONDS
from tests.services.line import Line, learn
from tests.store.school_builders import a_college, without_pupil


@pytest.fixture
def nadia(line: Line) -> SlipCode:
    """The slip of Nadia, known to the point."""
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    return code


def a_wrong_code(code: SlipCode) -> str:
    """Well-formed digits that no slip bears: the last but one is changed, the check made right."""
    digits = code.secret_digits()
    other = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    return other + damm_digit(other)


def a_slip_of_the_finger(code: SlipCode) -> str:
    digits = code.digits()
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


def test_a_slip_opens_a_visit_of_its_reader(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.grouped())
    assert visit.folder.given_name == "Nadia"
    assert current_visit(line.point, visit.visit_id) is visit


def test_a_mistyped_code_is_never_counted_as_a_try(line: Line, nadia: SlipCode) -> None:
    for _ in range(FREE_TRIES * 4):
        with pytest.raises(SlipMistyped):
            sign_in_with_slip(line.point, a_slip_of_the_finger(nadia))
    assert sign_in_with_slip(line.point, nadia.digits()).folder.given_name == "Nadia"


def test_wrong_codes_make_this_machine_wait_then_take_the_right_one(
    line: Line, nadia: SlipCode
) -> None:
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(SlipUnknown):
            sign_in_with_slip(line.point, a_wrong_code(nadia))
    with pytest.raises(TryLater) as refusal:
        sign_in_with_slip(line.point, nadia.digits())
    line.clock.advance(seconds=refusal.value.wait_seconds)
    assert sign_in_with_slip(line.point, nadia.digits()).folder.given_name == "Nadia"
    with pytest.raises(SlipUnknown):
        sign_in_with_slip(line.point, a_wrong_code(nadia))


def test_a_good_slip_gets_in_within_the_longest_pause_though_another_screen_tries_and_tries(
    line: Line, nadia: SlipCode
) -> None:
    guesses = iter(range(10**6))

    def another_screen_guesses() -> None:
        digits = f"{next(guesses):016d}"
        with suppress(SlipUnknown, TryLater):
            sign_in_with_slip(line.point, digits + damm_digit(digits))

    for _ in range(12):
        another_screen_guesses()
        line.clock.advance(seconds=30)
    another_screen_guesses()
    for waited in range(LONGEST_PAUSE_SECONDS):
        for _ in range(3):
            another_screen_guesses()
        with pytest.raises(TryLater) as refusal:
            sign_in_with_slip(line.point, nadia.digits())
        assert refusal.value.wait_seconds == LONGEST_PAUSE_SECONDS - waited
        line.clock.advance(seconds=1)
    for _ in range(3):
        another_screen_guesses()
    assert sign_in_with_slip(line.point, nadia.digits()).folder.given_name == "Nadia"


def test_a_mistyped_code_says_so_even_while_the_machine_waits(line: Line, nadia: SlipCode) -> None:
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(SlipUnknown):
            sign_in_with_slip(line.point, a_wrong_code(nadia))
    with pytest.raises(SlipMistyped):
        sign_in_with_slip(line.point, "1234")


class ATurn:
    """Stands for the turn to derive: tells when one is asked for, and gives it when told to."""

    def __init__(self) -> None:
        self.asked, self.given = Event(), Event()

    def __enter__(self) -> None:
        self.asked.set()
        self.given.wait()

    def __exit__(self, *_: object) -> None:
        self.given.clear()


def test_a_slip_is_derived_in_its_turn_since_each_takes_much_memory(
    line: Line, nadia: SlipCode
) -> None:
    turn = ATurn()
    waiting = replace(line.point, derivation_turn=turn)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as person:
        visit = person.submit(sign_in_with_slip, waiting, nadia.digits())
        try:
            assert turn.asked.wait(timeout=20), "nothing was derived without a turn"
            assert not visit.done()
        finally:
            turn.given.set()
        assert visit.result().folder.given_name == "Nadia"
    assert not turn.given.is_set(), "the turn is given back"


def test_nothing_is_derived_while_the_machine_waits(line: Line, nadia: SlipCode) -> None:
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(SlipUnknown):
            sign_in_with_slip(line.point, a_wrong_code(nadia))
    turn = ATurn()
    turn.given.set()
    with pytest.raises(TryLater):
        sign_in_with_slip(replace(line.point, derivation_turn=turn), nadia.digits())  # type: ignore[arg-type]
    assert not turn.asked.is_set()


def test_a_slip_opens_to_the_end_of_its_last_day_and_no_longer(line: Line, nadia: SlipCode) -> None:
    line.clock.advance(days=342)
    assert line.clock.today().isoformat() == "2027-10-31"
    line.publish_and_carry()
    assert line.opens_with(nadia).given_name == "Nadia"
    line.next_day()
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)


def test_a_visit_under_way_ends_when_its_slip_is_revoked(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    revoke_slips(line.office, ["E-00001"], "perdu")
    line.publish_and_carry()
    assert current_visit(line.point, visit.visit_id) is None
    assert line.point.visits.current(visit.visit_id) is None


def test_a_visit_goes_on_with_the_folder_it_opened_when_news_arrive(
    line: Line, nadia: SlipCode
) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    line.issue_to("Paul")
    line.publish_and_carry()
    assert current_visit(line.point, visit.visit_id) is visit


def test_a_child_closed_during_a_visit_is_not_read_on(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    learn(line.office, without_pupil(a_college(), "lea"))
    line.publish_and_carry()
    assert current_visit(line.point, visit.visit_id) is None
    assert line.point.visits.current(visit.visit_id) is None
    assert line.opens_with(nadia).children == ()


def test_a_visit_ends_where_the_vault_cannot_be_read(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    line.vault._connection.execute("ALTER TABLE locks RENAME TO gone")
    assert current_visit(line.point, visit.visit_id) is None
    assert line.point.visits.current(visit.visit_id) is None


def test_signing_out_ends_the_visit(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    sign_out(line.point, visit)
    assert current_visit(line.point, visit.visit_id) is None


def test_a_damaged_envelope_is_news_that_are_not_here(line: Line, nadia: SlipCode) -> None:
    line.vault._connection.execute("UPDATE envelopes SET sealed = zeroblob(200)")
    with pytest.raises(NewsMissing):
        sign_in_with_slip(line.point, nadia.digits())


def test_a_lock_whose_folder_has_not_arrived_says_so(line: Line, nadia: SlipCode) -> None:
    line.vault._connection.execute("DELETE FROM envelopes")
    with pytest.raises(NewsMissing):
        sign_in_with_slip(line.point, nadia.digits())


def test_nothing_of_a_visit_shows_in_a_log(line: Line, nadia: SlipCode) -> None:
    shown = repr(sign_in_with_slip(line.point, nadia.digits()))
    assert "Nadia" not in shown
    assert "Moreau" not in shown
    assert nadia.digits() not in shown
