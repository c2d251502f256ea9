"""Help, what is kept of whom, and how accessible this is: open to all, during a visit too."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from kiosk.views.guards import ask_later_who_is_there, open_to_all, the_point
from kiosk.views.leaving import leave_later

bp = Blueprint("information", __name__)

READING_SECONDS = 300
"""Long enough to read the longest of these pages; nothing on them is anybody's."""


@bp.get("/help")
@open_to_all
def help_page() -> ResponseReturnValue:
    """How it works, and whom to ask."""
    return _page("public/help.html")


@bp.get("/privacy")
@open_to_all
def privacy() -> ResponseReturnValue:
    """What is kept, where, for how long, who reads it, and the rights of a family."""
    return _page("public/privacy.html")


@bp.get("/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    """Where accessibility stands, honestly, and whom to turn to."""
    return _page("public/accessibility.html")


def _page(template: str) -> str:
    is_visit = current_user.is_authenticated
    if is_visit:
        ask_later_who_is_there(current_user.visit)
    else:
        leave_later(READING_SECONDS, url_for("welcome.show"))
    settings = the_point().settings
    return render_template(
        template,
        is_visit=is_visit,
        phone=settings.public.phone,
        idle_seconds=settings.sessions.idle_seconds,
        longest_minutes=settings.sessions.absolute_seconds // 60,
    )
