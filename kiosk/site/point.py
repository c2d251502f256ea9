"""Opening what serves people at an access point: its screen and its desk, over a keeper."""

from pathlib import Path

from kiosk.clock import Clock
from kiosk.printing.ipp.printer import IppPrinter
from kiosk.printing.printers import BrowserPrinter, FolderPrinter, Printer
from kiosk.printing.raw_printer import RawPrinter
from kiosk.sealing.derivation import DerivationCost
from kiosk.services.access_point import AccessPoint
from kiosk.services.desk import Desk
from kiosk.services.lifetime import Lifetime
from kiosk.services.presence import Presence
from kiosk.services.visits import Visits
from kiosk.site.keepers import open_keepers
from kiosk.site.point_folder import hub_facts, opening_hours, point_settings
from kiosk.vault.desk_keeper import DeskKeeper
from kiosk.vault.keeper import Keeper
from kiosk.wording import catalogs_folder, french
from kiosk_config import SettingsRefused
from kiosk_config.printer import PrinterChoice

PRINTER_SECONDS = 4
"""How long a printer may be silent: a person stands before the screen, and one who leaves waits."""


def open_point(
    folder: Path, clock: Clock, keeper: Keeper | None = None, lifetime: Lifetime | None = None
) -> AccessPoint:
    """The public screen of a point, with a keeper in this very process unless one is given.

    ``lifetime`` is that of its process, told when a visit begins and ends. Raises
    ``InstanceRefused``, ``SchemaRefused``.
    """
    lifetime = lifetime or Lifetime()
    settings, hub = point_settings(folder), hub_facts(folder)
    return AccessPoint(
        keeper=keeper or open_keepers(folder, clock).public,
        visits=Visits(
            clock,
            idle_seconds=settings.sessions.idle_seconds,
            absolute_seconds=settings.sessions.absolute_seconds,
            lifetime=lifetime,
        ),
        lifetime=lifetime,
        printer=_printer(folder, settings.printing),
        domain_salt=hub.domain_salt,
        cost=DerivationCost(settings.slips.memory_mib, settings.slips.passes),
        settings=settings,
        clock=clock,
        catalogs=catalogs_folder(),
        place=hub.place,
        hours=opening_hours(settings),
    )


def open_desk(
    folder: Path, clock: Clock, keeper: DeskKeeper, lifetime: Lifetime | None = None
) -> Desk:
    """The desk of a point; raise ``InstanceRefused``."""
    settings, hub = point_settings(folder), hub_facts(folder)
    return Desk(
        keeper=keeper,
        printer=_printer(folder, settings.desk),
        domain_salt=hub.domain_salt,
        card_salt=hub.card_salt,
        cost=DerivationCost(settings.slips.memory_mib, settings.slips.passes),
        settings=settings,
        clock=clock,
        catalogs=catalogs_folder(),
        words=french(),
        place=hub.place,
        hours=opening_hours(settings),
        presence=Presence(clock, settings.desk.idle_seconds),
        receipts=_receipt_printer(settings.desk.receipt_printer),
        lifetime=lifetime or Lifetime(),
    )


def printers_to_ask(folder: Path) -> dict[str, Printer]:
    """The printers of a point that tell of themselves, by the setting that names them."""
    settings = point_settings(folder)
    printers = {
        choice.section: _printer(folder, choice)
        for choice in (settings.printing, settings.desk)
        if choice.printer == "ipp"
    }
    receipts = _receipt_printer(settings.desk.receipt_printer)
    return {**printers, "desk.receipt_printer": receipts} if receipts else printers


def _printer(point: Path, choice: PrinterChoice) -> Printer:
    if choice.printer == "browser":
        return BrowserPrinter()
    if choice.printer == "ipp":
        return _ipp_printer(choice)
    target = (point / choice.folder).resolve()
    if target.is_relative_to(point.resolve()):
        raise SettingsRefused(
            f"{choice.section}.folder",
            "les feuilles en clair ne vont pas parmi les fichiers du point",
        )
    return FolderPrinter(target)


def _receipt_printer(address: str) -> Printer | None:
    if not address:
        return None
    try:
        return RawPrinter(address)
    except ValueError:
        raise SettingsRefused(
            "desk.receipt_printer", "cette adresse n’en est pas une : regardez son numéro de port"
        ) from None


def _ipp_printer(choice: PrinterChoice) -> Printer:
    try:
        return IppPrinter(
            choice.printer_uri,
            device=choice.printer_device,
            fingerprint=choice.printer_fingerprint,
            timeout_seconds=PRINTER_SECONDS,
        )
    except ValueError as refused:
        name = "printer_fingerprint" if str(refused) == "fingerprint" else "printer_uri"
        raise SettingsRefused(
            f"{choice.section}.{name}",
            "une empreinte ne va qu’avec une adresse ipps://"
            if name == "printer_fingerprint"
            else "cette adresse n’en est pas une : regardez son numéro de port",
        ) from None
