"""What a process is told at its start, on its standard input, and how it talks with who started it.

Not in its arguments: those can be read by anybody on the machine.
"""

import json
import socket
import sys
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any, cast

from kiosk.clock import Clock, FixedClock, SystemClock


@dataclass(frozen=True, slots=True)
class Orders:
    """One process's part. ``words`` open doors: the supervisor's, and those of the keeper.

    ``still_at`` is the moment a clock stands still at, for a demonstration; None for today's.
    """

    part: str
    folder: str
    supervisor: str
    supervisor_word: str
    keeper: str = ""
    keeper_words: dict[str, str] | None = None
    listener: int = -1
    starts_closed: bool = False
    still_at: str | None = None

    def to_line(self) -> bytes:
        """As it is written to the process."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}).encode() + b"\n"

    @property
    def path(self) -> Path:
        """The point's folder."""
        return Path(self.folder)

    def clock(self) -> Clock:
        """The clock to live by."""
        return FixedClock(datetime.fromisoformat(self.still_at)) if self.still_at else SystemClock()

    def word_of(self, face: str) -> bytes:
        """The word of the keeper's door for a face."""
        return bytes.fromhex((self.keeper_words or {})[face])


def read_orders() -> Orders:
    """What this process was told; it ends where whoever started it ended before telling."""
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        sys.exit(0)
    return Orders(**json.loads(line))


def report_to(orders: Orders) -> Connection:
    """The line to the supervisor; it knows who calls by the first words said.

    The process ends where there is no supervisor any more.
    """
    word = bytes.fromhex(orders.supervisor_word)
    try:
        line = Client(orders.supervisor, authkey=word)
        say(line, part=orders.part)
    except (OSError, EOFError):
        sys.exit(0)
    return line


def say(line: Connection, **facts: Any) -> None:
    """One message."""
    line.send_bytes(json.dumps(facts).encode())


def hear(line: Connection) -> dict[str, Any]:
    """The next message; ``EOFError`` where the other side is gone."""
    return cast(dict[str, Any], json.loads(line.recv_bytes()))


def listener_of(number: int) -> socket.socket:
    """The listening socket that was passed on."""
    return socket.socket(fileno=number)
