"""What every face is given: limits, a session of its own, guards before and headers after."""

import secrets
from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin

from kiosk.views import compression, errors, headers, presenting
from kiosk.views.csrf import forbid_forgeries
from kiosk.views.face import Face
from kiosk.views.hosts import forbid_other_names
from kiosk.views.memory_sessions import MemorySessions

# A form of ours is a code or a choice: anything longer is not from our pages.
MAX_BODY_BYTES = 16 * 1024
MAX_FORM_PARTS = 20


def furnish_face(
    app: Flask,
    face: Face,
    blueprints: Iterable[Blueprint],
    *,
    cookie: str,
    load_user: Callable[[str], UserMixin | None],
    turn_away: Callable[[], ResponseReturnValue],
) -> None:
    """Give the application its pages, guards and headers.

    ``cookie`` names its session: faces of one machine differ only by their port, which browsers
    do not tell cookies apart by.
    """
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        # Nothing of ours is signed with it; flask-login wants one to refuse its own cookie.
        SECRET_KEY=secrets.token_bytes(32),
    )
    app.extensions["kiosk"] = face
    app.session_interface = MemorySessions(cookie)
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(load_user)
    login.unauthorized_handler(turn_away)
    app.before_request(forbid_other_names)
    app.before_request(forbid_forgeries)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    presenting.furnish(app)
    headers.furnish(app)
    compression.furnish(app)
    errors.furnish(app)


def hand_on_sessions(app: Flask) -> dict[str, dict[str, Any]]:
    """What the next process needs of this one's sessions."""
    return cast(MemorySessions, app.session_interface).hand_on()


def take_over_sessions(app: Flask, handed_on: dict[str, dict[str, Any]]) -> None:
    """Go on with the sessions of the process before."""
    cast(MemorySessions, app.session_interface).take_over(handed_on)
