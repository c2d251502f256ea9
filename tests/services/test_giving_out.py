"""*Remettre* and *perdu* at a desk: digits go to paper alone, and paper comes first."""

import shutil

import pytest

from kiosk.domain.agents import AgentRole
from kiosk.domain.errors import (
    ActForbidden,
    CardRefused,
    NameRefused,
    PasswordTooShort,
    PrinterUnavailable,
    SlipMistyped,
    SlipUnknown,
    TryLater,
)
from kiosk.domain.slips import SlipKind
from kiosk.services.agents_cards import make_card
from kiosk.services.desk import enter_with_card
from kiosk.services.giving_out import (
    UnknownParent,
    end_lost_slip,
    find_adults,
    find_by_old_slip,
    give_slip,
    give_to_unknown,
)
from kiosk.services.slips import SlipOrder, issue_slips
from tests.navigators.sheets import squeezed, text_of
from tests.services.desk_of_line import PASSWORD, DeskOfLine
from tests.services.line import Line


@pytest.fixture
def at_desk(line: Line) -> DeskOfLine:
    return DeskOfLine(line)


def test_a_card_and_its_password_let_an_agent_in(at_desk: DeskOfLine) -> None:
    entered = enter_with_card(at_desk.desk, at_desk.cards["Camille"].grouped(), PASSWORD)
    assert (entered.agent.name, entered.agent.role) == ("Camille", AgentRole.LEAD)


def test_a_wrong_password_another_card_and_a_slip_are_refused_alike(at_desk: DeskOfLine) -> None:
    (slip,) = at_desk.line.issue_to("Nadia")
    for typed, password in (
        (at_desk.cards["Camille"].digits(), "bonjour-ACCUEIL"),
        (at_desk.draw().digits(), PASSWORD),
        (slip.digits(), PASSWORD),
    ):
        with pytest.raises(CardRefused) as refused:
            enter_with_card(at_desk.desk, typed, password)
        assert refused.value.args == ()


def test_mistyped_digits_are_no_try_and_wrong_cards_wait(at_desk: DeskOfLine) -> None:
    for _ in range(9):
        with pytest.raises(SlipMistyped):
            enter_with_card(at_desk.desk, "12", PASSWORD)
    for _ in range(6):
        with pytest.raises(CardRefused):
            enter_with_card(at_desk.desk, at_desk.draw().digits(), PASSWORD)
    with pytest.raises(TryLater):
        at_desk.badge()


def test_with_the_old_slip_the_new_one_opens_offline_and_at_once(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    (old,) = line.issue_to("Nadia")
    line.publish_and_carry()
    at_desk.knows("Nadia")
    badge = at_desk.badge()
    found, key = find_by_old_slip(at_desk.desk, badge, old.grouped())
    new = at_desk.draw()

    given = give_slip(
        at_desk.desk, badge, found.entry.reader_id, SlipKind.LONG, old_slip=key, draw=lambda: new
    )

    assert given.works_now
    assert line.opens_with(new) == line.opens_with(old)
    (paper,) = at_desk.papers()
    assert new.digits() in squeezed(text_of(paper))


def test_an_old_slip_that_opens_nothing_finds_nobody(at_desk: DeskOfLine) -> None:
    with pytest.raises(SlipUnknown):
        find_by_old_slip(at_desk.desk, at_desk.badge(), at_desk.draw().digits())


def test_nothing_a_desk_is_told_back_has_the_digits(at_desk: DeskOfLine) -> None:
    reader_id, new = at_desk.knows("Nadia"), at_desk.draw()
    badge = at_desk.badge()
    given = give_slip(at_desk.desk, badge, reader_id, SlipKind.DAY, draw=lambda: new)
    assert not given.works_now
    assert given.expires_on == at_desk.line.clock.today()
    told = repr((given.serial, given.picture, given.kind, given.job, at_desk.desk))
    for written in (new.digits(), new.grouped(), new.secret_digits()):
        assert written not in told


def test_a_printer_that_refuses_gives_nothing_out(at_desk: DeskOfLine) -> None:
    reader_id, badge = at_desk.knows("Nadia"), at_desk.badge()
    shutil.rmtree(at_desk.tray)
    before = at_desk.desk.keeper.unsent()
    parent = UnknownParent("Petit", "Awa", "Collège", "Tom", "6e A")
    for give in (
        lambda: give_slip(at_desk.desk, badge, reader_id, SlipKind.LONG),
        lambda: give_to_unknown(at_desk.desk, badge, parent, SlipKind.LONG),
    ):
        with pytest.raises(PrinterUnavailable):
            give()
    assert at_desk.desk.keeper.unsent() == before


def test_somebody_unknown_gets_paper_that_opens_nothing_yet(at_desk: DeskOfLine) -> None:
    badge, new = at_desk.badge(), at_desk.draw()
    parent = UnknownParent("Petit", "Awa", "Collège", "Tom", "6e A")
    given = give_to_unknown(at_desk.desk, badge, parent, SlipKind.LONG, draw=lambda: new)
    assert not given.works_now
    assert len(at_desk.papers()) == 1
    with pytest.raises(SlipUnknown):
        at_desk.line.opens_with(new)


def test_an_adult_is_found_by_the_word_of_her_picture(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    line.issue_to("Nadia")
    line.publish_and_carry()
    at_desk.knows("Nadia")
    badge = at_desk.badge()
    (found,) = find_adults(at_desk.desk, badge, "nadia")
    word = at_desk.desk.words.picture_word(found.slips[0].picture)
    for typed in (word, word.upper(), word.split(maxsplit=1)[-1]):
        assert find_adults(at_desk.desk, badge, typed) == (found,)


def test_a_lost_slip_is_dead_at_once_and_the_one_at_home_still_opens(at_desk: DeskOfLine) -> None:
    line = at_desk.line
    issued = issue_slips(
        line.office,
        line.folder / "two.pdf",
        reader_ids=[at_desk.knows("Nadia")],
        order=SlipOrder(each=2),
    )
    lost, at_home = (slip.printable.code for slip in issued.slips)
    line.publish_and_carry()
    badge = at_desk.badge()
    (found,) = find_adults(at_desk.desk, badge, "nadia")
    assert len(found.slips) == 2
    end_lost_slip(at_desk.desk, badge, issued.slips[0].printable.serial)
    with pytest.raises(SlipUnknown):
        line.opens_with(lost)
    assert line.opens_with(at_home)


# --- cards ----------------------------------------------------------------------------------------


def test_a_lead_makes_a_card_whose_digits_are_on_its_paper_only(at_desk: DeskOfLine) -> None:
    code = at_desk.draw()
    made = make_card(
        at_desk.desk, at_desk.badge("Camille"), " Alix  R. ", AgentRole.AGENT, "secret-dix",
        draw=lambda: code,
    )  # fmt: skip
    assert made.agent.name == "Alix R."
    assert code.digits() in squeezed(text_of(at_desk.papers()[0]))
    assert "secret" not in text_of(at_desk.papers()[0])
    assert enter_with_card(at_desk.desk, code.digits(), "secret-dix").agent == made.agent


def test_what_is_refused_of_a_card_prints_none(at_desk: DeskOfLine) -> None:
    lead, agent = at_desk.badge("Camille"), at_desk.badge("Dominique")
    for badge, name, password, refusal in (
        (lead, "Alix", "court", PasswordTooShort),
        (lead, " ", "secret-dix", NameRefused),
        (lead, "x" * 41, "secret-dix", NameRefused),
        (lead, "Alix\u202e", "secret-dix", NameRefused),
        (agent, "Alix", "secret-dix", ActForbidden),
    ):
        with pytest.raises(refusal):
            make_card(at_desk.desk, badge, name, AgentRole.AGENT, password)
    assert at_desk.papers() == []
