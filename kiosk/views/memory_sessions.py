"""Flask's session, kept in this process's memory: the cookie is an opaque random word.

Flask's own session cookie can be read by whoever holds it, cannot be revoked and outlives the
person at the screen. This one says nothing, and forgetting it here ends it everywhere. It has no
age of its own: visits have theirs, and a welcome page left alone all night still takes a slip.
"""

import secrets
from collections import OrderedDict
from threading import RLock
from typing import Any, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin

COOKIE = "__Host-kiosk"
MOST_SESSIONS = 200
"""One screen needs one; the bound keeps a cookie-less script from filling the memory."""


class MemorySession(dict[str, Any], SessionMixin):
    """What is remembered of one browser between two requests."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id
        self.left_ids: list[str] = []

    def end(self) -> None:
        """Forget everything; what comes next has another id, so that a planted one is worthless."""
        self.clear()
        self.left_ids.append(self.session_id)
        self.session_id = secrets.token_urlsafe(32)

    def __repr__(self) -> str:
        return "MemorySession(…)"


class MemorySessions(SessionInterface):
    """Sessions by id, the oldest forgotten first."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, MemorySession] = OrderedDict()
        self._turn = RLock()

    def open_session(self, app: Flask, request: Request) -> MemorySession:
        """The session the cookie names, or a new one."""
        with self._turn:
            known = self._sessions.get(request.cookies.get(COOKIE, ""))
        return MemorySession(secrets.token_urlsafe(32)) if known is None else known

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what the request wrote; an ended session leaves nothing.

        A cookie we do not know is left alone: a style sheet asked for with the one before must
        not take away the one just given.
        """
        if not isinstance(session, MemorySession):
            return
        has_ended = bool(session.left_ids)
        with self._turn:
            while session.left_ids:
                self._sessions.pop(session.left_ids.pop(), None)
            if session:
                self._keep(session)
        if session and request.cookies.get(COOKIE) != session.session_id:
            response.set_cookie(COOKIE, session.session_id, **self._flags())
        if not session and has_ended and COOKIE in request.cookies:
            response.delete_cookie(COOKIE, **self._flags())

    def _keep(self, session: MemorySession) -> None:
        self._sessions[session.session_id] = session
        self._sessions.move_to_end(session.session_id)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)

    @staticmethod
    def _flags() -> dict[str, Any]:
        return {"secure": True, "httponly": True, "samesite": "Strict", "path": "/"}


def the_session() -> MemorySession:
    """The session of this request, as ours."""
    return cast(MemorySession, session)
