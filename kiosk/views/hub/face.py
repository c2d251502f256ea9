"""The hub face put together: machines speak here, each by its own signature; nobody signs in."""

from flask import Flask

from kiosk.services.office import Office
from kiosk.views.hub import feed

MAX_BODY_BYTES = 2 * 1024 * 1024
"""Twice what a point brings at once."""


def furnish(app: Flask, office: Office) -> None:
    """Give the application the pages of a hub."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.extensions["kiosk.office"] = office
    app.register_blueprint(feed.bp)
