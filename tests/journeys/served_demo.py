"""Serve a demo's point on free ports, at the hour its tests live in; ended by its own process id.

``python -m tests.journeys.served_demo FOLDER`` says its addresses, the screen's and the desk's, on
its first lines, once the screen answers. With ``--screen-alone`` one process serves the screen, and
nothing is exchanged between visits: for tests of what a page does.
"""

import signal
import sys
from pathlib import Path

from kiosk.app import create_app
from kiosk.clock import FixedClock
from kiosk.processes.supervising import Supervisor
from kiosk.serving import address, bind, serve
from kiosk.site.point import open_point
from tests.conftest import MONDAY_EVENING

SCREEN_ALONE = "--screen-alone"


def main(folder: Path, *, screen_alone: bool) -> None:
    """Serve until told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with bind("127.0.0.1", 0) as screen, bind("127.0.0.1", 0) as desk:

        def tell() -> None:
            print(address(screen), flush=True)
            print(address(desk), flush=True)

        if screen_alone:
            app = create_app("public", open_point(folder / "point", FixedClock(MONDAY_EVENING)))
            tell()
            serve(app, screen)
            return
        listeners = {"public": screen, "desk": desk}
        Supervisor(folder / "point", listeners, still_at=MONDAY_EVENING).run(tell)


if __name__ == "__main__":
    main(Path(sys.argv[1]), screen_alone=SCREEN_ALONE in sys.argv[2:])
