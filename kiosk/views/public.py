"""The public face: what a parent at the screen can reach, and nothing else."""

from flask import Flask

from kiosk.services.access_point import AccessPoint
from kiosk.views import (
    attendance,
    documents,
    family,
    guards,
    health,
    homework,
    information,
    language,
    marks,
    messages,
    printouts,
    requests,
    welcome,
)
from kiosk.views.face import Face
from kiosk.views.furnishing import furnish_face

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
    information.bp,
    language.bp,
    health.bp,
)


def furnish(app: Flask, point: AccessPoint) -> None:
    """Give the application the pages of a guardian."""
    furnish_face(
        app,
        Face(point, first_page="welcome.show", layout="base.html"),
        BLUEPRINTS,
        cookie=COOKIE,
        load_user=guards.load_guardian,
        turn_away=welcome.turn_away,
    )
