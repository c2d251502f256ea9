"""Places, points and their segments, as two publications at once find them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from kiosk.domain.segment import GENESIS
from kiosk.store.store import Store
from tests.store.school_builders import NOW


def publish_one(store: Store, has_read: Event, may_end: Event) -> int:
    """Append a segment after the last one; its number."""
    with store.transaction() as tx:
        (point,) = tx.circulation.points()
        has_read.set()
        assert may_end.wait(timeout=20)
        number = point.sequence + 1
        tx.feeds.append("p", number, GENESIS, b"content", NOW)
    return number


def test_two_publications_at_once_number_their_segments_one_after_the_other(store: Store) -> None:
    """SQLite lets one transaction write at a time; PostgreSQL must be asked to hold the points."""
    with store.transaction() as tx:
        tx.circulation.add_point("p", "Le point", b"sealed", b"public", "Médiathèque")
    first_has_read, second_has_read, may_end = Event(), Event(), Event()
    with ThreadPoolExecutor(2) as offices:
        try:
            first = offices.submit(publish_one, store, first_has_read, may_end)
            assert first_has_read.wait(timeout=20)
            second = offices.submit(publish_one, store, second_has_read, may_end)
            assert not second_has_read.wait(timeout=0.5), "it must wait for the first to end"
        finally:
            may_end.set()
        assert (first.result(), second.result()) == (1, 2)
    with store.transaction() as tx:
        assert len(list(tx.feeds.after("p", 0))) == 2
