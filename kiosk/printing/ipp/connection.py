"""The line to a printer: one IPP message up, one down, over HTTP, TLS or a local socket."""

import hashlib
import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import parse_qs, unquote, urlsplit

from kiosk.printing.ipp.messages import Message, decode, encode
from kiosk.printing.ipp.values import MalformedMessage

PORT = 631
"""RFC 8010 §4.1, RFC 7472 §3."""
MEDIA_TYPE = "application/ipp"
_MOST_ANSWER_BYTES = 4 * 1024 * 1024
"""A printer that lists a thousand jobs needs a tenth of it."""
_QUEUE = re.compile(r"[A-Za-z0-9_.-]{1,127}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_HTTP_OK = 200
_HTTP_REFUSALS = range(300, 500)


class NotReached(Exception):
    """The printer has nothing of what was to be sent: ``reason`` is a machine word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoAnswer(Exception):
    """Something was sent and no whole answer came: the printer may have acted on it or not."""


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """Where a printer listens, and the name it knows itself by."""

    uri: str
    """What requests name as ``printer-uri``."""
    path: str
    host: str = ""
    port: int = PORT
    is_secure: bool = False
    socket_path: str = ""

    @property
    def is_of_this_machine(self) -> bool:
        """Whether no network lies between."""
        return bool(self.socket_path) or self.host in ("localhost", "127.0.0.1", "::1")


def parse_address(uri: str) -> PrinterAddress:
    """The address in ``ipp://host:port/path``, ``ipps://…`` or ``ipp+unix:///socket?queue=name``.

    The last is a queue of a spooler on this machine, asked through its socket. Raises
    ``ValueError`` with a machine word.
    """
    parts = urlsplit(uri)
    try:
        port = parts.port or PORT
    except ValueError:
        raise ValueError("port") from None
    if parts.username is not None or parts.fragment:
        raise ValueError("address")
    if parts.scheme in ("ipp", "ipps"):
        if not parts.hostname or parts.query or not uri.isascii() or not uri.isprintable():
            raise ValueError("address")
        path, secure = parts.path or "/", parts.scheme == "ipps"
        return PrinterAddress(uri, path, parts.hostname, port, is_secure=secure)
    if parts.scheme == "ipp+unix":
        queue = parse_qs(parts.query).get("queue", [""])[0]
        if parts.netloc or not parts.path.startswith("/") or not _QUEUE.fullmatch(queue):
            raise ValueError("address")
        path = f"/printers/{queue}"
        return PrinterAddress(
            f"ipp://localhost{path}", path, "localhost", socket_path=unquote(parts.path)
        )
    raise ValueError("scheme")


class PrinterLine:
    """Carries requests to one address, each over a connection of its own.

    ``fingerprint`` is the SHA-256 of the printer's certificate, in hexadecimal: printers sign
    their own. Without it, a certificate is checked against the machine's authorities.
    ``timeout_seconds`` bounds each wait for the network.
    """

    def __init__(
        self, address: PrinterAddress, *, timeout_seconds: float, fingerprint: str = ""
    ) -> None:
        self.address = address
        self._timeout_seconds = timeout_seconds
        self._fingerprint = re.sub(r"[\s:]", "", fingerprint).lower()
        if fingerprint and not (address.is_secure and _FINGERPRINT.fullmatch(self._fingerprint)):
            raise ValueError("fingerprint")

    def exchange(self, request: Message) -> Message:
        """The answer to a request; raise ``NotReached`` or ``NoAnswer``."""
        connection = self._connected()
        try:
            answer = decode(_posted(connection, self.address.path, encode(request)))
        except (OSError, HTTPException, MalformedMessage):
            raise NoAnswer from None
        finally:
            connection.close()
        if answer.request_id != request.request_id:
            raise NoAnswer
        return answer

    def _connected(self) -> HTTPConnection:
        connection = self._connection()
        try:
            connection.connect()
        except ssl.SSLCertVerificationError:
            connection.close()
            raise NotReached("certificate") from None
        except (OSError, HTTPException, UnicodeError):
            connection.close()
            raise NotReached("offline") from None
        if self._fingerprint and _fingerprint(connection.sock) != self._fingerprint:
            connection.close()
            raise NotReached("certificate")
        return connection

    def _connection(self) -> HTTPConnection:
        address, timeout = self.address, self._timeout_seconds
        if address.socket_path:
            return _SocketConnection(address.socket_path, timeout)
        if not address.is_secure:
            return HTTPConnection(address.host, address.port, timeout=timeout)
        context = ssl.create_default_context()
        if self._fingerprint:
            # The very certificate is known: who else vouches for it does not matter.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return HTTPSConnection(address.host, address.port, timeout=timeout, context=context)


class _SocketConnection(HTTPConnection):
    """HTTP over a local socket: only this machine's own spooler can listen there."""

    def __init__(self, path: str, timeout_seconds: float) -> None:
        super().__init__("localhost", timeout=timeout_seconds)
        self._path = path

    def connect(self) -> None:
        """Called by the standard library in place of its own."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _posted(connection: HTTPConnection, path: str, body: bytes) -> bytes:
    headers = {"Content-Type": MEDIA_TYPE, "Connection": "close"}
    # A printer that refuses may hang up before it has the whole document: it says why first.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", path, body, headers)
    response = connection.getresponse()
    if response.status in _HTTP_REFUSALS:
        raise NotReached(f"http_{response.status}")
    if response.status != _HTTP_OK or response.headers.get_content_type() != MEDIA_TYPE:
        raise NoAnswer
    answer = response.read(_MOST_ANSWER_BYTES + 1)
    if len(answer) > _MOST_ANSWER_BYTES:
        raise NoAnswer
    return answer


def _fingerprint(line: object) -> str:
    certificate = line.getpeercert(binary_form=True) if isinstance(line, ssl.SSLSocket) else None
    return hashlib.sha256(certificate or b"").hexdigest()
