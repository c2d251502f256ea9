"""Calls from a worker to the keeper: which each face may make, made and answered one by one.

A worker has the word (``authkey``) of its own face's door and no other: what is not in that face's
table cannot be asked, whoever asks.
"""

import inspect
import logging
import sqlite3
from collections.abc import Callable
from multiprocessing.connection import Client, Connection
from threading import Lock
from time import monotonic, sleep
from typing import Any, TypeVar, cast

from kiosk.domain.errors import KioskError, PointClosed, StoreUnavailable
from kiosk.processes.wire import (
    Malformed,
    read_answer,
    read_call,
    write_answer,
    write_call,
    write_refusal,
)
from kiosk.vault.desk_keeper import DeskKeeper
from kiosk.vault.keeper import Keeper

log = logging.getLogger("kiosk.processes")

K = TypeVar("K")
Calls = dict[str, Callable[..., Any]]

PATIENCE_SECONDS = 5.0
"""How long a worker waits for a keeper that is just being started again."""
_OF_THE_KEEPER_ALONE = frozenset({"close_if_due"})


def calls_of(kind: type[Any]) -> Calls:
    """The public methods of a keeper's half: what its face may ask."""
    return {
        name: method
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and name not in _OF_THE_KEEPER_ALONE
    }


CALLS: dict[str, Calls] = {"public": calls_of(Keeper), "desk": calls_of(DeskKeeper)}


def keeper_behind(kind: type[K], address: str, word: bytes) -> K:
    """What looks like a keeper's half and asks the keeper's process.

    Each of its methods takes and gives what the real one does, and raises the same refusals; while
    the keeper cannot be reached it is closed (``PointClosed``).
    """
    return cast(K, _Caller(kind, address, word))


class _Caller:
    """One connection, one call at a time; made anew when the keeper was."""

    def __init__(self, kind: type[Any], address: str, word: bytes) -> None:
        self._calls = calls_of(kind)
        self._address = address
        self._word = word
        self._connection: Connection | None = None
        self._turn = Lock()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = self.__dict__["_calls"].get(name)
        if method is None:
            raise AttributeError(name)

        def call(*args: Any, **named: Any) -> Any:
            return read_answer(method, self._ask(write_call(method, args, named)))

        return call

    def _ask(self, frame: bytes) -> bytes:
        until = monotonic() + PATIENCE_SECONDS
        with self._turn:
            while True:
                if self._connection is not None and self._connection.poll():
                    self._connection = None  # nothing is said unasked: the keeper it led to ended
                was_there = self._connection is not None
                try:
                    connection = self._connection = self._connection or self._connect()
                    connection.send_bytes(frame)
                    return connection.recv_bytes()
                except (OSError, EOFError):
                    self._connection = None
                    # A call that went out may have been done: it is not made twice.
                    if was_there or monotonic() > until:
                        raise PointClosed from None
                    sleep(0.05)

    def _connect(self) -> Connection:
        return Client(self._address, authkey=self._word)


def answer_calls(connection: Connection, keeper: Any, calls: Calls) -> None:
    """Answer until the other side is gone, or says what is no call."""
    with connection:
        while True:
            try:
                frame = connection.recv_bytes()
                name, given = read_call(frame, calls)
            except (OSError, EOFError):
                return
            except Malformed:
                log.error("a worker asked for what it may not")
                return
            try:
                connection.send_bytes(_answer(keeper, name, given))
            except OSError:
                return


def _answer(keeper: Any, name: str, given: dict[str, Any]) -> bytes:
    try:
        return write_answer(getattr(keeper, name)(**given))
    except KioskError as refusal:
        return write_refusal(refusal)
    except sqlite3.Error as error:
        log.error("the vault refused %s: %s", name, type(error).__name__)
        return write_refusal(StoreUnavailable(type(error).__name__))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the worker gets an answer
        log.error("unexpected %s in %s", type(error).__name__, name)
        return write_refusal(StoreUnavailable(type(error).__name__))
