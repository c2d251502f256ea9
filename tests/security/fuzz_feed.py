"""A bounded fuzz of all that a point or a hub reads from outside: ``make attack`` runs it.

Good pieces are cut, flipped, repeated and spliced, some signed again so that the reader behind the
signature is reached too. A reader may take what it is given or refuse it by its own error; whatever
else it does is a surprise.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.domain.errors import OutboxRefused, SegmentRefused
from kiosk.domain.segment import GENESIS, PointReport, SnapshotHead, TombstoneRow
from kiosk.feed.files import pack_outbox, pack_segments, read_outbox, read_segments
from kiosk.feed.key_records import next_key, write_key_record
from kiosk.feed.reports import write_report
from kiosk.feed.segments import read_segment, write_segment
from kiosk.feed.snapshots import SnapshotParts, write_snapshot
from kiosk.sealing.outbox import SEALED_BYTES
from kiosk.sealing.secrets import DeviceKey
from kiosk.sealing.signatures import SIGNATURE_BYTES, sign
from kiosk.vault.vault import Vault
from tests.feed.builders import HUB, HUB_PUBLIC, NOW, a_head
from tests.vault.builders import POINT, a_lock, an_envelope

SECONDS = 30.0
LONGEST_ANSWER_SECONDS = 2.0
REFUSALS = (SegmentRefused, OutboxRefused)

Reader = Callable[[bytes], object]


@dataclass
class Fuzz:
    """So many pieces read, and what no reader should do."""

    chance: random.Random
    read: int = 0
    refused: int = 0
    taken: int = 0
    surprises: int = 0

    def run(self, seconds: float) -> None:
        """Until the time is over."""
        with TemporaryDirectory() as folder:
            vault = Vault.create(Path(folder) / "vault.db", POINT)
            readers = readers_into(vault)
            seeds = good_pieces()
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                name = self.chance.choice(sorted(seeds))
                self.give(name, readers[name], self.damaged(seeds[name]))
            vault.close()

    def give(self, name: str, reader: Reader, content: bytes) -> None:
        """One piece to one reader."""
        self.read += 1
        began = time.monotonic()
        try:
            reader(content)
            self.taken += 1
        except REFUSALS:
            self.refused += 1
        except Exception as error:  # noqa: BLE001 - what this looks for
            self.surprises += 1
            print(f"{name}: {type(error).__name__} for {content[:400].hex()}")
        if time.monotonic() - began > LONGEST_ANSWER_SECONDS:
            self.surprises += 1
            print(f"{name}: too long for {content[:400].hex()}")

    def damaged(self, content: bytes) -> bytes:
        """A piece as a bad stick, a bad line or a bad neighbour would make it."""
        changed = bytearray(content)
        for _ in range(self.chance.randint(1, 4)):
            at = self.chance.randrange(len(changed) + 1)
            match self.chance.randrange(5):
                case 0:
                    del changed[at:]
                case 1 if changed:
                    changed[at % len(changed)] ^= 1 << self.chance.randrange(8)
                case 2:
                    changed[at:at] = self.chance.randbytes(self.chance.randint(1, 8))
                case 3:
                    changed[at:at] = changed[: self.chance.randint(0, 64)]
                case _:
                    changed[at : at + 4] = self.chance.choice(
                        (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\1", b"[[[[", b'{"a"')
                    )
        if self.chance.random() < 0.5 and len(changed) > SIGNATURE_BYTES:
            # The hub itself gone mad: what stands behind its signature must bear it too.
            body = bytes(changed[:-SIGNATURE_BYTES])
            return body + sign(body, HUB)
        return bytes(changed)


def good_pieces() -> dict[str, bytes]:
    """One of each kind, whole."""
    rows = [an_envelope(), a_lock(), TombstoneRow("E-00002")]
    segment = write_segment(a_head(), rows, HUB)
    snapshot = write_snapshot(SnapshotHead(POINT, 3, "ab" * 32, 1, 1, NOW, NOW), rows, HUB)[0]
    report = write_report(PointReport(POINT, 0, GENESIS, NOW), DeviceKey(b"d" * 32))
    return {
        "segment": segment,
        "snapshot": snapshot,
        "key record": write_key_record(HUB, b"n" * 32),
        "feed": b"".join(pack_segments([segment, snapshot])),
        "outbox": b"".join(pack_outbox(report, [bytes(SEALED_BYTES)] * 2)),
    }


def readers_into(vault: Vault) -> dict[str, Reader]:
    """Who reads what; a segment that is taken goes into a vault, as it would."""

    def segment(content: bytes) -> None:
        vault.apply(read_segment(content, HUB_PUBLIC))

    def snapshot(content: bytes) -> None:
        parts = SnapshotParts(HUB_PUBLIC)
        parts.add(content)
        if whole := parts.whole():
            vault.apply_snapshot(whole)

    def outbox(content: bytes) -> None:
        _, messages = read_outbox(BytesIO(content))
        list(messages)

    return {
        "segment": segment,
        "snapshot": snapshot,
        "key record": lambda content: next_key(content, HUB_PUBLIC),
        "feed": lambda content: list(read_segments(BytesIO(content))),
        "outbox": outbox,
    }


def fuzz(seconds: float = SECONDS, seed: int | None = None) -> int:
    """The number of surprises; ``seed`` repeats a run."""
    seed = random.SystemRandom().randrange(2**32) if seed is None else seed
    found = Fuzz(random.Random(seed))
    found.run(seconds)
    print(
        f"feed: {found.read} pieces, {found.refused} refused, {found.taken} taken, "
        f"{found.surprises} surprise(s); seed {seed}"
    )
    return found.surprises


if __name__ == "__main__":
    sys.exit(min(fuzz(), 1))
