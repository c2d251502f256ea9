"""What the languages of the screen must get right beyond having every sentence."""

import re
import unicodedata
from datetime import UTC, datetime

import pytest
from babel.messages.pofile import read_po

from kiosk.wording import LANGUAGE_NAMES, catalogs_folder, languages_of, words_for

WITH_A_NAME = sorted(LANGUAGE_NAMES)
ARABIC = words_for("ar", catalogs_folder())
AT = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
ARABIC_LETTER = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def arabic_sentences() -> list[str]:
    with (catalogs_folder() / "ar" / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        catalog = read_po(file, locale="ar")
    return [
        form
        for message in catalog
        if message.id
        for form in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def test_every_catalog_has_its_name_in_the_picker_and_every_name_its_catalog() -> None:
    assert sorted(languages_of(catalogs_folder())) == WITH_A_NAME


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 دقيقة"),
        (1, "دقيقة واحدة"),
        (2, "دقيقتان"),
        (3, "3 دقائق"),
        (10, "10 دقائق"),
        (11, "11 دقيقة"),
        (99, "99 دقيقة"),
        (100, "100 دقيقة"),
        (103, "103 دقائق"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    sentence = ARABIC.ngettext("%(num)s minute en tout", "%(num)s minutes en tout", count)
    assert said in sentence % {"num": count}


def test_eleven_digits_and_a_hundred_take_two_forms_of_arabic() -> None:
    def digits(count: int) -> str:
        said = ARABIC.ngettext("%(num)s chiffre sur 17", "%(num)s chiffres sur 17", count)
        return said % {"num": count}

    assert digits(4) == "4 أرقام من 17"
    assert digits(16) == "16 رقمًا من 17"
    assert digits(100) == "100 رقم من 17"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "نصف يوم"),
        (2, "نصفا يوم"),
        (3, "3 أنصاف أيام"),
        (11, "11 نصف يوم"),
        (100, "100 نصف يوم"),
    ],
)
def test_half_days_are_halves_of_days(count: int, said: str) -> None:
    for one, many in (
        ("%(num)s demi-journée d’absence", "%(num)s demi-journées d’absence"),
        ("{n} demi-journée à justifier", "{n} demi-journées à justifier"),
        ("Absence, {n} demi-journée", "Absence, {n} demi-journées"),
    ):
        sentence = ARABIC.ngettext(one, many, count)
        assert said in sentence.replace("%(num)s", str(count)).replace("{n}", str(count))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "23 novembre à 6\u00a0h\u00a005"),
        ("en", "23 November at 6:05"),
        ("ar", "23 نوفمبر، الساعة 6:05"),
    ],
)
def test_an_hour_is_written_so_that_its_figures_keep_their_order(language: str, said: str) -> None:
    assert words_for(language, catalogs_folder()).moment(AT) == said


def test_every_arabic_sentence_is_arabic(arabic_sentences: list[str]) -> None:
    # A comment is the school's own words between marks of quotation.
    assert [s for s in arabic_sentences if not ARABIC_LETTER.search(s)] == ["« {comment} »"]


def test_the_word_for_a_mark_names_nothing_else_in_arabic(arabic_sentences: list[str]) -> None:
    # علامة is a grade; the one tick meant is on the school's own list of slips.
    about_visits = [s for s in arabic_sentences if "زيار" in s or "تذكر" in s]
    assert [s for s in about_visits if "علام" in s and "سُلّمت" not in s] == []


def test_figures_are_those_of_the_schools_paper_in_every_language(
    arabic_sentences: list[str],
) -> None:
    figures = {c for s in arabic_sentences for c in s if unicodedata.category(c) == "Nd"}
    assert figures <= set("0123456789")


def test_no_sentence_turns_the_direction_of_text_by_hidden_signs(
    arabic_sentences: list[str],
) -> None:
    hidden = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
    assert [s for s in arabic_sentences if hidden.search(s)] == []
