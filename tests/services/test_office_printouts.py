"""One printout at the office, of what was asked for or of nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.errors import NotFound
from kiosk.domain.print_jobs import SheetKind
from kiosk.services.office import Office
from kiosk.services.office_printouts import render_from_store
from kiosk.services.readers import list_readers
from kiosk.site.office import open_office
from kiosk.wording import french


@pytest.fixture
def office(demo_folder: Path, clock: FixedClock) -> Iterator[Office]:
    """The office of the demo, whose school is in its first term."""
    opened = open_office(demo_folder / "office", clock)
    yield opened
    opened.store.close()


@pytest.fixture
def mother(office: Office) -> str:
    """The mother of two."""
    (found,) = [one for one in list_readers(office) if one.name == "Mme Amina Delmas"]
    return found.reader_id


@pytest.mark.parametrize("period", ["1er trimestre", "T1", "Trimestre 1", "trimestre 1"])
def test_a_period_is_named_as_in_the_spreadsheets(office: Office, mother: str, period: str) -> None:
    sheet = render_from_store(office, SheetKind.MARKS, mother, french(), pupil="1", period=period)
    assert sheet == render_from_store(office, SheetKind.MARKS, mother, french(), pupil="1")


@pytest.mark.parametrize("period", ["T2", "Semestre 1", "1", ""])
def test_a_period_that_is_not_there_is_refused_with_those_that_are(
    office: Office, mother: str, period: str
) -> None:
    with pytest.raises(NotFound) as refusal:
        render_from_store(office, SheetKind.MARKS, mother, french(), pupil="1", period=period)
    assert (refusal.value.what, refusal.value.identifier) == ("period", period)
    assert refusal.value.known == ("1er trimestre",)


@pytest.mark.parametrize("pupil", [None, "3", "0", "Nobody"])
def test_a_pupil_who_is_not_hers_is_refused_with_places_and_no_name(
    office: Office, mother: str, pupil: str | None
) -> None:
    with pytest.raises(NotFound) as refusal:
        render_from_store(office, SheetKind.MARKS, mother, french(), pupil=pupil)
    assert (refusal.value.what, refusal.value.known) == ("pupil", ("1", "2"))
