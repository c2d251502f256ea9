"""The way to the hub over HTTP(S): one request up, the segments that answer it down.

Trust rests on signatures and seals, not on the line; TLS, where the address says ``https``, is
checked against the machine's own authorities.
"""

import json
import ssl
from collections.abc import Iterator, Sequence
from http.client import HTTPException, HTTPResponse
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from kiosk.domain.errors import HubUnreachable, SegmentRefused
from kiosk.feed.files import MEDIA_TYPE, pack_outbox, read_segments
from kiosk.feed.pace import Pace

PATH = "/feed"
MOST_MESSAGES = 500
"""In one request, about a megabyte: the rest goes with the next."""
TIMEOUT_SECONDS = 20.0
_MOST_REFUSAL_BYTES = 4096


class HttpExchange:
    """A hub by its address."""

    def __init__(self, url: str, pace: Pace, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._url = url.rstrip("/") + PATH
        self._pace = pace
        self._timeout_seconds = timeout_seconds
        self._opener = _opener()

    def mark(self, point_id: str) -> str:
        """Changes at each turn; "" while the hub is left in peace after it did not answer."""
        return self._pace.mark()

    def meet(self, point_id: str, report: bytes, messages: Sequence[bytes]) -> Iterator[bytes]:
        """Ask once; raise ``HubUnreachable`` at the first piece that does not come whole."""
        try:
            yield from self._segments(b"".join(pack_outbox(report, messages[:MOST_MESSAGES])))
        except HubUnreachable:
            self._pace.failed()
            raise
        self._pace.met()

    def _segments(self, body: bytes) -> Iterator[bytes]:
        request = Request(  # noqa: S310 - the settings allow http and https alone
            self._url, data=body, headers={"Content-Type": MEDIA_TYPE}, method="POST"
        )
        try:
            answer = self._opener.open(request, timeout=self._timeout_seconds)
            with cast(HTTPResponse, answer) as response:
                if response.headers.get_content_type() != MEDIA_TYPE:
                    # A page to sign in to the network, most often.
                    raise HubUnreachable("not_a_hub", self._url)
                yield from read_segments(response)
        except HTTPError as error:
            raise _refusal(error) from None
        except SegmentRefused:
            raise HubUnreachable("cut", self._url) from None
        except (URLError, OSError, HTTPException) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise HubUnreachable("no_answer", type(reason).__name__) from None


def _refusal(error: HTTPError) -> HubUnreachable:
    """What the hub says of it; a word that is none of ours is the gateway's in between."""
    try:
        said = json.loads(error.read(_MOST_REFUSAL_BYTES))
        return HubUnreachable("refused", str(said["refused"])[:40])
    except (ValueError, KeyError, TypeError, OSError, HTTPException):
        return HubUnreachable("not_a_hub", f"HTTP {error.code}")


class _NoRedirect(HTTPRedirectHandler):
    """What families asked is for the hub, not for whoever the network would rather send it to."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect, HTTPSHandler(context=ssl.create_default_context()))
