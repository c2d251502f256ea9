"""Receipt printers that take bytes as they come: on port 9100 of the network, or as a device.

They have no jobs and no queue, and most give no answer: what was written is out of sight.
"""

import os
import select
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import RECEIPT_MEDIA, PrintJob, PrintState, Sheet, Trouble
from kiosk.printing.printers import Note, unnoted

KIND = "raw"

RAW_PORT = 9100
"""Where printers take bytes as they come: « AppSocket », « JetDirect »."""

_ASK_S = 1.0
"""How long a printer is waited for that is only asked how it is."""
_FAREWELL_S = 2.0
"""How long a printer is listened to that has all bytes: many never close their end."""

# DLE EOT n, « transmit real-time status »: answered at once even while the printer is printing.
_PRINTER, _CAUSE, _PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
# Bits that every answer has set or clear: what differs is not an answer.
_FIXED_BITS, _FIXED = 0b1001_0011, 0b0001_0010
_IS_OFFLINE, _IS_OPEN, _NO_PAPER = 0x08, 0x04, 0x60


class _Outlet(Protocol):
    """An open way to a printer."""

    def write(self, content: memoryview, within_s: float) -> int:
        """How many bytes it took; ``OSError`` when none within ``within_s`` seconds."""

    def finish(self, within_s: float) -> None:
        """Let the last bytes go out; ``OSError`` when it turns out that they did not."""


class _Way(Protocol):
    """Where a printer is."""

    @contextmanager
    def opened(self, within_s: float) -> Iterator[_Outlet]:
        """Open it for writing, or raise ``PrinterUnavailable``."""

    def troubles(self) -> tuple[Trouble, ...]:
        """As ``Printer.troubles``."""


class RawPrinter:
    """A receipt printer at ``socket://host[:9100]`` or ``file:///dev/usb/lp0``.

    It takes sheets of ``RECEIPT_MEDIA`` only: from the bytes of a PDF it would print metres of
    signs.
    """

    kind = KIND

    def __init__(self, address: str, timeout_s: float = 10.0) -> None:
        """Raise ``ValueError`` for any other address; nothing is opened yet.

        ``timeout_s`` is how long a whole sheet may take from the first try to reach the printer.
        """
        self._way = _way_to(address)
        self._timeout_s = timeout_s

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        """``HANDED_OVER`` once it has all bytes, ``UNKNOWN`` when it has some, or may have all.

        Raises ``PrinterUnavailable`` while it has none: ``wrong_kind`` of sheet, ``offline``, or
        ``unwritable``. What is noted beforehand is ``UNKNOWN``, as a crash would leave it.
        """
        if sheet.media_type != RECEIPT_MEDIA:
            raise PrinterUnavailable(self.kind, "wrong_kind")
        deadline = time.monotonic() + self._timeout_s
        with self._way.opened(self._timeout_s) as outlet:
            unsure = PrintJob(sheet.name, "", PrintState.UNKNOWN, sheet.pages)
            note(unsure)
            left = memoryview(sheet.pdf)
            try:
                while left:
                    left = left[outlet.write(left, _until(deadline)) :]
                outlet.finish(_until(deadline))
            except OSError:
                if len(left) == len(sheet.pdf):
                    raise PrinterUnavailable(self.kind, "unwritable") from None
                return unsure
        return PrintJob(sheet.name, "", PrintState.HANDED_OVER, sheet.pages)

    def troubles(self) -> tuple[Trouble, ...]:
        """What it tells on the network; nothing where it is silent, as many are, or a device."""
        return self._way.troubles()

    def job(self, job: PrintJob) -> PrintJob:
        """Out of sight."""
        return job

    def cancel(self, job: PrintJob) -> PrintJob:
        """Out of reach: it prints as it reads."""
        return job


def _way_to(address: str) -> _Way:
    parts = urlsplit(address)
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError("a printer's address is socket://host:9100 or file:///dev/usb/lp0")
    if parts.scheme == "socket" and parts.hostname and parts.path in ("", "/"):
        return _Network(parts.hostname, parts.port or RAW_PORT)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return _Device(Path(unquote(parts.path)))
    raise ValueError("a printer's address is socket://host:9100 or file:///dev/usb/lp0")


def _until(deadline: float) -> float:
    """Seconds left; none is zero."""
    return max(0.0, deadline - time.monotonic())


class _Network:
    """A printer that listens on a port."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port

    @contextmanager
    def opened(self, within_s: float) -> Iterator[_Outlet]:
        try:
            connection = socket.create_connection(self._address, within_s)
        except OSError:
            raise PrinterUnavailable(KIND, "offline") from None
        with connection:
            yield _Connection(connection)

    def troubles(self) -> tuple[Trouble, ...]:
        try:
            connection = socket.create_connection(self._address, _ASK_S)
        except OSError:
            return (Trouble.OFFLINE,)
        with connection:
            return _told_by(connection)


class _Connection:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def write(self, content: memoryview, within_s: float) -> int:
        self._connection.settimeout(within_s)
        return self._connection.send(content)

    def finish(self, within_s: float) -> None:
        """Close our end behind the last byte and hear whether the printer hangs up on us.

        As the socket backend of CUPS does: written is only what our own system took so far.
        """
        self._connection.shutdown(socket.SHUT_WR)
        deadline = time.monotonic() + min(within_s, _FAREWELL_S)
        try:
            heard = b"?"
            while heard:
                self._connection.settimeout(_until(deadline))
                heard = self._connection.recv(256)
        except (TimeoutError, BlockingIOError):
            # It says nothing and stays on the line: most do.
            return


class _Device:
    """A printer on a cable, as a device file of Linux."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def opened(self, within_s: float) -> Iterator[_Outlet]:
        # Neither made nor waited for: a printer without paper would hold us for good.
        flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY
        try:
            descriptor = os.open(self._path, flags)
        except PermissionError:
            raise PrinterUnavailable(KIND, "unwritable") from None
        except OSError:
            raise PrinterUnavailable(KIND, "offline") from None
        try:
            # A slip's code must not end up in a file.
            if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
                raise PrinterUnavailable(KIND, "unwritable")
            yield _Descriptor(descriptor)
        finally:
            os.close(descriptor)

    def troubles(self) -> tuple[Trouble, ...]:
        return () if os.access(self._path, os.W_OK) else (Trouble.OFFLINE,)


class _Descriptor:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, content: memoryview, within_s: float) -> int:
        self.finish(within_s)
        return os.write(self._descriptor, content)

    def finish(self, within_s: float) -> None:
        """Wait until it would take more: what its driver still holds is lost on closing."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT)
        ready = poll.poll(within_s * 1000)
        if not any(events & select.POLLOUT for _, events in ready):
            raise OSError("it takes nothing more")


def _told_by(connection: socket.socket) -> tuple[Trouble, ...]:
    """What a printer says of itself; nothing when it does not answer."""
    paper = _asked(connection, _PAPER)
    printer = None if paper is None else _asked(connection, _PRINTER)
    if paper is None or printer is None:
        return ()
    troubles = [Trouble.OUT_OF_PAPER] if paper & _NO_PAPER else []
    if printer & _IS_OFFLINE:
        cause = _asked(connection, _CAUSE) or 0
        if cause & _IS_OPEN:
            troubles.append(Trouble.OPEN)
        elif not troubles:
            troubles.append(Trouble.OFFLINE)
    return tuple(troubles)


def _asked(connection: socket.socket, question: bytes) -> int | None:
    """The byte it answers, None for silence and for anything that is no answer."""
    connection.settimeout(_ASK_S)
    try:
        connection.sendall(question)
        answer = connection.recv(1)
    except OSError:
        return None
    if not answer or answer[0] & _FIXED_BITS != _FIXED:
        return None
    return answer[0]
