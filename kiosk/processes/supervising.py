"""The supervisor: holds the listening sockets, starts and ends the others, sees no secret.

::

    supervisor ── keeper            vault and pepper; ends when the point closes
               ├─ public worker     one Folder; ends with its visit, the next one stands ready
               └─ desk worker       started when somebody comes to the desk
"""

import json
import logging
import os
import secrets
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection, Listener, wait
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, cast

from kiosk.processes.orders import Orders, hear, say

log = logging.getLogger("kiosk.processes")

WORD_BYTES = 32
SUCCESSOR_AFTER_SECONDS = 1.5
"""The next worker is loaded once the first page is on the screen, not while it is being made."""
LEAVES_WITHIN_SECONDS = 8.0
LOOK_EVERY_SECONDS = 0.2
START_AGAIN_AFTER_SECONDS = 1.0
MODULES = {
    "keeper": "kiosk.processes.keeping",
    "public": "kiosk.processes.working",
    "desk": "kiosk.processes.working",
}


@dataclass
class Child:
    """One process of ours and the line to it, once it has called."""

    part: str
    process: "subprocess.Popen[bytes]"
    line: Connection | None = None
    is_ready: bool = False
    serves: bool = False
    leaves_at: float | None = None
    """By when it should be gone, once it was told to go."""


@dataclass
class Supervisor:
    """The processes of one point. ``listeners`` are those of its faces, by name."""

    folder: Path
    listeners: dict[str, socket.socket]
    still_at: datetime | None = None
    _children: list[Child] = field(default_factory=list)
    _sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the last process of each face handed on, until its next one serves."""
    _successor_at: float | None = None
    _starts_closed: bool = False

    def run(self, told_ready: Callable[[], None] = lambda: None) -> None:
        """Supervise until interrupted; ``told_ready`` is called once the screen answers."""
        with self._lines():
            try:
                self._start("keeper")
                while True:
                    self._step()
                    if self._serving("public") is not None:
                        told_ready()
                        told_ready = _nothing
            finally:
                self._end_all()

    # --- what there is to do -------------------------------------------------------------------

    def _step(self) -> None:
        self._bury()
        if self._ready("keeper") is not None:
            self._keep_public()
            self._keep_desk()
        for child in self._those_who_speak():
            try:
                assert child.line is not None  # noqa: S101 - who spoke has a line
                self._hear(child, hear(child.line))
            except (OSError, EOFError, ValueError):
                child.line = None

    def _hear(self, child: Child, message: dict[str, Any]) -> None:
        match message["say"]:
            case "ready":
                child.is_ready = True
            case "began":
                self._successor_at = monotonic() + SUCCESSOR_AFTER_SECONDS
            case "over":
                self._sessions[child.part] = message["sessions"]
                child.leaves_at = monotonic() + LEAVES_WITHIN_SECONDS
                if child.part == "public":
                    self._successor_at = None
            case "closed":
                self._starts_closed = True

    def _keep_public(self) -> None:
        """One serves, and while a visit lasts another stands ready."""
        serving, standing = self._serving("public"), self._standing("public")
        if serving is None and standing is None:
            self._start("public")
        elif serving is None and standing is not None and standing.is_ready:
            self._have_serve(standing)
        elif self._successor_at is not None and monotonic() > self._successor_at:
            self._successor_at = None
            if standing is None:
                self._start("public")

    def _have_serve(self, child: Child) -> None:
        child.serves = True
        self._tell(child, sessions=self._sessions.pop(child.part, {}))

    def _keep_desk(self) -> None:
        """The desk's process starts with the first connection to it."""
        desk = self.listeners.get("desk")
        if desk is None:
            return
        standing = self._standing("desk")
        if standing is not None and standing.is_ready:
            self._have_serve(standing)
        elif standing is None and self._serving("desk") is None and _is_called(desk):
            self._start("desk")

    # --- processes -----------------------------------------------------------------------------

    def _start(self, part: str) -> None:
        listener = self.listeners.get(part)
        number = listener.fileno() if listener is not None else -1
        process = subprocess.Popen(  # noqa: S603 - our own module, no argument of anybody's
            [sys.executable, "-m", MODULES[part]],
            stdin=subprocess.PIPE,
            pass_fds=[number] if listener is not None else [],
        )
        orders = Orders(
            part=part,
            folder=str(self.folder.absolute()),
            supervisor=self._door.address,
            supervisor_word=self._word.hex(),
            keeper=self._keeper_address,
            keeper_words=self._words_for(part),
            listener=number,
            starts_closed=self._starts_closed,
            still_at=self.still_at.isoformat() if self.still_at else None,
        )
        assert process.stdin is not None  # noqa: S101 - asked for above
        process.stdin.write(orders.to_line())
        process.stdin.close()
        self._children.append(Child(part, process))

    def _words_for(self, part: str) -> dict[str, str]:
        """The keeper knows all words; a worker that of its own face's door alone."""
        return self._keeper_words if part == "keeper" else {part: self._keeper_words[part]}

    def _bury(self) -> None:
        """Forget who is gone; end who should be and is not."""
        for child in list(self._children):
            if child.leaves_at is not None and monotonic() > child.leaves_at:
                child.process.kill()
            if child.process.poll() is None:
                continue
            self._children.remove(child)
            if child.part == "keeper":
                self._remove_keeper_doors()
                if not child.is_ready:
                    raise SystemExit(child.process.returncode or 1)
                self._start("keeper")
            elif child.process.returncode and not child.is_ready:
                sleep(START_AGAIN_AFTER_SECONDS)

    def _end_all(self) -> None:
        for child in self._children:
            if child.line is not None:
                child.line.close()
            else:
                child.process.terminate()  # just begun: there is no line yet to see the end of
        until = monotonic() + LEAVES_WITHIN_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(until - monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    def _of(self, part: str) -> Iterator[Child]:
        return (one for one in self._children if one.part == part and one.leaves_at is None)

    def _serving(self, part: str) -> Child | None:
        return next((one for one in self._of(part) if one.serves), None)

    def _standing(self, part: str) -> Child | None:
        return next((one for one in self._of(part) if not one.serves), None)

    def _ready(self, part: str) -> Child | None:
        return next((one for one in self._of(part) if one.is_ready), None)

    # --- lines ---------------------------------------------------------------------------------

    @contextmanager
    def _lines(self) -> Iterator[None]:
        """A door that children call at, in a folder nobody else may enter."""
        place = tempfile.mkdtemp(prefix="kiosk-")
        self._word = secrets.token_bytes(WORD_BYTES)
        self._keeper_words = {face: secrets.token_hex(WORD_BYTES) for face in ("public", "desk")}
        prefix = rf"\\.\pipe\kiosk-{secrets.token_hex(8)}" if os.name == "nt" else place
        self._keeper_address = f"{prefix}/k"
        self._door = Listener(f"{prefix}/s", authkey=self._word)
        self._callers: list[Connection] = []
        Thread(target=self._welcome, name="door", daemon=True).start()
        try:
            yield
        finally:
            self._door.close()
            shutil.rmtree(place, ignore_errors=True)

    def _welcome(self) -> None:
        while True:
            try:
                self._callers.append(self._door.accept())
            except Exception:  # noqa: BLE001 - a caller without the word, or the end
                sleep(0.01)

    def _those_who_speak(self) -> list[Child]:
        while self._callers:
            self._introduce(self._callers.pop())
        lines = {child.line: child for child in self._children if child.line is not None}
        if not lines:
            sleep(0.02)
            return []
        spoken = wait([line for line in lines if line is not None], LOOK_EVERY_SECONDS / 4)
        return [lines[cast(Connection, line)] for line in spoken]

    def _introduce(self, line: Connection) -> None:
        try:
            part = json.loads(line.recv_bytes())["part"]
        except (OSError, EOFError, ValueError, KeyError):
            return
        for child in self._children:
            if child.part == part and child.line is None and not child.is_ready:
                child.line = line
                return

    def _remove_keeper_doors(self) -> None:
        for face in self._keeper_words:
            Path(f"{self._keeper_address}-{face}").unlink(missing_ok=True)

    def _tell(self, child: Child, **message: Any) -> None:
        if child.line is not None:
            try:
                say(child.line, **message)
            except OSError:
                child.line = None


def _is_called(listener: socket.socket) -> bool:
    return bool(select.select([listener], [], [], 0)[0])


def _nothing() -> None:
    """Said once is enough."""
