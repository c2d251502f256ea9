"""What a visit weighs on the line: bytes and requests, which never depend on the machine.

Source of the figures: design.md §7. A kilobyte is 1,024 bytes, as in what was measured of others.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.visitor import Visitor

KILOBYTE = 1024
# In another language the welcome page comes twice, once in French.
COLD_BYTES = {"fr": 40 * KILOBYTE, "en": 45 * KILOBYTE, "ar": 90 * KILOBYTE}
COLD_REQUESTS = {"fr": 8, "en": 10, "ar": 14}
PAGE_BYTES = 14 * KILOBYTE
MOTHER = "Mme Amina Delmas"
PAGES = ("homework", "marks", "attendance", "messages", "documents")


@dataclass
class Line:
    """What came over the wire, head and body, by address."""

    arrived: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    bytes: int = 0

    def listens(self, page: Page) -> None:
        """Count all that the page's browser receives from now on."""
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._asks)
        wire.on("Network.requestServedFromCache", self._has)
        wire.on("Network.responseReceived", self._hears)
        wire.on("Network.loadingFinished", self._ends)
        wire.send("Network.enable")

    @contextmanager
    def afresh(self) -> Iterator[None]:
        """Count from nothing."""
        self.arrived.clear()
        self.requests = self.bytes = 0
        yield

    def _asks(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("http"):
            return
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.requests += 1
        # An answer that only points elsewhere ends without a word of its own.
        if redirected := event.get("redirectResponse"):
            self._counts(redirected["url"], redirected["encodedDataLength"])

    def _has(self, event: dict[str, Any]) -> None:
        self.requests -= event["requestId"] in self.addresses
        self.addresses.pop(event["requestId"], None)

    def _hears(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._has(event)

    def _ends(self, event: dict[str, Any]) -> None:
        if address := self.addresses.pop(event["requestId"], None):
            self._counts(address, event["encodedDataLength"])

    def _counts(self, address: str, length: float) -> None:
        path = urlsplit(address).path
        self.arrived[path] = self.arrived.get(path, 0) + int(length)
        self.bytes += int(length)


@dataclass(slots=True)
class Weighed:
    """A visitor with a fresh browser, and the line to it."""

    visitor: Visitor
    line: Line

    def reads_homework(self, code: SlipCode, language: str) -> None:
        """From the welcome page to the homework of the first child."""
        self.visitor.speaks(language)
        self.visitor.types_code(code.digits())
        self.visitor.presses_enter()
        self.visitor.goes("/children/1/homework")
        self.settles()

    def settles(self) -> None:
        """Until nothing more is on its way."""
        self.visitor.page.wait_for_load_state("networkidle")


@pytest.fixture
def weighed(browser: Browser, server_url: str) -> Iterator[Weighed]:
    context = browser.new_context(base_url=server_url)
    context.set_default_timeout(20_000)
    line = Line()
    visitor = Visitor(context, before=line.listens)
    yield Weighed(visitor, line)
    context.close()
    assert visitor.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_way_to_the_homework_is_light_the_first_time(
    weighed: Weighed, demo_codes: dict[str, SlipCode], language: str
) -> None:
    weighed.reads_homework(demo_codes[MOTHER], language)

    assert weighed.line.bytes > 0
    assert weighed.line.bytes <= COLD_BYTES[language], weighed.line.arrived
    assert weighed.line.requests <= COLD_REQUESTS[language], weighed.line.arrived


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_after_that_is_lighter_still(
    weighed: Weighed, demo_codes: dict[str, SlipCode], language: str
) -> None:
    weighed.reads_homework(demo_codes[MOTHER], language)

    for page in (*(f"/children/1/{one}" for one in PAGES), "/request", "/help", "/privacy"):
        with weighed.line.afresh():
            weighed.visitor.goes(page)
            weighed.settles()
        assert 0 < weighed.line.bytes <= PAGE_BYTES, weighed.line.arrived
