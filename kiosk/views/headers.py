"""The headers of every answer, in one place."""

from flask import Flask, Response, request

from kiosk.views.leaving import add_leaving
from kiosk.views.presenting import is_immutable_asset

# Source: OWASP ASVS 5.0, 3.4. Referrer-Policy is same-origin: with no-referrer a browser sends
# "Origin: null" on our own forms and the check of forgeries would refuse them. Frames: the page
# of a sheet shows the sheet, nothing else is framed.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()"
    ),
}
# On what is never a page by itself the others would only weigh, and a cold start is counted.
ASSET_HEADERS = {
    name: HEADERS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
}
ASSETS = frozenset({"text/css", "text/javascript", "font/woff2"})
NO_STORE = "no-store"
IMMUTABLE = "public, max-age=31536000, immutable"


def furnish(app: Flask) -> None:
    """Put the headers on every answer of the application."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    keeps = response.status_code < 400 and is_immutable_asset(request)
    headers = ASSET_HEADERS if keeps and response.mimetype in ASSETS else HEADERS
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    add_leaving(response)
    response.headers["Cache-Control"] = IMMUTABLE if keeps else NO_STORE
    return response
