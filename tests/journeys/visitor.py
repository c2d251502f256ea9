"""Someone before a real screen: what she sees, touches and types."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from tests.page_laws import PageReader, assert_html_laws, plain

MOST_TABS = 60
"""More than any page has things to press."""


NAMES = "all => all.map(one => one.getAttribute('aria-label') || one.innerText)"


class Visitor:
    """One browser window, and a record of what it asked for and complained of."""

    def __init__(
        self, context: BrowserContext, before: Callable[[Page], None] = lambda _: None
    ) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        self.sheets: list[str] = []
        self._context = context
        context.on("request", self._note_request)
        context.on("response", self._note_response)
        self.page = context.new_page()
        self.page.on("console", self._note_complaint)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        before(self.page)
        self.page.goto("/")

    @property
    def path(self) -> str:
        """Where she is."""
        return urlsplit(self.page.url).path

    @property
    def reads(self) -> str:
        """What she can read on the screen, folded parts left out."""
        return plain(self.page.locator("body").inner_text())

    @property
    def source(self) -> str:
        """The page to its last letter."""
        return self.page.content()

    def checks_page(self) -> PageReader:
        """Hold the page, as the browser understood it, to the laws."""
        return assert_html_laws(self.source)

    def goes(self, address: str) -> None:
        """Go where a link of an earlier page led."""
        self.page.goto(address)

    def speaks(self, language: str) -> None:
        """Choose a language by its own name, unless the page speaks it already."""
        if self.page.locator("html").get_attribute("lang") != language:
            with self.page.expect_navigation():
                self.page.locator(f"button[lang={language}]").click()

    def types_code(self, digits: str) -> None:
        """Type on the keyboard; the field is ready without touching it."""
        self.page.locator("input[name=code]:focus").wait_for()
        self.page.keyboard.type(digits)

    def touches(self, name: str) -> None:
        """Touch the first link or button that says this."""
        with self.page.expect_navigation():
            self._says(name).click()

    def tabs_to(self, name: str) -> None:
        """Press Tab until the focus is on something that says this."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            focused = self.page.locator("a:focus, button:focus, summary:focus")
            # Asked in one go: a viewer that has just loaded may take the focus in between.
            if any(name in plain(said) for said in focused.evaluate_all(NAMES)):
                return
        raise AssertionError(f"the Tab key never reaches « {name} » on {self.path}")

    def presses_enter(self) -> None:
        """Press Enter, and see where it leads."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follows_by_key(self, name: str) -> None:
        """Tab to what says this, and press Enter."""
        self.tabs_to(name)
        self.presses_enter()

    def prints(self, press: str) -> bytes:
        """Ask for paper with a touch or with Enter; the sheet her browser was given."""
        asked = len(self.sheets)
        with self._context.expect_event("response", lambda answer: _is_sheet(answer.url)):
            if press == "touch":
                self._says("Imprimer").click(no_wait_after=True)
            else:
                self.tabs_to("Imprimer")
                self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/print/*")
        assert len(self.sheets) == asked + 1
        return self.fetches(self.sheets[-1])

    def fetches(self, address: str) -> bytes:
        """The bytes at an address, with the cookie of this window."""
        answer = self._context.request.get(address)
        assert answer.ok, answer.status
        return answer.body()

    def _says(self, name: str) -> Locator:
        link = self.page.get_by_role("link", name=name)
        return link.or_(self.page.get_by_role("button", name=name)).first

    def _note_complaint(self, said: ConsoleMessage) -> None:
        # A PDF names no icon, so the browser looks for one.
        if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
            self.complaints.append(said.text)

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        # The browser's own PDF viewer is made of its own files, under a scheme of its own.
        if address.scheme not in ("data", "blob", "chrome", "chrome-extension"):
            self.hosts.add(address.hostname or request.url)

    def _note_response(self, response: Response) -> None:
        if _is_sheet(response.url):
            self.sheets.append(response.url)


def _is_sheet(address: str) -> bool:
    return "/print/sheets/" in address and address.endswith("/pdf")
