"""Getting in: scanned on any keyboard, touched, typed or pasted; with the page's script."""

import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from kiosk.domain.slip_codes import SlipCode
from tests.journeys.conftest import someone
from tests.journeys.scanner import Scanner
from tests.journeys.visitor import Visitor
from tests.keyboards import WAYS, characters

MOTHER = "Mme Amina Delmas"
SCREENS = [(1280, 1024), (1024, 768)]
SMALLEST_KEY_PX, SMALLEST_GAP_PX = 80, 8


@pytest.fixture
def code(demo_codes: dict[str, SlipCode]) -> SlipCode:
    return demo_codes[MOTHER]


@pytest.fixture
def visitor(browser: Browser, server_url: str) -> Iterator[Visitor]:
    """Someone before the screen, in a browser that runs the page's script."""
    with someone(browser, server_url, has_script=True) as visitor:
        yield visitor


@pytest.fixture
def scanner(visitor: Visitor) -> Scanner:
    return Scanner(visitor.page)


def key(visitor: Visitor, digit: str):
    return visitor.page.locator(f".keys button[type=button][value='{digit}']")


def touches(visitor: Visitor, digits: str) -> None:
    for digit in digits:
        key(visitor, digit).click()


def field(visitor: Visitor):
    return visitor.page.locator("#code")


def arrives_at_family(visitor: Visitor) -> None:
    visitor.page.wait_for_url("**/family")
    assert "Bonjour Madame Delmas" in visitor.reads


def with_wrong_digit(code: SlipCode, place: int) -> str:
    digits = code.digits()
    return digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]


# --- a scanner --------------------------------------------------------------------------------


@pytest.mark.parametrize(("layout", "setting"), WAYS)
def test_a_scan_opens_on_any_keyboard(visitor, scanner, code, layout, setting) -> None:
    scanner.scans(code.digits(), layout, setting)
    arrives_at_family(visitor)


@pytest.mark.parametrize("numlock", [True, False], ids=["numlock", "no numlock"])
def test_a_scan_by_the_keypad_opens(visitor, scanner, code, numlock) -> None:
    scanner.scans_by_keypad(code.digits(), numlock=numlock)
    arrives_at_family(visitor)


@pytest.mark.parametrize(
    "elsewhere", ["#main", "button[lang=ar]", ".keys button[value='5']", ".skip"]
)
def test_a_scan_opens_wherever_the_focus_is(visitor, scanner, code, elsewhere) -> None:
    visitor.page.locator(elsewhere).focus()
    scanner.scans(code.digits(), "fr", "us")
    arrives_at_family(visitor)
    assert visitor.page.locator("html").get_attribute("lang") == "fr"


def test_a_scanner_that_ends_without_enter_opens_too(visitor, scanner, code) -> None:
    scanner.scans_at_once(code.digits())
    arrives_at_family(visitor)


def test_a_scan_replaces_what_was_half_typed(visitor, scanner, code) -> None:
    touches(visitor, "123")
    scanner.scans_at_once(code.digits())
    arrives_at_family(visitor)


def test_a_scan_of_too_many_digits_waits_for_a_person(visitor, scanner, code) -> None:
    scanner.scans_at_once(code.digits() + "5")
    visitor.page.wait_for_timeout(300)
    assert visitor.path == "/"
    assert visitor.page.locator(".count").inner_text() == "18 / 17"


def test_another_barcode_opens_nothing_and_is_told(visitor, scanner, code) -> None:
    scanner.scans("3017620422003", "fr", "us")
    expect(visitor.page.locator("#refusal")).to_contain_text("et il y en a 13")
    assert visitor.path == "/"


def test_without_a_script_the_server_reads_what_any_keyboard_made(
    browser, server_url, code
) -> None:
    with someone(browser, server_url, has_script=False) as visitor:
        for layout, setting in WAYS:
            visitor.goes("/")
            visitor.types_code("")
            visitor.page.keyboard.insert_text(characters(layout, setting, code.digits()))
            visitor.presses_enter()
            assert visitor.path == "/family", (layout, setting)


# --- by touch ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_all_the_digits_are_touched_within_one_screen(visitor, code, width, height) -> None:
    visitor.page.set_viewport_size({"width": width, "height": height})
    everything = visitor.page.locator("#code, .keys button")
    touched = [one.bounding_box() for one in everything.all()]
    assert len(touched) == 13
    assert all(box["y"] >= 0 and box["y"] + box["height"] <= height for box in touched if box)

    touches(visitor, code.digits())

    assert field(visitor).input_value() == code.grouped()
    assert visitor.page.evaluate("scrollY") == 0
    assert visitor.path == "/"
    visitor.touches("Entrer")
    arrives_at_family(visitor)


@pytest.mark.parametrize(("width", "height"), [*SCREENS, (1080, 1920), (390, 844)])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_keys_are_large_apart_and_in_the_order_of_a_telephone(
    visitor, width, height, language
) -> None:
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.speaks(language)
    boxes = [one.bounding_box() for one in visitor.page.locator(".keys button").all()]
    assert all(min(box["width"], box["height"]) >= SMALLEST_KEY_PX for box in boxes)
    for row in range(4):
        left, middle, right = boxes[3 * row : 3 * row + 3]
        assert middle["x"] - left["x"] - left["width"] >= SMALLEST_GAP_PX
        assert right["x"] - middle["x"] - middle["width"] >= SMALLEST_GAP_PX
        if row:
            assert left["y"] - boxes[3 * row - 3]["y"] - left["height"] >= SMALLEST_GAP_PX
    names = visitor.page.locator(".keys button").all_inner_texts()
    assert [name.strip() for name in names[:9]] == list("123456789")
    overflowing = "([...document.querySelectorAll('*')].filter(e => e.scrollWidth > innerWidth))"
    assert visitor.page.evaluate(f"{overflowing}.length") == 0


def test_erasing_takes_one_digit_back_and_then_nothing(visitor) -> None:
    touches(visitor, "12345")
    erase = visitor.page.get_by_role("button", name="Effacer")
    erase.click()
    assert field(visitor).input_value() == "1234"
    for _ in range(6):
        erase.click()
    assert field(visitor).input_value() == ""


def test_a_double_tap_is_two_digits_and_a_long_press_is_one(visitor) -> None:
    key(visitor, "7").dblclick()
    assert field(visitor).input_value() == "77"
    key(visitor, "8").click(delay=900)
    assert field(visitor).input_value() == "778"


def test_a_touch_leaves_the_caret_in_the_field_and_no_keyboard_covers_it(visitor) -> None:
    touches(visitor, "1")
    expect(field(visitor)).to_be_focused()
    assert field(visitor).get_attribute("inputmode") == "none"


def test_each_key_is_reached_by_tab_and_pressed_by_enter_or_space(visitor) -> None:
    field(visitor).focus()
    for digit in "123456789":
        visitor.page.keyboard.press("Tab")
        expect(key(visitor, digit)).to_be_focused()
        visitor.page.keyboard.press("Enter" if digit < "5" else "Space")
    assert field(visitor).input_value() == "1234 5678 9"
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("button", name="Effacer")).to_be_focused()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("button", name="Entrer")).to_be_focused()


# --- typed ------------------------------------------------------------------------------------


def test_a_hand_on_the_top_row_types_digits_without_shift(visitor, code) -> None:
    """Slowly, as a hand does: nothing is sent before Enter."""
    scanner = Scanner(visitor.page)
    for digit in code.digits():
        scanner.scans(digit, "fr", "us", enter=False)
        visitor.page.wait_for_timeout(60)
    visitor.page.wait_for_timeout(300)
    assert visitor.path == "/"
    assert field(visitor).input_value() == code.grouped()
    visitor.presses_enter()
    arrives_at_family(visitor)


def test_a_key_held_down_is_one_digit(visitor, scanner) -> None:
    scanner.holds("4", 30)
    assert field(visitor).input_value() == "4"


def test_a_digit_in_the_middle_is_mended_where_it_stands(visitor, code) -> None:
    visitor.types_code(with_wrong_digit(code, 6))
    visitor.page.evaluate("document.getElementById('code').setSelectionRange(8, 8)")
    visitor.page.keyboard.press("Backspace")
    visitor.page.keyboard.press(code.digits()[6])
    assert field(visitor).input_value() == code.grouped()


def test_erasing_over_a_space_takes_the_digit_before_it(visitor) -> None:
    visitor.types_code("12345")
    for left in ("1234", "123", "12"):
        visitor.page.keyboard.press("Backspace")
        assert field(visitor).input_value() == left


@pytest.mark.parametrize("between", ["", " ", "-", " · ", "\u00a0", "\t"])
def test_what_is_pasted_is_cleaned(visitor, code, between) -> None:
    pasted = between.join(code.grouped().split(" "))
    field(visitor).focus()
    visitor.page.keyboard.insert_text(f" n° {pasted} ")
    assert field(visitor).input_value() == code.grouped()


def test_keys_with_a_modifier_are_left_to_the_browser(visitor) -> None:
    visitor.types_code("12")
    visitor.page.keyboard.press("Control+a")
    visitor.page.keyboard.press("Alt+3")
    assert field(visitor).input_value() == "12"
    visitor.page.keyboard.press("5")
    assert field(visitor).input_value() == "5"


def test_other_controls_keep_their_own_keys(visitor) -> None:
    visitor.tabs_to("English")
    visitor.presses_enter()
    assert visitor.page.locator("html").get_attribute("lang") == "en"


# --- told -------------------------------------------------------------------------------------


def test_a_wrong_digit_is_told_at_once_and_what_was_typed_stays(visitor, code) -> None:
    wrong = with_wrong_digit(code, 3)
    visitor.types_code(wrong)
    visitor.page.keyboard.press("Enter")

    refusal = visitor.page.locator("#refusal")
    expect(refusal).to_contain_text("Un des chiffres n’est pas le bon")
    assert refusal.get_attribute("role") == "alert"
    assert field(visitor).get_attribute("aria-invalid") == "true"
    assert field(visitor).input_value().replace(" ", "") == wrong
    assert wrong not in re.sub(r"\s", "", visitor.source)
    assert visitor.path == "/"

    visitor.page.keyboard.press("Backspace")
    expect(refusal).to_be_hidden()


def test_a_code_too_short_is_told_with_what_was_read(visitor) -> None:
    visitor.types_code("123456789")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#refusal")).to_contain_text("Il faut 17 chiffres, et il y en a 9")


def test_the_page_and_the_server_agree_on_which_digits_are_right(visitor) -> None:
    drawn = random.Random("agreed")
    for _ in range(40):
        right = SlipCode.draw(drawn.randrange).digits()
        for digits, is_sent in (
            (right, True),
            (right[:-1] + str((int(right[-1]) + 3) % 10), False),
        ):
            assert _is_sent(visitor, digits) is is_sent


def _is_sent(visitor: Visitor, digits: str) -> bool:
    """Whether the page would send these digits; they stay here."""
    return visitor.page.evaluate(
        """(digits) => {
            const field = document.getElementById("code");
            field.value = digits;
            let sent = false;
            const stop = (event) => { sent = !event.defaultPrevented; event.preventDefault(); };
            addEventListener("submit", stop, { once: true });
            field.form.requestSubmit();
            return sent;
        }""",
        digits,
    )


def test_progress_is_said_in_measure_and_shown_at_every_digit(visitor, code) -> None:
    said, seen = [], []
    for digit in code.digits():
        key(visitor, digit).click()
        said.append(visitor.page.locator("[role=status]").inner_text().strip())
        seen.append(visitor.page.locator(".count").inner_text())
    assert [one for one in said if one] == [f"{n} chiffres sur 17" for n in (4, 8, 12, 16, 17)]
    assert seen == [f"{n} / 17" for n in range(1, 18)]


def test_nothing_of_the_code_is_kept_by_the_browser(visitor, code) -> None:
    touches(visitor, code.digits())
    visitor.touches("Entrer")
    kept = visitor.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, document.cookie])"
    )
    assert not any(group in kept for group in code.grouped().split()[:4])
    visitor.page.go_back()
    visitor.page.wait_for_load_state()
    if visitor.path == "/":
        assert field(visitor).input_value() == ""


def test_digits_left_alone_are_forgotten(browser: Browser, server_url: str) -> None:
    context = browser.new_context(base_url=server_url)
    page = context.new_page()
    page.clock.install()
    page.goto("/")
    page.locator(".keys button[value='4']").click()
    page.clock.run_for(149_000)
    assert page.locator("#code").input_value() == "4"
    page.clock.run_for(2_000)
    assert page.locator("#code").input_value() == ""
    context.close()


# --- languages --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_language_is_picked_before_and_goes_along(any_visitor, code, language) -> None:
    any_visitor.speaks(language)
    any_visitor.types_code(code.digits())
    any_visitor.presses_enter()
    assert any_visitor.path == "/family"
    assert any_visitor.page.locator("html").get_attribute("lang") == language


def test_an_arabic_page_draws_its_letters_with_its_own_font_and_a_french_one_asks_for_none(
    visitor,
) -> None:
    fonts: list[str] = []
    visitor.page.on("request", lambda request: fonts.append(request.url))
    visitor.page.reload()
    visitor.page.wait_for_load_state("networkidle")
    assert not any("vazirmatn" in url for url in fonts)
    visitor.speaks("ar")
    visitor.page.wait_for_load_state("networkidle")
    assert sum("vazirmatn" in url for url in fonts) == 2
    assert visitor.page.evaluate("document.documentElement.dir") == "rtl"
