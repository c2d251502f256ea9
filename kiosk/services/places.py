"""Where families are served: the places, and who may use which."""

from dataclasses import dataclass

from kiosk.services.office import Office


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """One place, the points that stand there, and how many readers it serves."""

    name: str
    points: tuple[str, ...]
    readers: int


def list_places(office: Office) -> list[PlaceSummary]:
    """Every place, by name."""
    with office.store.transaction() as tx:
        points = [one.point_id for one in tx.circulation.points()]
        places_of = {one: tx.circulation.places_of(one) for one in points}
        return [
            PlaceSummary(
                name,
                tuple(one for one in points if name in places_of[one]),
                len(tx.circulation.readers_of_place(name)),
            )
            for name in tx.circulation.place_names()
        ]


def attach_readers(office: Office, reader_ids: list[str], place: str) -> None:
    """Serve readers at a place too; raise ``NotFound`` for either."""
    with office.store.transaction() as tx:
        for reader_id in reader_ids:
            tx.rights.reader(reader_id)
        tx.circulation.attach(reader_ids, place, office.clock.today())


def detach_readers(office: Office, reader_ids: list[str], place: str) -> list[str]:
    """Serve readers there no more; those who were. Raise ``NotFound`` for either.

    Their Folders leave the point's disk with its next news; slips stay good elsewhere.
    """
    with office.store.transaction() as tx:
        for reader_id in reader_ids:
            tx.rights.reader(reader_id)
        return tx.circulation.detach(reader_ids, place)
