"""Another feed key: every point's feed begins again under it."""

from kiosk.services.feed_key import change_feed_key
from kiosk.services.office import Office
from kiosk.services.resetting import begin_again


def rotate_feed_key(office: Office) -> Office:
    """Change the key that signs feeds; the office that signs with the new one.

    Points that pin the old key pin the new one as soon as they hear, by line or by stick. Raises
    ``FeedKeyChanged`` where it was changed meanwhile.
    """
    with office.store.transaction() as tx:
        points = tx.circulation.points()
        renewed = change_feed_key(office, tx)
        for point in points:
            begin_again(renewed, tx, point, signed_with=office.feed_key)
    return renewed
