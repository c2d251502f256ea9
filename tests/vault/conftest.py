"""A vault of one's own, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.vault.vault import Vault
from tests.vault.builders import POINT, Hub


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    created = Vault.create(path, POINT)
    yield created
    created.close()


@pytest.fixture
def hub() -> Hub:
    return Hub()
