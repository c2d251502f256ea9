"""Serve a demo folder on a free port, at the hour its tests live in; ended by its own process id.

``python -m tests.journeys.served_demo FOLDER`` says its address on its first line.
"""

import sys
from pathlib import Path

from kiosk.app import create_app
from kiosk.clock import FixedClock
from kiosk.serving import address, bind, serve
from kiosk.site.point import open_point
from tests.conftest import MONDAY_EVENING


def main(folder: Path) -> None:
    """Serve until told to stop."""
    app = create_app("public", open_point(folder / "point", FixedClock(MONDAY_EVENING)))
    listener = bind("127.0.0.1", 0)
    print(address(listener), flush=True)
    serve(app, listener)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
