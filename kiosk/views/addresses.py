"""Addresses of this screen that somebody handed us: which page of ours they name, if any."""

import re
from collections.abc import Mapping

from flask import current_app, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException

_NOT_PAGES = frozenset({"static", "health.show", "welcome.show", "welcome.goodbye"}) | {
    "family.still_there",
    "family.hide",
}
_MOST = 999
_SHEET = re.compile(r"[\w-]{12}", re.ASCII)
"""The name of a sheet of this visit: shorter than any code."""
_WORD = re.compile(r"[a-z]{1,12}", re.ASCII)
_PAIR = r"[a-z]{1,10}=(\d{1,3}|[a-z_]{1,20})"
_QUERY = re.compile(f"{_PAIR}(&{_PAIR}){{0,3}}", re.ASCII)


def first_page() -> str:
    """Where whoever is at the screen begins."""
    return url_for("family.show" if current_user.is_authenticated else "welcome.show")


def page_of_ours(address: str) -> str:
    """The page an address names; the first page for anything else.

    Built anew from the page it names and from small numbers and words: an address may carry a
    code that somebody put there, and no page repeats it.
    """
    path, _, query = address.partition("?")
    try:
        endpoint, arguments = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return first_page()
    is_page = endpoint not in _NOT_PAGES and _names_a_page(arguments)
    if not is_page:
        return first_page()
    return url_for(endpoint, **arguments) + (f"?{query}" if _QUERY.fullmatch(query) else "")


def _names_a_page(arguments: Mapping[str, object]) -> bool:
    return all(
        one <= _MOST if isinstance(one, int) else _is_a_name(str(one)) for one in arguments.values()
    )


def _is_a_name(text: str) -> bool:
    return bool(_SHEET.fullmatch(text) or _WORD.fullmatch(text))
