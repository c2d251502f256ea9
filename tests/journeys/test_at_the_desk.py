"""An agent at a real desk, in a real browser: from a card to a slip that opens at the screen."""

from collections.abc import Iterator

import pytest
import zxingcpp
from playwright.sync_api import Browser

from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.site.demo import DEMO_PASSWORD, demo_card
from tests.journeys.conftest import someone
from tests.journeys.scanner import Scanner
from tests.journeys.visitor import Visitor
from tests.printing.paper_builders import picture
from tests.screens import ServedPoint

MOTHER = "Mme Amina Delmas"
MOST_ACTS = 10
"""Scans, touches and words typed, from the card to the slip: at three seconds each, half a minute
for somebody who does it for the first time."""


class Agent:
    """Somebody at the desk; each of her acts is counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.scanner = Scanner(visitor.page)
        self.acts = 0

    def scans(self, code: SlipCode) -> None:
        """Hold something before the scanner, which ends with Enter and knows no azerty."""
        self.scanner.scans(code.digits(), "fr", "us")
        self.acts += 1

    def types(self, words: str) -> None:
        """Type into what has the focus, and Enter."""
        self.page.locator("input:focus").wait_for()
        self.page.keyboard.type(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.acts += 1

    def touches(self, selector: str) -> None:
        """Touch something that leads on."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.acts += 1

    def ticks(self, selector: str) -> None:
        """Touch a box."""
        self.page.locator(selector).check()
        self.acts += 1

    def shows_card(self) -> None:
        """In the morning: a card, then its password."""
        self.page.locator("#card:focus").wait_for()
        self.scans(demo_card())
        # Enter after the card leads to what is still missing.
        self.page.locator("#password:focus").wait_for()
        self.types(DEMO_PASSWORD)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def agent(
    request: pytest.FixtureRequest, browser: Browser, fresh_point: ServedPoint
) -> Iterator[Agent]:
    with someone(browser, fresh_point.desk_url, has_script=request.param) as visitor:
        yield Agent(visitor)


def slips_in_the_tray(point: ServedPoint) -> list[SlipCode]:
    """What a scanner reads on the sheets that came out."""
    sheets = [Sheet(one.stem, one.read_bytes(), 1) for one in (point.folder / "tray").glob("*.pdf")]
    found = {one.text for sheet in sheets for one in zxingcpp.read_barcodes(picture(sheet))}
    return [SlipCode(one) for one in found]


def test_an_old_slip_in_hand_becomes_a_new_one_that_opens_at_once(
    agent: Agent, fresh_point: ServedPoint, demo_codes: dict[str, SlipCode], browser: Browser
) -> None:
    agent.shows_card()
    agent.touches("a.verb.first")
    agent.page.locator("#code").focus()
    with agent.page.expect_navigation():
        agent.scans(demo_codes[MOTHER])
    assert "Ancien ticket vu" in agent.visitor.reads
    agent.ticks("#identity")
    agent.touches("main button.primary")
    assert "Le ticket sort de l’imprimante" in agent.visitor.reads
    assert agent.acts + 1 <= MOST_ACTS

    (slip,) = slips_in_the_tray(fresh_point)
    assert slip.digits() not in agent.visitor.source
    with someone(browser, fresh_point.url, has_script=True) as mother:
        mother.types_code(slip.digits())
        mother.page.keyboard.press("Enter")
        mother.page.wait_for_url("**/family")
        assert "Bonjour Madame Delmas" in mother.reads


def test_who_has_no_slip_is_found_by_name_in_few_acts(
    agent: Agent, fresh_point: ServedPoint
) -> None:
    agent.shows_card()
    agent.touches("a.verb.first")
    agent.types("delmas")
    agent.touches("main a[href^='/desk/people/']")
    agent.ticks("#identity")
    agent.touches("main button.primary")

    assert "Le ticket sort de l’imprimante" in agent.visitor.reads
    assert len(slips_in_the_tray(fresh_point)) == 1
    assert agent.acts <= MOST_ACTS


def test_all_of_it_can_be_done_with_nothing_but_keys(
    agent: Agent, fresh_point: ServedPoint
) -> None:
    agent.shows_card()
    visitor = agent.visitor
    visitor.follows_by_key("Remettre un ticket")
    agent.types("delmas")
    visitor.follows_by_key("Amina Delmas")
    for _ in range(20):
        agent.page.keyboard.press("Tab")
        if agent.page.locator("#identity:focus").count():
            break
    agent.page.keyboard.press("Space")
    visitor.follows_by_key("Remettre et imprimer")
    assert len(slips_in_the_tray(fresh_point)) == 1

    visitor.follows_by_key("Les quatre gestes")
    visitor.follows_by_key("Ticket perdu")
    agent.types("delmas")
    visitor.follows_by_key("Annuler…")
    visitor.follows_by_key("Oui, l’annuler")
    assert "annulé" in visitor.reads
    (badge,) = agent.page.context.cookies()
    visitor.follows_by_key("Je quitte l’accueil")
    assert "Montrez votre carte" in visitor.reads
    assert badge["value"] not in [one["value"] for one in agent.page.context.cookies()]
