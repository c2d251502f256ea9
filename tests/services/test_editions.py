"""A Folder too large for any point: her former one stays, all the others go on, and it is told."""

import random
from datetime import date

import pytest

from kiosk.domain.errors import NewsMissing, SealBroken, SlipUnknown
from kiosk.domain.people import RightOverride
from kiosk.domain.schooling import SchoolData
from kiosk.sealing.envelopes import MAX_FOLDER_BYTES
from kiosk.services.editions import Overweight
from kiosk.services.issued_slips import revoke_slips
from kiosk.store.schema import slips
from tests.services.added_by_hand import add_document, add_message
from tests.services.line import Line, learn, reader_id_of
from tests.store.school_builders import MONDAY, NOW, a_college, changed

MARK = ("ctl", "lea")


def with_comment(comment: str) -> SchoolData:
    """The collège, with a word on the mark of Léa, whom Nadia and Karim read."""
    return changed(a_college(), "marks", MARK, comment=comment)


ENORMOUS = with_comment("x" * MAX_FOLDER_BYTES)


def comment_read_with(line: Line, code: object) -> str:
    (child,) = line.opens_with(code).children  # type: ignore[arg-type]
    return child.periods[0].subjects[0].marks[0].comment


def test_who_has_too_large_a_folder_keeps_the_one_before_and_all_the_others_get_theirs(
    line: Line,
) -> None:
    learn(line.office, with_comment("Bien"))
    nadia, karim, paul = line.issue_to("Nadia", "Karim", "Paul")
    line.publish_and_carry()
    learn(line.office, ENORMOUS)
    add_message(line.office, "À Tom", pupil="tom")
    revoke_slips(line.office, ["E-00002"], "perdu")

    published = line.publish()
    line.carry()

    (told,) = published.overweight
    assert told == Overweight("Collège des Tilleuls", "0991234A", "periods", 2)
    assert "Léa" not in repr(published)
    assert len(line.opens_with(paul).children[0].messages) == 1
    assert {comment_read_with(line, one) for one in (nadia, karim) if opens(line, one)} == {"Bien"}
    assert [opens(line, one) for one in (nadia, karim)].count(False) == 1


def opens(line: Line, code: object) -> bool:
    try:
        line.opens_with(code)  # type: ignore[arg-type]
    except SlipUnknown:
        return False
    return True


def test_it_is_told_at_each_publication_until_the_folder_fits_and_then_arrives(line: Line) -> None:
    learn(line.office, with_comment("Bien"))
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    learn(line.office, ENORMOUS)
    for _ in range(2):
        assert line.publish().overweight
    assert line.publish().rows == 0
    learn(line.office, with_comment("Très bien"))
    assert line.publish().overweight == ()
    line.carry()
    assert comment_read_with(line, nadia) == "Très bien"


def test_documents_of_the_folder_before_stay_while_it_is_read(line: Line) -> None:
    file_id = add_document(line.office, "Réunion", pupil="lea")
    line.issue_to("Nadia")
    line.publish_and_carry()
    learn(line.office, ENORMOUS)
    line.publish_and_carry()
    assert line.vault.document(file_id) is not None


def test_whose_first_folder_is_too_large_is_told_that_her_news_are_not_here(line: Line) -> None:
    learn(line.office, ENORMOUS)
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    with pytest.raises(NewsMissing):
        line.opens_with(nadia)


def test_a_folder_before_that_tells_of_a_child_now_closed_does_not_stay(line: Line) -> None:
    """Nadia could read Tom too; his right is closed on the day her Folder becomes too large."""
    decide(line, opens=True)
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    assert len(line.opens_with(nadia).children) == 2
    learn(line.office, ENORMOUS)
    line.clock.advance(days=1)
    decide(line, opens=False, from_on=line.clock.today())

    line.publish_and_carry()

    assert not opens(line, nadia)
    assert line.vault.envelope_of(reader_id_of(line.office, "Nadia")) is None
    learn(line.office, with_comment("Bien"))
    line.publish_and_carry()
    assert comment_read_with(line, nadia) == "Bien"


def decide(line: Line, *, opens: bool, from_on: date = MONDAY) -> None:
    with line.office.store.transaction() as tx:
        guardians = {one.given_name: one.guardian_id for one in tx.rights.readers()}
        (tom,) = tx.rights.pupils_by_guardian(MONDAY)[guardians["Paul"]]
        decision = RightOverride(
            str(guardians["Nadia"]), str(tom), opens, from_on, None, "la principale"
        )
        tx.rights.decide(decision, reason="jugement", recorded_at=NOW)


def test_a_spreadsheet_of_enormous_messages_blocks_no_feed(line: Line) -> None:
    """Four hundred messages that no compression makes smaller, to the whole school."""
    chance = random.Random(1)
    for _ in range(400):
        text = "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(19_900))
        add_message(line.office, text)
    (nadia,) = line.issue_to("Nadia")
    assert line.publish().overweight == ()
    line.carry()
    (child,) = line.opens_with(nadia).children
    assert (len(child.messages), child.older_messages_at_school) == (20, True)


def test_revocations_are_on_their_way_whatever_breaks_off_the_rest(line: Line) -> None:
    nadia, _paul = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    revoke_slips(line.office, ["E-00001"], "perdu")
    revoke_slips(line.office, ["E-00002"], "perdu")
    (karim,) = line.issue_to("Karim")
    with line.office.store.transaction() as tx:
        damaged = slips.update().where(slips.c.serial == "E-00003").values(slip_key=b"damaged")
        tx.connection.execute(damaged)

    with pytest.raises(SealBroken):
        line.publish()
    line.carry()

    assert not opens(line, nadia)
    assert not opens(line, karim)
    revoke_slips(line.office, ["E-00003"], "abîmé")
    assert line.publish().segments == 1
    assert line.carry().taken == 1, "the next goes on where the revocations ended"
