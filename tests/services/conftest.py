"""What the tests of the use cases share: a small office, and a line to a small point."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.services.office import Office
from kiosk.store.store import Store
from tests.services.line import Line, an_office, learn
from tests.store.databases import database_url, made_store, store
from tests.store.school_builders import a_college

__all__ = ["database_url", "made_store", "store"]


@pytest.fixture
def office(store: Store, clock: FixedClock) -> Office:
    """An office that knows of nobody yet."""
    return an_office(store, clock)


@pytest.fixture
def line(office: Office, clock: FixedClock, tmp_path: Path) -> Iterator[Line]:
    """An office that knows the small collège, and a point that knows nothing yet."""
    learn(office, a_college())
    made = Line(office, clock, tmp_path)
    yield made
    made.vault.close()
