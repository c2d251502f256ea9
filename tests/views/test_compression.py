"""Text goes over the line compressed, to whoever can read it so."""

import gzip

import pytest
from flask import Flask

GZIP = {"Accept-Encoding": "gzip, br"}
FONT = "/static/fonts/vazirmatn-5.3.0-arabic-400.woff2"


@pytest.mark.parametrize("path", ["/", "/static/css/kiosk.css", "/static/js/screen.js", "/nowhere"])
def test_text_is_the_same_and_less_when_compressed(app: Flask, path: str) -> None:
    stranger = app.test_client()
    plain = stranger.get(path, buffered=True)
    squeezed = stranger.get(path, buffered=True, headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert int(squeezed.headers["Content-Length"]) == len(squeezed.data) < len(plain.data)
    for answer in (plain, squeezed):
        assert "Accept-Encoding" in answer.headers["Vary"]
    if path.startswith("/static/"):
        assert gzip.decompress(squeezed.data) == plain.data
    else:
        assert b"</html>" in gzip.decompress(squeezed.data)


def test_the_script_of_every_page_is_small_on_the_line(app: Flask) -> None:
    answer = app.test_client().get("/static/js/screen.js", buffered=True, headers=GZIP)

    assert len(answer.data) <= 3 * 1024


def test_fonts_are_left_as_they_are(app: Flask) -> None:
    answer = app.test_client().get(FONT, buffered=True, headers=GZIP)

    assert "Content-Encoding" not in answer.headers
    assert answer.data[:4] == b"wOF2"


def test_a_browser_that_refuses_it_gets_plain_text(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Accept-Encoding": "gzip;q=0, identity"})

    assert "Content-Encoding" not in answer.headers
    assert "</html>" in answer.text


def test_a_part_of_a_file_is_a_part_of_the_file(app: Flask) -> None:
    path = "/static/css/kiosk.css"
    whole = app.test_client().get(path, buffered=True).data
    part = app.test_client().get(path, buffered=True, headers={**GZIP, "Range": "bytes=0-999"})

    assert part.status_code == 206
    assert part.data == whole[:1000]
    assert "Content-Encoding" not in part.headers
