"""Frozen dataclasses to plain JSON values and back, by their own type hints.

Strict on the way in: an unknown or missing field, or a value of another type, is refused, so that
a document never half-fits its class. Only ``across_versions`` may a document come from a neighbour:
fields nobody knows are passed over, fields that are not there take their default.
"""

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_MOST_INTEGER = 2**63


class NotOfThisShape(ValueError):
    """The plain value does not describe an instance of the class asked for."""


def to_plain(value: Any) -> Any:
    """Dates become ISO strings, decimals strings, tuples lists, dataclasses objects.

    Bytes stay bytes: whoever writes the document decides where they go.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_plain(kind: type[T], plain: Any, *, across_versions: bool = False) -> T:
    """An instance of ``kind`` from what ``to_plain`` made; raise ``NotOfThisShape``."""
    return typing.cast(T, _read(kind, plain, across_versions))


def _read(kind: Any, plain: Any, lenient: bool) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _read_optional(kind, plain, lenient)
    if origin is tuple:
        if not isinstance(plain, list):
            raise NotOfThisShape
        item_kind = typing.get_args(kind)[0]
        return tuple(_read(item_kind, item, lenient) for item in plain)
    if is_dataclass(kind):
        return _read_dataclass(kind, plain, lenient)
    return _read_scalar(kind, plain)


def _read_optional(kind: Any, plain: Any, lenient: bool) -> Any:
    if plain is None:
        return None
    (inner,) = (choice for choice in typing.get_args(kind) if choice is not type(None))
    return _read(inner, plain, lenient)


def _read_dataclass(kind: Any, plain: Any, lenient: bool) -> Any:
    hints = _hints(kind)
    if not isinstance(plain, dict):
        raise NotOfThisShape
    given = plain.keys() & hints.keys() if lenient else plain.keys()
    if given != hints.keys() and not (lenient and hints.keys() - given <= _with_default(kind)):
        raise NotOfThisShape
    return kind(**{name: _read(hints[name], plain[name], lenient) for name in given})


@cache
def _with_default(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if field.default is not MISSING)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read_scalar(kind: Any, plain: Any) -> Any:
    if kind in (str, int, bool, bytes):
        if type(plain) is not kind or not _is_storable(plain):
            raise NotOfThisShape
        return plain
    if not isinstance(plain, str):
        raise NotOfThisShape
    try:
        value = _FROM_TEXT.get(kind, kind)(plain)
    except (ValueError, InvalidOperation):
        raise NotOfThisShape from None
    if to_plain(value) != plain:  # one way of writing each value, so that equal means same bytes
        raise NotOfThisShape
    return value


def _is_storable(value: Any) -> bool:
    """JSON can name half a character (a lone surrogate), and numbers of any length: no file takes
    the one, no database the other."""
    if isinstance(value, int):
        return -_MOST_INTEGER <= value < _MOST_INTEGER
    try:
        return not isinstance(value, str) or value.encode() is not None
    except UnicodeEncodeError:
        return False


def _finite_decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise NotOfThisShape
    return value


def _aware_datetime(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise NotOfThisShape
    return value


_FROM_TEXT: dict[Any, Any] = {
    date: date.fromisoformat,
    datetime: _aware_datetime,
    Decimal: _finite_decimal,
}
