"""What a printed sheet says to who holds it."""

import re

import pypdfium2 as pdfium

MARK = re.compile(r"(?<![\d,/])\d+(?:,\d+)?/\d+(?![\d/])")


def text_of(pdf: bytes) -> str:
    """Everything a sheet says, page after page."""
    document = pdfium.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return "\n".join(pages)


def squeezed(text: str) -> str:
    """Without any space: lines of a sheet break where its columns end."""
    return "".join(text.split())
