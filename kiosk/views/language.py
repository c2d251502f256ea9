"""The language of the screen: picked on any page, remembered for one person only.

It is kept in the server's session, so it ends with the visit; no cookie or address tells it.
"""

from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Blueprint, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from kiosk.services.languages import keep_language
from kiosk.services.visits import Visit
from kiosk.views.addresses import page_of_ours
from kiosk.views.face import the_face
from kiosk.views.guards import open_to_all, the_point
from kiosk.wording import LANGUAGE_NAMES, SOURCE_LANGUAGE, languages_of

bp = Blueprint("language", __name__)

_CHOICE = "language"
_CHOSEN_AT = "language_chosen_at"

UNTOUCHED_SECONDS = 180
"""How long a choice waits for its slip. Nobody needs that long to begin; the next person does."""


@bp.post("/language")
@open_to_all
def choose() -> ResponseReturnValue:
    """Speak another language from the page on the screen on; the visit goes on."""
    wanted = request.form.get("language", "")
    if wanted in dict(languages()):
        remember(wanted)
        if current_user.is_authenticated:
            keep_language(the_point(), current_user.visit, wanted, SOURCE_LANGUAGE)
    return redirect(page_of_ours(request.form.get("back", "")), 303)


def settle(visit: Visit) -> None:
    """One choice for the screen and the slip: the one just made there, or hers from before."""
    if chosen() != SOURCE_LANGUAGE:
        keep_language(the_point(), visit, chosen(), SOURCE_LANGUAGE)
    elif visit.folder.language in dict(languages()):
        remember(visit.folder.language)


def chosen() -> str:
    """The language of whoever is at the screen."""
    return str(session.get(_CHOICE, SOURCE_LANGUAGE))


def still_awaited() -> str | None:
    """A choice made before any visit, while the person who made it may yet be there."""
    if chosen() == SOURCE_LANGUAGE:
        return None
    age = the_face().site.clock.now() - datetime.fromisoformat(session[_CHOSEN_AT])
    return chosen() if age.total_seconds() < UNTOUCHED_SECONDS else None


def remember(language: str) -> None:
    """Speak it until the session ends."""
    session[_CHOICE] = language
    session[_CHOSEN_AT] = the_face().site.clock.now().isoformat()


@bp.app_template_global()
def languages() -> tuple[tuple[str, str], ...]:
    """What the picker offers: each language with its own name, always in the same order."""
    return _offered(the_face().site.catalogs)


@bp.app_template_global()
def page_on_screen() -> str:
    """The address the picker comes back to; the first page where a form or an error answered."""
    return page_of_ours(request.full_path.rstrip("?") if request.method == "GET" else "")


@cache
def _offered(catalogs: Path) -> tuple[tuple[str, str], ...]:
    whole = languages_of(catalogs)
    return tuple((tag, name) for tag, name in LANGUAGE_NAMES.items() if tag in whole)
