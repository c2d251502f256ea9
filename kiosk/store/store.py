"""The office's database: opened, checked, and used one transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, insert, inspect, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError

from kiosk.domain.errors import SchemaRefused, StoreUnavailable
from kiosk.store.additions import Additions
from kiosk.store.circulation import Circulation
from kiosk.store.correspondence import Correspondence
from kiosk.store.feeds import Feeds
from kiosk.store.pictures import Pictures
from kiosk.store.point_reports import PointReports
from kiosk.store.requests import Requests
from kiosk.store.rights import Rights
from kiosk.store.roster import Roster
from kiosk.store.schema import SCHEMA_VERSION, about, metadata
from kiosk.store.schoolwork import Schoolwork
from kiosk.store.slips import Slips
from kiosk.store.supplements import Supplements
from kiosk.store.unions import Unions


@dataclass(frozen=True)
class Transaction:
    """What one use case reads and writes; all of it is kept, or none."""

    connection: Connection

    @property
    def roster(self) -> Roster:
        """What schools told of people and work, as a whole."""
        return Roster(self.connection)

    @property
    def pictures(self) -> Pictures:
        """What files of changes apply to."""
        return Pictures(self.connection)

    @property
    def rights(self) -> Rights:
        """Readers, and who may see whom."""
        return Rights(self.connection)

    @property
    def schoolwork(self) -> Schoolwork:
        """One pupil's classes, homework and marks."""
        return Schoolwork(self.connection)

    @property
    def additions(self) -> Additions:
        """What schools added by hand, one pupil at a time."""
        return Additions(self.connection)

    @property
    def supplements(self) -> Supplements:
        """What schools add by hand, taken in one school at a time."""
        return Supplements(self.connection)

    @property
    def slips(self) -> Slips:
        """Slips ever issued."""
        return Slips(self.connection)

    @property
    def circulation(self) -> Circulation:
        """Places, points and the segments published to them."""
        return Circulation(self.connection)

    @property
    def feeds(self) -> Feeds:
        """Segments and snapshots published to points."""
        return Feeds(self.connection)

    @property
    def correspondence(self) -> Correspondence:
        """What access points told."""
        return Correspondence(self.connection)

    @property
    def point_reports(self) -> PointReports:
        """Where each point stood when it was last heard."""
        return PointReports(self.connection)

    @property
    def unions(self) -> Unions:
        """Readers who are one person."""
        return Unions(self.connection)

    @property
    def requests(self) -> Requests:
        """What families asked of their schools."""
        return Requests(self.connection)

    def fact(self, name: str) -> str | None:
        """A fact of the instance, by name."""
        return self.connection.scalar(select(about.c.value).where(about.c.name == name))

    def set_fact(self, name: str, value: str) -> None:
        """Write a fact of the instance."""
        changed = self.connection.execute(
            update(about).where(about.c.name == name).values(value=value)
        )
        if changed.rowcount == 0:
            self.connection.execute(insert(about).values(name=name, value=value))


class Store:
    """The one way into the office's database: the URL of a server's, or the path of SQLite's file.

    A path is no URL with a prefix: one with a « ? » in it would name another file.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def create(cls, base: str | Path) -> "Store":
        """An empty database of this version; raise ``SchemaRefused`` if one is there already."""
        engine = _engine(base)
        try:
            with _answering(), engine.begin() as connection:
                if inspect(connection).get_table_names():
                    raise SchemaRefused("not_empty", SCHEMA_VERSION)
                metadata.create_all(connection)
                facts = {"name": "schema_version", "value": SCHEMA_VERSION}
                connection.execute(insert(about).values(facts))
        except (SchemaRefused, StoreUnavailable):
            engine.dispose()
            raise
        return cls(engine)

    @classmethod
    def open(cls, base: str | Path) -> "Store":
        """An existing database; raise ``SchemaRefused`` for any other version than ours."""
        engine = _engine(base)
        found = _version_of(engine)
        if found != SCHEMA_VERSION:
            engine.dispose()
            raise SchemaRefused(found, SCHEMA_VERSION)
        return cls(engine)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything done inside is committed together, or undone on any error.

        Raises ``StoreUnavailable`` when the database does not answer, another holds it, or it
        refuses what it was told; its reason repeats nothing that was to be written.
        """
        with _answering(), self._engine.begin() as connection:
            yield Transaction(connection)

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def _version_of(engine: Engine) -> str:
    """The version a database says it is of; ``"none"`` where it is no store of ours."""
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table(about.name):
                return "none"
            version = select(about.c.value).where(about.c.name == "schema_version")
            return connection.scalar(version) or "none"
    except (OperationalError, InterfaceError) as error:
        raise _unavailable(error) from None
    except DBAPIError:
        return "none"


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        # From None: a driver's own message may quote what a row was to hold.
        raise _unavailable(error) from None


def _unavailable(error: DBAPIError) -> StoreUnavailable:
    """What the driver says first: what it adds in detail, and says of data, quotes values."""
    said = str(error.orig).strip().partition("\n")[0]
    if isinstance(error, DataError) or not said:
        said = type(error.orig).__name__
    return StoreUnavailable(said)


def _engine(base: str | Path) -> Engine:
    url = URL.create("sqlite", database=str(base)) if isinstance(base, Path) else base
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    # Not deferred: a reader that turns writer while another writes would fail without waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_sqlite(connection: object, _record: object) -> None:
    # The driver's own transactions begin too late and end too early: SQLAlchemy says BEGIN.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "busy_timeout = 5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
