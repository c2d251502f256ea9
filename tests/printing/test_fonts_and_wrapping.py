"""Text made ready for paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import GlyphsMissing
from kiosk.printing.fonts import STAND_IN, Face, check_glyphs, printable, visual, width_mm
from kiosk.printing.wrapping import clip, text_width_mm, wrap
from kiosk.wording import phone


@pytest.mark.parametrize("name", ["Nguyễn Bích Hà", "Œuvrard", "Żaneta", "د. سلمى", "Ωμέγα", "Юля"])
def test_the_embedded_font_draws_the_names_of_the_world(name):
    check_glyphs(name)


def test_missing_glyphs_are_named_once_each_in_order():
    with pytest.raises(GlyphsMissing) as refused:
        check_glyphs("ok 字🦄字 \x00")

    assert refused.value.characters == "字🦄\x00"


def test_a_missing_glyph_leaves_a_stand_in_and_is_reported():
    assert printable("a🦄b") == (f"a{STAND_IN}b", "🦄")


def test_decomposed_letters_are_composed():
    assert printable("e\u0301") == ("é", "")


def test_white_space_is_one_space_and_line_breaks_stay():
    assert printable(" a \t b\r\n\n c\u2028d\u00a0e ") == ("a b\nc\nd\u00a0e", "")


def test_signs_that_turn_the_direction_of_text_are_not_obeyed():
    assert printable("\u202e02/41\u202c") == ("02/41", "")


def test_latin_text_is_left_as_it_is():
    assert visual("Œuvrard (n° 3)") == "Œuvrard (n° 3)"


def test_arabic_is_joined_and_set_from_right_to_left():
    assert visual("سلمى") == "\ufef0\ufee4\ufee0\ufeb3"


def test_a_telephone_number_keeps_its_order_in_arabic():
    line = visual("الاستقبال: " + phone("03 20 49 50 51"))

    assert line.startswith("03\u00a020\u00a049\u00a050\u00a051")


def test_a_vowel_sign_is_kept():
    assert "\u0651" in visual("محمّد")


def test_lines_break_at_spaces_and_behind_hyphens():
    room_mm = text_width_mm("Histoire-", Face.BOLD, 11) + 1

    assert wrap("Histoire-Géo ou", Face.BOLD, 11, room_mm) == ["Histoire-", "Géo ou"]


def test_no_line_begins_with_a_colon_or_ends_with_an_opening_guillemet():
    lines = wrap("chapitre : « oui »", Face.REGULAR, 11, 19)

    assert [line.replace("\u00a0", " ") for line in lines] == ["chapitre :", "« oui »"]


def test_a_clipped_text_says_that_it_goes_on():
    clipped = clip("a" * 200, Face.REGULAR, 11, 50)

    assert clipped.endswith("…")
    assert width_mm(clipped, Face.REGULAR, 11) <= 50


@given(
    text=st.text(alphabet="abc déf-:«»ijklmno ", max_size=200),
    room_mm=st.floats(min_value=8, max_value=120),
)
def test_wrapping_loses_nothing_and_keeps_to_its_width(text, room_mm):
    lines = wrap(text, Face.REGULAR, 11, room_mm)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_mm(line, Face.REGULAR, 11) <= room_mm + 0.01 for line in lines)
