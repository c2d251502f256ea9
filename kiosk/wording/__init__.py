"""The one voice of kiosk: screen, paper and command line take their sentences from here.

French is the source language; another language is a catalog in ``translations/``.
"""

from kiosk.wording.words import (
    MARK_ABBREVIATIONS,
    SOURCE_LANGUAGE,
    Words,
    catalogs_folder,
    french,
    languages_of,
    mark,
    number,
    words_for,
)

__all__ = [
    "MARK_ABBREVIATIONS",
    "SOURCE_LANGUAGE",
    "Words",
    "catalogs_folder",
    "french",
    "languages_of",
    "mark",
    "number",
    "words_for",
]
