"""Somebody at a public screen, by the addresses and fields that are promised to stay.

She goes by a ``send``: into the WSGI application of this process, or over HTTP to another one.
"""

import gzip
import http.client
import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urldefrag, urlencode, urlsplit

Headers = list[tuple[str, str]]
WsgiApp = Callable[..., Iterable[bytes]]

FORM = "application/x-www-form-urlencoded"
MOST_PAGES = 60
"""A calendar may have no end."""
_ENDS_THE_VISIT = ("/", "/goodbye")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, "" without one."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def text(self) -> str:
        """The body as a browser reads it."""
        is_packed = self.header("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()

    @property
    def is_page(self) -> bool:
        """Whether it is a page to look at."""
        return self.status == 200 and self.header("content-type").startswith("text/html")


Send = Callable[[str, str, bytes, dict[str, str]], Answer]


class Page(HTMLParser):
    """The links, assets and forms of one page; a form is its action and hidden fields."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.assets: list[str] = []
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag refers to."""
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.links.append(urldefrag(found["href"]).url)
        elif tag in ("script", "img") and found.get("src"):
            self.assets.append(found["src"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.assets.append(found["href"])
        elif tag == "form":
            self.forms.append((found.get("action", ""), {}))
        elif tag == "input" and found.get("type") == "hidden" and self.forms:
            self.forms[-1][1][found["name"]] = found.get("value", "")


@dataclass
class Visitor:
    """A browser without scripts: it keeps cookies and follows the one redirect after a form."""

    send: Send
    cookies: dict[str, str] = field(default_factory=dict, repr=False)

    def get(self, path: str) -> Answer:
        """Ask for an address."""
        return self._kept(self.send("GET", path, b"", self.headers()))

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form; once more to where it is asked for again, as a browser does."""
        body = urlencode(fields).encode()
        answer = self._kept(self.send("POST", path, body, self._form_headers()))
        if answer.status == HTTPStatus.TEMPORARY_REDIRECT:
            path = answer.header("location") or path
            answer = self._kept(self.send("POST", path, body, self._form_headers()))
        return answer

    def submit(self, page: Answer, action: str, **typed: str) -> Answer:
        """Send the form of a page that has this action, with what was typed into it."""
        hidden = next(fields for target, fields in Page(page.text).forms if target == action)
        return self.post(action, {**hidden, **typed})

    def sign_in(self, code: str) -> Answer:
        """From the welcome page to the family page; raise ``RuntimeError`` if it does not open."""
        answer = self.submit(self.get("/"), "/sign-in", code=code)
        family = self.get(answer.header("location") or "/family")
        if answer.status != 303 or not family.is_page:
            raise RuntimeError(f"a slip did not open: {answer.status}, then {family.status}")
        return family

    def pages(self) -> dict[str, Answer]:
        """Every page that links lead to from the family page, by address; the visit goes on."""
        found: dict[str, Answer] = {}
        waiting, seen = ["/family"], {"/family"}
        while waiting and len(found) < MOST_PAGES:
            path = waiting.pop(0)
            answer = self.get(path)
            if not answer.is_page:
                continue
            found[path] = answer
            for link in Page(answer.text).links:
                goes_on = link.startswith("/") and urlsplit(link).path not in _ENDS_THE_VISIT
                if goes_on and link not in seen:
                    seen.add(link)
                    waiting.append(link)
        return found

    def _form_headers(self) -> dict[str, str]:
        return {**self.headers(), "Content-Type": FORM}

    def headers(self) -> dict[str, str]:
        """What the browser sends of itself."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Accept-Encoding": "gzip"} | ({"Cookie": cookies} if cookies else {})

    def _kept(self, answer: Answer) -> Answer:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
        return answer


def through_wsgi(app: WsgiApp) -> Send:
    """Straight into an application of this process: nothing but its own work is done."""

    def send(method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        return call(app, environ(method, path, body, headers))

    return send


def call(app: WsgiApp, given: dict[str, Any]) -> Answer:
    """One request of an application, read to its end."""
    started: list[tuple[str, Headers]] = []
    chunks = app(given, lambda status, headers, *_: started.append((status, headers)))
    body = b"".join(chunks)
    close = getattr(chunks, "close", None)
    if close:
        close()
    status, headers = started[-1]
    return Answer(int(status[:3]), headers, body)


def environ(method: str, path: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """A request as PEP 3333 has it."""
    where, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": where,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": headers.get("Accept-Encoding", ""),
        "HTTP_COOKIE": headers.get("Cookie", ""),
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def through_http(url: str) -> Send:
    """Over HTTP to a server, one connection a request."""
    host = urlsplit(url).netloc

    def send(method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    return send
