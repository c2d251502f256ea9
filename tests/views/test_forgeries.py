"""Only our own pages, on this machine, in our own sizes."""

import pytest
from flask import Flask

from kiosk.domain.slip_codes import SlipCode
from kiosk.views.public import COOKIE
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.page_laws import assert_page_laws

REFUSED = "Quelque chose n’a pas marché"
OURS = "http://localhost"


def posts(guardian: GuardianAtScreen, slip: SlipCode, token: str | None = None, **headers: str):
    """Send the code form as a browser would that adds these headers."""
    data = {"code": slip.digits(), "csrf_token": guardian.token if token is None else token}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return guardian.browser.post("/sign-in", data=data, headers=names)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "same-origin"},
        {"Origin": OURS},
        {"Sec_Fetch_Site": "same-origin", "Origin": OURS},
    ],
    ids=["an old browser", "fetch metadata", "origin", "both"],
)
def test_a_form_of_ours_passes(guardian, slip, headers) -> None:
    assert posts(guardian, slip, **headers).location == "/family"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "https://school.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8081"},
        {"Origin": "https://localhost"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "same-origin", "Origin": "null"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused_even_with_the_token(guardian, slip, headers) -> None:
    answer = posts(guardian, slip, **headers)

    assert answer.status_code == 403
    assert REFUSED in assert_page_laws(answer).text
    assert guardian.opens("/family").request.path == "/"


@pytest.mark.parametrize("token", ["", "x", "é" * 32, "\udc80".encode("utf-8", "replace").decode()])
def test_a_form_with_a_wrong_token_is_refused(guardian, slip, token) -> None:
    answer = posts(guardian, slip, token=token)

    assert answer.status_code == 403
    assert guardian.opens("/family").request.path == "/"


def test_a_form_without_a_token_is_refused(guardian, slip) -> None:
    assert guardian.browser.post("/sign-in", data={"code": slip.digits()}).status_code == 403


def test_the_token_of_another_session_is_refused(app, guardian, slip) -> None:
    assert posts(guardian, slip, token=GuardianAtScreen(app).token).status_code == 403


def test_a_token_in_the_address_is_no_token(guardian, slip) -> None:
    answer = guardian.browser.post(
        f"/sign-in?csrf_token={guardian.token}", data={"code": slip.digits()}
    )

    assert answer.status_code == 403


def test_a_button_pressed_twice_opens_the_folder_all_the_same(app, slip) -> None:
    """The second press leaves before the first is answered: its session is already gone."""
    guardian = GuardianAtScreen(app)
    pressed = {"code": slip.digits(), "csrf_token": guardian.token}
    before = {"Cookie": f"{COOKIE}={guardian.cookie}", "Sec-Fetch-Site": "same-origin"}
    for _ in range(2):
        browser = app.test_client(use_cookies=False)
        answer = browser.post("/sign-in", data=pressed, headers=before)
        assert answer.location == "/family"


def test_finishing_with_two_presses_says_goodbye(guardian, slip) -> None:
    guardian.shows_slip(slip)
    pressed = {"csrf_token": guardian.token}
    for _ in range(2):
        answer = guardian.browser.post(
            "/sign-out", data=pressed, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.location == "/goodbye"


def test_the_first_slip_after_a_restart_opens(own_point, slip) -> None:
    yesterday = GuardianAtScreen(own_point.app())
    today = own_point.app().test_client()
    today.set_cookie(COOKIE, yesterday.cookie)

    answer = today.post(
        "/sign-in",
        data={"code": slip.digits(), "csrf_token": yesterday.token},
        headers={"Sec-Fetch-Site": "same-origin", "Origin": OURS},
    )

    assert answer.location == "/family"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": OURS}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
    ids=str,
)
def test_a_form_without_a_session_needs_a_browser_that_vouches_for_it(app, slip, headers) -> None:
    stranger = app.test_client()

    answer = stranger.post("/sign-in", data={"code": slip.digits()}, headers=headers)

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/sign-out", "/print/marks"])
def test_nobody_else_can_finish_or_print_for_her(guardian, slip, path) -> None:
    guardian.shows_slip(slip)

    answer = guardian.browser.post(path, data={"child": "1", "period": "1"})

    assert answer.status_code == 403
    assert guardian.opens("/family").request.path == "/family"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8080"]
)
def test_this_machine_answers_to_its_names(app: Flask, host: str) -> None:
    assert app.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "school.example",
        "school.example:8080",
        "127.0.0.1.school.example",
        "localhost.school.example",
        "school.example@127.0.0.1",
        "127.0.0.2",
        "0.0.0.0",
        "[::2]",
        "a b",
        "127.0.0.1:port",
        "",
    ],
)
def test_another_name_for_this_machine_is_refused(app: Flask, host: str) -> None:
    for path in ("/", "/family", "/nowhere", "/static/css/kiosk.css", "/health"):
        answer = app.test_client().get(path, headers={"Host": host})

        assert answer.status_code == 400
        assert REFUSED in assert_page_laws(answer).text
        assert "Set-Cookie" not in answer.headers


def test_a_form_sent_to_another_name_is_refused(guardian, slip) -> None:
    assert posts(guardian, slip, Host="school.example").status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"code": "1" * 17_000}},
        {"data": {"code": "x" * 17_000}, "content_type": "multipart/form-data"},
        {"data": {f"field{n}": "x" for n in range(30)}, "content_type": "multipart/form-data"},
        {"data": b"x" * 1_000_000, "content_type": "application/x-www-form-urlencoded"},
    ],
    ids=["long field", "long part", "many parts", "a megabyte"],
)
def test_a_body_too_large_for_any_form_of_ours_is_refused(guardian, body) -> None:
    answer = guardian.browser.post("/sign-in", **body)

    assert answer.status_code == 413
    assert_page_laws(answer)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "NONSENSE"])
def test_a_method_we_do_not_speak_is_told_so(app: Flask, method: str) -> None:
    for path in ("/", "/family", "/sign-in", "/health"):
        answer = app.test_client().open(path, method=method)

        assert answer.status_code == 405
        assert answer.headers["Allow"]
        assert_page_laws(answer)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/print/sheets/x/cancel"])
def test_what_changes_something_is_never_done_by_a_link(guardian, slip, path) -> None:
    guardian.shows_slip(slip)

    assert guardian.browser.get(path).status_code == 405
    assert guardian.opens("/family").request.path == "/family"


@pytest.mark.parametrize("path", ["/nowhere", "/family/", "/children/1", "/Family", "/sign-in/x"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_not_there_is_told_so(app: Flask, path: str, method: str) -> None:
    answer = app.test_client().open(path, method=method)

    assert answer.status_code == 404
    assert "Cette page n’existe pas" in assert_page_laws(answer).text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/setup.cfg",
        "/static/css/../../app.py",
        "/static/%5c..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/css",
        "/static/css/",
        "/static/a%00.css",
        "/static/" + "a" * 400,
        "/static/%ff%fe",
    ],
)
def test_nothing_but_our_own_files_is_served(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, follow_redirects=True)

    assert answer.status_code == 404
    assert_page_laws(answer)
    assert "root:" not in answer.text
    assert "create_app" not in answer.text


@pytest.mark.parametrize("path", ["//school.example/", "///school.example", "/static//x"])
def test_no_address_leads_away_from_this_machine(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)

    assert (answer.location or "http://localhost/").startswith("http://localhost/")
