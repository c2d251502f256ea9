"""One visit in each language that goes everywhere; every law then reads what was found."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser
from werkzeug.routing import Map

from kiosk.clock import FixedClock
from kiosk.domain.slip_codes import SlipCode
from tests.access.axe import axe_source
from tests.access.rare_points import point_that_fails, point_with_nobody, point_with_rare_news
from tests.access.survey import RARE, WHOLE, WORDS, Survey, Visit, survey_visit
from tests.access.survey import survey_desk as survey_of_desk
from tests.conftest import MONDAY_EVENING
from tests.views.desk.own_desk import OwnDesk
from tests.views.own_point import OwnPoint

MOTHER, FATHER = "Mme Amina Delmas", "M. Thomas Marchetti"

Look = Callable[[str, Visit], Survey]


@pytest.fixture(scope="session")
def axe() -> str:
    return axe_source()


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Map:
    """Every address the public face answers to."""
    own = OwnPoint(tmp_path_factory.mktemp("routes"), FixedClock(MONDAY_EVENING))
    found = own.app().url_map
    own.vault.close()
    return found


@pytest.fixture(scope="session", params=["fr", "en", "ar", "rare", "failing", "empty", "desk"])
def survey(request: pytest.FixtureRequest) -> Survey:
    """Every page, in each language and where something rare happens."""
    found: Survey = request.getfixturevalue(f"survey_{request.param}")
    return found


@pytest.fixture(scope="session")
def look(browser: Browser, routes: Map, axe: str) -> Look:
    return partial(survey_visit, browser, routes, axe)


@pytest.fixture(scope="session")
def survey_fr(look: Look, server_url: str, demo_codes: dict[str, SlipCode]) -> Survey:
    return look(server_url, Visit(demo_codes[MOTHER], "fr", WHOLE, other=demo_codes[FATHER]))


@pytest.fixture(scope="session")
def survey_en(look: Look, server_url: str, demo_codes: dict[str, SlipCode]) -> Survey:
    return look(server_url, Visit(demo_codes[MOTHER], "en", WORDS, other=demo_codes[FATHER]))


@pytest.fixture(scope="session")
def survey_ar(look: Look, server_url: str, demo_codes: dict[str, SlipCode]) -> Survey:
    return look(server_url, Visit(demo_codes[MOTHER], "ar", WORDS, other=demo_codes[FATHER]))


@pytest.fixture(scope="session")
def survey_rare(look: Look, tmp_path_factory: pytest.TempPathFactory) -> Survey:
    with point_with_rare_news(tmp_path_factory.mktemp("rare")) as point:
        return look(
            point.url, Visit(point.code, "fr", RARE, only_folder=True, unlinked=point.unlinked)
        )


@pytest.fixture(scope="session")
def survey_failing(look: Look, tmp_path_factory: pytest.TempPathFactory) -> Survey:
    with point_that_fails(tmp_path_factory.mktemp("failing")) as point:
        return look(
            point.url, Visit(point.code, "fr", RARE, only_folder=True, unlinked=point.unlinked)
        )


@pytest.fixture(scope="session")
def survey_empty(look: Look, tmp_path_factory: pytest.TempPathFactory) -> Survey:
    with point_with_nobody(tmp_path_factory.mktemp("empty")) as point:
        return look(
            point.url, Visit(point.code, "fr", RARE, only_folder=True, unlinked=point.unlinked)
        )


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDesk]:
    """A desk of the survey's own."""
    own = OwnPoint(tmp_path_factory.mktemp("point-of-desk"), FixedClock(MONDAY_EVENING))
    own_desk = OwnDesk(own, tmp_path_factory.mktemp("desk"))
    own.leaves_a_sheet(own_desk.nadias_slip)
    yield own_desk
    own.vault.close()


@pytest.fixture(scope="session")
def desk_routes(desk: OwnDesk) -> Map:
    """Every address the desk answers to."""
    return desk.app().url_map


@pytest.fixture(scope="session")
def survey_desk(browser: Browser, desk_routes: Map, axe: str, desk: OwnDesk) -> Survey:
    return survey_of_desk(browser, desk_routes, axe, desk)
