"""A guardian at the public screen, without JavaScript: what she does, in her words."""

import re

from flask import Flask
from werkzeug.test import TestResponse

from kiosk.domain.slip_codes import SlipCode
from tests.page_laws import assert_page_laws


class GuardianAtScreen:
    """Goes from page to page as a browser would; every page she sees is held to the laws."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()
        self.page: TestResponse = self.opens("/")

    def opens(self, path: str) -> TestResponse:
        """Go to an address and follow where it leads."""
        return self._sees(self.browser.get(path, follow_redirects=True))

    def types_code(self, typed: str) -> TestResponse:
        """Type something into the code field and press « Entrer »."""
        return self.sends("/sign-in", code=typed)

    def shows_slip(self, code: SlipCode) -> TestResponse:
        """Scan a slip: the scanner types its digits and presses Enter."""
        return self.types_code(code.digits())

    def sends(self, path: str, **fields: str) -> TestResponse:
        """Send the form of the page she is on, with its token."""
        answer = self.browser.post(
            path, data={"csrf_token": self._token(), **fields}, follow_redirects=True
        )
        return self._sees(answer)

    def finishes(self) -> TestResponse:
        """Press « J’ai terminé »."""
        return self.sends("/sign-out")

    def _token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page.text)
        assert found, "there is no form on this page"
        return found.group(1)

    def _sees(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html":
            assert_page_laws(response)
            self.page = response
        return response
