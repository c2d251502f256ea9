"""Any instance of one of our frozen dataclasses, by its type hints."""

import types
import typing
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from hypothesis import strategies as st

NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
)
ZONES = st.one_of(
    st.just(UTC),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    bytes: st.binary(max_size=40),
    date: st.dates(),
    datetime: st.datetimes(timezones=ZONES),
    Decimal: NUMBERS,
}


@cache
def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Every value a field of that type, or a class made of such fields, may hold."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(
            st.none() if choice is type(None) else any_of(choice)
            for choice in typing.get_args(kind)
        )
    if origin is tuple:
        return st.lists(any_of(typing.get_args(kind)[0]), max_size=3).map(tuple)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{name: any_of(hint) for name, hint in hints.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return _SCALARS[kind]
