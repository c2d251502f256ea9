"""A thief with the point's vault, its log and every stick finds nothing that a school added.

The control: the same search finds each of the same words in the office's database.
"""

import pytest

from kiosk.domain.requests import RequestKind
from kiosk.services.documents import open_document
from kiosk.services.requests import ask_school
from kiosk.services.signing_in import sign_in_with_slip
from tests.services.added_by_hand import add_absence, add_average, add_document, add_message
from tests.services.line import Line
from tests.site.test_stolen_point import found_in
from tests.store.school_builders import MONDAY

LETTER = b"%PDF-1.7\nmarmotte-canari: the letter to the parents of the class\n%%EOF\n"
WORDS = {
    "marmotte-canari",
    "%PDF-1.7",
    "sortie-canari",
    "texte-canari au musée",
    "expéditeur-canari",
    "titre-canari",
    "appréciation-canari",
    "absence",
}


def fill(line: Line) -> None:
    add_absence(line.office, "lea", MONDAY, half_days=1)
    add_message(
        line.office,
        "texte-canari au musée",
        pupil="lea",
        subject="sortie-canari",
        sender="expéditeur-canari",
    )
    add_document(line.office, "titre-canari", LETTER, school_class="5b")
    add_average(line.office, "lea", "t1", "", comment="appréciation-canari")


def bytes_of(line: Line, *patterns: str) -> bytes:
    """Every file whose name fits, with its name: a name may tell too."""
    files = {one for pattern in patterns for one in line.folder.glob(pattern)}
    return b"".join(one.name.encode() + one.read_bytes() for one in sorted(files))


def test_what_a_school_added_cannot_be_read_at_the_point_nor_on_the_way(line: Line) -> None:
    fill(line)
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    visit = sign_in_with_slip(line.point, code.digits())
    letter = open_document(line.point, visit, 1, 1)
    shown = visit.folder.to_bytes() + letter
    assert set(found_in(shown, WORDS)) == WORDS, "she reads all of it"
    ask_school(line.point, visit, 1, RequestKind.PAPER)
    line.outgoing.write(line.folder / "point.outbox")
    taken = bytes_of(line, "vault.db*", "stick.feed", "point.outbox")
    assert all(magic in taken for magic in (b"SQLite format 3", b"KIOSKFEED", b"KIOSKOUT"))
    assert found_in(taken, {*WORDS, "Moreau", "Tilleuls"}) == []


def test_the_same_search_finds_each_word_in_the_office(line: Line) -> None:
    fill(line)
    content = bytes_of(line, "office.db*")
    if not content:
        pytest.skip("PostgreSQL keeps its files for itself")
    assert set(found_in(content, WORDS)) == WORDS
