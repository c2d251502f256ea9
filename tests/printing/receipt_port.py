"""A receipt printer's port on the loopback, dealt with as a test says."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Talk = Callable[[socket.socket], None]


@contextmanager
def listening(talk: Talk) -> Iterator[str]:
    """A printer on the loopback that deals with each caller by ``talk``; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = server.accept()
                    with caller, suppress(OSError):
                        talk(caller)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"socket://127.0.0.1:{server.getsockname()[1]}"
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def reading(into: bytearray) -> Talk:
    def talk(caller: socket.socket) -> None:
        while got := caller.recv(4096):
            into.extend(got)

    return talk


def hanging_up(caller: socket.socket) -> None:
    """Take some bytes, then reset the connection."""
    caller.recv(10)
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
