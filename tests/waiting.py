"""Waiting for what another process is about to do."""

import time
from collections.abc import Callable

SOON_SECONDS = 8.0


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something comes true within a few seconds."""
    until = time.monotonic() + SOON_SECONDS
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False
