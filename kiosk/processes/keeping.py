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

from kiosk.domain.errors import InstanceRefused, KioskError, SegmentRefused
from kiosk.processes.calls import CALLS, answer_calls
from kiosk.processes.orders import Orders, read_orders, report_to, say
from kiosk.processes.secrecy import forbid_dumps
from kiosk.services.synchronising import Correspondence
from kiosk.site.keepers import Keepers, open_keepers
from kiosk.site.point_folder import hub_facts, point_exchange

log = logging.getLogger("kiosk.processes")

TICK_SECONDS = 0.25
MEET_EVERY_TICKS = 8


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
    _watch(line, keepers, _correspondence(orders, keepers))
    keepers.vault.close()
    os._exit(0)  # what was here goes now, whatever a thread still holds


def _watch(line: Connection, keepers: Keepers, meet: Callable[[], object]) -> None:
    """Until the supervisor is gone, or the point was open and is not any more."""
    ticks, was_open = 0, False
    while True:
        try:
            if line.poll(TICK_SECONDS):
                line.recv_bytes()
        except (OSError, EOFError):
            return
        ticks += 1
        try:
            keepers.desk.close_if_due()
            if ticks % MEET_EVERY_TICKS == 0:
                meet()
        except (KioskError, OSError, sqlite3.Error) as error:
            reason = error.reason if isinstance(error, SegmentRefused) else ""
            log.warning("no news from the hub: %s %s", type(error).__name__, reason)
        is_open = keepers.desk.is_open()
        if was_open and not is_open:
            say(line, say="closed")
            return
        was_open = is_open


def _correspondence(orders: Orders, keepers: Keepers) -> Callable[[], object]:
    try:
        exchange = point_exchange(orders.path)
    except InstanceRefused:
        return lambda: None  # news come by hand here
    key = hub_facts(orders.path).feed_public_key
    return Correspondence(keepers.vault, key, orders.clock(), exchange).meet_if_needed


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
