"""One demo, made once; every test that touches it gets a copy of its own."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from kiosk.app import create_app
from kiosk.clock import FixedClock
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.access_point import AccessPoint
from kiosk.services.office import Office
from kiosk.site.demo import demo_slips, prepare_demo
from kiosk.site.office import open_office
from kiosk.site.point import open_point

pytest_plugins = ("tests.screens",)

# The same examples at every run: a red test is red for everybody.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

# A Monday evening in term: the day the demo of the tests is made for.
MONDAY_EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MONDAY_EVENING)


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it was made: never opened by a test, only copied."""
    folder = tmp_path_factory.mktemp("made") / "demo"
    prepare_demo(folder, FixedClock(MONDAY_EVENING))
    return folder


@pytest.fixture(scope="session")
def demo_codes(made_demo: Path) -> dict[str, SlipCode]:
    """The public digits of the demo, by the name of their holder."""
    return dict(demo_slips(made_demo / "office", FixedClock(MONDAY_EVENING)))


@pytest.fixture
def demo_folder(made_demo: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "demo"
    shutil.copytree(made_demo, copy)
    return copy


@pytest.fixture
def office(demo_folder: Path, clock: FixedClock) -> Iterator[Office]:
    opened = open_office(demo_folder / "office", clock)
    yield opened
    opened.store.close()


@pytest.fixture
def point(demo_folder: Path, clock: FixedClock) -> AccessPoint:
    return open_point(demo_folder / "point", clock)


@pytest.fixture
def public_app(point: AccessPoint) -> Flask:
    app = create_app("public", point)
    app.testing = True
    return app
