"""Requests of one browser that overlap: what one ended, no other brings back."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie

import pytest
from flask import Flask, Response, session

from kiosk.views.memory_sessions import MOST_SESSIONS, MemorySessions, the_session
from kiosk.views.public import COOKIE

HEADER = f"{COOKIE}=%s"


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.session_interface = MemorySessions(COOKIE)
    return app


@contextmanager
def a_request(app: Flask, cookie: str = "") -> Iterator[Response]:
    """One request from its arrival to its answer; the cookies it sets are on what is yielded."""
    answer = Response()
    with app.test_request_context("/", headers={"Cookie": HEADER % cookie}):
        yield answer
        app.session_interface.save_session(app, session, answer)


def cookie_of(answer: Response) -> str:
    cookies = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    return cookies[COOKIE].value if COOKIE in cookies else ""


def begun(app: Flask, **content: str) -> str:
    with a_request(app) as answer:
        session.update(content)
    return cookie_of(answer)


def content_of(app: Flask, cookie: str) -> dict[str, str]:
    with a_request(app, cookie):
        return dict(session)


def test_a_page_asked_for_while_signing_in_never_learns_of_the_visit(app: Flask) -> None:
    cookie = begun(app, csrf_token="t")
    with a_request(app, cookie) as signing_in:
        the_session().end()
        with a_request(app, cookie) as meanwhile:
            session["csrf_token"] = "other"
        session["_user_id"] = "visit"

    assert content_of(app, cookie_of(signing_in)) == {"_user_id": "visit"}
    assert content_of(app, cookie_of(meanwhile)) == {"csrf_token": "other"}
    assert content_of(app, cookie) == {}


def test_a_page_under_way_when_the_session_ends_brings_nothing_back(app: Flask) -> None:
    cookie = begun(app, _user_id="visit")
    with a_request(app, cookie) as slow:
        session["language"] = "ar"
        with a_request(app, cookie):
            the_session().end()

    assert cookie_of(slow) == ""
    assert content_of(app, cookie) == {}


def test_what_two_requests_change_is_kept_of_both(app: Flask) -> None:
    cookie = begun(app, a="1", b="1", c="1")
    with a_request(app, cookie):
        session["a"] = "2"
        with a_request(app, cookie):
            session["b"] = "2"
            del session["c"]

    assert content_of(app, cookie) == {"a": "2", "b": "2"}


def test_many_strangers_do_not_push_out_who_is_signed_in(app: Flask) -> None:
    cookie = begun(app, _user_id="visit")
    for _ in range(MOST_SESSIONS + 5):
        begun(app, csrf_token="t")

    assert content_of(app, cookie) == {"_user_id": "visit"}
