"""What crosses from one process to another, as JSON: typed by the call's own hints.

Nothing is ever unpickled: whoever takes over a worker must not be able to run anything elsewhere.
"""

import base64
import inspect
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from kiosk.domain import errors
from kiosk.domain.errors import KioskError
from kiosk.sealing.secrets import Secret

_KIND = "kind"


class Malformed(ValueError):
    """Bytes that are no call, or no answer, of ours."""


@cache
def hints_of(method: Callable[..., Any]) -> dict[str, Any]:
    """The types of a call's arguments by name, and ``return``."""
    return typing.get_type_hints(method)


def write_call(method: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> bytes:
    """A call by its name, each argument by its own."""
    bound = inspect.signature(method).bind(None, *args, **named).arguments
    given = {name: to_wire(value) for name, value in bound.items() if name != "self"}
    return json.dumps({"call": method.__name__, "given": given}).encode()


def read_call(frame: bytes, calls: dict[str, Callable[..., Any]]) -> tuple[str, dict[str, Any]]:
    """The name and arguments of a call among those allowed; raise ``Malformed`` for any other."""
    try:
        plain = json.loads(frame)
        hints = hints_of(calls[plain["call"]])
        return plain["call"], {
            name: from_wire(hints[name], value) for name, value in plain["given"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Malformed from None


def write_answer(value: Any) -> bytes:
    """What a call gave."""
    return json.dumps({"value": to_wire(value)}).encode()


def write_refusal(refusal: KioskError) -> bytes:
    """What a call refused: a class of ``kiosk.domain.errors`` and its facts."""
    names: list[str] = [one.name for one in fields(refusal)] if is_dataclass(refusal) else []
    facts = {name: to_wire(getattr(refusal, name)) for name in names}
    return json.dumps({"refused": type(refusal).__name__, "facts": facts}).encode()


def read_answer(method: Callable[..., Any], frame: bytes) -> Any:
    """What the call gave; raise what it refused."""
    plain = json.loads(frame)
    if "refused" in plain:
        refused = getattr(errors, plain["refused"])
        hints = hints_of(refused)
        raise refused(**{name: from_wire(hints[name], one) for name, one in plain["facts"].items()})
    return from_wire(hints_of(method)["return"], plain["value"])


def to_wire(value: Any) -> Any:
    """Plain JSON of a value; a dataclass says its kind, so that a union can be read."""
    if isinstance(value, Secret):
        return value.reveal().hex()
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: to_wire(getattr(value, one.name)) for one in fields(value)}
        return {_KIND: type(value).__name__, "of": named}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_wire(one) for one in value]
    if isinstance(value, dict):
        return {name: to_wire(one) for name, one in value.items()}
    return value


def from_wire(kind: Any, plain: Any) -> Any:
    """A value of a kind; raise ``Malformed``."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _from_union(typing.get_args(kind), plain)
    if origin in (tuple, list):
        return _from_sequence(origin, typing.get_args(kind), plain)
    if origin is dict:
        _, of = typing.get_args(kind)
        return {str(name): from_wire(of, one) for name, one in _checked(dict, plain).items()}
    if is_dataclass(kind):
        return _from_dataclass(kind, plain)
    return _from_scalar(kind, plain)


def _from_union(choices: tuple[Any, ...], plain: Any) -> Any:
    if plain is None and type(None) in choices:
        return None
    kinds = [one for one in choices if one is not type(None)]
    if len(kinds) == 1:
        return from_wire(kinds[0], plain)
    named = {one.__name__: one for one in kinds}
    if not isinstance(plain, dict) or plain.get(_KIND) not in named:
        raise Malformed
    return from_wire(named[plain[_KIND]], plain)


def _from_sequence(origin: Any, of: tuple[Any, ...], plain: Any) -> Any:
    items = _checked(list, plain)
    if origin is list or (len(of) == 2 and of[1] is Ellipsis):
        return origin(from_wire(of[0], one) for one in items)
    if len(items) != len(of):
        raise Malformed
    return tuple(from_wire(one_of, one) for one_of, one in zip(of, items, strict=True))


def _from_dataclass(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, dict) or plain.get(_KIND) != kind.__name__:
        raise Malformed
    hints = hints_of(kind)
    given = _checked(dict, plain.get("of"))
    if given.keys() != {one.name for one in fields(kind)}:
        raise Malformed
    return kind(**{name: from_wire(hints[name], one) for name, one in given.items()})


def _from_scalar(kind: Any, plain: Any) -> Any:
    if kind is type(None):
        return None
    if kind in (str, int, bool, float):
        if type(plain) is not kind:
            raise Malformed
        return plain
    text = _checked(str, plain)
    try:
        if kind is bytes:
            return base64.b64decode(text, validate=True)
        if isinstance(kind, type) and issubclass(kind, Secret):
            return kind(bytes.fromhex(text))
        if kind in (date, datetime):
            return kind.fromisoformat(text)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(text)
    except ValueError:
        raise Malformed from None
    raise Malformed


def _checked(kind: type, plain: Any) -> Any:
    if not isinstance(plain, kind):
        raise Malformed
    return plain
