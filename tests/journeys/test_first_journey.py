"""The whole line as a mother walks it: slip, family, homework, marks, paper, goodbye."""

import pytest

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.visitor import Visitor
from tests.navigators.sheets import MARK, squeezed, text_of

MOTHER = "Mme Amina Delmas"
PRIVATE_WORDS = ("Inès", "Yanis", "Delmas", "5e B", "/20", "Contrôle", "Demain")


@pytest.fixture
def code(demo_codes: dict[str, SlipCode]) -> SlipCode:
    return demo_codes[MOTHER]


def shows_nothing_private(visitor: Visitor) -> bool:
    """Whether the page holds no word of the family, folded parts and attributes included."""
    return not any(word in visitor.source for word in PRIVATE_WORDS)


def assert_says_the_marks(sheet: bytes, page: str) -> None:
    """The child's marks, all of them, on paper."""
    assert sheet.startswith(b"%PDF-")
    said = text_of(sheet)
    marks = set(MARK.findall(page))
    assert len(marks) > 3
    assert marks <= set(MARK.findall(said))
    assert squeezed("Inès Delmas") in squeezed(said)


def test_a_mother_reads_and_prints_by_touch_and_leaves_nothing_behind(
    visitor: Visitor, code: SlipCode
) -> None:
    visitor.checks_page()
    visitor.types_code(code.grouped())
    visitor.touches("Entrer")
    assert visitor.path == "/family"
    assert "Bonjour Madame Delmas" in visitor.reads
    visitor.checks_page()

    visitor.touches("Devoirs : Inès")
    assert visitor.path == "/children/1/homework"
    assert "Demain, mardi 24 novembre" in visitor.reads
    visitor.checks_page()

    visitor.touches("Notes")
    assert visitor.path == "/children/1/marks"
    assert "moyenne indicative" in visitor.reads
    visitor.checks_page()
    page = visitor.reads

    assert_says_the_marks(visitor.prints("touch"), page)

    visitor.page.goto("/children/1/marks")
    visitor.touches("J’ai terminé")
    assert visitor.path == "/goodbye"
    assert "C’est terminé" in visitor.reads
    visitor.checks_page()
    assert shows_nothing_private(visitor)


def test_a_mother_reads_and_prints_with_the_keyboard_alone(
    visitor: Visitor, code: SlipCode
) -> None:
    visitor.types_code(code.digits())
    visitor.presses_enter()
    assert visitor.path == "/family"

    visitor.tabs_to("Devoirs : Inès")
    visitor.presses_enter()
    assert visitor.path == "/children/1/homework"

    visitor.tabs_to("Notes")
    visitor.presses_enter()
    assert visitor.path == "/children/1/marks"
    page = visitor.reads

    assert_says_the_marks(visitor.prints("Enter"), page)

    visitor.page.goto("/family")
    visitor.tabs_to("J’ai terminé")
    visitor.presses_enter()
    assert visitor.path == "/goodbye"


def test_going_back_and_reloading_after_the_end_shows_no_private_word(
    visitor: Visitor, code: SlipCode
) -> None:
    visitor.types_code(code.digits())
    visitor.presses_enter()
    visitor.touches("Notes : Inès")
    sheet = visitor.page.url.replace("/children/1/marks", "/print/sheets/x")
    visitor.touches("J’ai terminé")
    assert visitor.path == "/goodbye"

    for _ in range(3):
        visitor.page.go_back()
        visitor.page.reload()
        assert visitor.path in ("/", "/goodbye")
        assert shows_nothing_private(visitor)
    for path in ("/family", "/children/1/homework", "/children/1/marks", sheet):
        visitor.page.goto(path)
        assert visitor.path == "/"
        assert shows_nothing_private(visitor)


def test_a_button_pressed_twice_opens_the_folder(visitor: Visitor, code: SlipCode) -> None:
    """The second press comes while the first is still on its way."""
    visitor.types_code(code.digits())
    visitor.page.get_by_role("button", name="Entrer").dblclick(delay=30, no_wait_after=True)
    # Polled: the second press breaks off the navigation of the first, which no wait survives.
    # By her name: « Bonjour » alone greets whoever stands before the first page too.
    visitor.page.get_by_role("heading", name="Bonjour Madame Delmas").wait_for()

    assert visitor.path == "/family"
    assert "Bonjour Madame Delmas" in visitor.reads


def test_a_code_mistyped_is_told_and_the_field_is_ready_again(
    visitor: Visitor, code: SlipCode
) -> None:
    digits = code.digits()
    visitor.types_code(digits[:-1] + str((int(digits[-1]) + 1) % 10))
    visitor.presses_enter()
    assert "Un des chiffres n’est pas le bon" in visitor.reads
    assert digits[:8] not in visitor.source

    visitor.types_code(digits)
    visitor.presses_enter()
    assert visitor.path == "/family"
    assert [complaint for complaint in visitor.complaints if "400" not in complaint] == []
    visitor.complaints.clear()
