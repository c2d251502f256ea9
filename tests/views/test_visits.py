"""A visit: its cookie, its limits, its end."""

import re

import pytest
from flask import Flask

from kiosk.clock import FixedClock
from kiosk.domain.slip_codes import SlipCode
from kiosk.views.memory_sessions import MOST_SESSIONS
from kiosk.views.public import COOKIE
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder

PRIVATE_PAGES = ("/family", "/children/1/homework", "/children/1/marks")


@pytest.fixture
def visitor(guardian: GuardianAtScreen, slip: SlipCode) -> GuardianAtScreen:
    """Madame Lambert, signed in."""
    guardian.shows_slip(slip)
    return guardian


def sheet_address(visitor: GuardianAtScreen) -> str:
    """Look at the sheet of marks; where it is."""
    visitor.opens("/children/1/marks")
    return visitor.prints().request.path


def opens_nothing(guardian: GuardianAtScreen, *more: str) -> bool:
    """Whether every private page sends her to the welcome page."""
    return all(
        guardian.opens(path).request.path == "/" and "Lucie" not in guardian.reads
        for path in (*PRIVATE_PAGES, *more)
    )


def replaying(app: Flask, cookie: str) -> GuardianAtScreen:
    """Someone whose browser holds a cookie of before."""
    thief = GuardianAtScreen(app)
    thief.browser.set_cookie(COOKIE, cookie)
    return thief


def test_the_cookie_is_bound_to_this_machine_and_to_this_session(app: Flask) -> None:
    (header,) = app.test_client().get("/").headers.getlist("Set-Cookie")
    pair, *flags = header.split("; ")

    assert pair.startswith("__Host-kiosk=")
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]


def test_the_cookie_says_nothing(visitor: GuardianAtScreen, slip: SlipCode) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", visitor.cookie)
    assert visitor.token not in visitor.cookie


def test_only_one_cookie_is_ever_set(visitor: GuardianAtScreen) -> None:
    for path in (*PRIVATE_PAGES, "/goodbye", "/"):
        answer = visitor.browser.get(path)
        assert all(one.startswith(f"{COOKIE}=") for one in answer.headers.getlist("Set-Cookie"))


def test_signing_in_changes_the_session_and_its_token(app: Flask, slip: SlipCode) -> None:
    guardian = GuardianAtScreen(app)
    cookie, token = guardian.cookie, guardian.token

    guardian.shows_slip(slip)

    assert guardian.cookie != cookie
    assert guardian.token != token
    assert opens_nothing(replaying(app, cookie))


def test_a_planted_cookie_is_never_taken_up(app: Flask, slip: SlipCode) -> None:
    thief = GuardianAtScreen(app)
    victim = replaying(app, thief.cookie)
    victim.opens("/")
    victim.shows_slip(slip)

    assert victim.cookie != thief.cookie
    assert opens_nothing(thief)


def test_an_invented_cookie_is_never_taken_up(app: Flask, slip: SlipCode) -> None:
    guardian = replaying(app, "x" * 43)
    guardian.opens("/")

    assert guardian.cookie != "x" * 43


@pytest.mark.parametrize("cookie", ["", "a|b", "é", "\x00", "x" * 5000])
def test_a_strange_cookie_is_nobody(app: Flask, cookie: str) -> None:
    for name in (COOKIE, "remember_token", "session"):
        browser = app.test_client(use_cookies=False)
        answer = browser.get("/family", headers={"Cookie": f"{name}={cookie}"})
        assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("path", PRIVATE_PAGES)
def test_without_a_visit_there_is_only_the_welcome_page(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)

    assert (answer.status_code, answer.location) == (303, "/")


def test_a_visit_left_alone_ends(visitor: GuardianAtScreen, clock: FixedClock) -> None:
    sheet = sheet_address(visitor)
    clock.advance(seconds=150)

    assert opens_nothing(visitor, sheet)


def test_a_visit_in_use_goes_on(visitor: GuardianAtScreen, clock: FixedClock) -> None:
    for _ in range(5):
        clock.advance(seconds=149)
        assert visitor.opens("/family").request.path == "/family"


def test_a_visit_in_use_ends_after_half_an_hour(
    visitor: GuardianAtScreen, clock: FixedClock
) -> None:
    for _ in range(17):
        clock.advance(seconds=100)
        assert visitor.opens("/family").request.path == "/family"
    clock.advance(seconds=100)

    assert opens_nothing(visitor)


def test_finishing_ends_the_visit_for_every_copy_of_its_cookie(
    app: Flask, visitor: GuardianAtScreen
) -> None:
    sheet, cookie = sheet_address(visitor), visitor.cookie
    visitor.opens("/family")

    assert visitor.finishes().request.path == "/goodbye"

    assert "C’est terminé" in visitor.reads
    assert opens_nothing(visitor, sheet)
    assert opens_nothing(replaying(app, cookie), sheet)


def test_opening_the_welcome_page_ends_the_visit(app: Flask, visitor: GuardianAtScreen) -> None:
    sheet, cookie = sheet_address(visitor), visitor.cookie

    visitor.opens("/")

    assert opens_nothing(visitor, sheet)
    assert opens_nothing(replaying(app, cookie), sheet)


def test_opening_the_goodbye_page_ends_the_visit(app: Flask, visitor: GuardianAtScreen) -> None:
    cookie = visitor.cookie

    visitor.opens("/goodbye")

    assert opens_nothing(replaying(app, cookie))


def test_the_goodbye_page_wipes_the_browser_and_makes_room(visitor: GuardianAtScreen) -> None:
    answer = visitor.finishes()

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Refresh"] == "15; url=/"
    assert "Tout ce que vous avez lu est effacé" in visitor.reads


def test_finishing_takes_the_cookie_away(visitor: GuardianAtScreen) -> None:
    data = {"csrf_token": visitor.token}

    (header,) = visitor.browser.post("/sign-out", data=data).headers.getlist("Set-Cookie")

    assert header.startswith("__Host-kiosk=;")
    assert "Max-Age=0" in header
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(header.split("; "))


def test_finishing_twice_says_goodbye_twice(visitor: GuardianAtScreen) -> None:
    visitor.finishes()
    visitor.opens("/goodbye")

    assert "C’est terminé" in visitor.reads


def test_a_second_slip_ends_the_first_visit(
    app: Flask, own_point: OwnPoint, visitor: GuardianAtScreen
) -> None:
    sheet = sheet_address(visitor)
    other = GuardianAtScreen(app)
    other.shows_slip(
        own_point.gives_slip(
            a_folder(a_child(given_name="Tom"), reader_id="reader-roux", family_name="Roux")
        )
    )

    assert opens_nothing(visitor, sheet)
    other.opens("/family")
    assert "Tom" in other.reads


def test_a_slip_shown_on_the_same_screen_ends_the_visit_before_it(
    app: Flask, own_point: OwnPoint, visitor: GuardianAtScreen
) -> None:
    cookie = visitor.cookie
    visitor.sends("/sign-in", code=own_point.strange_code().digits())

    assert visitor.is_at_welcome()
    assert opens_nothing(replaying(app, cookie))


def test_a_slip_revoked_meanwhile_closes_its_visit(
    own_point: OwnPoint, visitor: GuardianAtScreen, slip: SlipCode
) -> None:
    own_point.revokes(slip)

    assert opens_nothing(visitor)


def test_a_sheet_is_read_only_by_the_visit_that_printed_it(
    app: Flask, visitor: GuardianAtScreen, slip: SlipCode
) -> None:
    sheet = sheet_address(visitor)
    assert app.test_client().get(sheet).location == "/"

    again = GuardianAtScreen(app)
    again.shows_slip(slip)

    assert again.opens(sheet).status_code == 404
    assert opens_nothing(visitor, sheet)


def test_a_strangers_welcome_page_ends_nobodys_visit(app: Flask, visitor: GuardianAtScreen) -> None:
    stranger = GuardianAtScreen(app)
    stranger.opens("/goodbye")
    stranger.opens("/")

    visitor.opens("/family")
    assert "Lucie" in visitor.reads


def test_an_answer_to_an_old_cookie_does_not_take_the_new_one_away(
    app: Flask, guardian: GuardianAtScreen, slip: SlipCode
) -> None:
    old = guardian.cookie
    guardian.shows_slip(slip)

    late = app.test_client(use_cookies=False).get(
        "/static/css/kiosk.css", headers={"Cookie": f"{COOKIE}={old}"}, buffered=True
    )

    assert "Set-Cookie" not in late.headers


def test_browsers_without_cookies_do_not_fill_the_memory(app: Flask) -> None:
    for _ in range(MOST_SESSIONS + 20):
        app.test_client().get("/")

    assert len(app.session_interface._sessions) == MOST_SESSIONS
