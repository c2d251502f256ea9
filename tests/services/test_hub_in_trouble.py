"""A hub that breaks: its point is told so in a word, and its log quotes nobody."""

import logging
from io import BytesIO

import pytest

from kiosk.app import create_app
from kiosk.feed.files import pack_outbox
from tests.services.line import Line


def asked(line: Line) -> BytesIO:
    return BytesIO(b"".join(pack_outbox(line.outgoing.report(), [])))


def test_a_fault_at_the_hub_is_told_in_a_word_and_quotes_nothing(
    line: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Léa Moreau: 14,5")

    monkeypatch.setattr(type(line.office.store), "transaction", broken)
    hub = create_app("hub", line.office).test_client()
    with caplog.at_level(logging.DEBUG):
        answer = hub.post("/feed", input_stream=asked(line))
    assert (answer.status_code, answer.json) == (500, {"refused": "broken"})
    assert "ValueError" in caplog.text
    assert "Léa" not in caplog.text


def test_what_is_too_large_or_elsewhere_is_refused_as_such(line: Line) -> None:
    hub = create_app("hub", line.office).test_client()
    assert hub.post("/feed", data=bytes(3 * 1024 * 1024)).status_code == 413
    assert hub.get("/feed").status_code == 405
    assert hub.get("/").status_code == 404
