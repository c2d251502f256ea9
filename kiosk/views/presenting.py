"""What templates may say: words, numbers, icons' place, and where our files are."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Request, current_app, g, url_for
from markupsafe import Markup

from kiosk import wording
from kiosk.domain.folder import EMBLEMS
from kiosk.domain.pictures import PICTURES
from kiosk.views import language
from kiosk.views.csrf import TOKEN, form_token
from kiosk.views.face import the_face
from kiosk.views.leaving import leaving
from kiosk.wording import Words, words_for

AS_WRITTEN = Markup('lang="fr" dir="ltr"')
"""On every element with words of the school's: they stay French, and within their own bounds."""

FONTS = "fonts/"
"""Fonts carry their version in their name: style sheets cannot ask for a hash."""


def furnish(app: Flask) -> None:
    """Teach the templates our words."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words().gettext(text),
        lambda one, many, count: words().ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(number=wording.number, phone=wording.phone)
    app.jinja_env.globals.update(
        words=words,
        greeting=lambda folder: words().greeting(folder),
        refused=lambda refusal: words().slip_refused(refusal),
        mark_text=wording.mark,
        attendance_day=lambda item: wording.attendance_day(item, words()),
        attendance_extent=lambda item: wording.attendance_extent(item, words()),
        to_justify=lambda sums: wording.to_justify(
            sums.unjustified_half_days,
            sums.unjustified_uncounted,
            sums.unjustified_lateness,
            words(),
        ),
        news_text=lambda news: wording.news_text(news.kind, news.count, words()),
        asset=asset,
        leaving=leaving,
        csrf_name=TOKEN,
        csrf_token=form_token,
        as_written=AS_WRITTEN,
        tone=EMBLEMS.index,
        picture_path=lambda name: PICTURES.get(name, ""),
        layout=lambda: the_face().layout,
        first_page=lambda: url_for(the_face().first_page),
        today=lambda: the_face().site.clock.today(),
    )


def words() -> Words:
    """The words of the language of this request."""
    if "words" not in g:
        g.words = words_for(language.chosen(), the_face().site.catalogs)
    found: Words = g.words
    return found


def asset(name: str) -> str:
    """The address of a static file, which changes when its content does."""
    return url_for("static", filename=name, v=_digest(Path(current_app.static_folder or ""), name))


def is_immutable_asset(request: Request) -> bool:
    """Whether the answer may be kept for good: the address names this very content."""
    if request.endpoint != "static" or request.view_args is None:
        return False
    name = request.view_args["filename"]
    if name.startswith(FONTS):
        return True
    folder = Path(current_app.static_folder or "")
    return (folder / name).is_file() and request.args.get("v") == _digest(folder, name)


@cache
def _digest(folder: Path, name: str) -> str:
    return hashlib.blake2b((folder / name).read_bytes(), digest_size=6).hexdigest()
