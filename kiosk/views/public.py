"""The public face: what a parent at the screen can reach, and nothing else."""

from flask import Flask, Response
from flask_login import current_user

from kiosk.services.access_point import AccessPoint
from kiosk.views import (
    attendance,
    documents,
    family,
    guards,
    health,
    homework,
    information,
    joining,
    language,
    marks,
    messages,
    own_slips,
    pin,
    printouts,
    requests,
    welcome,
)
from kiosk.views.face import Face
from kiosk.views.furnishing import furnish_face
from kiosk.views.presenting import words
from kiosk.wording.desk import own_event

COOKIE = "__Host-kiosk"

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
    own_slips.bp,
    pin.bp,
    joining.bp,
    information.bp,
    language.bp,
    health.bp,
)


def furnish(app: Flask, point: AccessPoint) -> None:
    """Give the application the pages of a guardian."""
    app.jinja_env.globals.update(
        own_event=lambda line: own_event(line, words()),
        late_since=lambda: current_user.visit.late_since,
    )
    app.after_request(_close_when_over)  # the last of all: what comes first is called last
    furnish_face(
        app,
        Face(point, first_page="welcome.show", layout="base.html"),
        BLUEPRINTS,
        cookie=COOKIE,
        load_user=guards.load_guardian,
        turn_away=welcome.turn_away,
    )


def _close_when_over(response: Response) -> Response:
    """The browser asks the next process, not this one, for what comes after the visit.

    An answer of unknown length is the one way to have the server close the connection behind it:
    a header that says so is not for an application to send (PEP 3333).
    """
    if guards.the_point().lifetime.is_over and not response.direct_passthrough:
        response.response = iter([response.get_data()])
        response.headers.pop("Content-Length", None)
    return response
