"""A point of the test's own, and a guardian who stands before it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from kiosk.clock import FixedClock
from kiosk.domain.folder import Folder
from kiosk.domain.slip_codes import SlipCode
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder, a_mark, a_period, a_subject, work


@pytest.fixture
def own_point(tmp_path: Path, clock: FixedClock) -> Iterator[OwnPoint]:
    """Holds nobody yet."""
    own = OwnPoint(tmp_path, clock)
    yield own
    own.vault.close()


@pytest.fixture
def app(own_point: OwnPoint) -> Flask:
    return own_point.app()


@pytest.fixture
def lambert() -> Folder:
    """A mother and her daughter, with a little of everything."""
    lucie = a_child(
        homework=(work("Anglais", date(2026, 11, 24)),),
        periods=(a_period("1er trimestre", a_subject("Anglais", a_mark("14.5"))),),
    )
    return a_folder(lucie)


@pytest.fixture
def slip(own_point: OwnPoint, lambert: Folder) -> SlipCode:
    """Madame Lambert's slip."""
    return own_point.gives_slip(lambert)


@pytest.fixture
def guardian(app: Flask) -> GuardianAtScreen:
    """Someone at the screen, with the welcome page before her."""
    return GuardianAtScreen(app)
