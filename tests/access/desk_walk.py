"""A lead's round of the desk: every page there is, empty, refused and done."""

from collections.abc import Callable

from playwright.sync_api import Page, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from kiosk.domain.slip_codes import SlipCode

Look = Callable[[str], None]

PASSWORD = "un mot de passe long"


class DeskWalk:
    """One agent at one desk. ``look`` is called wherever a page is before us, with its name."""

    def __init__(self, page: Page, routes: Map, look: Look) -> None:
        self.answered: set[str] = set()
        self._page = page
        self._routes = routes.bind("127.0.0.1")
        self._look = look
        page.on("response", self._note)

    def goes_everywhere(self, card: SlipCode, password: str, old_slip: SlipCode) -> None:
        """From the way in to a closed point."""
        self._opens("/")
        self._enters(card, password)
        self._sends("form[action='/desk/printer']", "the printer looked at")
        self._gives(old_slip)
        self._loses()
        self._leads()
        self._opens("/nowhere")
        self._page.goto("/desk/")
        self._sends("form[action='/desk/leave']", "left")
        self._enters(card, password)
        self._opens("/desk/close")
        self._sends("main form", "closed")
        self._page.locator("#card").fill(card.digits())
        self._page.locator("#password").fill("un autre mot")
        self._sends("main form", "a card refused")

    def _enters(self, card: SlipCode, password: str) -> None:
        self._page.locator("#card").fill(card.digits())
        self._page.locator("#password").fill(password)
        self._sends("main form", "the four verbs")

    def _gives(self, old_slip: SlipCode) -> None:
        self._opens("/desk/give")
        self._page.locator("#who").fill("personne de ce nom")
        self._sends("form.search", "nobody found")
        self._page.locator("#who").fill("moreau")
        self._sends("form.search", "somebody found")
        self._page.locator("main a[href^='/desk/people/']").first.click()
        self._page.wait_for_url("**/desk/people/*")
        self._look("somebody")
        self._page.locator("#identity").check()
        self._sends("main form", "a slip given")
        self._page.goto("/desk/give")
        self._page.locator("#code").fill(old_slip.digits()[:-1] + "0")
        self._sends("form[action='/desk/give/old']", "an old slip refused")
        self._page.locator("#code").fill(old_slip.digits())
        self._sends("form[action='/desk/give/old']", "an old slip shown")
        self._page.goto("/desk/give")
        form = self._page.locator("form[action='/desk/give/unknown']")
        self._page.locator("summary").click()
        for field in form.locator("input[type=text]").all():
            field.fill("Bonjour")
        form.locator("#identity").check()
        self._sends("form[action='/desk/give/unknown']", "an unknown parent")
        self._opens("/desk/paper")

    def _loses(self) -> None:
        self._opens("/desk/lost")
        self._page.locator("#who").fill("moreau")
        self._sends("form.search", "whose slip is lost")
        self._page.locator("main a[href^='/desk/slips/']").first.click()
        self._page.wait_for_url("**/desk/slips/*")
        self._look("one slip")
        self._sends("form[action$='/pin']", "digits forgotten")
        self._sends("form[action^='/desk/slips/']:not([action$='/pin'])", "a slip put to an end")

    def _leads(self) -> None:
        for address in ("/desk/journal", "/desk/reserve", "/desk/cards", "/desk/batch"):
            self._opens(address)
        self._sends("main form", "a batch begun")
        self._page.get_by_text("de l’imprimante").first.wait_for()
        self._look("a batch done")
        self._page.goto("/desk/reserve")
        self._page.locator("#serial").fill("E-99999")
        self._sends("main form", "a serial nobody has")
        self._page.goto("/desk/cards")
        for field, words in (("name", "Sacha"), ("password", PASSWORD), ("again", PASSWORD)):
            self._page.locator(f"#{field}").fill(words)
        self._sends("form[action='/desk/cards']", "a card made")
        self._sends("form[action^='/desk/cards/']", "a card put out of use")

    def _opens(self, address: str) -> None:
        self._page.goto(address)
        self._look(address)

    def _sends(self, form: str, name: str) -> None:
        with self._page.expect_navigation():
            # By key: a touch in the first second may be a trembling finger's second.
            self._page.locator(form).locator("button").first.press("Enter")
        self._look(name)

    def _note(self, response: Response) -> None:
        request = response.request
        try:
            path = request.url.split("?")[0].split("/", 3)[3]
            endpoint, _ = self._routes.match(f"/{path}", method=request.method)
        except HTTPException:
            return
        if response.status < 500:
            self.answered.add(str(endpoint))
