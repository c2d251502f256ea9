"""The desk face put together: its pages, its own cookie, French only."""

from flask import Flask

from kiosk.clock import SCHOOL_ZONE
from kiosk.services.desk import Desk
from kiosk.views.desk import entering, giving, guards, leading, losing, paper
from kiosk.views.desk import health as desk_health
from kiosk.views.face import Face
from kiosk.views.furnishing import furnish_face
from kiosk.views.presenting import words
from kiosk.wording.desk import agent_role, journal_event

COOKIE = "__Host-kiosk-desk"
BLUEPRINTS = (entering.bp, giving.bp, losing.bp, leading.bp, paper.bp, desk_health.bp)


def furnish(app: Flask, desk: Desk) -> None:
    """Give the application the pages of an agent."""
    furnish_face(
        app,
        Face(desk, first_page="desk.show", layout="desk/base.html"),
        BLUEPRINTS,
        cookie=COOKIE,
        load_user=guards.load_agent,
        turn_away=entering.turn_away,
    )
    app.jinja_env.globals.update(
        role_word=lambda role: agent_role(role, words()),
        journal_event=lambda line: journal_event(line, words()),
        local_time=lambda at: at.astimezone(SCHOOL_ZONE),
    )
