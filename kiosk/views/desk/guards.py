"""Who may do what at the desk. The keeper asks the same again; here it is asked for the page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_required

from kiosk.domain.agents import Agent, DeskAct
from kiosk.domain.errors import ActForbidden
from kiosk.services.desk import Desk, agent_of
from kiosk.views.face import the_face

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
ViewOfBadge = Callable[Concatenate[str, P], ResponseReturnValue]


class AgentAtDesk(UserMixin):  # type: ignore[misc]
    """A badge as flask-login sees it; it stays in this process's memory, in no cookie."""

    def __init__(self, badge: str, agent: Agent) -> None:
        self.badge = badge
        self.agent = agent

    def get_id(self) -> str:
        """The badge."""
        return self.badge


def the_desk() -> Desk:
    """The desk this application serves."""
    return cast(Desk, the_face().site)


def load_agent(badge: str) -> AgentAtDesk | None:
    """Whose badge it is, unless nobody touched this desk for too long, for flask-login."""
    desk = the_desk()
    if not desk.presence.touch(badge):
        desk.let_go(badge)
        return None
    agent = agent_of(desk, badge)
    if agent is None:
        desk.presence.leave(badge)
        return None
    return AgentAtDesk(badge, agent)


def agent_required(
    act: DeskAct,
) -> Callable[[Callable[Concatenate[str, P], ResponseReturnValue]], View[P]]:
    """Give the badge of an agent whose card is for this act to a view."""

    def guard(view: ViewOfBadge[P]) -> View[P]:
        @wraps(view)
        @login_required  # type: ignore[untyped-decorator]
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_user.agent.may(act):
                raise ActForbidden(act.value)
            return view(current_user.badge, *args, **kwargs)

        guarded.is_guarded = True  # type: ignore[attr-defined]
        guarded.act = act  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return guard
