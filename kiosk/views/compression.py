"""Text goes over the line compressed: a page, its style and its script are most of a cold start.

No page mirrors what a stranger sends beside a secret, so its length tells nothing (BREACH). What
is compressed once and never changes is kept: style sheets and scripts.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_WORTH_IT_BYTES = 500
_LEVEL = 6


def furnish(app: Flask) -> None:
    """Compress the answers of an application for browsers that can read it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith("text/"):
        return response
    response.vary.add("Accept-Encoding")
    if (
        response.status_code == 206
        or "Content-Encoding" in response.headers
        or not request.accept_encodings["gzip"]
    ):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < _WORTH_IT_BYTES:
        return response
    squeeze = _kept if request.endpoint == "static" else _squeezed
    response.set_data(squeeze(content))
    response.headers["Content-Encoding"] = "gzip"
    # The bytes are others than those the tag was made for.
    response.headers.pop("ETag", None)
    response.headers.pop("Accept-Ranges", None)
    return response


def _squeezed(content: bytes) -> bytes:
    return gzip.compress(content, _LEVEL, mtime=0)


@lru_cache(maxsize=16)
def _kept(content: bytes) -> bytes:
    return _squeezed(content)
