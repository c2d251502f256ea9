"""Eight writers at one office: whatever the order, each point's feed is one chain without a gap."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO

from kiosk.domain.errors import StoreUnavailable
from kiosk.domain.segment import GENESIS
from kiosk.feed.files import pack_outbox
from kiosk.feed.segments import read_segment
from kiosk.sealing.signatures import public_key_of
from kiosk.services.answering import answer
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.publishing import publish, publish_readers
from tests.services.line import Line, reader_id_of

WRITERS, ROUNDS = 8, 4


def test_eight_writers_at_once_leave_one_chain_to_each_point(line: Line) -> None:
    (line.folder / "there").mkdir()
    there = Line(line.office, line.clock, line.folder / "there", "mairie", "Mairie")
    readers = [reader_id_of(line.office, one) for one in ("Nadia", "Paul")]
    with line.office.store.transaction() as tx:
        tx.circulation.attach(readers, "Mairie", line.clock.today())
    line.issue_to("Nadia", "Paul")
    publish(line.office)

    def asks(point: Line) -> None:
        answer(line.office, BytesIO(b"".join(pack_outbox(point.outgoing.report(), []))))

    deeds: list[Callable[[], object]] = [
        lambda: publish(line.office),
        lambda: publish_readers(line.office, readers[:1]),
        lambda: publish_readers(line.office, readers[1:]),
        lambda: asks(line),
        lambda: asks(there),
        lambda: revoke_slips(line.office, ["E-00001"], "perdu"),
    ]

    def write(number: int) -> None:
        chance = random.Random(number)
        for _ in range(ROUNDS):
            time.sleep(chance.uniform(0, 0.02))
            # A database that is busy says so, and nothing of it is left behind.
            with suppress(StoreUnavailable):
                chance.choice(deeds)()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))
    revoke_slips(line.office, ["E-00001"], "perdu")
    publish(line.office)

    key = public_key_of(line.office.feed_key)
    for point in (line, there):
        with line.office.store.transaction() as tx:
            record = tx.circulation.point(point.point_id)
            chain = [read_segment(one, key) for one in tx.feeds.after(point.point_id, 0)]
        assert record is not None
        assert [one.head.sequence for one in chain] == list(range(1, len(chain) + 1))
        assert [one.head.previous for one in chain] == [GENESIS, *(one.hash for one in chain[:-1])]
        assert (record.sequence, record.head) == (len(chain), chain[-1].hash)
        point.carry()
        assert point.vault.state().sequence == len(chain)
        assert point.vault.rows("SELECT serial FROM locks") == [("E-00002",)]
    there.vault.close()
