"""A printer without paper: ``ippeveprinter`` of CUPS, the reference of IPP Everywhere, really run.

What it does with a sheet is a few lines of shell (a plan), changed by each test. It is announced
to nobody, yet wants an Avahi to talk to: one of our own, on a bus of our own, where none runs.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kiosk.printing.ipp.messages import Group, Message, decode, encode
from kiosk.printing.ipp.operations import Operation
from kiosk.printing.ipp.values import Value, ValueTag
from tests.waiting import soon

SYSTEM_BUS = "/run/dbus/system_bus_socket"
RUNNING_AVAHI = "/run/avahi-daemon/socket"
OPEN_BUS = """<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/>
<allow send_type="signal"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>"""
LOOPBACK_ONLY = """[server]
allow-interfaces=lo
use-ipv6=no
[publish]
disable-publishing=yes
[rlimits]
"""


def program(name: str) -> str | None:
    """Where a program is; daemons lie where ordinary accounts do not look."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
        return True
    return False


# --- Avahi -------------------------------------------------------------------------------------


def _reachable(path: str) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
        probe.connect(path)
        return True
    return False


def _daemon(command: list[str], environment: dict[str, str], listens_at: str) -> int:
    """The process of a daemon that outlives whoever of the workers started it."""
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    pid = os.posix_spawn(command[0], command, environment, file_actions=nowhere)
    if not soon(lambda: _reachable(listens_at)):
        _end([pid])
        pytest.skip("ippeveprinter needs a running avahi-daemon, and none can be started here")
    return pid


def _end(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        # Another worker's child is not ours to wait for.
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _start_avahi(folder: Path) -> list[int]:
    bus, avahi = program("dbus-daemon"), program("avahi-daemon")
    if bus is None or avahi is None or os.geteuid() != 0:
        pytest.skip("ippeveprinter needs a running avahi-daemon")
    (folder / "bus").unlink(missing_ok=True)
    (folder / "bus.conf").write_text(OPEN_BUS.format(path=folder / "bus"))
    (folder / "avahi.conf").write_text(LOOPBACK_ONLY)
    here = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
    command = [bus, "--nofork", "--nopidfile", f"--config-file={folder / 'bus.conf'}"]
    pids = [_daemon(command, here, str(folder / "bus"))]
    command = [avahi, "--no-drop-root", "--no-chroot", "-f", str(folder / "avahi.conf")]
    try:
        return [_daemon(command, here, RUNNING_AVAHI), *pids]
    except pytest.skip.Exception:
        _end(pids)
        raise


@contextmanager
def _shared(folder: Path) -> Iterator[dict[str, list[int]]]:
    """What the workers of one test run know together: the daemons they use, and how many do."""
    folder.mkdir(exist_ok=True)
    with (folder / "known.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = json.loads(file.read() or '{"daemons": [], "users": []}')
        yield known
        file.truncate(0)
        file.write(json.dumps(known))


@pytest.fixture(scope="session")
def avahi_bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which an Avahi can be talked to."""
    if program("ippeveprinter") is None:
        pytest.skip("ippeveprinter is not installed (Debian: cups-ipp-utils)")
    base = tmp_path_factory.getbasetemp()
    # Socket paths have 107 characters at most; each worker has a folder below that of the run.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "avahi"
    with _shared(folder) as known:
        if not known["users"] and not (_reachable(SYSTEM_BUS) and _reachable(RUNNING_AVAHI)):
            known["daemons"] = _start_avahi(folder)
        known["users"].append(os.getpid())
        own = bool(known["daemons"])
    yield {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"} if own else {}
    with _shared(folder) as known:
        known["users"].remove(os.getpid())
        if not known["users"]:
            _end(known["daemons"])
            assert not known["daemons"] or soon(lambda: not _reachable(RUNNING_AVAHI))
            known["daemons"] = []


# --- the printer -------------------------------------------------------------------------------

# What comes out is a file on the pile, one for each time a sheet is printed.
PRINTS = """
cp "$1" "$(mktemp "$DESK/pile/XXXXXX")"
echo "ATTR: job-impressions-completed=2" >&2
"""
WAITS = """
echo "STATE: +{reason}" >&2
touch "$DESK/waiting"
until [ -e "$DESK/seen_to" ]; do sleep 0.02; done
echo "STATE: -{reason}" >&2
"""
RUNS_OUT_OF_PAPER = WAITS.format(reason="media-empty-warning,media-needed-warning")
JAMS = WAITS.format(reason="media-jam-error")


class EvePrinter:
    """One printer on a port of its own, with a power switch."""

    def __init__(self, desk: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.uri = f"ipp://localhost:{self.port}/ipp/print"
        self._desk = desk
        self._environment = {**os.environ, **environment, "DESK": str(desk), "TMPDIR": str(desk)}
        self._process: subprocess.Popen[bytes] | None = None
        (desk / "pile").mkdir(parents=True)
        (desk / "keys").mkdir()
        script = desk / "script"
        script.write_text(f'#!/bin/sh\nDESK="{desk}"\n. "$DESK/plan"\n')
        script.chmod(0o755)
        self.will(PRINTS)

    def will(self, *steps: str) -> None:
        """What it does with the next sheet."""
        (self._desk / "plan").write_text("\n".join(steps))
        for mark in ("waiting", "seen_to"):
            (self._desk / mark).unlink(missing_ok=True)

    def is_waiting(self) -> bool:
        """Whether it came to a halt over a sheet."""
        return soon((self._desk / "waiting").exists)

    def see_to(self) -> None:
        """Fill the tray, free the path."""
        (self._desk / "seen_to").touch()

    def pile(self) -> list[bytes]:
        """The sheets that came out."""
        return [sheet.read_bytes() for sheet in (self._desk / "pile").iterdir()]

    def on(self) -> None:
        """Switch it on; it numbers its jobs from 1 again."""
        name = program("ippeveprinter")
        command = [name, "-r", "off", "-n", "localhost", "-p", str(self.port)]
        command += ["-d", self._desk / "spool", "-K", self._desk / "keys", "-f", "application/pdf"]
        command += ["-c", self._desk / "script", "Test"]
        (self._desk / "spool").mkdir(exist_ok=True)
        with (self._desk / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        assert soon(lambda: answers(self.port)), (self._desk / "log").read_text()

    def off(self) -> None:
        """Pull the plug: it, and what runs on its behalf, are gone at once."""
        if self._process is not None:
            # It leads a group of its own: nothing else is in it.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


@pytest.fixture
def eve(avahi_bus: dict[str, str], tmp_path: Path) -> Iterator[EvePrinter]:
    """A printer, switched on."""
    printer = EvePrinter(tmp_path / "desk", avahi_bus)
    printer.on()
    yield printer
    printer.off()


# --- the line to it ----------------------------------------------------------------------------


class Relay:
    """Stands in the line and loses what it is told to lose, once each."""

    def __init__(self, port: int, path: str = "/ipp/print") -> None:
        self.printer_port = port
        self.seen: list[int] = []
        self.lost_requests: list[Operation] = []
        self.lost_answers: list[Operation] = []
        self.unknown_operations: frozenset[Operation] = frozenset()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.uri = f"ipp://localhost:{self._server.server_port}{path}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, body: bytes) -> bytes | None:
        operation = Operation(decode(body).code)
        self.seen.append(operation)
        if operation in self.lost_requests:
            self.lost_requests.remove(operation)
            return None
        connection = HTTPConnection("localhost", self.printer_port, timeout=10)
        connection.request("POST", path, body, {"Content-Type": "application/ipp"})
        answer = connection.getresponse().read()
        connection.close()
        if operation in self.lost_answers:
            self.lost_answers.remove(operation)
            return None
        return self._older(answer) if self.unknown_operations else answer

    def _older(self, answer: bytes) -> bytes:
        message = decode(answer)
        groups = tuple(
            Group(group.tag, {name: self._known(values) for name, values in each})
            for group in message.groups
            for each in [group.attributes.items()]
        )
        return encode(Message(message.code, message.request_id, groups))

    def _known(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(
            value
            for value in values
            if value.tag != ValueTag.ENUM or value.content not in self.unknown_operations
        )


def _handler(relay: Relay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = relay.answer(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.close_connection = True
            if answer is not None:
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing is said of it."""

    return Handler


@pytest.fixture
def relay(eve: EvePrinter) -> Iterator[Relay]:
    """A line to the printer that can fail."""
    line = Relay(eve.port)
    yield line
    line.close()
