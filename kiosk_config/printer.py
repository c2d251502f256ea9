"""Where paper comes out: the same choices for the screen's sheets and for the desk's slips."""

import re
from dataclasses import dataclass
from typing import ClassVar

from kiosk_config.refused import SettingsRefused

PRINTERS = ("browser", "folder", "ipp")
_URI = re.compile(r"ipps?://[^\s/?#@]+(?:/[^\s?#]*)?|ipp\+unix:///[^\s?#]+\?queue=[\w.-]+")
_FINGERPRINT = re.compile(r"(?:[0-9a-fA-F]{2}:?){32}")


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """``printer`` is one of ``PRINTERS``; the rest is what that one needs.

    ``folder`` is for ``folder``. For ``ipp``: ``printer_uri``, a printer of the network or a queue
    of CUPS; ``printer_device``, the printer itself where the other is a queue, which alone knows
    about its paper; ``printer_fingerprint``, the SHA-256 of its certificate where it signs its own.
    """

    section: ClassVar[str] = "printing"

    printer: str = "browser"
    folder: str = ""
    printer_uri: str = ""
    printer_device: str = ""
    printer_fingerprint: str = ""

    def __post_init__(self) -> None:
        if self.printer not in PRINTERS:
            known = ", ".join(PRINTERS)
            raise SettingsRefused(f"{self.section}.printer", f"une valeur parmi : {known}")
        if self.printer == "folder" and not self.folder:
            raise SettingsRefused(
                f"{self.section}.folder", "l’imprimante « folder » veut un dossier"
            )
        if self.printer == "ipp" and not self.printer_uri:
            raise SettingsRefused(
                f"{self.section}.printer_uri",
                "l’imprimante « ipp » veut une adresse, comme ipp://192.168.1.20/ipp/print",
            )
        for name in ("printer_uri", "printer_device"):
            address = getattr(self, name)
            if address and not _URI.fullmatch(address):
                raise SettingsRefused(
                    f"{self.section}.{name}",
                    "une adresse comme ipp://192.168.1.20/ipp/print, "
                    "ou ipp+unix:///run/cups/cups.sock?queue=kiosk",
                )
        if self.printer_fingerprint and not _FINGERPRINT.fullmatch(self.printer_fingerprint):
            raise SettingsRefused(
                f"{self.section}.printer_fingerprint", "64 chiffres hexadécimaux (SHA-256)"
            )
