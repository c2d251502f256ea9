"""« Machine volée »: what its hub does at once, and what must be told of it."""

from kiosk.domain.journal import JournalEvent
from kiosk.domain.theft import ReaderConcerned, Theft
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import Pepper
from kiosk.services.hearing import Alarm
from kiosk.services.office import Office
from kiosk.store.store import Transaction

_MOST_LINES = 500


def declare_stolen(office: Office, point_id: str) -> Theft:
    """Have a machine's key die and the point's pepper change; what it held. Raises ``NotFound``.

    From here on the machine gets nothing and says nothing. What is published to the point is made
    anew under the new pepper, from its first segment, for the machine that will stand there.
    """
    with office.store.transaction() as tx:
        tx.circulation.check_point(point_id)
        theft = _held(office, tx, point_id)
        pepper = lock_away(Pepper.draw(), point_id, office.master)
        tx.circulation.renew_point(point_id, pepper, device_key=b"")
        tx.point_reports.forget(point_id)
        tx.point_reports.raise_alarms(
            point_id, office.clock.today(), [Alarm.DECLARED_STOLEN.value], 0
        )
    return theft


def _held(office: Office, tx: Transaction, point_id: str) -> Theft:
    """By what was published: that is what lies on its disk, whoever is served there now."""
    today = office.clock.today()
    (point,) = (one for one in tx.circulation.points() if one.point_id == point_id)
    kinds: dict[str, set[str]] = {}
    for key in tx.circulation.published_rows(point_id):
        kind, _, identifier = key.partition(":")
        kinds.setdefault(kind, set()).add(identifier)
    held = tx.rights.readers(kinds.get("reader", set()))
    visible = tx.rights.pupils_by_guardian(today)
    live: dict[str, int] = {}
    for slip in tx.slips.of_readers(one.reader_id for one in held):
        live[slip.reader_id] = live.get(slip.reader_id, 0) + slip.is_live(today)
    of = {one.reader_id: set(visible.get(one.guardian_id, [])) for one in held}
    told = {
        one: set().union(*(of.get(other, set()) for other in tx.unions.with_reader(one)))
        for one in of
    }
    school_of = {
        child: tx.schoolwork.enrolled(child, today).school_name
        for children in told.values()
        for child in children
    }
    readers = [
        ReaderConcerned(
            reader_id=one.reader_id,
            name=one.name,
            pupils=len(told[one.reader_id]),
            schools=tuple(sorted({school_of[child] for child in told[one.reader_id]})),
            live_slips=live.get(one.reader_id, 0),
        )
        for one in held
    ]
    last = tx.point_reports.last_of(point_id)
    return Theft(
        point_id=point_id,
        name=point.name,
        places=tuple(tx.circulation.places_of(point_id)),
        declared_at=office.clock.now(),
        heard_at=last.heard_at if last else None,
        was_open=_was_open(tx, point_id),
        readers=tuple(readers),
        pupils=len(school_of),
        documents=len(kinds.get("document", ())),
        schools=tuple(sorted(set(school_of.values()))),
    )


def _was_open(tx: Transaction, point_id: str) -> bool | None:
    """By the newest line that tells of opening or closing."""
    for line in tx.correspondence.journal(point_id, _MOST_LINES):
        if line.event in (JournalEvent.OPENED, JournalEvent.CLOSED):
            return line.event is JournalEvent.OPENED
    return None
