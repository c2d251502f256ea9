"""Making and opening an office: its database, its master key, its feed key."""

import secrets
from contextlib import closing
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.errors import InstanceRefused
from kiosk.private_files import write_private
from kiosk.sealing.custody import lock_away, take_out
from kiosk.sealing.derivation import SALT_BYTES, DerivationCost
from kiosk.sealing.secrets import FeedSigningKey, MasterKey, OutboxKey
from kiosk.services.feed_key import keep_feed_key, kept_feed_key
from kiosk.services.office import Office
from kiosk.site.folders import (
    KEYS,
    SITE_TOML,
    existing_base,
    feed_folder,
    new_instance_folder,
    read_key,
)
from kiosk.store.store import Store
from kiosk.wording import french
from kiosk_config import Settings, load_settings
from kiosk_config.load import write_site_settings
from kiosk_config.settings import THIS_MACHINE

ROLES = ("school", "hub")
_BASE = "office.db"
_MASTER = "master.key"
_OUTBOX_KEY = "outbox_key"
_DOMAIN_SALT = "domain_salt"


def create_office(folder: Path, clock: Clock, site: dict[str, dict[str, str | int]]) -> Office:
    """A new office in an empty folder. ``site`` is what its ``site.toml`` says.

    The master key is a file (0600) outside the database: a copied database opens nothing.
    """
    with new_instance_folder(folder):
        write_site_settings(folder / SITE_TOML, site)
        settings = load_settings(folder / SITE_TOML)
        master = MasterKey.draw()
        write_private(folder / KEYS / _MASTER, master.reveal().hex().encode())
        store = Store.create(_base(folder, settings))
        with closing(store), store.transaction() as tx:
            keep_feed_key(tx, FeedSigningKey.draw(), master)
            outbox_key = lock_away(OutboxKey.draw(), "outbox", master)
            tx.set_fact(_OUTBOX_KEY, outbox_key.hex())
            tx.set_fact(_DOMAIN_SALT, secrets.token_bytes(SALT_BYTES).hex())
    return open_office(folder, clock)


def open_office(folder: Path, clock: Clock) -> Office:
    """An existing office; raise ``InstanceRefused`` or ``SchemaRefused``."""
    settings = load_settings(folder / SITE_TOML)
    if settings.instance.role not in ROLES:
        raise InstanceRefused(str(folder), "not_an_office")
    master = read_key(folder / KEYS / _MASTER, MasterKey)
    if not settings.office.database_url:
        existing_base(folder / _BASE)
    store = Store.open(_base(folder, settings))
    with store.transaction() as tx:
        feed_key = kept_feed_key(tx, master)
        outbox_key = bytes.fromhex(tx.fact(_OUTBOX_KEY) or "")
        domain_salt = bytes.fromhex(tx.fact(_DOMAIN_SALT) or "")
    return Office(
        store=store,
        master=master,
        feed_key=feed_key,
        outbox_key=take_out(OutboxKey, outbox_key, "outbox", master),
        domain_salt=domain_salt,
        cost=DerivationCost(settings.slips.memory_mib, settings.slips.passes),
        settings=settings,
        clock=clock,
        words=french(),
    )


def office_address(folder: Path, office: Office) -> tuple[str, int]:
    """Where an office answers its points, host and port; raise ``InstanceRefused`` for a demo that
    would leave its machine."""
    settings = office.settings
    if settings.instance.demo_day and settings.office.host not in THIS_MACHINE:
        raise InstanceRefused(str(folder), "demo_off_loopback")
    return settings.office.host, settings.office.port


def office_feed_folder(folder: Path) -> Path | None:
    """Where the office leaves each point's feed; None where the site names no folder.

    Made where it is not there: a stick that is not plugged in is told of before anything is done.
    """
    found = feed_folder(folder, load_settings(folder / SITE_TOML))
    if found is not None:
        found.mkdir(exist_ok=True)
    return found


def _base(folder: Path, settings: Settings) -> str | Path:
    """Where the office's records are: the server its site names, otherwise its own file."""
    return settings.office.database_url or folder / _BASE
