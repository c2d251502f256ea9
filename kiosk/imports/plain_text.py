"""Plain text out of what teachers' editors write: HTML, or text that merely looks like it."""

import re
from html.parser import HTMLParser

_BLOCK_TAGS = (
    "address article blockquote br center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr "
    "li ol p pre section table tbody tfoot thead tr ul"
)
_INLINE_TAGS = (
    "a abbr audio b big body button cite code col colgroup del em figcaption font form head html i "
    "iframe img input ins kbd label link mark meta o:p object q s small source span strike strong "
    "sub sup svg tt u var video"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CELLS = frozenset(("td", "th"))
_DROPPED = frozenset(("script", "style", "title"))
_KNOWN = _BLOCKS | _CELLS | _DROPPED | frozenset(_INLINE_TAGS.split())
# A tag as editors write it, its attributes all with a value. Possessive, so that no text makes it
# slow.
_ATTRIBUTE = r"""\s++[a-z_:][\w:.-]*+\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"']++)"""
_MARKUP = re.compile(
    rf"<(?:!doctype|\?xml)[^<>]*+>|<(/?+)([a-z][a-z0-9:]*+)(?:{_ATTRIBUTE})*+\s*+/?+>|<",
    re.IGNORECASE,
)
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")
# They carry no text: a terminal obeys them, PostgreSQL refuses the first. Tabs and line ends stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# They turn the order of the letters that follow, outside the name they stand in too. The joiners
# that Persian is written with, U+200C and U+200D, stay.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[ \t\f\v]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(written: str) -> str:
    """The text of a description or comment: tags gone, entities decoded, scripts dropped.

    Line breaks count as written unless the text is laid out by tags.
    """
    if not written:
        return ""
    text = written.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text or "&" in text:
        text = _without_markup(text)
    text = without_controls(text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def without_controls(text: str) -> str:
    """Text that does nothing to the screen it is shown on, entities decoded or not."""
    if text.isascii() and text.isprintable():
        return text
    return _OVERRIDES.sub("", _CONTROL.sub(" ", text))


def one_line(written: str) -> str:
    """The same on one line, for titles."""
    return " ".join(plain_text(written).split())


class _Text(HTMLParser):
    """Gathers the text a reader would see, block by block."""

    def __init__(self, keeps_line_breaks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._keeps_line_breaks = keeps_line_breaks
        self._dropping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_at(tag)
        if tag == "li" and not self._dropping:
            self.pieces.append("- ")
        if tag in _DROPPED and not self._dropping:
            self._dropping = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._dropping:
            self._dropping = None
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        if self._keeps_line_breaks:
            self.pieces.append(data)
        elif data.strip() or not self._is_at_line_start():
            self.pieces.append(data.replace("\n", " "))

    def _break_at(self, tag: str) -> None:
        if self._dropping:
            return
        if tag == "br" or (tag in _BLOCKS and not self._is_at_line_start()):
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append(" ")

    def _is_at_line_start(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith("\n")


def _without_markup(written: str) -> str:
    text = _BARE_AMPERSAND.sub("&amp;", _without_comments(written))
    tags: set[str] = set()
    closings: dict[str, int] = {}
    for found in _MARKUP.finditer(text):
        tag = (found.group(2) or "").lower()
        tags.add(tag)
        if found.group(1):
            closings[tag] = found.start()

    def keep_markup(found: re.Match[str]) -> str:
        return _as_markup_or_text(found, closings)

    parser = _Text(keeps_line_breaks=not tags & _BLOCKS)
    parser.feed(_MARKUP.sub(keep_markup, text))
    parser.close()
    return "".join(parser.pieces)


def _as_markup_or_text(found: re.Match[str], closings: dict[str, int]) -> str:
    """A tag as it is; escaped when it only looks like one.

    « si a<b alors » must not lose its end, nor a lesson on « la balise <script> » all that
    follows: what nothing closes is not dropped.
    """
    whole, tag = found.group(), (found.group(2) or "").lower()
    if not tag:
        return "&lt;" if whole == "<" else ""
    is_never_closed = tag in _DROPPED and closings.get(tag, -1) < found.start()
    if tag not in _KNOWN or is_never_closed:
        return whole.replace("<", "&lt;")
    return whole


def _without_comments(text: str) -> str:
    pieces, at = [], 0
    while (begins := text.find("<!--", at)) >= 0:
        ends = text.find("-->", begins + 4)
        if ends < 0:
            break
        pieces.append(text[at:begins])
        at = ends + 3
    return "".join(pieces) + text[at:]
