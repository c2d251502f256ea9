"""From a page to paper where the browser prints: two touches, or two keys."""

from playwright.sync_api import Browser

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.conftest import someone
from tests.journeys.visitor import Visitor

MOTHER = "Mme Amina Delmas"
ADVICE = "touchez l’image de l’imprimante"
# What the viewer would do is printing itself; a test wants to know who asked it to.
LISTENS_TO_THE_VIEWER = """() => {
    document.querySelector(".sheet-frame").contentWindow.print = () => { window.prints = true; };
}"""


def test_the_second_touch_has_the_viewer_print_its_sheet(
    browser: Browser, server_url: str, demo_codes: dict[str, SlipCode]
) -> None:
    with someone(browser, server_url, has_script=True) as visitor:
        shows_her_sheet(visitor, demo_codes[MOTHER])
        visitor.page.evaluate(LISTENS_TO_THE_VIEWER)
        visitor.tabs_to("Imprimer")
        visitor.page.keyboard.press("Enter")

        assert visitor.page.evaluate("window.prints") is True
        assert ADVICE not in visitor.reads


def test_without_a_script_the_page_says_what_to_touch(
    visitor: Visitor, demo_codes: dict[str, SlipCode]
) -> None:
    shows_her_sheet(visitor, demo_codes[MOTHER])

    assert ADVICE in visitor.reads
    assert not visitor.page.get_by_role("button", name="Imprimer").is_visible()


def test_the_sheet_ends_above_the_bar_of_a_small_screen(
    any_visitor: Visitor, demo_codes: dict[str, SlipCode]
) -> None:
    any_visitor.page.set_viewport_size({"width": 1024, "height": 768})
    shows_her_sheet(any_visitor, demo_codes[MOTHER])
    frame = any_visitor.page.locator(".sheet-frame").bounding_box()
    bar = any_visitor.page.locator(".bottom").bounding_box()

    assert frame is not None
    assert bar is not None
    assert frame["height"] > 300
    assert frame["y"] + frame["height"] <= bar["y"]


def shows_her_sheet(visitor: Visitor, code: SlipCode) -> None:
    visitor.types_code(code.digits())
    visitor.presses_enter()
    visitor.goes("/children/1/marks")
    visitor.prints("touch")
