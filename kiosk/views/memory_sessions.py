"""Flask's session, kept in this process's memory: the cookie is an opaque random word.

Flask's own session cookie can be read by whoever holds it, cannot be revoked and outlives the
person at the screen. This one says nothing, and forgetting it here ends it everywhere. It has no
age of its own: visits have theirs, and a welcome page left alone all night still takes a slip.

Requests of one browser overlap: a page is left while it is still being made. So each works on a
copy and brings back what it changed; what was ended meanwhile stays ended.
"""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from threading import RLock
from typing import Any, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin

MOST_SESSIONS = 200
"""One screen needs one; the bound keeps a cookie-less script from filling the memory."""
_SIGNED_IN = "_user_id"
"""Where flask-login keeps whose session it is."""
_WAS_SIGNED_IN = "was_signed_in"
"""In its place once another process goes on with the session."""

HANDED_ON = frozenset({"csrf_token", "language", "language_chosen_at", "visit_ended"})
"""What one process leaves the next: plain words, nothing of a family's."""

Content = dict[str, Any]


class MemorySession(Content, SessionMixin):
    """What one request knows of its browser, and may change."""

    def __init__(
        self, sessions: "MemorySessions", session_id: str, content: Mapping[str, Any] | None
    ) -> None:
        super().__init__(content or {})
        self.session_id = session_id
        self.is_kept = content is not None
        self.has_ended = False
        self.before = dict(self)
        self._sessions = sessions

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody signed in here, even if her visit has ended since."""
        return _SIGNED_IN in self or _WAS_SIGNED_IN in self

    def end(self) -> None:
        """Forget everything, at once and for every other request under way.

        What comes next has another id, which only this request's answer tells: neither a planted
        id nor a page asked for meanwhile gets hold of it.
        """
        self._sessions.forget(self.session_id)
        self.clear()
        self.before = {}
        self.session_id = _new_id()
        self.is_kept, self.has_ended = False, True

    def __repr__(self) -> str:
        return "MemorySession(…)"


class MemorySessions(SessionInterface):
    """Sessions by id, the oldest forgotten first; never that of a visit for a stranger's."""

    def __init__(self, cookie: str) -> None:
        self.cookie = cookie
        self._sessions: OrderedDict[str, Content] = OrderedDict()
        self._turn = RLock()

    def open_session(self, app: Flask, request: Request) -> MemorySession:
        """A copy of the session the cookie names, or a new one."""
        session_id = request.cookies.get(self.cookie, "")
        with self._turn:
            content = self._sessions.get(session_id)
            return MemorySession(self, session_id if content is not None else _new_id(), content)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what the request changed; an ended session leaves nothing.

        A cookie we do not know is left alone: a style sheet asked for with the one before must
        not take away the one just given.
        """
        if not isinstance(session, MemorySession) or not self._keep(session):
            return
        if session and request.cookies.get(self.cookie) != session.session_id:
            response.set_cookie(self.cookie, session.session_id, **self._flags())
        if not session and session.has_ended and self.cookie in request.cookies:
            response.delete_cookie(self.cookie, **self._flags())

    def hand_on(self) -> dict[str, Content]:
        """What another process needs to go on with these sessions: never whose they are."""
        with self._turn:
            return {
                session_id: {name: value for name, value in content.items() if name in HANDED_ON}
                | ({_WAS_SIGNED_IN: True} if _SIGNED_IN in content else {})
                for session_id, content in self._sessions.items()
            }

    def take_over(self, handed_on: Mapping[str, Content]) -> None:
        """Go on with what another process handed on."""
        with self._turn:
            for session_id, content in handed_on.items():
                self._sessions.setdefault(session_id, {**content})

    def forget(self, session_id: str) -> None:
        """End a session for everybody who names it."""
        with self._turn:
            self._sessions.pop(session_id, None)

    def _keep(self, session: MemorySession) -> bool:
        """Bring the request's changes in; False where another request ended the session."""
        with self._turn:
            if session.is_kept and session.session_id not in self._sessions:
                return False
            if not session:
                self._sessions.pop(session.session_id, None)
                return True
            content = self._sessions.setdefault(session.session_id, {})
            for name in session.before.keys() - session.keys():
                content.pop(name, None)
            content.update(
                (name, value)
                for name, value in session.items()
                if name not in session.before or session.before[name] != value
            )
            self._sessions.move_to_end(session.session_id)
            self._make_room()
            return True

    def _make_room(self) -> None:
        while len(self._sessions) > MOST_SESSIONS:
            strangers = (one for one, held in self._sessions.items() if _SIGNED_IN not in held)
            self._sessions.pop(next(strangers, next(iter(self._sessions))))

    @staticmethod
    def _flags() -> dict[str, Any]:
        return {"secure": True, "httponly": True, "samesite": "Strict", "path": "/"}


def the_session() -> MemorySession:
    """The session of this request, as ours."""
    return cast(MemorySession, session)


def _new_id() -> str:
    return secrets.token_urlsafe(32)
