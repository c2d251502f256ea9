"""An agent at the desk, without JavaScript: what she does, in her words."""

from flask import Flask
from werkzeug.test import TestResponse

from kiosk.domain.slip_codes import SlipCode
from kiosk.views.desk.face import COOKIE
from tests.page_laws import Form, Pressable, assert_page_laws


class AgentAtDesk:
    """Goes from page to page; every page she sees is held to the laws, and all are kept."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()
        self.seen: list[str] = []
        self.page: TestResponse = self.opens("/desk/")

    @property
    def reads(self) -> str:
        """What the page before her says."""
        return self.read.text

    @property
    def cookie(self) -> str:
        """The session her browser holds; "" without one."""
        found = self.browser.get_cookie(COOKIE)
        return found.value if found else ""

    def opens(self, path: str) -> TestResponse:
        """Go to an address and follow where it leads."""
        return self._sees(self.browser.get(path, follow_redirects=True))

    def shows_card(self, code: SlipCode, password: str) -> TestResponse:
        """Scan a card and type its password."""
        return self.presses("", action="/desk/enter", card=code.digits(), password=password)

    def follows(self, name: str) -> TestResponse:
        """Press the first link that says this."""
        return self.opens(self._finds("a", name).attributes["href"] or "")

    def presses(self, name: str, /, *, action: str = "", **typed: str) -> TestResponse:
        """Press the button that says this, with what she typed; ``action`` tells forms apart."""
        form = self._form(name, action)
        answer = self.browser.post(
            form.attributes["action"], data={**form.fields, **typed}, follow_redirects=True
        )
        return self._sees(answer)

    def searches(self, typed: str) -> TestResponse:
        """Look for somebody."""
        return self.presses("Chercher", who=typed)

    def gives(self, name: str, **ticked: str) -> TestResponse:
        """From the four verbs to a slip for somebody found by name."""
        self.opens("/desk/give")
        self.searches(name)
        self.follows(name)
        return self.presses("Remettre et imprimer", **{"identity": "on", "kind": "long", **ticked})

    def is_at_the_way_in(self) -> bool:
        """Whether the page asks for a card."""
        return any("card" in form.fields for form in self.read.forms)

    def _form(self, name: str, action: str) -> Form:
        if action:
            return next(one for one in self.read.forms if one.attributes["action"] == action)
        form = self._finds("button", name).form
        assert form is not None
        return form

    def _finds(self, tag: str, name: str) -> Pressable:
        for one in self.read.pressables:
            if one.tag == tag and name.casefold() in one.name.casefold():
                return one
        raise AssertionError(f"no {tag} says « {name} »: {[p.name for p in self.read.pressables]}")

    def _sees(self, response: TestResponse) -> TestResponse:
        self.seen.append(response.text if response.mimetype != "application/pdf" else "")
        if response.mimetype == "text/html":
            self.read = assert_page_laws(response)
            self.page = response
        return response
