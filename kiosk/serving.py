"""Putting a face on a socket.

The socket is bound before anything is said of it, and handed to the server: whoever holds it can
let another process answer without the address ever being deaf.
"""

import logging
import socket
import time
from threading import Event

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server

Application = Flask
"""What there is to serve: the application of one face."""

THREADS = 4
# With 60 connections, 200 slow ones make a machine deaf; with 500 it answers all the same.
CONNECTION_LIMIT = 500
MOST_BODY_BYTES = 64 * 1024
"""What a person sends. Faces have limits of their own below it."""
BACKLOG = 128
"""Who comes before the server answers waits in line instead of finding nobody."""
# On Windows SO_REUSEADDR would let another program take the port from under us.
_OURS_ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
_LOOK_AGAIN_SECONDS = 0.02
_A_MOMENT_SECONDS = 0.25
"""How long whoever has just connected, or sent half a request, is believed to be still speaking."""


def bind(host: str, port: int) -> socket.socket:
    """A listening address; port 0 takes a free one. Raises ``OSError`` when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, _OURS_ALONE, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


class Serving:
    """A face on a listening socket, which others may hold too."""

    def __init__(
        self, app: Flask, listener: socket.socket, *, most_body_bytes: int = MOST_BODY_BYTES
    ) -> None:
        # A request that waits a moment for a thread is no news.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._server: TcpWSGIServer = create_server(
            app,
            sockets=[listener],
            threads=THREADS,
            connection_limit=CONNECTION_LIMIT,
            channel_timeout=30,
            cleanup_interval=10,
            max_request_header_size=16 * 1024,
            max_request_body_size=most_body_bytes,
            ident=None,
            expose_tracebacks=False,
            clear_untrusted_proxy_headers=True,
        )

    def run(self) -> None:
        """Answer until interrupted."""
        try:
            self._server.run()
        finally:
            self._server.close()

    def accept_no_more(self, seconds: float = 1.0) -> None:
        """Leave new connections to others who hold the socket; what was begun goes on.

        Connections kept for a next request are closed, and the browser makes another. Returns once
        it is so, which takes so long at most.
        """
        done = Event()

        def leave() -> None:
            self._server.del_channel()
            for channel in list(self._server.active_channels.values()):
                if channel.request is None and not _is_at_work(channel):
                    channel.handle_close()
            done.set()

        self._server.trigger.pull_trigger(leave)
        done.wait(seconds)

    def is_busy(self) -> bool:
        """Whether a request is being answered, or an answer still on its way."""
        return any(_is_at_work(one) for one in list(self._server.active_channels.values()))

    def wait_until_quiet(self, seconds: float) -> bool:
        """Wait for what is under way, so long at most; whether all was answered."""
        until = time.monotonic() + seconds
        while self.is_busy():
            if time.monotonic() > until:
                return False
            time.sleep(_LOOK_AGAIN_SECONDS)
        return True


def _is_at_work(channel: HTTPChannel) -> bool:
    """Whether somebody waits here for an answer, or is just about to.

    A connection closed between its making and its first word reaches the browser as a fault. One
    that stays silent, or half-way through a request, keeps nobody waiting.
    """
    if channel.requests or channel.total_outbufs_len:
        return True
    is_new = channel.last_activity == channel.creation_time
    is_speaking = is_new or channel.request is not None
    return is_speaking and time.time() - channel.last_activity < _A_MOMENT_SECONDS


def serve(app: Flask, listener: socket.socket, *, most_body_bytes: int = MOST_BODY_BYTES) -> None:
    """Answer until interrupted."""
    Serving(app, listener, most_body_bytes=most_body_bytes).run()


def address(listener: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
