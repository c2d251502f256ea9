"""A point's folder: its settings, what it knows of its hub, its vault, the way to the hub."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from kiosk.clock import Clock, ClockWithFloor
from kiosk.domain.errors import InstanceRefused
from kiosk.domain.freshness import Freshness
from kiosk.domain.opening_hours import OpeningHours
from kiosk.domain.school_calendar import Zone
from kiosk.feed.exchange import Exchange, FolderExchange
from kiosk.feed.http_exchange import HttpExchange
from kiosk.feed.pace import Pace
from kiosk.private_files import write_private
from kiosk.sealing.secrets import DeviceKey
from kiosk.services.synchronising import Correspondence, Outgoing
from kiosk.site.folders import KEYS, SITE_TOML, existing_base, feed_folder, read_key
from kiosk.vault.vault import Vault
from kiosk_config import Settings, load_settings
from kiosk_config.settings import WEEKDAYS

ROLE = "point"
VAULT = "vault.db"
PEPPER = "pepper.key"
"""In the folder of keys, where ``vault.unlock`` is ``"machine"``."""
DEVICE_KEY = "device.key"
"""In the folder of keys: what the hub knows this very machine by."""
_HUB = "hub.json"


@dataclass(frozen=True, slots=True)
class HubFacts:
    """What a point keeps of its enrolment: nothing secret.

    ``card_salt`` is the point's own; ``issuer`` begins every serial it gives, ``place`` is where
    it stands.
    """

    domain_salt: bytes
    feed_public_key: bytes
    outbox_public_key: bytes
    card_salt: bytes
    issuer: str
    place: str


def write_hub_facts(folder: Path, facts: HubFacts) -> None:
    """Keep what a new point was told."""
    values = ((one.name, getattr(facts, one.name)) for one in fields(HubFacts))
    written = {name: value.hex() if isinstance(value, bytes) else value for name, value in values}
    write_private(folder / _HUB, json.dumps(written, indent=1).encode())


def open_vault(folder: Path) -> Vault:
    """A point's vault, still sealed: enough to take news from the hub."""
    point_settings(folder)
    return Vault.open(existing_base(folder / VAULT))


def hub_facts(folder: Path) -> HubFacts:
    """What the point knows of its hub; raise ``InstanceRefused``."""
    try:
        facts: dict[str, str] = json.loads((folder / _HUB).read_text(encoding="utf-8"))
        return HubFacts(
            domain_salt=bytes.fromhex(facts["domain_salt"]),
            feed_public_key=bytes.fromhex(facts["feed_public_key"]),
            outbox_public_key=bytes.fromhex(facts["outbox_public_key"]),
            card_salt=bytes.fromhex(facts["card_salt"]),
            issuer=facts["issuer"],
            place=facts["place"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise InstanceRefused(str(folder / _HUB), "unreadable") from None


def point_clock(vault: Vault, clock: Clock) -> Clock:
    """The point's clock, never below the last moment its hub signed for."""
    return ClockWithFloor(clock, lambda: vault.state().signed_at)


def outgoing(folder: Path, vault: Vault, clock: Clock) -> Outgoing:
    """What the point has to say to its hub; raise ``InstanceRefused`` without its device key."""
    key = read_key(folder / KEYS / DEVICE_KEY, DeviceKey)
    return Outgoing(vault, key, point_clock(vault, clock))


def correspondence(folder: Path, vault: Vault, clock: Clock) -> Correspondence:
    """The point's meetings with its hub; raise ``InstanceRefused`` where it names no way there."""
    exchange = point_exchange(folder, clock)
    feed_public_key = hub_facts(folder).feed_public_key
    return Correspondence(outgoing(folder, vault, clock), feed_public_key, exchange)


def point_exchange(folder: Path, clock: Clock) -> Exchange:
    """The way to the hub that the point's settings name; raise ``InstanceRefused``."""
    settings = point_settings(folder)
    if settings.feed.hub_url:
        return HttpExchange(settings.feed.hub_url, Pace(clock.seconds, settings.feed.poll_seconds))
    meeting_place = feed_folder(folder, settings)
    if meeting_place is None:
        raise InstanceRefused(str(folder / SITE_TOML), "no_feed_folder")
    if not meeting_place.is_dir():
        raise InstanceRefused(str(meeting_place), "feed_folder_absent")
    return FolderExchange(meeting_place)


def opening_hours(settings: Settings) -> OpeningHours:
    """When the place is open, as its settings say."""
    return OpeningHours.of([getattr(settings.hours, day) for day in WEEKDAYS])


def freshness_of(settings: Settings) -> Freshness:
    """How long the point trusts what its hub said last."""
    feed = settings.feed
    return Freshness(Zone(feed.zone), feed.late_after_days, feed.closes_after_days)


def point_settings(folder: Path) -> Settings:
    """The settings of a point; raise ``InstanceRefused`` for any other instance."""
    settings = load_settings(folder / SITE_TOML)
    if settings.instance.role != ROLE:
        raise InstanceRefused(str(folder), "not_a_point")
    return settings


def paper_folders(folder: Path) -> dict[str, Path]:
    """The folders that sheets are put into, by the name of their setting."""
    settings = point_settings(folder)
    named = {"printing.folder": settings.printing.folder, "desk.folder": settings.desk.folder}
    return {name: folder / written for name, written in named.items() if written}
