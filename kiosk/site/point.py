"""Making and opening an access point: its vault, its pepper, its screen's visits, its printer."""

import json
from dataclasses import dataclass
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.errors import InstanceRefused
from kiosk.feed.exchange import Exchange, FolderExchange
from kiosk.printing.printers import BrowserPrinter, FolderPrinter, Printer
from kiosk.private_files import write_private
from kiosk.sealing.derivation import DerivationCost
from kiosk.sealing.secrets import Pepper
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visits
from kiosk.site.folders import (
    KEYS,
    SITE_TOML,
    existing_base,
    feed_folder,
    new_instance_folder,
    read_key,
)
from kiosk.vault.keeper import Keeper
from kiosk.vault.vault import Vault
from kiosk.wording import catalogs_folder
from kiosk_config import Settings, SettingsRefused, load_settings
from kiosk_config.load import write_site_settings

ROLE = "point"
_PEPPER = "pepper.key"
_HUB = "hub.json"
VAULT = "vault.db"


@dataclass(frozen=True)
class Enrolment:
    """What a point must be told of its hub, once. Holds its pepper."""

    point_id: str
    pepper: Pepper
    domain_salt: bytes
    feed_public_key: bytes
    outbox_public_key: bytes


@dataclass(frozen=True, slots=True)
class HubFacts:
    """What a point keeps of its hub: nothing secret."""

    domain_salt: bytes
    feed_public_key: bytes
    outbox_public_key: bytes


def create_point(folder: Path, enrolment: Enrolment, site: dict[str, dict[str, str | int]]) -> None:
    """A new point in an empty folder. ``site`` is what its ``site.toml`` says."""
    with new_instance_folder(folder):
        write_site_settings(folder / SITE_TOML, site)
        write_private(folder / KEYS / _PEPPER, enrolment.pepper.reveal().hex().encode())
        facts = {name: getattr(enrolment, name).hex() for name in HubFacts.__slots__}
        write_private(folder / _HUB, json.dumps(facts, indent=1).encode())
        Vault.create(folder / VAULT, enrolment.point_id).close()


def open_vault(folder: Path) -> Vault:
    """A point's vault, still sealed: enough to take news from the hub."""
    _settings(folder)
    return Vault.open(existing_base(folder / VAULT))


def hub_facts(folder: Path) -> HubFacts:
    """What the point knows of its hub; raise ``InstanceRefused``."""
    try:
        facts = json.loads((folder / _HUB).read_text(encoding="utf-8"))
        return HubFacts(**{name: bytes.fromhex(facts[name]) for name in HubFacts.__slots__})
    except (OSError, ValueError, KeyError, TypeError):
        raise InstanceRefused(str(folder / _HUB), "unreadable") from None


def point_exchange(folder: Path) -> Exchange:
    """The way to the hub that the point's settings name; raise ``InstanceRefused``."""
    settings = _settings(folder)
    meeting_place = feed_folder(folder, settings)
    if meeting_place is None:
        raise InstanceRefused(str(folder / SITE_TOML), "no_feed_folder")
    if not meeting_place.is_dir():
        raise InstanceRefused(str(meeting_place), "feed_folder_absent")
    return FolderExchange(meeting_place)


def open_keeper(folder: Path, clock: Clock) -> Keeper:
    """The half of an access point that holds its vault and its pepper; raise as ``open_point``."""
    pepper = read_key(folder / KEYS / _PEPPER, Pepper)
    return Keeper(open_vault(folder), pepper, clock)


def open_point(folder: Path, clock: Clock, keeper: Keeper | None = None) -> AccessPoint:
    """An access point ready to serve, with its own keeper unless one is given.

    Raises ``InstanceRefused``, ``SchemaRefused``.
    """
    settings = _settings(folder)
    hub = hub_facts(folder)
    return AccessPoint(
        keeper=keeper or open_keeper(folder, clock),
        visits=Visits(
            clock,
            idle_seconds=settings.sessions.idle_seconds,
            absolute_seconds=settings.sessions.absolute_seconds,
        ),
        printer=_printer(folder, settings),
        domain_salt=hub.domain_salt,
        outbox_key=hub.outbox_public_key,
        cost=DerivationCost(settings.slips.memory_mib, settings.slips.passes),
        settings=settings,
        clock=clock,
        catalogs=catalogs_folder(),
    )


def _settings(folder: Path) -> Settings:
    settings = load_settings(folder / SITE_TOML)
    if settings.instance.role != ROLE:
        raise InstanceRefused(str(folder), "not_a_point")
    return settings


def _printer(folder: Path, settings: Settings) -> Printer:
    if settings.printing.printer == "browser":
        return BrowserPrinter()
    target = Path(settings.printing.folder).resolve()
    if target.is_relative_to(folder.resolve()):
        raise SettingsRefused(
            "printing.folder",
            "les feuilles en clair ne vont pas parmi les fichiers du point",
        )
    return FolderPrinter(target)
