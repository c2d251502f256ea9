"""The keeper's process: holds the vault and the pepper, answers workers, meets the hub.

It ends when the point closes: the pepper leaves the machine's memory with it, and the next one
stands closed.
"""

import logging
import os
import sqlite3
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from threading import Thread
from time import sleep

from kiosk.domain.errors import InstanceRefused, KioskError
from kiosk.processes.calls import CALLS, answer_calls
from kiosk.processes.orders import Orders, read_orders, report_to, say
from kiosk.processes.secrecy import forbid_dumps
from kiosk.site.keepers import Keepers, open_keepers
from kiosk.site.point_folder import correspondence

log = logging.getLogger("kiosk.processes")

TICK_SECONDS = 0.25
LOOK_FOR_NEWS_EVERY_SECONDS = 1.0


def main() -> None:
    """Keep until the point closes or the supervisor goes."""
    forbid_dumps()
    orders = read_orders()
    keepers = open_keepers(orders.path, orders.clock(), starts_closed=orders.starts_closed)
    for face, calls in CALLS.items():
        half = keepers.public if face == "public" else keepers.desk
        door = Listener(f"{orders.keeper}-{face}", authkey=orders.word_of(face))
        Thread(target=_welcome, args=(door, half, calls), daemon=True).start()
    line = report_to(orders)
    say(line, say="ready")
    # Apart: a line that hangs must not keep a point open that should have closed.
    Thread(target=_meet, args=(orders, keepers), name="hub", daemon=True).start()
    _watch(line, keepers)
    keepers.vault.close()
    os._exit(0)  # what was here goes now, whatever a thread still holds


def _watch(line: Connection, keepers: Keepers) -> None:
    """Until the supervisor is gone, or the point was open and is not any more."""
    was_open = False
    while True:
        try:
            if line.poll(TICK_SECONDS):
                line.recv_bytes()
        except (OSError, EOFError):
            return
        try:
            keepers.desk.close_if_due()
        except (KioskError, OSError, sqlite3.Error) as error:
            log.warning("not closed: %s", type(error).__name__)
        is_open = keepers.desk.is_open()
        if was_open and not is_open:
            say(line, say="closed")
            return
        was_open = is_open


def _meet(orders: Orders, keepers: Keepers) -> None:
    """Whenever either side has something to say, until the process ends."""
    try:
        hub = correspondence(orders.path, keepers.vault, orders.clock())
    except InstanceRefused:
        return  # news come by hand here
    while True:
        try:
            hub.meet_if_needed()
        except Exception as error:  # noqa: BLE001 - whatever came, the next may be good
            reason = getattr(error, "reason", "")
            log.warning("no news from the hub: %s %s", type(error).__name__, reason)
        sleep(LOOK_FOR_NEWS_EVERY_SECONDS)


def _welcome(door: Listener, keeper: object, calls: dict[str, Callable[..., object]]) -> None:
    while True:
        try:
            connection = door.accept()
        except (OSError, EOFError, AuthenticationError) as error:
            # Who does not know the word is not let in, and keeps nobody else out.
            log.warning("a caller was not let in: %s", type(error).__name__)
            continue
        Thread(target=answer_calls, args=(connection, keeper, calls), daemon=True).start()


if __name__ == "__main__":
    main()
