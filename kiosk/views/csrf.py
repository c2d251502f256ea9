"""Only our own pages may post to us.

Three checks, each enough alone in a current browser: Sec-Fetch-Site, Origin, and a token of the
session in every form (OWASP ASVS 5.0, 3.5).
"""

import hmac
import secrets

from flask import abort, request, session

TOKEN = "csrf_token"  # noqa: S105 - the name of the form field, not a secret
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def form_token() -> str:
    """The token a form must bring back; drawn when the session's first form is shown."""
    if TOKEN not in session:
        session[TOKEN] = secrets.token_urlsafe(24)
    return str(session[TOKEN])


def forbid_forgeries() -> None:
    """Refuse a change that does not come from a form of ours.

    What no view answers changes nothing: it gets its own refusal, 404 or 405.
    """
    if request.method in _SAFE_METHODS or request.routing_exception is not None:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin"):
        abort(403)
    if request.headers.get("Origin", request.host_url.rstrip("/")) != request.host_url.rstrip("/"):
        abort(403)
    if TOKEN not in session and site is not None:
        # The browser vouches for a form whose session is gone: a button pressed twice, a restart.
        return
    expected = str(session.get(TOKEN, ""))
    given = request.form.get(TOKEN, "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        abort(403)
