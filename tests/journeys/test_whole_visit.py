"""Every page of a visit, with JavaScript and without, by key alone or by touch."""

import pytest

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.visitor import Visitor
from tests.page_laws import plain

MOTHER = "Mme Amina Delmas"
TABS = {
    "Devoirs": "homework",
    "Notes": "marks",
    "Absences": "attendance",
    "Messages": "messages",
    "Documents": "documents",
}


@pytest.fixture
def code(demo_codes: dict[str, SlipCode]) -> SlipCode:
    return demo_codes[MOTHER]


def heading(visitor: Visitor) -> str:
    """What the page is called, as heard."""
    return plain(visitor.page.locator("h1").inner_text())


def test_a_whole_visit_with_nothing_but_the_tab_and_enter_keys(
    any_visitor: Visitor, code: SlipCode
) -> None:
    visitor = any_visitor
    visitor.types_code(code.digits())
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/family")

    visitor.follows_by_key("Devoirs")
    for name, page in TABS.items():
        visitor.follows_by_key(name)
        assert visitor.path == f"/children/1/{page}"

    visitor.follows_by_key("Ouvrir")
    assert visitor.path == "/children/1/documents/1"
    visitor.follows_by_key("Les documents")
    visitor.follows_by_key("Notes")
    assert visitor.prints("Enter").startswith(b"%PDF-")
    # From the browser's own viewer of the sheet the Tab key comes out again.
    visitor.follows_by_key("Ma famille")

    visitor.follows_by_key("Messages")
    visitor.follows_by_key("Demander à l’école")
    visitor.follows_by_key("Faites imprimer")
    visitor.follows_by_key("Oui, demander")
    assert "C’est demandé" in visitor.reads

    visitor.follows_by_key("English")
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    visitor.follows_by_key("Français")
    visitor.follows_by_key("J’ai terminé")
    assert visitor.path == "/goodbye"


def test_a_whole_visit_by_touch(any_visitor: Visitor, code: SlipCode) -> None:
    visitor = any_visitor
    visitor.types_code(code.grouped())
    visitor.page.get_by_role("button", name="Entrer").click()
    visitor.page.wait_for_url("**/family")
    headings = [heading(visitor)]

    visitor.touches("Devoirs")
    for name in TABS:
        visitor.touches(name)
        headings.append(heading(visitor))
        visitor.checks_page()
    for name in ("Aide", "Vos données", "Accessibilité"):
        visitor.touches(name)
        headings.append(heading(visitor))
        visitor.checks_page()
        assert visitor.page.get_by_role("button", name="J’ai terminé").is_visible()

    assert len(set(headings)) == len(headings)
    visitor.touches("J’ai terminé")
    assert visitor.path == "/goodbye"


def test_the_language_lasts_for_the_visit_and_not_for_the_next_person(
    any_visitor: Visitor, code: SlipCode
) -> None:
    visitor = any_visitor
    visitor.speaks("ar")
    visitor.types_code(code.digits())
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/family")
    visitor.goes("/children/1/marks")
    assert visitor.page.locator("html").get_attribute("dir") == "rtl"

    visitor.page.locator("form[action='/sign-out'] button").click()
    visitor.page.wait_for_url("**/goodbye")
    visitor.goes("/")

    assert visitor.page.locator("html").get_attribute("lang") == "fr"


def test_a_visit_leaves_one_cookie_and_nothing_in_the_browsers_stores(
    any_visitor: Visitor, code: SlipCode
) -> None:
    visitor = any_visitor
    visitor.types_code(code.digits())
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/family")
    for page in TABS.values():
        visitor.goes(f"/children/1/{page}")

    (cookie,) = visitor.page.context.cookies()
    assert cookie["name"].startswith("__Host-")
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
    assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.page.evaluate("indexedDB.databases()") == []
    assert visitor.page.evaluate("caches.keys()") == []

    visitor.touches("J’ai terminé")
    assert visitor.page.context.cookies() == []
