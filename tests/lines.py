"""Bad lines between a point and its hub: a socket that lets some bytes pass and then is cut."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread

from flask import Flask

from kiosk.serving import Serving, bind

ALL = 1 << 30
_AT_ONCE = 4096


@dataclass
class BadLine:
    """A way to a hub. How many bytes of the next request and of its answer get through."""

    hub: tuple[str, int]
    up: int = ALL
    down: int = ALL
    requests: int = 0

    def __post_init__(self) -> None:
        self.door = bind("127.0.0.1", 0)

    @property
    def url(self) -> str:
        return "http://{}:{}".format(*self.door.getsockname()[:2])

    def carry(self) -> None:
        """One connection after the other, until the door is closed."""
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            self.requests += 1
            with near, suppress(OSError), socket.create_connection(self.hub) as far:
                answer = Thread(target=_pass_on, args=(far, near, self.down), daemon=True)
                answer.start()
                _pass_on(near, far, self.up)
                answer.join()


def _pass_on(here: socket.socket, there: socket.socket, most: int) -> None:
    """So many bytes at most; then neither end hears the other any more."""
    with suppress(OSError):
        while most and (content := here.recv(min(_AT_ONCE, most))):
            there.sendall(content)
            most -= len(content)
    for end in (here, there) if not most else (there,):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR if not most else socket.SHUT_WR)


@contextmanager
def bad_line(hub: tuple[str, int]) -> Iterator[BadLine]:
    """A line to a hub that listens there."""
    line = BadLine(hub)
    carrier = Thread(target=line.carry, daemon=True)
    carrier.start()
    try:
        yield line
    finally:
        with suppress(OSError):
            line.door.shutdown(socket.SHUT_RDWR)
        line.door.close()
        carrier.join(5)


@contextmanager
def served(app: Flask) -> Iterator[tuple[str, int]]:
    """An application on a loopback address of its own, by the server it is really served with."""
    listener = bind("127.0.0.1", 0)
    serving = Serving(app, listener)
    thread = Thread(target=serving.run, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[:2]
    finally:
        serving.accept_no_more()
        serving.wait_until_quiet(2)
