"""One-page PDFs out of a few lines of French, with nothing but the standard library.

Helvetica is one of the fonts every reader of PDF has, in the encoding called WinAnsi (Windows-1252:
PDF 32000-1:2008, annex D), so that nothing is embedded and accents are right.
"""

import textwrap
from collections.abc import Iterator

_A4_WIDTH, _A4_HEIGHT = 595, 842
_MARGIN, _INDENT = 62, 16
_TEXT_SIZE, _LINE = 14, 22
_TITLE_SIZE, _TITLE_LINE = 20, 26
_CHARACTERS, _TITLE_CHARACTERS = 66, 44
"""What fits in a line of Helvetica, whose letters are about half as wide as they are high."""
_REGULAR, _BOLD = "F1", "F2"
_BULLET = "•"


def one_page_pdf(title: str, school: str, footer: str, paragraphs: tuple[str, ...]) -> bytes:
    """A page: the school, the title, the paragraphs.

    A paragraph that begins with a dash is a list item; a short one without a full stop is a
    heading; an empty one leaves room. The same words are always the same bytes.
    """
    return _document(title, "\n".join(_page(title, school, footer, paragraphs)).encode("cp1252"))


def _page(title: str, school: str, footer: str, paragraphs: tuple[str, ...]) -> Iterator[str]:
    y = _A4_HEIGHT - _MARGIN
    yield _text(_REGULAR, _TEXT_SIZE, _MARGIN, y, school)
    for line in textwrap.wrap(title, _TITLE_CHARACTERS):
        y -= _TITLE_LINE
        yield _text(_BOLD, _TITLE_SIZE, _MARGIN, y - 8, line)
    y -= 22
    yield f"1.5 w {_MARGIN} {y} m {_A4_WIDTH - _MARGIN} {y} l S"
    y -= 12
    for paragraph in paragraphs:
        is_item, is_heading = paragraph.startswith("- "), _is_heading(paragraph)
        left = _MARGIN + (_INDENT if is_item else 0)
        y -= 0 if is_item else 8
        for number, line in enumerate(textwrap.wrap(paragraph.removeprefix("- "), _CHARACTERS)):
            y -= _LINE
            if is_item and number == 0:
                yield _text(_REGULAR, _TEXT_SIZE, _MARGIN, y, _BULLET)
            yield _text(_BOLD if is_heading else _REGULAR, _TEXT_SIZE, left, y, line)
        if not paragraph:
            y -= _LINE
    yield _text(_REGULAR, 9, _MARGIN, _MARGIN - 20, footer)


def _is_heading(paragraph: str) -> bool:
    return bool(paragraph) and paragraph[-1] not in ".!?" and not paragraph.startswith("- ")


def _text(font: str, size: int, x: int, y: int, line: str) -> str:
    written = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({written}) Tj ET"


def _document(title: str, page: bytes) -> bytes:
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in ((_REGULAR, "Helvetica"), (_BOLD, "Helvetica-Bold"))
    )
    titled = ("\ufeff" + title).encode("utf-16-be").hex()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR)"
        b" /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_A4_WIDTH} {_A4_HEIGHT}] /Contents 4 0 R"
        f" /Resources << /Font << {fonts} >> >> >>".encode("ascii"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        f"<< /Title <{titled}> >>".encode("ascii"),
    )
    content = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
    return bytes(content + b"startxref\n%d\n%%%%EOF\n" % table)
