"""A worker's process: serves one face, opens one Folder, and ends with the visit.

It is loaded before it is needed and waits for the word to serve. When its visit is over it leaves
new connections to the next worker, answers what was begun, hands the sessions on (a language, a
word for forms; nothing anybody read), and is gone.
"""

import os
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from time import monotonic, sleep

from kiosk.app import create_app
from kiosk.processes.calls import keeper_behind
from kiosk.processes.orders import Orders, hear, listener_of, read_orders, report_to, say
from kiosk.processes.secrecy import forbid_dumps
from kiosk.services.lifetime import Lifetime
from kiosk.serving import Application, Serving
from kiosk.site.point import open_desk, open_point
from kiosk.vault.desk_keeper import DeskKeeper
from kiosk.vault.keeper import Keeper
from kiosk.views.furnishing import hand_on_sessions, take_over_sessions

LOOK_EVERY_SECONDS = 0.05
SWEEP_EVERY_SECONDS = 2.0
LONGEST_ANSWER_SECONDS = 3.0


def main() -> None:
    """Serve until the visit is over or the supervisor goes."""
    forbid_dumps()
    orders = read_orders()
    lifetime = Lifetime(lasts=False)
    app = _app(orders, lifetime)
    line = report_to(orders)
    say(line, say="ready")
    try:
        word = hear(line)
    except (OSError, EOFError):
        os._exit(0)
    take_over_sessions(app, word.get("sessions", {}))
    serving = Serving(app, listener_of(orders.listener))
    Thread(target=_watch_and_go, args=(app, serving, line, lifetime), daemon=True).start()
    try:
        serving.run()
    finally:
        os._exit(0)


def _app(orders: Orders, lifetime: Lifetime) -> Application:
    clock, word = orders.clock(), orders.word_of(orders.part)
    address = f"{orders.keeper}-{orders.part}"
    if orders.part == "desk":
        desk = open_desk(orders.path, clock, keeper_behind(DeskKeeper, address, word), lifetime)
        return create_app("desk", desk)
    keeper = keeper_behind(Keeper, address, word)
    return create_app("public", open_point(orders.path, clock, keeper, lifetime))


def _watch_and_go(app: Application, serving: Serving, line: Connection, lifetime: Lifetime) -> None:
    """Watch; without a supervisor nobody needs this process."""
    with suppress(OSError, EOFError):
        _watch(app, serving, line, lifetime)
    os._exit(0)


def _watch(app: Application, serving: Serving, line: Connection, lifetime: Lifetime) -> None:
    """See the visit begin and end; then hand over and go, without waiting for the next request."""
    has_told, swept_at = False, monotonic()
    point = app.extensions["kiosk"].site
    while not lifetime.is_over:
        sleep(LOOK_EVERY_SECONDS)
        if lifetime.has_begun and not has_told:
            has_told = True
            say(line, say="began")
        if monotonic() - swept_at > SWEEP_EVERY_SECONDS:
            swept_at = monotonic()
            point.sweep()
        if line.poll(0):
            hear(line)  # nothing more is ever said: the supervisor is gone
    # New connections wait in line from here on. The next process answers them once it knows every
    # session as this one leaves it: nobody is answered by one that has forgotten her language.
    serving.accept_no_more()
    until = monotonic() + LONGEST_ANSWER_SECONDS
    while serving.is_busy() and not lifetime.is_awaited and monotonic() < until:
        sleep(LOOK_EVERY_SECONDS / 2)
    say(line, say="over", sessions=hand_on_sessions(app))
    lifetime.hand_over()
    serving.wait_until_quiet(LONGEST_ANSWER_SECONDS)


if __name__ == "__main__":
    main()
