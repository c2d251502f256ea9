"""The Back button after the end, with the browser's memory of whole pages on, as it really is.

A browser driven by a test forgets each page it leaves unless told otherwise; people's do not.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.conftest import someone
from tests.journeys.visitor import Visitor
from tests.page_laws import plain
from tests.screens import QUIET, chromium

MOTHER = "Mme Amina Delmas"
PRIVATE_WORDS = ("Inès", "Yanis", "Delmas", "5e B", "/20")


@pytest.fixture(scope="module")
def remembering_browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(
        executable_path=chromium(),
        args=list(QUIET),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield launched
    launched.close()


@pytest.fixture
def visitor(remembering_browser: Browser, point_url: str) -> Iterator[Visitor]:
    with someone(remembering_browser, point_url, has_script=True) as visitor:
        yield visitor


@pytest.fixture
def at_the_marks(visitor: Visitor, demo_codes: dict[str, SlipCode]) -> Visitor:
    visitor.types_code(demo_codes[MOTHER].digits())
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/family")
    visitor.touches("Notes")
    visitor.page.evaluate("window.wasHereBefore = true")
    return visitor


def goes_back(visitor: Visitor) -> None:
    """Press Back; a page that is remembered whole comes without a word to the server."""
    visitor.page.go_back(wait_until="commit")
    # A remembered page is there at once and never loads again: no event tells of it.
    visitor.page.wait_for_function("() => document.readyState === 'complete'")


def test_within_the_visit_this_browser_remembers_whole_pages(at_the_marks: Visitor) -> None:
    at_the_marks.goes("/help")

    goes_back(at_the_marks)

    assert at_the_marks.page.evaluate("window.wasHereBefore === true")


@pytest.mark.parametrize("page", ["/visits", "/pin", "/other-slip"])
def test_back_after_the_end_brings_nothing_of_a_slip(at_the_marks: Visitor, page: str) -> None:
    at_the_marks.goes(page)
    assert at_the_marks.path == page
    held = plain(at_the_marks.page.locator("main").inner_text())

    at_the_marks.touches("J’ai terminé")

    for _ in range(2):
        goes_back(at_the_marks)
        assert at_the_marks.path in ("/", "/goodbye")
        assert held not in at_the_marks.reads


@pytest.mark.parametrize("end", ["J’ai terminé", "/goodbye", "/"])
def test_back_after_any_end_brings_no_private_word(at_the_marks: Visitor, end: str) -> None:
    if end.startswith("/"):
        at_the_marks.goes(end)
    else:
        at_the_marks.touches(end)

    for _ in range(3):
        goes_back(at_the_marks)
        assert at_the_marks.path in ("/", "/goodbye")
        assert not any(word in at_the_marks.source for word in PRIVATE_WORDS)
