"""Words, dates, numbers and marks as a French school writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SlipMistyped, SlipRefused, SlipUnknown, TryLater
from kiosk.domain.folder import Folder
from kiosk.domain.marks import MarkStatus
from kiosk.wording import MARK_ABBREVIATIONS, french, mark, number, words_for

WORDS = french()
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("14", "14"),
        ("14.00", "14"),
        ("12.5", "12,5"),
        ("12.50", "12,5"),
        ("0.25", "0,25"),
        ("0", "0"),
        ("0.00", "0"),
        ("100", "100"),
        ("1E+2", "100"),
        ("20", "20"),
        ("-1.5", "-1,5"),
        ("1234.5", "1234,5"),
    ],
)
def test_a_number_has_a_comma_and_no_idle_zero(value: str, written: str) -> None:
    assert number(Decimal(value)) == written


@settings(derandomize=True, deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_number_written_is_the_number(value: Decimal) -> None:
    written = number(value)
    assert Decimal(written.replace(",", ".")) == value
    assert "." not in written
    assert "E" not in written
    assert "," not in written or not written.endswith("0")


@pytest.mark.parametrize(
    ("value", "out_of", "text", "written"),
    [
        ("14", "20", "", "14/20"),
        ("7.5", "10", "", "7,5/10"),
        ("0", "20", "", "0/20"),
        ("14", None, "", "14"),
        (None, "20", "Très satisfaisant", "Très satisfaisant"),
    ],
)
def test_a_mark_is_written_over_its_barème(
    value: str | None, out_of: str | None, text: str, written: str
) -> None:
    as_decimal = [None if one is None else Decimal(one) for one in (value, out_of)]
    assert mark(MarkStatus.MARKED, as_decimal[0], as_decimal[1], text) == written


@pytest.mark.parametrize("status", [one for one in MarkStatus if one is not MarkStatus.MARKED])
def test_what_stands_in_a_marks_place_is_a_word_with_a_meaning_and_never_a_zero(
    status: MarkStatus,
) -> None:
    written = mark(status, Decimal(0), Decimal(20))
    assert written == MARK_ABBREVIATIONS[status]
    assert not any(character.isdigit() for character in written)
    assert WORDS.mark_meaning(status)


def test_absent_is_written_as_on_the_schools_own_sheets() -> None:
    assert mark(MarkStatus.ABSENT, None, None) == "Abs"
    assert mark(MarkStatus.EXEMPT, None, None) == "Disp"
    assert mark(MarkStatus.NOT_MARKED, None, None) == "N.Not"


@pytest.mark.parametrize(
    ("status", "text", "written"),
    [
        (MarkStatus.ABSENT, "Abs*", "Abs*"),
        (MarkStatus.NOT_HANDED_IN, "N.Rdu*", "N.Rdu*"),
        (MarkStatus.EXEMPT, "Inap", "Inap"),
        (MarkStatus.NOT_MARKED, "12", "N.Not"),
        (MarkStatus.PENDING, "9,5", "…"),
    ],
)
def test_the_schools_own_word_goes_before_our_abbreviation_and_no_number_does(
    status: MarkStatus, text: str, written: str
) -> None:
    assert mark(status, None, Decimal(20), text) == written


@pytest.mark.parametrize(
    ("status", "value", "out_of", "text", "said"),
    [
        (MarkStatus.MARKED, "14.5", "20", "", "14,5 sur 20"),
        (MarkStatus.MARKED, "14", None, "", "14"),
        (MarkStatus.MARKED, None, "20", "Très satisfaisant", "Très satisfaisant"),
        (MarkStatus.EXEMPT, None, "20", "", "dispense"),
        (MarkStatus.EXEMPT, None, "20", "Inap", "Inap, dispense"),
    ],
)
def test_a_mark_is_said_in_words(
    status: MarkStatus, value: str | None, out_of: str | None, text: str, said: str
) -> None:
    as_decimal = [None if one is None else Decimal(one) for one in (value, out_of)]
    assert WORDS.mark_aloud(status, as_decimal[0], as_decimal[1], text) == said


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 11, 24), "mardi 24 novembre"),
        (date(2026, 12, 1), "mardi 1er décembre"),
        (date(2026, 2, 21), "samedi 21 février"),
        (date(2026, 8, 31), "lundi 31 août"),
    ],
)
def test_a_day_is_written_in_words(on: date, written: str) -> None:
    assert WORDS.day(on) == written


def test_only_the_first_of_a_month_is_an_ordinal() -> None:
    days = [TODAY + timedelta(days=ahead) for ahead in range(400)]
    assert all(WORDS.day(on).split()[1] == ("1er" if on.day == 1 else str(on.day)) for on in days)


def test_a_day_in_a_year_names_the_year() -> None:
    assert WORDS.day_in_year(date(2026, 1, 1)) == "1er janvier 2026"
    assert WORDS.day_in_year(date(2026, 11, 24)) == "24 novembre 2026"


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (-1, "Dimanche 22 novembre"),
        (0, "Aujourd’hui, lundi 23 novembre"),
        (1, "Demain, mardi 24 novembre"),
        (2, "Mercredi 25 novembre"),
        (8, "Mardi 1er décembre"),
    ],
)
def test_a_near_day_is_said_to_be_near(days: int, written: str) -> None:
    assert WORDS.day_from(TODAY + timedelta(days=days), TODAY) == written


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 11, 23, 5, 5, tzinfo=UTC), "23 novembre à 6\u00a0h\u00a005"),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), "1er juillet à 8\u00a0h"),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "1er décembre à 0\u00a0h\u00a030"),
    ],
)
def test_a_moment_is_told_in_the_schools_own_time(at: datetime, written: str) -> None:
    assert WORDS.moment(at) == written


@pytest.mark.parametrize(
    ("civility", "given_name", "family_name", "written"),
    [
        ("Mme", "Nadia", "Delmas", "Bonjour Madame Delmas"),
        ("M.", "Paul", "Delmas", "Bonjour Monsieur Delmas"),
        ("", "Nadia", "Delmas", "Bonjour Nadia Delmas"),
        ("Dr", "Nadia", "Delmas", "Bonjour Nadia Delmas"),
    ],
)
def test_a_reader_is_greeted_by_her_name(
    civility: str, given_name: str, family_name: str, written: str
) -> None:
    folder = Folder("r-1", civility, given_name, family_name, ())
    assert WORDS.greeting(folder) == written


REFUSALS: list[SlipRefused] = [
    SlipMistyped("empty", 0),
    SlipMistyped("length", 12),
    SlipMistyped("not_digits", 3),
    SlipMistyped("check_digit", 17),
    SlipUnknown(),
    TryLater(1),
    TryLater(30),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=repr)
def test_every_refusal_of_a_slip_says_what_to_do(refusal: SlipRefused) -> None:
    said = WORDS.slip_refused(refusal)
    assert said.endswith(".")
    assert "{" not in said
    assert "None" not in said


def test_each_way_of_mistyping_has_a_sentence_of_its_own() -> None:
    assert len({WORDS.slip_refused(refusal) for refusal in REFUSALS}) == len(REFUSALS)


def test_a_code_of_another_length_is_told_how_many_digits_were_read() -> None:
    said = WORDS.slip_refused(SlipMistyped("length", 12))
    assert "17" in said
    assert "12" in said


def test_one_second_is_not_several() -> None:
    assert "1 seconde," in WORDS.slip_refused(TryLater(1))
    assert "2 secondes," in WORDS.slip_refused(TryLater(2))


def test_a_language_nobody_translated_is_french(tmp_path: Path) -> None:
    words = words_for("tlh", tmp_path)
    assert words.day(TODAY) == WORDS.day(TODAY)
    assert words.direction == "ltr"


def test_arabic_is_read_from_the_right(tmp_path: Path) -> None:
    assert words_for("ar", tmp_path).direction == "rtl"
