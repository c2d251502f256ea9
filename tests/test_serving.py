"""A face on a socket: where it listens, whom it waits for, how it goes home."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from flask import Flask

from kiosk.serving import THREADS, Serving, address, bind
from tests.waiting import soon

CHECKOUT = Path(__file__).parent.parent
# Shorter than the server's own patience with a silent client, longer than any answer takes.
PATIENCE_SECONDS = 20

SERVED = """
from flask import Flask, request
from kiosk.serving import address, bind, serve

app = Flask("tests")
app.add_url_rule("/", "hello", view_func=lambda: "bonjour")
app.add_url_rule("/who", "who", view_func=lambda: request.host_url + request.remote_addr)
app.add_url_rule("/fault", "fault", view_func=lambda: 1 / 0)
app.add_url_rule("/read", "read", view_func=lambda: str(len(request.get_data())), methods=["POST"])
app.config["PROPAGATE_EXCEPTIONS"] = True
listener = bind("127.0.0.1", 0)
print(address(listener), flush=True)
serve(app, listener)
"""


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    """A small application on a free port; its first line says where."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVED],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Started in the background, a shell's children inherit a deaf ear for interrupts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    yield process
    process.kill()
    process.communicate(timeout=PATIENCE_SECONDS)


@pytest.fixture
def port(server: subprocess.Popen[str]) -> int:
    assert server.stdout is not None
    return urlsplit(server.stdout.readline()).port or 0


def asks(port: int, path: str = "/", method: str = "GET", **options) -> tuple[int, str, str]:
    """Status, headers and body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, path, **options)
        answer = connection.getresponse()
        return answer.status, str(answer.headers), answer.read().decode()
    finally:
        connection.close()


def test_port_zero_takes_a_free_one() -> None:
    with bind("127.0.0.1", 0) as one, bind("127.0.0.1", 0) as other:
        assert one.getsockname()[1] > 0
        assert one.getsockname() != other.getsockname()


def test_the_address_is_one_a_browser_opens() -> None:
    with bind("127.0.0.1", 0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine speaks no IPv6")
def test_an_address_of_the_new_kind_stands_in_brackets() -> None:
    with bind("::1", 0) as listener:
        assert address(listener) == f"http://[::1]:{listener.getsockname()[1]}/"


def test_only_the_address_asked_for_is_listened_on() -> None:
    with bind("127.0.0.1", 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_is_refused() -> None:
    with bind("127.0.0.1", 0) as listener, pytest.raises(OSError, match="in use"):
        bind("127.0.0.1", listener.getsockname()[1])


def test_a_port_just_left_is_taken_again() -> None:
    with bind("127.0.0.1", 0) as listener:
        number = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", number)) as client:
            listener.accept()[0].close()
            client.recv(1)

    bind("127.0.0.1", number).close()


def test_whoever_calls_before_the_server_is_ready_waits_and_is_not_turned_away() -> None:
    with bind("127.0.0.1", 0) as listener:
        socket.create_connection(listener.getsockname(), timeout=PATIENCE_SECONDS).close()


def test_slow_clients_do_not_make_others_wait(port: int) -> None:
    with ExitStack() as open_connections:
        for number in range(THREADS * 10):
            slow = open_connections.enter_context(
                socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
            )
            slow.sendall(
                b"GET / HTTP/1.1\r\nHost: 127"
                if number % 2
                else b"POST /read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\n\r\nsl"
            )

        assert [asks(port)[2] for _ in range(10)] == ["bonjour"] * 10


@pytest.fixture
def serving() -> Iterator[tuple[Serving, int]]:
    """A small application in this process, and its port."""
    app = Flask("tests")
    app.add_url_rule("/", "hello", view_func=lambda: "bonjour")
    listener = bind("127.0.0.1", 0)
    served = Serving(app, listener)
    Thread(target=served.run, daemon=True).start()
    yield served, listener.getsockname()[1]
    served.accept_no_more()


def connects(closing: ExitStack, port: int) -> socket.socket:
    """A connection that has said nothing yet."""
    return closing.enter_context(
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    )


def hears(line: socket.socket) -> bytes:
    """A whole answer, which may come in pieces."""
    heard = b""
    while b"bonjour" not in heard and (piece := line.recv(4096)):
        heard += piece
    return heard


def test_whoever_leaves_closes_kept_connections_and_waits_for_no_half_sent_request(
    serving: tuple[Serving, int],
) -> None:
    served, port = serving
    with ExitStack() as closing:
        kept, half = connects(closing, port), connects(closing, port)
        kept.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"bonjour" in hears(kept)
        half.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert soon(lambda: any(one.request for one in served._server.active_channels.values()))

        served.accept_no_more()

        assert kept.recv(1) == b"", "the browser makes another, which the next one answers"
        assert served.wait_until_quiet(2)
        half.sendall(b"\r\n")
        assert b"bonjour" in hears(half), "what was begun goes on"


def test_whoever_leaves_hears_out_a_visitor_who_has_just_come(
    serving: tuple[Serving, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.serving._A_MOMENT_SECONDS", 10.0)
    served, port = serving
    with ExitStack() as closing:
        just_come = connects(closing, port)
        assert soon(lambda: bool(served._server.active_channels))

        served.accept_no_more()

        assert served.is_busy()
        just_come.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"bonjour" in hears(just_come)


def test_whoever_leaves_waits_for_no_connection_that_stays_silent(
    serving: tuple[Serving, int],
) -> None:
    served, port = serving
    with ExitStack() as closing:
        connects(closing, port)
        assert soon(lambda: bool(served._server.active_channels))
        assert soon(lambda: not served.is_busy())


def test_a_client_that_hangs_up_midway_troubles_nobody(port: int) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as rude:
            rude.sendall(b"GET / HTTP/1.1\r\n")

    assert asks(port)[2] == "bonjour"


def test_what_the_server_is_built_of_is_not_told(port: int) -> None:
    _, headers, _ = asks(port)

    assert "Server:" not in headers
    assert "waitress" not in headers.lower()


def test_a_fault_shows_nothing_of_the_program(port: int) -> None:
    status, _, body = asks(port, "/fault")

    assert status == 500
    assert "Traceback" not in body
    assert "ZeroDivisionError" not in body


def test_nobody_passes_for_another_by_forwarding_headers(port: int) -> None:
    forged = {
        "Forwarded": "for=192.0.2.1;host=school.example;proto=https",
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-Host": "school.example",
        "X-Forwarded-Proto": "https",
    }

    assert asks(port, "/who", headers=forged)[2] == f"http://127.0.0.1:{port}/127.0.0.1"


def test_a_body_beyond_any_form_is_refused_before_it_is_read(port: int) -> None:
    status, _, _ = asks(port, "/read", "POST", body=b"x" * 70_000)

    assert status == 413


def test_headers_without_end_are_refused(port: int) -> None:
    assert asks(port, headers={"X-Long": "x" * 20_000})[0] == 431


def test_an_interrupt_sends_it_home_quietly(server: subprocess.Popen[str], port: int) -> None:
    assert asks(port)[0] == 200

    server.send_signal(signal.SIGINT)
    _, complaints = server.communicate(timeout=PATIENCE_SECONDS)

    assert server.returncode == 0
    assert complaints == ""
