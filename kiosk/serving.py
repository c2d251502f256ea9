"""Putting a face on a socket.

The socket is bound before anything is said of it, and handed to the server: whoever holds it can
let another process answer without the address ever being deaf.
"""

import logging
import socket

from flask import Flask
from waitress.server import create_server

THREADS = 4
# With 60 connections, 200 slow ones make a machine deaf; with 500 it answers all the same.
CONNECTION_LIMIT = 500
BACKLOG = 128
"""Who comes before the server answers waits in line instead of finding nobody."""
# On Windows SO_REUSEADDR would let another program take the port from under us.
_OURS_ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)


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


def serve(app: Flask, listener: socket.socket) -> None:
    """Answer until interrupted."""
    # A request that waits a moment for a thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        connection_limit=CONNECTION_LIMIT,
        channel_timeout=30,
        cleanup_interval=10,
        max_request_header_size=16 * 1024,
        max_request_body_size=64 * 1024,
        ident=None,
        expose_tracebacks=False,
        clear_untrusted_proxy_headers=True,
    )
    try:
        server.run()
    finally:
        server.close()


def address(listener: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
