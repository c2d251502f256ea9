"""Another language: picked anywhere, spoken everywhere, forgotten with the person."""

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.slip_codes import SlipCode
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.navigators.sheets import text_of

HELLO = {"fr": "Bonjour. Montrez votre ticket.", "en": "Hello. Show your slip."}


def picks(guardian: GuardianAtScreen, language: str) -> None:
    """Press a language on the page before her."""
    form = next(one for one in guardian.read.forms if one.attributes["action"] == "/language")
    assert language in [button["value"] for button in pickers(guardian)]
    guardian.sends("/language", language=language, back=form.fields["back"])


def pickers(guardian: GuardianAtScreen) -> list[dict[str, str | None]]:
    return [one for one in guardian.read.named("button") if one.get("name") == "language"]


def spoken(guardian: GuardianAtScreen) -> tuple[str | None, str | None]:
    (page,) = guardian.read.named("html")
    return page["lang"], page["dir"]


@pytest.fixture
def reading(guardian: GuardianAtScreen, slip: SlipCode) -> GuardianAtScreen:
    guardian.shows_slip(slip)
    return guardian


def test_the_first_page_is_french_and_offers_each_language_by_its_own_name(guardian) -> None:
    assert spoken(guardian) == ("fr", "ltr")
    assert [button["lang"] for button in pickers(guardian)] == ["fr", "en", "ar"]
    for name in ("Français", "English", "العربية"):
        assert name in guardian.reads
    assert [one["lang"] for one in pickers(guardian) if one.get("aria-current")] == ["fr"]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fr", "ltr")])
def test_the_page_turns_to_the_language_picked(guardian, language, direction) -> None:
    picks(guardian, language)

    assert guardian.page.request.path == "/"
    assert spoken(guardian) == (language, direction)
    assert [one["lang"] for one in pickers(guardian) if one.get("aria-current")] == [language]


def test_only_a_page_read_from_the_right_asks_for_arabic_letters(guardian) -> None:
    assert "arabic.css" not in guardian.page.text
    picks(guardian, "ar")
    assert "arabic.css" in guardian.page.text


def test_the_language_picked_goes_along_to_the_family_and_to_the_end(guardian, slip) -> None:
    picks(guardian, "en")
    guardian.shows_slip_in("Enter", slip)

    assert "Hello Ms Lambert" in guardian.reads
    guardian.presses("I have finished")
    assert guardian.page.request.path == "/goodbye"
    assert "Goodbye" in guardian.reads
    guardian.opens("/")
    assert HELLO["fr"] in guardian.reads


def test_a_refusal_is_said_in_the_language_picked(guardian, own_point) -> None:
    picks(guardian, "en")
    guardian.shows_slip_in("Enter", own_point.strange_code())

    assert "This slip opens nothing here." in guardian.reads


@pytest.mark.parametrize(
    "path",
    ["/family", "/children/1/homework", "/children/1/marks?period=1", "/children/1/attendance"],
)
def test_within_a_visit_the_page_stays_the_same_and_the_visit_goes_on(reading, path) -> None:
    reading.opens(path)

    picks(reading, "en")

    assert reading.page.request.full_path.rstrip("?") == path
    assert spoken(reading) == ("en", "ltr")
    assert reading.opens("/family").request.path == "/family"
    assert "Hello Ms Lambert" in reading.reads


def test_a_language_picked_on_a_refusal_or_an_error_leads_to_the_first_page(guardian, slip) -> None:
    guardian.types_code("12")
    picks(guardian, "en")
    assert guardian.page.request.path == "/"
    assert HELLO["en"] in guardian.reads

    guardian.shows_slip_in("Enter", slip)
    guardian.opens("/nowhere")
    picks(guardian, "fr")
    assert guardian.page.request.path == "/family"


def test_the_next_person_finds_french_when_the_first_page_ends_a_visit(reading) -> None:
    picks(reading, "ar")
    reading.opens("/")

    assert spoken(reading) == ("fr", "ltr")


def test_a_language_picked_and_left_alone_is_forgotten_by_itself(
    guardian, clock: FixedClock
) -> None:
    picks(guardian, "en")
    assert guardian.page.headers["Refresh"] == "180; url=/"
    clock.advance(seconds=179)
    guardian.opens("/")
    assert spoken(guardian)[0] == "en"
    clock.advance(seconds=180)
    guardian.opens("/")
    assert spoken(guardian)[0] == "fr"
    assert "Refresh" not in guardian.page.headers


def test_whose_visit_slept_is_told_so_in_her_language_for_a_while(
    reading, clock: FixedClock
) -> None:
    picks(reading, "en")
    clock.advance(seconds=151)
    reading.opens("/family")

    assert HELLO["en"] in reading.reads
    clock.advance(seconds=180)
    reading.opens("/")
    assert HELLO["fr"] in reading.reads


def test_another_browser_does_not_hear_of_it(app, guardian) -> None:
    picks(guardian, "en")

    assert HELLO["fr"] in GuardianAtScreen(app).reads


@pytest.mark.parametrize("language", ["", "tlh", "../en", "EN", "fr-CA", "a" * 500])
def test_a_language_nobody_offers_changes_nothing(guardian, language) -> None:
    guardian.sends("/language", language=language, back="/")

    assert spoken(guardian) == ("fr", "ltr")


@pytest.mark.parametrize(
    "back",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "/family\r\nX: y",
        "javascript:alert(1)",
        "/sign-out",
        "/static/css/kiosk.css",
        "/health",
        "/print/sheets/12345678901234567",
        "/children/12345678901234567/marks",
        "/nowhere",
        "/",
        "",
    ],
)
def test_the_way_back_leads_only_to_pages_of_ours(reading, back) -> None:
    answer = reading.browser.post(
        "/language", data={"csrf_token": reading.token, "language": "en", "back": back}
    )
    assert (answer.status_code, answer.location) == (303, "/family")


@pytest.mark.parametrize("query", ["code=12345678901234567", "x=<b>", "period=1%0d", "a=1&b=12345"])
def test_what_an_address_carries_beside_a_page_is_left_behind(reading, query) -> None:
    reading.opens(f"/family?{query}")

    assert query.partition("=")[2] not in reading.page.text
    answer = reading.browser.post(
        "/language",
        data={"csrf_token": reading.token, "language": "en", "back": f"/family?{query}"},
    )
    assert answer.location == "/family"


def test_a_forged_choice_is_refused(app, guardian) -> None:
    assert app.test_client().post("/language", data={"language": "en"}).status_code == 403
    assert app.test_client().get("/language").status_code == 405


def test_no_cookie_or_address_tells_the_language(guardian) -> None:
    picks(guardian, "ar")

    assert "ar" not in (guardian.page.request.path, guardian.page.request.query_string.decode())
    for step in (*guardian.page.history, guardian.page):
        assert "language" not in str(step.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fr", "Les devoirs\u00a0: "), ("en", "Homework: "), ("ar", "الواجبات: ")],
)
def test_a_child_is_named_after_the_colon_of_the_language(reading, language, heading) -> None:
    picks(reading, language)
    reading.opens("/children/1/homework")

    assert "".join(reading.read.texts["h1"]) == f"{heading}Lucie"


@pytest.mark.parametrize("path", ["/family", "/children/1/homework", "/children/1/marks"])
def test_another_language_is_told_that_the_schools_words_stay_french(reading, path) -> None:
    reading.opens(path)
    assert "reste en français" not in reading.reads

    picks(reading, "en")
    assert "What the school wrote stays in French." in reading.reads


def test_a_sheet_speaks_the_language_of_the_screen(reading) -> None:
    reading.opens("/children/1/marks")
    picks(reading, "en")
    reading.follows("Print")

    (frame,) = reading.read.named("iframe")
    sheet = reading.opens(frame["src"] or "")
    assert "Grade report" in text_of(sheet.data)
