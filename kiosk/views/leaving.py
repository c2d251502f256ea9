"""No page stays on the screen for good: each says where the browser goes when nobody acts."""

from flask import Response, g


def leave_later(seconds: int, address: str) -> None:
    """Have the page of this request give way to another one after a while.

    A header, so that it needs no script and any error page carries it too. The last word counts.
    """
    g.leaves = f"{seconds}; url={address}"


def add_leaving(response: Response) -> None:
    """Put it on an answer that is a page."""
    if "leaves" in g and response.mimetype == "text/html":
        response.headers["Refresh"] = g.leaves
