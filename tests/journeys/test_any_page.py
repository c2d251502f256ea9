"""What every page does with its script: it takes a slip, and it knows that somebody is there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.conftest import someone
from tests.journeys.scanner import Scanner
from tests.journeys.visitor import Visitor

MOTHER, FATHER = "Mme Amina Delmas", "M. Thomas Marchetti"
PAGES = ("/family", "/children/1/marks", "/request", "/help", "/still-there")
BARCODE = "3017620422003"


@pytest.fixture
def visitor(browser: Browser, server_url: str) -> Iterator[Visitor]:
    with someone(browser, server_url, has_script=True) as visitor:
        yield visitor


@pytest.fixture
def mother(visitor: Visitor, demo_codes: dict[str, SlipCode]) -> Visitor:
    """Madame Delmas, signed in."""
    visitor.types_code(demo_codes[MOTHER].digits())
    visitor.presses_enter()
    visitor.page.wait_for_url("**/family")
    return visitor


def scans(visitor: Visitor, digits: str, *, enter: bool) -> None:
    scanner = Scanner(visitor.page)
    scanner.scans_at_once(digits, enter=enter)


# --- a slip on any page ------------------------------------------------------------------------


@pytest.mark.parametrize("enter", [True, False], ids=["enter", "no enter"])
@pytest.mark.parametrize("page", PAGES)
def test_the_next_persons_slip_opens_her_own_folder_from_any_page(
    mother: Visitor, demo_codes: dict[str, SlipCode], page: str, enter: bool
) -> None:
    mother.goes(page)

    scans(mother, demo_codes[FATHER].digits(), enter=enter)

    expect(mother.page.locator("h1")).to_have_text("Bonjour Monsieur Marchetti")
    mother.page.go_back(wait_until="commit")
    mother.page.wait_for_load_state()
    assert "Inès" not in mother.source


def test_a_slip_opens_from_the_goodbye_too(
    mother: Visitor, demo_codes: dict[str, SlipCode]
) -> None:
    mother.touches("J’ai terminé")

    scans(mother, demo_codes[FATHER].digits(), enter=True)

    expect(mother.page.locator("h1")).to_have_text("Bonjour Monsieur Marchetti")


@pytest.mark.parametrize("focused", ["J’ai terminé", "English", "Oui, demander"])
def test_the_end_of_another_barcode_presses_nothing(mother: Visitor, focused: str) -> None:
    mother.goes("/request?child=1&kind=not_my_child")
    mother.page.get_by_role("button", name=focused).focus()

    scans(mother, BARCODE, enter=True)
    mother.page.wait_for_timeout(300)

    assert mother.path == "/request"
    assert "C’est demandé" not in mother.reads


def test_a_hand_still_presses_enter(mother: Visitor) -> None:
    mother.follows_by_key("J’ai terminé")

    assert mother.path == "/goodbye"


def test_a_second_touch_of_a_trembling_finger_sends_no_request(mother: Visitor) -> None:
    mother.goes("/request?child=1&kind=not_my_child")
    mother.page.get_by_role("button", name="Oui, demander").click(no_wait_after=True)
    assert "C’est demandé" not in mother.reads

    mother.page.wait_for_timeout(1_100)
    mother.touches("Oui, demander")
    assert "C’est demandé" in mother.reads


# --- time ---------------------------------------------------------------------------------------


@pytest.fixture
def timed(browser: Browser, server_url: str, demo_codes: dict[str, SlipCode]) -> Iterator[Page]:
    """The marks of Madame Delmas, in a window whose seconds the test counts."""
    context = browser.new_context(base_url=server_url)
    page = context.new_page()
    page.goto("/")
    page.keyboard.type(demo_codes[MOTHER].digits())
    page.keyboard.press("Enter")
    page.wait_for_url("**/family")
    page.clock.install()
    page.goto("/children/1/marks")
    yield page
    context.close()


def test_who_touches_nothing_is_asked_whether_she_is_there(timed: Page) -> None:
    timed.clock.run_for(104_000)
    assert "/children/1/marks" in timed.url
    timed.clock.run_for(2_000)
    timed.wait_for_url("**/still-there**")
    expect(timed.locator("#yes")).to_be_focused()


def test_who_reads_on_is_not_asked_and_the_server_hears_that_she_is_there(timed: Page) -> None:
    heard: list[str] = []
    timed.on("request", lambda request: heard.append(f"{request.method} {request.url}"))
    for _ in range(6):
        timed.clock.run_for(60_000)
        timed.mouse.wheel(0, 200)
        timed.wait_for_timeout(50)

    assert "/children/1/marks" in timed.url
    assert sum(one.startswith("HEAD ") and "/still-there" in one for one in heard) >= 5


def test_yes_leads_back_to_the_very_line(timed: Page) -> None:
    timed.evaluate("scrollTo(0, 2000)")
    timed.clock.run_for(106_000)
    timed.wait_for_url("**/still-there**")

    timed.keyboard.press("Enter")

    timed.wait_for_url("**/children/1/marks")
    timed.wait_for_function("() => scrollY > 1500")


def test_a_page_whose_visit_is_over_leaves_the_screen_at_the_first_touch(timed: Page) -> None:
    timed.request.get("/goodbye")  # ended elsewhere
    timed.clock.run_for(40_000)

    timed.mouse.wheel(0, 200)

    timed.wait_for_url("**/")
    assert "Inès" not in timed.content()
