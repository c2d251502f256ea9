"""What a page weighs and what the way from ``/`` to the homework asks for, with nothing cached.

Counted from the pages themselves: each document, and once each style sheet, script, picture and
font that it names. A font counts where its range holds a letter of the page, in every weight: a
browser asks for fewer at most. What one really asks for is held to its budget in
``tests/journeys/test_budgets.py``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.instances import demo, evening
from benchmarks.measuring import Row, percentile
from benchmarks.sizes import Sizes
from benchmarks.visitor import Answer, Page, Visitor, WsgiApp, through_wsgi
from kiosk.app import create_app
from kiosk.site.point import open_point

NAME = "weights"
PAGE_TARGET_KB = 14
PEER = "RosarioSIS 12.0, measured apart"
PEER_COLD_KB, PEER_COLD_REQUESTS, PEER_HOMEWORK_KB = 452.5, 27, 351.0
"""The lightest in requests of the four measured. Not of this run: weights do not depend on it."""
_FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """One look suffices: bytes do not vary."""
    data, codes = demo(folder, evening())
    app = create_app("public", open_point(data / "point", evening()))
    visitor = Visitor(through_wsgi(app))
    cold = _Cold(visitor)
    cold.takes("/", visitor.get("/"))
    entered = visitor.submit(visitor.get("/"), "/sign-in", code=codes[0])
    cold.takes("/sign-in", entered)
    for path in (entered.header("location"), "/children/1/homework"):
        cold.takes(path, visitor.get(path))
    yield Row(
        NAME,
        "cold, / to homework, at most",
        "KB",
        [cold.bytes / 1024],
        PEER,
        [PEER_COLD_KB],
    )
    yield Row(
        NAME,
        "cold, / to homework, at most",
        "requests",
        [len(cold.seen)],
        PEER,
        [PEER_COLD_REQUESTS],
    )
    yield from _pages(app, codes[: sizes.readers])


def _pages(app: WsgiApp, codes: list[str]) -> Iterator[Row]:
    weights = []
    for code in codes:
        visitor = Visitor(through_wsgi(app))
        visitor.sign_in(code)
        weights += [_weight(answer) / 1024 for answer in visitor.pages().values()]
    yield Row(NAME, "a page after that, median", "KB", [percentile(weights, 0.5)])
    yield Row(
        NAME,
        "a page after that, heaviest",
        "KB",
        [max(weights)],
        PEER,
        [PEER_HOMEWORK_KB],
        target=PAGE_TARGET_KB,
    )


def _weight(answer: Answer) -> int:
    """Body and headers, as they go over the wire."""
    return len(answer.body) + sum(len(name) + len(value) + 4 for name, value in answer.headers)


class _Cold:
    """What a browser with an empty cache has asked for so far."""

    def __init__(self, visitor: Visitor) -> None:
        self.seen: set[str] = set()
        self.bytes = 0
        self._visitor = visitor

    def takes(self, path: str, answer: Answer) -> None:
        """A document, and what it needs that is not here yet."""
        self._count(path, answer)
        letters = set(answer.text)
        for asset in Page(answer.text).assets:
            if not asset.startswith("data:"):
                self._fetch(asset, letters)

    def _fetch(self, path: str, letters: set[str]) -> None:
        found = self._visitor.get(path)
        if path not in self.seen:
            self._count(path, found)
        # A style sheet already here may need another font for the letters of this page.
        if found.header("content-type").startswith("text/css"):
            for font in fonts_for(found.text, letters):
                address = urljoin(path, font)
                if address not in self.seen:
                    self._count(address, self._visitor.get(address))

    def _count(self, path: str, answer: Answer) -> None:
        self.seen.add(path)
        self.bytes += _weight(answer)


def fonts_for(css: str, letters: set[str]) -> Iterator[str]:
    """The font files of a style sheet whose range holds one of these letters."""
    points = {ord(letter) for letter in letters}
    for face in _FACE.findall(css):
        spans = [(int(low, 16), int(high or low, 16)) for low, high in _RANGE.findall(face)] or [
            (0, 0x10FFFF)
        ]
        address = re.search(r"url\([\"']?([^\"')]+)", face)
        if address and any(low <= point <= high for point in points for low, high in spans):
            yield address.group(1)
