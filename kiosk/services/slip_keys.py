"""The codes of new slips and the keys made of them: the slow part of making slips."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.derivation import slip_key
from kiosk.sealing.secrets import SlipKey
from kiosk.services.office import Office, Progress

CodeAndKey = tuple[SlipCode, SlipKey]

_AT_A_TIME = 2
"""Derivations at once: each takes 64 MiB, and an office's machine is nobody's alone."""


def derive_keys(
    office: Office, count: int, draw: Callable[[], SlipCode], progress: Progress
) -> list[CodeAndKey]:
    """As many codes as asked for, in the order they were drawn, each with its T."""
    codes = [draw() for _ in range(count)]
    keys: list[CodeAndKey] = []
    pool = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="slip-key")
    try:
        for key in pool.map(lambda code: slip_key(code, office.domain_salt, office.cost), codes):
            keys.append((codes[len(keys)], key))
            progress(len(keys), count)
    finally:
        # Whoever interrupts a long run does not wait for what is left of it.
        pool.shutdown(cancel_futures=True)
    return keys
