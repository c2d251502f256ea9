"""From the store to signed segments: what each access point must learn next."""

from collections.abc import Iterable

from kiosk.domain.journal import KEPT_FOR
from kiosk.domain.segment import TombstoneRow
from kiosk.services.feeds import append_rows
from kiosk.services.office import Office, Progress, no_progress
from kiosk.services.resetting import reset_if_due
from kiosk.services.shelf import DEAD, PublishedPoint, Shelf, dead_serials, slip_row


def publish(office: Office, progress: Progress = no_progress) -> list[PublishedPoint]:
    """Bring every point's feed up to what the store says now.

    Only rows that differ from what a point already has make a segment; a day without news makes
    one that is empty. One transaction: a reader's Folder and the locks that open it are published
    together. Where it breaks off, revocations still go out, in a transaction of their own.

    Once a week a snapshot lets old segments go.
    """
    try:
        with office.store.transaction() as tx:
            tx.correspondence.forget_lines_before(office.clock.now() - KEPT_FOR)
            points = tx.circulation.points()
            served = {point.point_id: tx.circulation.readers_at(point.point_id) for point in points}
            everyone = set().union(*served.values())
            shelf = Shelf(office, tx, tx.rights.readers(everyone), progress, is_whole=True)
            published = [shelf.publish_to(point, served[point.point_id]) for point in points]
            for point in tx.circulation.points():
                reset_if_due(office, tx, point)
            return published
    except Exception:
        _publish_revocations(office)
        raise


def publish_readers(office: Office, reader_ids: Iterable[str]) -> list[PublishedPoint]:
    """Bring what concerns a few readers to every point that serves them, at once.

    As ``publish`` does it, with all who are or were one with them, and with the same care for
    revocations.
    """
    try:
        with office.store.transaction() as tx:
            concerned = tx.unions.ever_with(reader_ids)
            points = tx.circulation.points_serving(concerned)
            readers = tx.rights.readers(concerned)
            shelf = Shelf(office, tx, readers, no_progress, is_whole=False)
            return [
                shelf.publish_to(point, tx.circulation.readers_at(point.point_id))
                for point in points
            ]
    except Exception:
        _publish_revocations(office)
        raise


def _publish_revocations(office: Office) -> None:
    """Tell each point of the slips that ended, and nothing else."""
    with office.store.transaction() as tx:
        slips = tx.slips.all()
        for point in tx.circulation.points():
            known = tx.circulation.published_rows(point.point_id)
            served = tx.circulation.readers_at(point.point_id)
            news = [one for one in dead_serials(slips, served) if known.get(slip_row(one)) != DEAD]
            if not news:
                continue  # nor is anybody told that there is nothing new
            append_rows(office, tx, point, map(TombstoneRow, news))
            told = dict.fromkeys(map(slip_row, news), DEAD)
            tx.circulation.update_published_rows(point.point_id, told, ())
