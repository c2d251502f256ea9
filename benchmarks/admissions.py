"""A vault of 600 slips: finding one, letting it in, and refusing for each reason there is.

The derivation of a slip's key is left out: it is the same for all, and measured in ``slips``.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.instances import evening
from benchmarks.measuring import Contender, Row, Run, race
from benchmarks.sizes import Sizes
from kiosk.clock import FixedClock
from kiosk.domain.errors import SlipUnknown
from kiosk.domain.segment import EnvelopeRow, LockRow, SegmentHead, TombstoneRow
from kiosk.domain.segment import Row as FeedRow
from kiosk.feed.segments import read_segment, write_segment
from kiosk.sealing.derivation import lookup as lookup_of
from kiosk.sealing.envelopes import seal_envelope
from kiosk.sealing.locks import make_lock
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.pins import pin_of_slip
from kiosk.sealing.secrets import FeedSigningKey, FolderKey, OutboxKey, Pepper, SlipKey
from kiosk.sealing.signatures import public_key_of
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault

NAME = "admissions"
LOOKUP_TARGET_MS = 1.0
_FOLDER = bytes(4096)
"""An envelope's usual size; what is in it is not read here."""
_A_WHILE_HOURS = 2.0
"""Longer than any wait after wrong codes."""


@dataclass(frozen=True)
class _Filled:
    """A vault, who keeps it, and three of its slips by what becomes of them."""

    vault: Vault
    file: Path
    pepper: Pepper
    keeper: Keeper
    clock: FixedClock
    known: SlipKey
    revoked: SlipKey
    with_pin: SlipKey


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """The lookup beside SQLite alone; the refusals beside that of a code that never was."""
    filled = _fill(folder, sizes.locks)
    yield _lookup(filled, sizes)
    yield from _refusals(filled, sizes)
    filled.vault.close()


def _keys(count: int) -> list[SlipKey]:
    rng = Random("kiosk benchmarks: slips of nobody")
    return [SlipKey(rng.randbytes(32)) for _ in range(count)]


def _fill(folder: Path, count: int) -> _Filled:
    clock, pepper, signing = evening(), Pepper.draw(), FeedSigningKey.draw()
    file = folder / f"vault-{count}.db"
    vault = Vault.create(file, "bench")
    keys = _keys(count)
    rows: list[FeedRow] = []
    for number, key in enumerate(keys):
        reader, folder_key = f"r{number:05d}", FolderKey.draw()
        rows.append(EnvelopeRow(reader, 1, seal_envelope(_FOLDER, folder_key, reader, 1)))
        rows.append(_lock(key, pepper, folder_key, number, clock))
    rows.append(TombstoneRow(_serial(1)))
    now = clock.now()
    head = SegmentHead("bench", 1, vault.state().head, now, expires_at=now + timedelta(days=60))
    vault.apply(read_segment(write_segment(head, rows, signing), public_key_of(signing)))
    outbox_key = outbox_public_key(OutboxKey.draw())
    keeper = Keeper(vault, Opening(clock, given=pepper), clock, outbox_key)
    keeper.choose_pin(lookup_of(keys[2], pepper), pin_of_slip("7294", keys[2]))
    return _Filled(vault, file, pepper, keeper, clock, keys[0], keys[1], keys[2])


def _serial(number: int) -> str:
    return f"B-{number:05d}"


def _lock(
    key: SlipKey, pepper: Pepper, folder_key: FolderKey, number: int, clock: FixedClock
) -> LockRow:
    return make_lock(
        key,
        pepper,
        folder_key,
        serial=_serial(number),
        kind="long",
        expires_on=clock.today() + timedelta(days=300),
        reader_id=f"r{number:05d}",
        picture="boat",
    )


def _lookup(filled: _Filled, sizes: Sizes) -> Row:
    place = lookup_of(filled.known, filled.pepper)
    alone = sqlite3.connect(filled.file)

    def ours() -> int:
        for _ in range(sizes.lookups):
            filled.vault.lock_at(place)
        return sizes.lookups

    def theirs() -> int:
        for _ in range(sizes.lookups):
            alone.execute("SELECT wrapped FROM locks WHERE lookup = ?", (place,)).fetchone()
        return sizes.lookups

    found = race([Contender("kiosk", ours), Contender("sqlite3", theirs)], sizes.repeats)
    alone.close()
    name = f"a slip looked up among {sizes.locks}"
    return _row(name, found[0], "sqlite3 alone, that row", found[1], LOOKUP_TARGET_MS)


def _refusals(filled: _Filled, sizes: Sizes) -> Iterator[Row]:
    never = SlipKey(bytes(32))
    wrong = pin_of_slip("5183", filled.with_pin)
    tries: dict[str, Callable[[], object]] = {
        "a code that never was": partial(filled.keeper.admit, never),
        "refused: revoked": partial(filled.keeper.admit, filled.revoked),
        "refused: wrong PIN": partial(filled.keeper.admit, filled.with_pin, None, wrong),
        "let in": partial(filled.keeper.admit, filled.known),
    }
    contenders = [
        Contender(name, partial(_try, one), partial(filled.clock.advance, hours=_A_WHILE_HOURS))
        for name, one in tries.items()
    ]
    runs = race(contenders, sizes.repeats)
    for contender, ran in zip(contenders[1:], runs[1:], strict=True):
        yield _row(contender.name, ran, contenders[0].name, runs[0])


def _try(admit: Callable[[], object]) -> int:
    with suppress(SlipUnknown):
        admit()
    return 1


def _row(name: str, ours: list[Run], other: str, theirs: list[Run], target: float = 0.0) -> Row:
    def wall(runs: list[Run]) -> list[float]:
        return [1000 * run.wall_seconds / run.amount for run in runs]

    return Row(NAME, name, "ms", wall(ours), other, wall(theirs), wall(ours), target)
