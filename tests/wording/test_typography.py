"""Spaces and signs as each language sets them."""

import re

import pytest
from babel.messages.pofile import read_po

from kiosk.wording import catalogs_folder, french, words_for

A_LINE_MAY_END_HERE = re.compile(r" [:;?!»]|« ")


def sentences() -> list[tuple[str, ...]]:
    """Every sentence of a catalog, with its plural where it has one."""
    with (catalogs_folder() / "en" / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        found = [message.id for message in read_po(file, locale="en") if message.id]
    return [one if isinstance(one, tuple) else (one,) for one in found]


def test_no_french_sentence_lets_a_line_begin_with_a_sign_or_end_with_a_guillemet() -> None:
    words = french()
    said = [
        words.ngettext(*one, count) if len(one) == 2 else words.gettext(*one)
        for one in sentences()
        for count in (1, 2)
    ]
    assert any("\u00a0?" in sentence for sentence in said)
    assert [sentence for sentence in said if A_LINE_MAY_END_HERE.search(sentence)] == []


def test_other_languages_set_no_space_before_their_signs() -> None:
    for language in ("en", "ar"):
        words = words_for(language, catalogs_folder())
        said = words.gettext("Êtes-vous toujours là ?")
        assert not re.search(r"\s[?؟]$", said)


@pytest.mark.parametrize(
    ("language", "colon", "comma"),
    [("fr", "\u00a0: ", ", "), ("en", ": ", ", "), ("ar", ": ", "، ")],
)
def test_a_name_is_joined_and_a_list_is_parted_as_the_language_does(
    language: str, colon: str, comma: str
) -> None:
    words = words_for(language, catalogs_folder())
    assert (words.colon, words.comma) == (colon, comma)
