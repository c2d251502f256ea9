"""A visit that goes everywhere: every link followed, every form sent empty and sent filled in.

Nothing here knows the pages by name but the door, the way out and the few that no link leads to.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from kiosk.domain.slip_codes import SlipCode

WELCOME = "/"
# They end the visit: reached in their turn, not by the way.
LAST = frozenset({WELCOME, "/sign-in", "/sign-out", "/goodbye"})
ENDLESS = {"printouts.print_once_more"}
"""What leads to another of its kind each time, until the pages of the day are used up."""
IN_THEIR_TURN = frozenset({"visits.end", "pin.remove", "joining.open_it", "joining.part"})
"""Forms that are sent once: nothing comes after, or a page checks a code before it is sent."""
PIN = "7294"
# Only the browser goes there by itself, or somebody who types an address.
UNLINKED = ("/still-there", "/children/99/homework")
NOWHERE = "/nowhere"
LANGUAGE = ":is(a, button):is([lang|='{0}'], :has([lang|='{0}']))"

Look = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form, and the page it stands on."""

    page: str
    action: str


class Walk:
    """One visit in one language. ``look`` is called wherever a page is before us, with its name."""

    def __init__(self, page: Page, routes: Map, look: Look, *, most_alike: int) -> None:
        self.answered: set[str] = set()
        self._page = page
        self._routes = routes.bind("127.0.0.1")
        self._look = look
        self._most_alike = most_alike
        self._looked_at: Counter[str] = Counter()
        self._known: set[str] = set()
        self._forms: dict[str, FormSeen] = {}
        page.on("response", self._note)

    def goes_everywhere(self, code: SlipCode, language: str, other: SlipCode | None = None) -> None:
        """From the welcome page to the goodbye, with another slip of hers if there is one."""
        self._page.goto(WELCOME)
        self.speaks(language)
        self._sees(WELCOME)
        self._follows_links()
        self._opens(NOWHERE)
        digits = code.digits()
        self._is_refused("a digit wrong", digits[:-1] + str((int(digits[-1]) + 1) % 10))
        self._is_refused("a slip that opens nothing", SlipCode.draw(Random(1).randrange).digits())
        self.goes_through_the_folder(code, UNLINKED)
        if other is not None:
            self.joins(other)
        self._page.goto("/family")
        self._page.locator("form[action='/sign-out'] button").click()
        self._page.wait_for_url("**/goodbye*")
        self._sees("/goodbye")

    def goes_through_the_folder(self, code: SlipCode, unlinked: Iterable[str]) -> None:
        """What a slip opens, and where no link leads."""
        self._types(code.digits())
        self._page.wait_for_url("**/family")
        self._sees(self._here)
        self._follows_links()
        self._sends_forms()
        for address in unlinked:
            self._opens(address)

    def joins(self, other: SlipCode) -> None:
        """Another slip shown beside the first, joined with it and parted from it."""
        self._page.goto("/other-slip")
        self._page.locator("input[name=code]").fill(other.digits())
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")
        self._sees("another slip beside the first")
        self._presses("form[action='/other-slip/join'] button")
        self._sees("/family of both slips")
        self._page.goto("/other-slip")
        self._sees("/other-slip of joined slips")
        self._presses("form[action='/other-slip/part'] button")
        self._sees("slips to be parted")

    def puts_an_end_to_it(self, code: SlipCode) -> None:
        """Four digits chosen, asked for and taken away; then the slip itself cancelled."""
        self._opens("/pin")
        self._fills_in_pin("/pin", "Garder ces chiffres")
        self._sees("/pin chosen")
        self._page.goto("/family")
        self._page.locator("form[action='/sign-out'] button").click()
        self._page.wait_for_url("**/goodbye*")
        self._types(code.digits())
        self._page.locator("#pin").wait_for()
        self._sees("the four digits asked for")
        self._page.locator("#pin").fill(PIN)
        self._page.keyboard.press("Enter")
        self._page.wait_for_url("**/family")
        self._opens("/pin")
        self._presses("form[action='/pin/remove'] button")
        self._page.goto("/visits")
        with self._page.expect_navigation():
            self._page.locator("li:has(.badge) a[href^='/visits/']").first.click()
        self._presses("form[action^='/visits/'] button")
        self._page.wait_for_url("**/goodbye*")

    def _fills_in_pin(self, action: str, button: str) -> None:
        form = self._page.locator(f"form[action='{action}']")
        for field in form.locator("input:not([type=hidden])").all():
            field.fill(PIN)
        with self._page.expect_navigation():
            form.get_by_role("button", name=button).press("Enter")

    def _presses(self, selector: str) -> None:
        # By key: a touch in the first second may be a trembling finger's second.
        with self._page.expect_navigation():
            self._page.locator(selector).first.press("Enter")

    def speaks(self, language: str) -> None:
        """Choose a language where one is to be chosen, unless the page speaks it already."""
        if self._page.locator("html").get_attribute("lang") == language:
            return
        with self._page.expect_navigation():
            self._page.locator(LANGUAGE.format(language)).first.click()

    @property
    def _here(self) -> str:
        parts = urlsplit(self._page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _endpoint(self, address: str, method: str = "GET") -> str:
        try:
            return str(self._routes.match(urlsplit(address).path, method=method)[0])
        except HTTPException:
            return ""

    def _kind(self, address: str) -> str:
        """Pages of one kind are one view asked the same things."""
        return " ".join([self._endpoint(address), *sorted(parse_qs(urlsplit(address).query))])

    def _note(self, response: Response) -> None:
        request = response.request
        endpoint = self._endpoint(request.url, request.method)
        if endpoint and response.status < 500:
            self.answered.add(endpoint)

    def _is_refused(self, why: str, digits: str) -> None:
        self._types(digits)
        self._page.get_by_role("alert").wait_for()
        self._sees(why)

    def _types(self, digits: str) -> None:
        self._page.goto(WELCOME)
        self._page.locator("input[name=code]").fill(digits)
        self._page.keyboard.press("Enter")

    def _opens(self, address: str) -> None:
        self._page.goto(address)
        self._sees(address)

    def _sees(self, name: str) -> None:
        """Look at the page before us, and remember where it leads."""
        self._known.add(self._here)
        for form in self._page.locator("form").all():
            action = form.get_attribute("action") or ""
            self._forms.setdefault(action, FormSeen(self._here, action))
        self._look(name)

    def _follows_links(self) -> None:
        """Open every page the one before us leads to, and those it leads to."""
        waiting = self._links()
        while waiting:
            address = waiting.pop(0)
            endpoint, kind = self._endpoint(address), self._kind(address)
            if address in self._known or self._looked_at[kind] >= self._most_alike:
                continue
            self._known.add(address)
            self._looked_at[kind] += 1
            answer = self._page.context.request.get(address)
            if "text/html" not in answer.headers.get("content-type", ""):
                assert answer.ok, f"{address}: {answer.status}"
                self.answered.add(endpoint)
                continue
            self._opens(address)
            waiting.extend(self._links())

    def _links(self) -> list[str]:
        addresses = self._page.locator("a[href]").evaluate_all(
            "all => all.map(one => one.getAttribute('href').split('#')[0])"
        )
        return [one for one in addresses if one and one not in LAST]

    def _sends_forms(self) -> None:
        """Send every form met on the way: as it stands, then with something in every field."""
        sent: set[str] = set()
        while waiting := [one for one in self._forms.values() if one.action not in sent]:
            for form in waiting:
                sent.add(form.action)
                endpoint = self._endpoint(form.action, "POST")
                is_one_more = endpoint in ENDLESS and endpoint in self.answered
                if not is_one_more and not self._is_left_alone(form):
                    self._sends(form, filled=False)
                    self._sends(form, filled=True)

    def _is_left_alone(self, form: FormSeen) -> bool:
        """The ways in and out have their turn; a choice of language was made."""
        endpoint = self._endpoint(form.action, "POST")
        return form.action in LAST or "language" in endpoint or endpoint in IN_THEIR_TURN

    def _sends(self, form: FormSeen, *, filled: bool) -> None:
        self._page.goto(form.page)
        one = self._page.locator(f"form[action='{form.action}']").first
        fields = one.locator("input:not([type=hidden]), textarea, select").all()
        if filled and not self._fills(fields):
            return
        if not filled and one.locator(":required").count():
            return  # a browser does not send it
        with self._page.expect_navigation():
            # By key: a touch in the first second may be a trembling finger's second.
            one.locator("button").first.press("Enter")
        self._sees(f"{form.action} sent {'filled in' if filled else 'as it stood'}")
        self._follows_links()

    @staticmethod
    def _fills(fields: list[Locator]) -> bool:
        """Put something into every field; whether there was one."""
        for field in reversed(fields):
            kind = field.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind in ("radio", "checkbox"):
                field.check(force=True)
            elif kind == "select":
                field.select_option(index=1)
            else:
                field.fill("Bonjour")
        return bool(fields)
