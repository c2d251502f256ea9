"""A guardian at the public screen, without JavaScript: what she does, in her words."""

from flask import Flask
from werkzeug.test import TestResponse

from kiosk.domain.slip_codes import SlipCode
from kiosk.views.public import COOKIE
from tests.page_laws import Pressable, assert_page_laws


class GuardianAtScreen:
    """Goes from page to page as a browser would; every page she sees is held to the laws."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()
        self.page: TestResponse = self.opens("/")

    @property
    def reads(self) -> str:
        """What the page before her says."""
        return self.read.text

    @property
    def cookie(self) -> str:
        """The session her browser holds; "" without one."""
        found = self.browser.get_cookie(COOKIE)
        return found.value if found else ""

    @property
    def token(self) -> str:
        """What the forms of her page bring to prove themselves."""
        assert self.read.forms, "there is no form on this page"
        return self.read.forms[0].fields["csrf_token"]

    def opens(self, path: str) -> TestResponse:
        """Go to an address and follow where it leads."""
        return self._sees(self.browser.get(path, follow_redirects=True))

    def types_code(self, typed: str) -> TestResponse:
        """Type something into the code field and press « Entrer »."""
        return self.presses("Entrer", code=typed)

    def shows_slip(self, code: SlipCode) -> TestResponse:
        """Scan a slip: the scanner types its digits and presses Enter."""
        return self.types_code(code.digits())

    def shows_slip_in(self, enter: str, code: SlipCode) -> TestResponse:
        """Scan a slip where « Entrer » has another name."""
        return self.presses(enter, code=code.digits())

    def follows(self, name: str) -> TestResponse:
        """Press the first link that says this."""
        return self.opens(self._finds("a", name).attributes["href"] or "")

    def presses(self, name: str, **typed: str) -> TestResponse:
        """Press the button that says this, with what she typed into its form."""
        form = self._finds("button", name).form
        assert form is not None, f"« {name} » belongs to no form"
        answer = self.browser.post(
            form.attributes["action"], data={**form.fields, **typed}, follow_redirects=True
        )
        return self._sees(answer)

    def touches(self, name: str) -> TestResponse:
        """Touch what says this, link or button alike."""
        links = [one for one in self.read.pressables if one.tag == "a" and name in one.name]
        return self.follows(name) if links else self.presses(name)

    def has_it_printed(self) -> TestResponse:
        """Both touches: the one that shows the sheet, and the one that prints it."""
        self.follows("Imprimer")
        return self.presses("Imprimer")

    def prints(self) -> TestResponse:
        """Touch « Imprimer »; the sheet that the next page shows. Then back to where she was."""
        before = self.page.request.full_path
        self.touches("Imprimer")
        (frame,) = self.read.named("iframe")
        sheet = self.opens(frame["src"] or "")
        self.opens(before)
        return sheet

    def sends(self, path: str, **fields: str) -> TestResponse:
        """Send a form she was not shown, with the token of the page she is on."""
        answer = self.browser.post(
            path, data={"csrf_token": self.token, **fields}, follow_redirects=True
        )
        return self._sees(answer)

    def finishes(self) -> TestResponse:
        """Press « J’ai terminé »."""
        return self.presses("J’ai terminé")

    def is_at_welcome(self) -> bool:
        """Whether the page before her asks for a slip."""
        return "code" in (name for form in self.read.forms for name in form.fields)

    def _finds(self, tag: str, name: str) -> Pressable:
        for one in self.read.pressables:
            if one.tag == tag and name in one.name:
                return one
        raise AssertionError(f"no {tag} says « {name} »: {[p.name for p in self.read.pressables]}")

    def _sees(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html":
            self.read = assert_page_laws(response)
            self.page = response
        return response
