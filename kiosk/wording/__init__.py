"""The one voice of kiosk: screen, paper and command line take their sentences from here.

French is the source language; another language is a catalog in ``translations/``.
"""

from kiosk.wording.beside import beside
from kiosk.wording.school_life import (
    RequestWords,
    attendance_day,
    attendance_extent,
    attendance_sums,
    news_text,
    request_words,
    to_justify,
)
from kiosk.wording.typography import french_spaces, phone
from kiosk.wording.words import (
    LANGUAGE_NAMES,
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
    "LANGUAGE_NAMES",
    "MARK_ABBREVIATIONS",
    "RequestWords",
    "SOURCE_LANGUAGE",
    "Words",
    "attendance_day",
    "attendance_extent",
    "attendance_sums",
    "beside",
    "catalogs_folder",
    "french",
    "french_spaces",
    "languages_of",
    "mark",
    "news_text",
    "number",
    "phone",
    "request_words",
    "to_justify",
    "words_for",
]
