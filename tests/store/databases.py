"""A fresh store for a test: SQLite always, PostgreSQL where a variable names one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from kiosk.store.schema import metadata
from kiosk.store.store import Store

POSTGRESQL = "KIOSK_TEST_DATABASE_URL"


DATABASES = ["sqlite", "postgresql"] if os.environ.get(POSTGRESQL) else ["sqlite"]


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database. The one on PostgreSQL loses everything that was in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    url = os.environ[POSTGRESQL]
    engine = create_engine(url)
    metadata.drop_all(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store on SQLite, made once: a copy is quicker than making another."""
    path = tmp_path_factory.mktemp("store") / "office.db"
    Store.create(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(database_url: str, made_store: Path) -> Iterator[Store]:
    if database_url.startswith("sqlite:"):
        shutil.copy(made_store, database_url.removeprefix("sqlite:///"))
        opened = Store.open(database_url)
    else:
        opened = Store.create(database_url)
    yield opened
    opened.close()


def everything_in(store: Store) -> dict[str, list[str]]:
    """Every row of every table, to tell whether anything changed."""
    with store.transaction() as tx:
        return {
            table.name: sorted(repr(row) for row in tx.connection.execute(select(table)))
            for table in metadata.sorted_tables
        }
