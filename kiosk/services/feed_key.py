"""The key an office signs its feeds with: where it is kept, and how it is changed."""

from dataclasses import replace

from kiosk.domain.errors import FeedKeyChanged
from kiosk.feed.key_records import write_key_record
from kiosk.sealing.custody import lock_away, take_out
from kiosk.sealing.secrets import FeedSigningKey, MasterKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.office import Office
from kiosk.store.store import Transaction

_KEY = "feed_key"
_PUBLIC = "feed_public_key"
_RECORDS = "feed_key_records"


def keep_feed_key(tx: Transaction, key: FeedSigningKey, master: MasterKey) -> None:
    """Write the key down, sealed, and its public half."""
    tx.set_fact(_KEY, lock_away(key, "feed", master).hex())
    tx.set_fact(_PUBLIC, public_key_of(key).hex())


def kept_feed_key(tx: Transaction, master: MasterKey) -> FeedSigningKey:
    """The key that was written down last."""
    return take_out(FeedSigningKey, bytes.fromhex(tx.fact(_KEY) or ""), "feed", master)


def check_feed_key(office: Office, tx: Transaction) -> None:
    """Raise ``FeedKeyChanged`` where another program of this office changed it meanwhile."""
    public = tx.fact(_PUBLIC)
    if public is not None and public != public_key_of(office.feed_key).hex():
        raise FeedKeyChanged


def key_records(tx: Transaction) -> list[bytes]:
    """Every change of key, the oldest first: what each point is told before anything else."""
    return [bytes.fromhex(one) for one in (tx.fact(_RECORDS) or "").split()]


def change_feed_key(office: Office, tx: Transaction) -> Office:
    """Draw another key, and say so with the old one; the office that signs with it."""
    check_feed_key(office, tx)
    key = FeedSigningKey.draw()
    record = write_key_record(office.feed_key, public_key_of(key))
    tx.set_fact(_RECORDS, " ".join(one.hex() for one in [*key_records(tx), record]))
    keep_feed_key(tx, key, office.master)
    return replace(office, feed_key=key)
