"""What the office's tables share: the room they stand in, and kinds of columns."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of ours, once ``kiosk.store.schema`` is loaded."""


class Instant(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, read back aware on SQLite as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; it was UTC."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as written: no database rounds a school's mark."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Digits as text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The same decimal back."""
        return None if value is None else Decimal(value)


def own_id() -> Column[int]:
    """A row's own number."""
    return Column("id", Integer, primary_key=True)


def reference(name: str, target: str, **options: object) -> Column[int]:
    """A row of another table, with which this one goes."""
    key = ForeignKey(f"{target}.id", ondelete="CASCADE")
    return Column(name, Integer, key, nullable=False, **options)  # type: ignore[arg-type]


def words(name: str) -> Column[str]:
    """Text that is always there, blank where nothing was given."""
    return Column(name, Text, nullable=False)
