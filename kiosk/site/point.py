"""Making and opening an access point: its vault, its pepper, its screen's visits, its printer."""

import json
import secrets
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.clock import SCHOOL_ZONE, Clock
from kiosk.domain.agents import AgentRole
from kiosk.domain.errors import InstanceRefused
from kiosk.domain.opening_hours import OpeningHours
from kiosk.domain.slip_codes import SlipCode, read_code
from kiosk.feed.exchange import Exchange, FolderExchange
from kiosk.printing.card_sheet import render_card_sheet
from kiosk.printing.printers import BrowserPrinter, FolderPrinter, Printer
from kiosk.private_files import OWNER_ONLY, write_private
from kiosk.sealing.cards import card_key, check_password
from kiosk.sealing.derivation import SALT_BYTES, DerivationCost
from kiosk.sealing.enrolment import Enrolment, open_enrolment
from kiosk.sealing.secrets import Pepper
from kiosk.services.access_point import AccessPoint
from kiosk.services.desk import Desk
from kiosk.services.visits import Visits
from kiosk.site.folders import (
    KEYS,
    SITE_TOML,
    existing_base,
    feed_folder,
    new_instance_folder,
    read_key,
)
from kiosk.vault.cards import Cards
from kiosk.vault.desk_keeper import DeskCaps, DeskKeeper
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault
from kiosk.wording import catalogs_folder, french
from kiosk_config import Settings, SettingsRefused, load_settings
from kiosk_config.load import write_site_settings
from kiosk_config.settings import MACHINE, WEEKDAYS

ROLE = "point"
_PEPPER = "pepper.key"
_HUB = "hub.json"
VAULT = "vault.db"


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


@dataclass(frozen=True)
class FirstCard:
    """The card that opens a new point: its bearer may make the others."""

    code: SlipCode
    password: str = field(repr=False)
    name: str
    role: AgentRole = AgentRole.LEAD


@dataclass(frozen=True)
class Keepers:
    """The half of a point that holds its vault and its pepper, for each face."""

    public: Keeper
    desk: DeskKeeper
    vault: Vault


def create_point(
    folder: Path,
    enrolment: Enrolment,
    site: dict[str, dict[str, str | int]],
    clock: Clock,
    first: FirstCard,
) -> None:
    """A new point in an empty folder. ``site`` is what its ``site.toml`` says.

    ``first`` is the card that opens it; the pepper is also left in a key file where the settings
    say ``vault.unlock = "machine"``, and nowhere else on the disk otherwise.
    """
    with new_instance_folder(folder):
        write_site_settings(folder / SITE_TOML, site)
        settings = point_settings(folder)
        facts = HubFacts(
            enrolment.domain_salt,
            enrolment.feed_public_key,
            enrolment.outbox_public_key,
            secrets.token_bytes(SALT_BYTES),
            enrolment.issuer,
            enrolment.place,
        )
        write_private(folder / _HUB, json.dumps(_written(facts), indent=1).encode())
        if settings.vault.unlock == MACHINE:
            write_private(folder / KEYS / _PEPPER, enrolment.pepper.reveal().hex().encode())
        vault = Vault.create(folder / VAULT, enrolment.point_id)
        cost = DerivationCost(settings.slips.memory_mib, settings.slips.passes)
        key = card_key(first.code, first.password, facts.card_salt, cost)
        with vault.transaction() as cursor:
            Cards(vault, clock).make(cursor, first.name, first.role, key, enrolment.pepper)
        vault.close()


def enrol_from_file(
    folder: Path, file: Path, typed: str, card: Path, lead: str, password: str, clock: Clock
) -> Enrolment:
    """A new point from its hub's one-time file and code; its first card is written as a PDF (0600).

    Raises ``SlipMistyped`` for the code's digits, ``EnrolmentRefused``, ``PasswordTooShort``,
    ``InstanceRefused`` for a folder in use, and ``FileExistsError`` rather than lose a card.
    """
    check_password(password)
    enrolment = open_enrolment(file.read_bytes(), read_code(typed), clock.now(), DerivationCost())
    code = SlipCode.draw()
    sheet = render_card_sheet(code, lead, AgentRole.LEAD, enrolment.place, french(), "carte")
    # Taken before anything else: a card is nowhere else than on its paper.
    card.touch(mode=OWNER_ONLY, exist_ok=False)
    try:
        site: dict[str, dict[str, str | int]] = {"instance": {"role": ROLE}}
        create_point(folder, enrolment, site, clock, FirstCard(code, password, lead))
        card.write_bytes(sheet.pdf)
    except BaseException:
        card.unlink(missing_ok=True)
        raise
    return enrolment


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


def point_exchange(folder: Path) -> Exchange:
    """The way to the hub that the point's settings name; raise ``InstanceRefused``."""
    settings = point_settings(folder)
    meeting_place = feed_folder(folder, settings)
    if meeting_place is None:
        raise InstanceRefused(str(folder / SITE_TOML), "no_feed_folder")
    if not meeting_place.is_dir():
        raise InstanceRefused(str(meeting_place), "feed_folder_absent")
    return FolderExchange(meeting_place)


def open_keepers(folder: Path, clock: Clock) -> Keepers:
    """What holds a point's vault and pepper; raise ``InstanceRefused``, ``SchemaRefused``.

    The point is closed until a card opens it, unless its pepper lies in a key file.
    """
    settings, hub = point_settings(folder), hub_facts(folder)
    in_guarded_room = settings.vault.unlock == MACHINE
    pepper = read_key(folder / KEYS / _PEPPER, Pepper) if in_guarded_room else None
    opening = Opening(clock, partial(_closing_after, settings), given=pepper)
    vault = open_vault(folder)
    caps = DeskCaps(
        daily=settings.desk.daily_cap,
        lead_daily=settings.desk.lead_daily_cap,
        september_daily=settings.desk.september_daily_cap,
    )
    return Keepers(
        public=Keeper(vault, opening, clock, hub.outbox_public_key),
        desk=DeskKeeper(vault, opening, clock, hub.outbox_public_key, issuer=hub.issuer, caps=caps),
        vault=vault,
    )


def open_point(folder: Path, clock: Clock, keeper: Keeper | None = None) -> AccessPoint:
    """An access point ready to serve, with its own keeper unless one is given.

    Raises ``InstanceRefused``, ``SchemaRefused``.
    """
    settings, hub = point_settings(folder), hub_facts(folder)
    return AccessPoint(
        keeper=keeper or open_keepers(folder, clock).public,
        visits=Visits(
            clock,
            idle_seconds=settings.sessions.idle_seconds,
            absolute_seconds=settings.sessions.absolute_seconds,
        ),
        printer=_printer(folder, "printing", settings.printing.printer, settings.printing.folder),
        domain_salt=hub.domain_salt,
        cost=DerivationCost(settings.slips.memory_mib, settings.slips.passes),
        settings=settings,
        clock=clock,
        catalogs=catalogs_folder(),
        place=hub.place,
        hours=_hours(settings),
    )


def open_desk(folder: Path, clock: Clock, keeper: DeskKeeper) -> Desk:
    """The desk of a point; raise ``InstanceRefused``."""
    settings, hub = point_settings(folder), hub_facts(folder)
    return Desk(
        keeper=keeper,
        printer=_printer(folder, "desk", settings.desk.printer, settings.desk.folder),
        domain_salt=hub.domain_salt,
        card_salt=hub.card_salt,
        cost=DerivationCost(settings.slips.memory_mib, settings.slips.passes),
        settings=settings,
        clock=clock,
        catalogs=catalogs_folder(),
        words=french(),
        place=hub.place,
        hours=_hours(settings),
    )


def _hours(settings: Settings) -> OpeningHours:
    return OpeningHours.of([getattr(settings.hours, day) for day in WEEKDAYS])


def _closing_after(settings: Settings, opened_at: datetime) -> datetime:
    """When a point opened now closes by itself: with its place, twelve hours later at most."""
    latest = opened_at + timedelta(hours=settings.desk.open_hours)
    closing = _hours(settings).closing_after(opened_at, SCHOOL_ZONE)
    return min(latest, closing) if closing else latest


def _written(facts: HubFacts) -> dict[str, str]:
    values = ((field.name, getattr(facts, field.name)) for field in fields(HubFacts))
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in values}


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


def _printer(point: Path, section: str, kind: str, folder: str) -> Printer:
    if kind == "browser":
        return BrowserPrinter()
    target = (point / folder).resolve()
    if target.is_relative_to(point.resolve()):
        raise SettingsRefused(
            f"{section}.folder",
            "les feuilles en clair ne vont pas parmi les fichiers du point",
        )
    return FolderPrinter(target)
