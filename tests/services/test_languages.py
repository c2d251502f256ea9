"""A language goes up with a choice and comes back in the Folder."""

import pytest

from kiosk.domain.outbox import LanguageChosen, OutboxMessage
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.outbox import outbox_public_key, seal_message
from kiosk.services.answering import take_file
from kiosk.services.languages import keep_language
from kiosk.services.readers import list_readers
from kiosk.services.signing_in import current_visit, sign_in_with_slip
from tests.services.line import POINT, Line, reader_id_of


@pytest.fixture
def nadia(line: Line) -> SlipCode:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    return code


def test_a_language_is_in_her_folder_once_the_hub_knows(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    keep_language(line.point, visit, "ar", "fr")
    line.clock.advance(minutes=1)
    line.outgoing.write(line.folder / "up")
    take_file(line.office, line.folder / "up")
    line.carry()
    assert current_visit(line.point, visit.visit_id) is visit, "she goes on reading"
    assert line.opens_with(nadia).language == "ar"
    assert "ar" in {one.language for one in list_readers(line.office)}


def test_the_usual_language_is_told_only_to_take_another_back(line: Line, nadia: SlipCode) -> None:
    visit = sign_in_with_slip(line.point, nadia.digits())
    before = len(line.vault.outbox())
    keep_language(line.point, visit, "fr", "fr")
    assert len(line.vault.outbox()) == before
    keep_language(line.point, visit, "en", "fr")
    keep_language(line.point, visit, "fr", "fr")
    assert len(line.vault.outbox()) == before + 2


@pytest.mark.parametrize(
    ("reader", "language"), [("nobody", "ar"), ("own", "AR"), ("own", "a r"), ("own", "")]
)
def test_what_is_no_language_or_nobodys_is_refused(
    line: Line, nadia: SlipCode, reader: str, language: str
) -> None:
    reader_id = reader_id_of(line.office, "Nadia") if reader == "own" else reader
    message = OutboxMessage("a" * 32, POINT, LanguageChosen(reader_id, language))
    public = outbox_public_key(line.office.outbox_key)
    sealed = seal_message(message.to_bytes(), public, line.opening.pepper())
    assert take_file(line.office, line.written_outbox([sealed])).refused == 1
