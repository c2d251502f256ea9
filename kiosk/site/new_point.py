"""Making an access point, from what its hub told of it once."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.agents import AgentRole
from kiosk.domain.slip_codes import SlipCode, read_code
from kiosk.printing.card_sheet import render_card_sheet
from kiosk.private_files import OWNER_ONLY, write_private
from kiosk.sealing.cards import card_key, check_password
from kiosk.sealing.derivation import SALT_BYTES, DerivationCost
from kiosk.sealing.enrolment import Enrolment, open_enrolment
from kiosk.site.folders import KEYS, SITE_TOML, new_instance_folder
from kiosk.site.point_folder import (
    DEVICE_KEY,
    PEPPER,
    ROLE,
    VAULT,
    HubFacts,
    point_settings,
    write_hub_facts,
)
from kiosk.vault.cards import Cards
from kiosk.vault.vault import Vault
from kiosk.wording import french
from kiosk_config.load import write_site_settings
from kiosk_config.settings import MACHINE


@dataclass(frozen=True)
class FirstCard:
    """The card that opens a new point: its bearer may make the others."""

    code: SlipCode
    password: str = field(repr=False)
    name: str
    role: AgentRole = AgentRole.LEAD


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
        if enrolment.hub_url:
            site = {**site, "feed": {**site.get("feed", {}), "hub_url": enrolment.hub_url}}
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
        write_hub_facts(folder, facts)
        write_private(folder / KEYS / DEVICE_KEY, enrolment.device_key.reveal().hex().encode())
        if settings.vault.unlock == MACHINE:
            write_private(folder / KEYS / PEPPER, enrolment.pepper.reveal().hex().encode())
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
