"""Somebody at a served point, over plain HTTP: what she is told, and which process told her."""

import http.client
import re
from urllib.parse import urlencode, urlsplit


class HttpVisitor:
    """Keeps her cookie as a browser would, and follows where she is sent."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self.cookie = ""
        self.page = ""
        self.path = ""

    def opens(self, path: str) -> str:
        """Go to a page; the page she ends at."""
        return self._goes("GET", path)

    def posts(self, path: str, **fields: str) -> str:
        """Send a form of the page before her."""
        return self._goes("POST", path, {"csrf_token": self.token, **fields})

    def shows_slip(self, digits: str) -> str:
        """From the welcome page to her family."""
        self.opens("/")
        return self.posts("/sign-in", code=digits)

    @property
    def token(self) -> str:
        """What a form of her page proves itself with."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        return found[1] if found else ""

    def _goes(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        for _ in range(8):
            status, location = self._asks(method, path, fields)
            if status not in (303, 307):
                self.path = path
                return self.page
            path = location
            if status == 303:
                method, fields = "GET", None
        raise AssertionError("sent in circles")

    def _asks(self, method: str, path: str, fields: dict[str, str] | None) -> tuple[int, str]:
        line = http.client.HTTPConnection(self._host, timeout=20)
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": self.cookie}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, {name: value for name, value in headers.items() if value})
        answer = line.getresponse()
        self.page = answer.read().decode()
        line.close()
        for set_cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = set_cookie.partition(";")[0]
        return answer.status, answer.getheader("Location") or ""
