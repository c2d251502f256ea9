"""No page stays on the screen for good: each says where the browser goes when nobody acts."""

from dataclasses import dataclass

from flask import Response, g


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where a page gives way to, and after how long."""

    seconds: int
    address: str


def leave_later(seconds: int, address: str) -> None:
    """Have the page of this request give way to another one after a while.

    A header, so that it needs no script and any error page carries it too. Where there is one, the
    page's script counts the time from the last touch instead. The last word counts.
    """
    g.leaves = Leaving(seconds, address)


def leaving() -> Leaving | None:
    """What was said of this page so far, for its script."""
    found: Leaving | None = g.get("leaves")
    return found


def add_leaving(response: Response) -> None:
    """Put it on an answer that is a page."""
    said = leaving()
    if said is not None and response.mimetype == "text/html":
        response.headers["Refresh"] = f"{said.seconds}; url={said.address}"
