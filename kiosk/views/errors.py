"""Every refusal to a page, in one table: the error says the facts, the page the sentence."""

import logging
from dataclasses import dataclass

from flask import Flask, g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from kiosk.domain.errors import (
    ActForbidden,
    KioskError,
    NewsMissing,
    NotFound,
    PagesUsedUp,
    PaperLeft,
    PointClosed,
    PrinterUnavailable,
)
from kiosk.views.face import the_face
from kiosk.views.leaving import leave_later

log = logging.getLogger("kiosk.views")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A status and the template that explains it."""

    status: int
    template: str


PAGES: dict[type[Exception], ErrorPage] = {
    NotFound: ErrorPage(404, "errors/not_found.html"),
    NewsMissing: ErrorPage(503, "errors/news_missing.html"),
    PrinterUnavailable: ErrorPage(503, "errors/printer.html"),
    PaperLeft: ErrorPage(409, "errors/paper_left.html"),
    PagesUsedUp: ErrorPage(409, "errors/pages_used_up.html"),
    PointClosed: ErrorPage(503, "errors/closed.html"),
    ActForbidden: ErrorPage(403, "desk/forbidden.html"),
}
ERROR_SECONDS = 60
NOT_FOUND = PAGES[NotFound]
BROKEN = ErrorPage(500, "errors/broken.html")


def furnish(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(KioskError, _explain)
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(Exception, _explain_unexpected)


def _explain(error: KioskError) -> ResponseReturnValue:
    page = PAGES.get(type(error))
    if page is None:
        return _explain_unexpected(error)
    return _show(page), page.status


def _explain_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    page = NOT_FOUND if error.code in (404, 405) else BROKEN
    allow = [(name, value) for name, value in error.get_headers() if name == "Allow"]
    return _show(page), error.code or page.status, allow


def _explain_unexpected(error: Exception) -> ResponseReturnValue:
    log_unexpected(error)
    return _show(BROKEN), BROKEN.status


def log_unexpected(error: Exception) -> None:
    """The kind and the place are enough to mend it; the message might quote what a family reads."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    log.error("unexpected %s at %s", type(error).__name__, place)


def _show(page: ErrorPage) -> str:
    if "leaves" not in g:
        leave_later(ERROR_SECONDS, url_for(the_face().first_page))
    return render_template(page.template)
