"""A desk of the test's own, and an agent at it."""

from pathlib import Path

import pytest
from flask import Flask

from kiosk.domain.agents import AgentRole
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.views.desk.own_desk import PASSWORD, OwnDesk
from tests.views.own_point import OwnPoint


@pytest.fixture
def own_desk(own_point: OwnPoint, tmp_path: Path) -> OwnDesk:
    return OwnDesk(own_point, tmp_path)


@pytest.fixture
def desk_app(own_desk: OwnDesk) -> Flask:
    return own_desk.app()


@pytest.fixture
def agent(own_desk: OwnDesk, desk_app: Flask) -> AgentAtDesk:
    at_desk = AgentAtDesk(desk_app)
    at_desk.shows_card(own_desk.cards[AgentRole.AGENT], PASSWORD)
    return at_desk


@pytest.fixture
def lead(own_desk: OwnDesk, desk_app: Flask) -> AgentAtDesk:
    at_desk = AgentAtDesk(desk_app)
    at_desk.shows_card(own_desk.cards[AgentRole.LEAD], PASSWORD)
    return at_desk
