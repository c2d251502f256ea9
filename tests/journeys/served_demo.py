"""Serve a demo's point on free ports, at the hour its tests live in; ended by its own process id.

``python -m tests.journeys.served_demo FOLDER`` says its addresses, the screen's and the desk's, on
its first lines, once the screen answers.
"""

import signal
import sys
from pathlib import Path

from kiosk.processes.supervising import Supervisor
from kiosk.serving import address, bind
from tests.conftest import MONDAY_EVENING


def main(folder: Path) -> None:
    """Serve until told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with bind("127.0.0.1", 0) as screen, bind("127.0.0.1", 0) as desk:
        supervisor = Supervisor(
            folder / "point", {"public": screen, "desk": desk}, still_at=MONDAY_EVENING
        )

        def tell() -> None:
            print(address(screen), flush=True)
            print(address(desk), flush=True)

        supervisor.run(tell)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
