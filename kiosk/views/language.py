"""The language of the screen: picked on any page, remembered for one person only.

It is kept in the server's session, so it ends with the visit; no cookie or address tells it.
"""

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from kiosk.views.guards import open_to_all, the_point
from kiosk.wording import LANGUAGE_NAMES, SOURCE_LANGUAGE, languages_of

bp = Blueprint("language", __name__)

_CHOICE = "language"
_CHOSEN_AT = "language_chosen_at"
_NOT_PAGES = frozenset({"static", "health.show", "welcome.show", "welcome.goodbye"})
_MOST = 999
_PAIR = r"[a-z]{1,10}=(\d{1,3}|[a-z_]{1,20})"
_QUERY = re.compile(f"{_PAIR}(&{_PAIR}){{0,3}}", re.ASCII)

UNTOUCHED_SECONDS = 180
"""How long a choice waits for its slip. Nobody needs that long to begin; the next person does."""


@bp.post("/language")
@open_to_all
def choose() -> ResponseReturnValue:
    """Speak another language from the page on the screen on; the visit goes on."""
    wanted = request.form.get("language", "")
    if wanted in dict(languages()):
        remember(wanted)
    return redirect(_page_of_ours(request.form.get("back", "")), 303)


def chosen() -> str:
    """The language of whoever is at the screen."""
    return str(session.get(_CHOICE, SOURCE_LANGUAGE))


def still_awaited() -> str | None:
    """A choice made before any visit, while the person who made it may yet be there."""
    if chosen() == SOURCE_LANGUAGE:
        return None
    age = the_point().clock.now() - session[_CHOSEN_AT]
    return chosen() if age.total_seconds() < UNTOUCHED_SECONDS else None


def remember(language: str) -> None:
    """Speak it until the session ends."""
    session[_CHOICE] = language
    session[_CHOSEN_AT] = the_point().clock.now()


@bp.app_template_global()
def languages() -> tuple[tuple[str, str], ...]:
    """What the picker offers: each language with its own name, always in the same order."""
    return _offered(the_point().catalogs)


@bp.app_template_global()
def page_on_screen() -> str:
    """The address the picker comes back to; the first page where a form or an error answered."""
    return _page_of_ours(request.full_path.rstrip("?") if request.method == "GET" else "")


@cache
def _offered(catalogs: Path) -> tuple[tuple[str, str], ...]:
    whole = languages_of(catalogs)
    return tuple((tag, name) for tag, name in LANGUAGE_NAMES.items() if tag in whole)


def _page_of_ours(address: str) -> str:
    """The page an address of this screen names; the first page for anything else.

    Built anew from the page it names and from small numbers and words: an address may carry a
    code that somebody put there, and no page repeats it.
    """
    first = url_for("family.show" if current_user.is_authenticated else "welcome.show")
    path, _, query = address.partition("?")
    try:
        endpoint, arguments = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return first
    is_page = endpoint not in _NOT_PAGES and all(isinstance(n, int) for n in arguments.values())
    if not is_page or max(arguments.values(), default=0) > _MOST:
        return first
    return url_for(endpoint, **arguments) + (f"?{query}" if _QUERY.fullmatch(query) else "")
