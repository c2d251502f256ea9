"""The headers of every answer there is."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kiosk.domain.slip_codes import SlipCode
from kiosk.views.headers import ASSET_HEADERS, HEADERS, IMMUTABLE, NO_STORE
from tests.navigators.guardian_at_screen import GuardianAtScreen

ARGUMENTS = {
    "place": 1,
    "number": 1,
    "name": "x" * 12,
    "kind": "marks",
    "serial": "P1-00001",
    "filename": "css/kiosk.css",
}
OPEN_TO_ALL = {
    "health.show",
    "information.accessibility",
    "information.help_page",
    "information.privacy",
    "language.choose",
    "welcome.goodbye",
    "welcome.leave",
    "welcome.show",
    "welcome.sign_in",
}
# A header that tells what we are built of helps only a thief.
TALKATIVE = {"Server", "X-Powered-By", "Via", "X-AspNet-Version"}


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address the face knows, its gaps filled."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            values = {name: ARGUMENTS[name] for name in rule.arguments}
            _, path = rule.build(values)
            yield rule, path


def asks(app: Flask, path: str, **options: Any) -> TestResponse:
    """What a stranger's browser gets, read to its end."""
    return app.test_client().open(path, buffered=True, **options)


def assert_guarded_by_headers(answer: TestResponse) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value]
    assert answer.headers.getlist("Cache-Control") == [NO_STORE]
    assert not TALKATIVE & set(answer.headers.keys())
    assert "ETag" not in answer.headers or answer.request.path.startswith("/static/")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("who", ["a stranger", "a guardian"])
def test_every_answer_carries_every_header(
    app: Flask, slip: SlipCode, method: str, who: str
) -> None:
    for rule, path in addresses(app):
        guardian = GuardianAtScreen(app)
        if who == "a guardian":
            guardian.shows_slip(slip)
        answer = guardian.browser.open(
            path,
            buffered=True,
            method=method,
            data={"csrf_token": guardian.token} if method == "POST" else None,
        )
        assert answer.status_code < 500, rule
        assert_guarded_by_headers(answer)


@pytest.mark.parametrize(
    ("status", "path", "options"),
    [
        (400, "/", {"headers": {"Host": "school.example"}}),
        (403, "/sign-in", {"method": "POST"}),
        (404, "/nowhere", {}),
        (404, "/static/css/gone.css", {}),
        (404, "/static/fonts/gone.woff2", {}),
        (405, "/static/css/kiosk.css", {"method": "POST"}),
        (413, "/sign-in", {"method": "POST", "data": {"code": "1" * 17_000}}),
    ],
)
def test_every_refusal_carries_every_header(
    app: Flask, status: int, path: str, options: dict[str, object]
) -> None:
    answer = asks(app, path, **options)

    assert answer.status_code == status
    assert_guarded_by_headers(answer)


def test_a_printed_sheet_carries_every_header(guardian: GuardianAtScreen, slip: SlipCode) -> None:
    guardian.shows_slip(slip)
    guardian.opens("/children/1/marks")

    answer = guardian.prints()

    assert answer.mimetype == "application/pdf"
    assert_guarded_by_headers(answer)


def test_every_address_says_whether_it_wants_a_visit(app: Flask) -> None:
    said = {name: view.is_guarded for name, view in app.view_functions.items() if name != "static"}

    assert {name for name, is_guarded in said.items() if not is_guarded} == OPEN_TO_ALL


def test_every_guarded_address_turns_a_stranger_away(app: Flask) -> None:
    for rule, path in addresses(app):
        if rule.endpoint == "static" or rule.endpoint in OPEN_TO_ALL:
            continue
        for method in rule.methods - {"OPTIONS"}:
            stranger = GuardianAtScreen(app)
            answer = stranger.browser.open(
                path,
                method=method,
                data={"csrf_token": stranger.token} if method == "POST" else None,
            )
            assert (answer.status_code, answer.location) == (303, "/"), (method, path)


def test_a_style_sheet_asked_for_by_its_right_hash_is_kept_for_good(
    app: Flask, guardian: GuardianAtScreen
) -> None:
    (address,) = (one for one in guardian.read.addresses if "kiosk.css" in one)

    answer = asks(app, address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab", "?w=1"])
def test_a_style_sheet_asked_for_by_another_hash_is_not_kept(app: Flask, query: str) -> None:
    answer = asks(app, f"/static/css/kiosk.css{query}")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == NO_STORE


def test_a_refusal_is_never_kept_whatever_its_address(
    app: Flask, guardian: GuardianAtScreen
) -> None:
    (address,) = (one for one in guardian.read.addresses if "kiosk.css" in one)
    answers = [
        asks(app, address, method="POST"),
        asks(app, address, headers={"Host": "school.example"}),
        asks(app, address, headers={"Range": "bytes=99999999-"}),
        asks(app, "/static/fonts/gone.woff2"),
    ]

    assert [one.status_code for one in answers] == [405, 400, 416, 404]
    assert {one.headers["Cache-Control"] for one in answers} == {NO_STORE}


def test_fonts_are_kept_for_good(app: Flask) -> None:
    answer = asks(app, "/static/fonts/atkinson-next-5.3.0-latin.woff2")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert ASSET_HEADERS.items() <= dict(answer.headers).items()
    assert "Content-Security-Policy" not in answer.headers


def test_health_tells_nothing_of_any_family(app: Flask, slip: SlipCode) -> None:
    answer = asks(app, "/health")

    assert answer.json["status"] == "ok"
    assert sorted(answer.json) == ["schools", "status", "version"]
    assert "Lambert" not in answer.text
