"""What the school wrote to a child's family."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.domain.errors import NotFound
from kiosk.domain.folder import MessageItem
from kiosk.services.reading import messages_page
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("messages", __name__)

MESSAGES_TOGETHER = 8
"""As many as one reads in a sitting, and as a page of 14 KB holds at their usual length."""


@dataclass(frozen=True, slots=True)
class ShownMessages:
    """One page of them; ``newer`` and ``older`` are the pages beside it, None at the ends."""

    messages: tuple[MessageItem, ...]
    newer: int | None
    older: int | None


@bp.get("/children/<int:place>/messages")
@guardian_required
def show(visit: Visit, place: int) -> ResponseReturnValue:
    """The newest first, the older ones on pages that ``?page=`` counts from 1."""
    page = messages_page(the_point(), visit, place)
    shown = _shown(page.messages, request.args.get("page", default=1, type=int))
    return render_template("public/messages.html", page=page, shown=shown)


def _shown(messages: tuple[MessageItem, ...], number: int) -> ShownMessages:
    pages = max(1, -(-len(messages) // MESSAGES_TOGETHER))
    if not 1 <= number <= pages:
        raise NotFound("page", str(number))
    first = (number - 1) * MESSAGES_TOGETHER
    return ShownMessages(
        messages=messages[first : first + MESSAGES_TOGETHER],
        newer=number - 1 if number > 1 else None,
        older=number + 1 if number < pages else None,
    )
