"""Who may see a page: the guard hands the visit to the view as an argument."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_required

from kiosk.services import signing_in
from kiosk.services.access_point import AccessPoint
from kiosk.services.pins import must_choose
from kiosk.services.visits import Visit
from kiosk.views.addresses import page_of_ours
from kiosk.views.face import the_face
from kiosk.views.leaving import leave_later

WARNING_SECONDS = 45
"""How long before the end a person is asked whether she is still there; WCAG 2.2.1 wants 20."""

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


class GuardianAtScreen(UserMixin):  # type: ignore[misc]
    """A visit as flask-login sees it: its id is the session's, so ending the visit ends all."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    def get_id(self) -> str:
        """The visit's own random id."""
        return self.visit.visit_id


def the_point() -> AccessPoint:
    """The access point this application serves."""
    return cast(AccessPoint, the_face().site)


def load_guardian(visit_id: str) -> GuardianAtScreen | None:
    """The guardian whose visit is under way, for flask-login."""
    visit = signing_in.current_visit(the_point(), visit_id)
    return GuardianAtScreen(visit) if visit else None


def ask_later_who_is_there(visit: Visit) -> None:
    """Without a script too the screen asks, when nobody touches it, whether somebody is there.

    A visit near its last minute is told so in the same way, in time to print or to begin again.
    """
    point = the_point()
    left = min(point.settings.sessions.idle_seconds, point.visits.seconds_left(visit))
    back = page_of_ours(request.full_path.rstrip("?")) if request.method == "GET" else None
    leave_later(max(left - WARNING_SECONDS, 1), url_for("family.still_there", back=back))


def guardian_required(view: Callable[Concatenate[Visit, P], ResponseReturnValue]) -> View[P]:
    """Give the visit under way to a view, or turn the request away."""

    @wraps(view)
    @login_required  # type: ignore[untyped-decorator]
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        ask_later_who_is_there(current_user.visit)
        if must_choose(the_point(), current_user.visit) and request.blueprint != "pin":
            return redirect(url_for("pin.show"), 303)
        return view(current_user.visit, *args, **kwargs)

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return cast("View[P]", guarded)


def open_to_all(view: View[P]) -> View[P]:
    """Say of a view that anyone at the screen may use it; a test wants every route to say."""
    view.is_guarded = False  # type: ignore[attr-defined]
    return view
