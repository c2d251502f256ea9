"""Opening the half of a point that holds its vault and its pepper."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.clock import SCHOOL_ZONE, Clock
from kiosk.domain.print_ledger import QuotaRule
from kiosk.sealing.secrets import Pepper
from kiosk.site.folders import KEYS, read_key
from kiosk.site.point_folder import (
    PEPPER,
    freshness_of,
    hub_facts,
    open_vault,
    opening_hours,
    point_clock,
    point_settings,
)
from kiosk.vault.desk_keeper import DeskCaps, DeskKeeper
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault
from kiosk_config import Settings
from kiosk_config.settings import MACHINE


@dataclass(frozen=True)
class Keepers:
    """The half of a point that holds its vault and its pepper, for each face."""

    public: Keeper
    desk: DeskKeeper
    vault: Vault


def open_keepers(folder: Path, clock: Clock, *, starts_closed: bool = False) -> Keepers:
    """What holds a point's vault and pepper; raise ``InstanceRefused``, ``SchemaRefused``.

    The point is closed until a card opens it, unless its pepper lies in a key file and nobody has
    closed it since (``starts_closed``).
    """
    settings, hub = point_settings(folder), hub_facts(folder)
    in_guarded_room = settings.vault.unlock == MACHINE and not starts_closed
    vault = open_vault(folder)
    clock = point_clock(vault, clock)
    pepper = read_key(folder / KEYS / PEPPER, Pepper) if in_guarded_room else None
    opening = Opening(clock, partial(_closing_after, settings), given=pepper)
    freshness = freshness_of(settings)
    quota = QuotaRule(settings.printing.pages_a_day, settings.printing.pages_a_week)
    caps = DeskCaps(
        daily=settings.desk.daily_cap,
        lead_daily=settings.desk.lead_daily_cap,
        september_daily=settings.desk.september_daily_cap,
    )
    return Keepers(
        public=Keeper(vault, opening, clock, hub.outbox_public_key, freshness, quota),
        desk=DeskKeeper(
            vault,
            opening,
            clock,
            hub.outbox_public_key,
            issuer=hub.issuer,
            caps=caps,
            freshness=freshness,
        ),
        vault=vault,
    )


def _closing_after(settings: Settings, opened_at: datetime) -> datetime:
    """When a point opened now closes by itself: with its place, twelve hours later at most."""
    latest = opened_at + timedelta(hours=settings.desk.open_hours)
    closing = opening_hours(settings).closing_after(opened_at, SCHOOL_ZONE)
    return min(latest, closing) if closing else latest
