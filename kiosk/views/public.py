"""The public face: what a parent at the screen can reach, and nothing else."""

import secrets

from flask import Flask
from flask_login import LoginManager

from kiosk.services.access_point import AccessPoint
from kiosk.views import (
    attendance,
    compression,
    documents,
    errors,
    family,
    guards,
    headers,
    health,
    homework,
    information,
    language,
    marks,
    messages,
    presenting,
    printouts,
    requests,
    welcome,
)
from kiosk.views.csrf import forbid_forgeries
from kiosk.views.hosts import forbid_other_names
from kiosk.views.memory_sessions import MemorySessions

BLUEPRINTS = (
    welcome.bp,
    family.bp,
    homework.bp,
    marks.bp,
    attendance.bp,
    messages.bp,
    documents.bp,
    requests.bp,
    printouts.bp,
    information.bp,
    language.bp,
    health.bp,
)

# A form of ours is a code or a choice: anything longer is not from our pages.
MAX_BODY_BYTES = 16 * 1024
MAX_FORM_PARTS = 20


def furnish(app: Flask, point: AccessPoint) -> None:
    """Give the application its pages, guards and headers."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        # Nothing of ours is signed with it; flask-login wants one to refuse its own cookie.
        SECRET_KEY=secrets.token_bytes(32),
    )
    app.extensions["kiosk"] = point
    app.session_interface = MemorySessions()
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(guards.load_guardian)
    login.unauthorized_handler(welcome.turn_away)
    app.before_request(forbid_other_names)
    app.before_request(forbid_forgeries)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    presenting.furnish(app)
    headers.furnish(app)
    compression.furnish(app)
    errors.furnish(app)
