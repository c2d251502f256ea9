"""What may be set, and what is refused, with the reason.

Frozen dataclasses, one per section of the TOML files. A value that would make an instance unsafe
is refused when the program starts, not when it is first used.
"""

import re
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk_config.printer import PrinterChoice
from kiosk_config.refused import SettingsRefused

THIS_MACHINE = ("127.0.0.1", "::1")
ROLES = ("point", "school", "hub")
RIGHTS = ("legal", "unconfirmed")
MACHINE = "machine"
UNLOCKS = ("agent", MACHINE)
PINS = ("off", "offered", "required")

# RFC 9106, second recommended option. OWASP ASVS 5.0, appendix C, allows 19 MiB with two passes:
# the first family of a stolen point would then cost five times less than a million dollars.
LEAST_MEMORY_MIB = 64
LEAST_PASSES = 3
# The screen asks who is there 45 s before the end; less than 15 s of reading before is no reading.
LEAST_IDLE_SECONDS = 60
LONGEST_IDLE_SECONDS = 600
# A right withdrawn in haste must be known within a minute wherever there is a line.
ZONES = ("", "A", "B", "C")
MOST_CLOSES_AFTER_DAYS = 60
# A segment kept for sixty days must still be good some weeks on a stick.
LEAST_EXPIRES_DAYS = 70
MOST_EXPIRES_DAYS = 120
LEAST_POLL_SECONDS = 5
LONGEST_POLL_SECONDS = 3600

LONGEST_OPEN_HOURS = 12
MOST_SLIPS_A_DAY = 500
MOST_PAGES = 5000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
RECEIPT_COLUMNS = (32, 48)
_RECEIPT_PRINTER = re.compile(r"socket://[^\s/?#@]+/?|file:///[^\s?#]+")
_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_DAY = re.compile(rf"(?:{_TIME}-{_TIME}(?: {_TIME}-{_TIME})*)?")


@dataclass(frozen=True, slots=True)
class Instance:
    """What this instance is. ``demo_day`` is the ISO day a demo was made for, "" elsewhere."""

    role: str = "school"
    demo_day: str = ""

    def __post_init__(self) -> None:
        _one_of("instance.role", self.role, ROLES)

    @property
    def is_demo(self) -> bool:
        """Whether the people in it are invented and its slips public."""
        return bool(self.demo_day)


@dataclass(frozen=True, slots=True)
class Public:
    """The public screen. It listens on loopback: the browser is on the same machine."""

    host: str = "127.0.0.1"
    port: int = 8080
    phone: str = ""

    def __post_init__(self) -> None:
        if self.host not in THIS_MACHINE:
            raise SettingsRefused(
                "public.host",
                "l’écran public n’est servi qu’à sa propre machine (127.0.0.1)",
            )
        if not 0 <= self.port <= 65535:
            raise SettingsRefused("public.port", "un port est entre 0 et 65535")


@dataclass(frozen=True, slots=True)
class Desk(PrinterChoice):
    """The desk: where it listens, how long it waits, how many slips a day gives.

    Its printer is set as in ``[printing]``: a slip comes out at the desk, a sheet at the screen.
    ``receipt_printer``, where there is one, prints a slip given to one person on its roll, of so
    many ``receipt_columns`` (48 at 80 mm, 32 at 58 mm); cards and batches need a sheet.
    Caps count what one card gives out in a day; ``lead_daily_cap`` leaves room for a batch.
    September, when whole classes come, has a cap of its own.
    """

    section: ClassVar[str] = "desk"

    host: str = "127.0.0.1"
    port: int = 8081
    idle_seconds: int = 300
    open_hours: int = 12
    daily_cap: int = 20
    lead_daily_cap: int = 60
    september_daily_cap: int = 200
    receipt_printer: str = ""
    receipt_columns: int = 48

    def __post_init__(self) -> None:
        # The bare super() of a class with slots looks in the class that was there before them.
        PrinterChoice.__post_init__(self)
        if self.host not in THIS_MACHINE:
            raise SettingsRefused(
                "desk.host", "l’accueil n’est servi qu’à sa propre machine (127.0.0.1)"
            )
        if not 0 <= self.port <= 65535:
            raise SettingsRefused("desk.port", "un port est entre 0 et 65535")
        if not LEAST_IDLE_SECONDS <= self.idle_seconds <= LONGEST_IDLE_SECONDS:
            raise SettingsRefused(
                "desk.idle_seconds", f"entre {LEAST_IDLE_SECONDS} et {LONGEST_IDLE_SECONDS}"
            )
        if not 1 <= self.open_hours <= LONGEST_OPEN_HOURS:
            raise SettingsRefused(
                "desk.open_hours", f"entre 1 et {LONGEST_OPEN_HOURS} : la nuit, le point est fermé"
            )
        for name in ("daily_cap", "lead_daily_cap", "september_daily_cap"):
            if not 1 <= getattr(self, name) <= MOST_SLIPS_A_DAY:
                raise SettingsRefused(f"desk.{name}", f"entre 1 et {MOST_SLIPS_A_DAY}")
        if self.receipt_printer and not _RECEIPT_PRINTER.fullmatch(self.receipt_printer):
            raise SettingsRefused(
                "desk.receipt_printer",
                "une adresse comme socket://192.168.1.30:9100, ou file:///dev/usb/lp0",
            )
        if self.receipt_columns not in RECEIPT_COLUMNS:
            raise SettingsRefused(
                "desk.receipt_columns", "48 pour un rouleau de 80 mm, 32 pour 58 mm"
            )


@dataclass(frozen=True, slots=True)
class Hours:
    """When the place is open, day by day: ``"09:00-12:30 14:00-18:00"``, "" for a day closed.

    With no day named nothing is said of hours, and only ``desk.open_hours`` closes the point.
    """

    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""

    def __post_init__(self) -> None:
        for day in WEEKDAYS:
            if not _DAY.fullmatch(getattr(self, day)):
                raise SettingsRefused(f"hours.{day}", "comme « 09:00-12:30 14:00-18:00 », ou rien")


@dataclass(frozen=True, slots=True)
class Sessions:
    """How long a session at the public screen lasts, in seconds."""

    idle_seconds: int = 150
    absolute_seconds: int = 1800

    def __post_init__(self) -> None:
        if not LEAST_IDLE_SECONDS <= self.idle_seconds <= LONGEST_IDLE_SECONDS:
            raise SettingsRefused(
                "sessions.idle_seconds",
                f"entre {LEAST_IDLE_SECONDS} et {LONGEST_IDLE_SECONDS} : "
                "le temps de lire, pas celui d’être lu par la personne suivante",
            )
        if self.absolute_seconds < self.idle_seconds:
            raise SettingsRefused("sessions.absolute_seconds", "plus court que l’attente permise")


@dataclass(frozen=True, slots=True)
class Slips:
    """How slips are made. Changing the cost makes every slip in circulation unreadable.

    ``pin`` is whether a point offers four digits of her own to who comes a second time.
    """

    issuer: str = "E"
    memory_mib: int = 64
    passes: int = 3
    pin: str = "offered"

    def __post_init__(self) -> None:
        _one_of("slips.pin", self.pin, PINS)
        if not (self.issuer.isascii() and self.issuer.isalnum() and len(self.issuer) <= 8):
            raise SettingsRefused("slips.issuer", "une à huit lettres ou chiffres")
        if self.memory_mib < LEAST_MEMORY_MIB or self.passes < LEAST_PASSES:
            raise SettingsRefused(
                "slips.memory_mib",
                f"au moins {LEAST_MEMORY_MIB} Mio et {LEAST_PASSES} passes, sinon un disque volé"
                " se fouille à trop bon compte",
            )


@dataclass(frozen=True, slots=True)
class Imports:
    """What a school file's words are taken to mean.

    ``parent_right``: OneRoster's "parent" and "guardian" say nothing of parental authority;
    ``"legal"`` takes the school's word for it, ``"unconfirmed"`` waits for a yes, person by person.
    """

    parent_right: str = "legal"

    def __post_init__(self) -> None:
        _one_of("imports.parent_right", self.parent_right, RIGHTS)


@dataclass(frozen=True, slots=True)
class Feed:
    """How long a segment may be applied after it was signed, and by which folder it travels.

    ``hub_url`` is where points reach their hub, ``https://kiosk.academie.example``; "" where there
    is no line. ``folder`` is where the office leaves feeds and the point finds its own: a shared
    folder or a stick, absolute or seen from the instance's folder; "" where news go by hand.
    ``poll_seconds`` is how often a point asks: a right withdrawn in haste waits that long.

    ``zone`` is whose school holidays do not count, A, B, C or "" where those of all zones do.
    News is shown with its day after ``late_after_days`` school days without a word from the hub,
    and no more after ``closes_after_days``.
    """

    expires_days: int = 90
    hub_url: str = ""
    poll_seconds: int = 30
    folder: str = ""
    zone: str = ""
    late_after_days: int = 7
    closes_after_days: int = 30

    def __post_init__(self) -> None:
        if self.hub_url and not _URL.fullmatch(self.hub_url):
            raise SettingsRefused("feed.hub_url", "comme « https://kiosk.exemple.fr », sans plus")
        if not LEAST_POLL_SECONDS <= self.poll_seconds <= LONGEST_POLL_SECONDS:
            raise SettingsRefused(
                "feed.poll_seconds", f"entre {LEAST_POLL_SECONDS} et {LONGEST_POLL_SECONDS}"
            )
        if self.zone not in ZONES:
            raise SettingsRefused("feed.zone", "A, B, C, ou rien")
        if not 1 <= self.late_after_days <= self.closes_after_days <= MOST_CLOSES_AFTER_DAYS:
            raise SettingsRefused(
                "feed.closes_after_days",
                "en jours d’école, d’abord late_after_days, puis closes_after_days, "
                f"{MOST_CLOSES_AFTER_DAYS} au plus",
            )
        if not LEAST_EXPIRES_DAYS <= self.expires_days <= MOST_EXPIRES_DAYS:
            raise SettingsRefused(
                "feed.expires_days", f"entre {LEAST_EXPIRES_DAYS} et {MOST_EXPIRES_DAYS}"
            )


@dataclass(frozen=True, slots=True)
class Printing(PrinterChoice):
    """Where the sheets of the public screen come out, and how many pages a slip prints there.

    ``pages_a_week`` are counted from Monday. A browser's own printing is out of sight, and is not
    counted.
    """

    pages_a_day: int = 20
    pages_a_week: int = 60

    def __post_init__(self) -> None:
        # The bare super() of a class with slots looks in the class that was there before them.
        PrinterChoice.__post_init__(self)
        if not 0 < self.pages_a_day <= self.pages_a_week <= MOST_PAGES:
            raise SettingsRefused(
                "printing.pages_a_week",
                "des pages par jour, puis par semaine : d’abord pages_a_day, puis pages_a_week, "
                f"{MOST_PAGES} au plus",
            )


@dataclass(frozen=True, slots=True)
class Vault:
    """How the point's pepper is kept while the machine is off.

    ``"agent"`` leaves it only wrapped under the agents' cards; ``"machine"`` in a key file too:
    for a demo and for rooms that are guarded.
    """

    unlock: str = "agent"

    def __post_init__(self) -> None:
        _one_of("vault.unlock", self.unlock, UNLOCKS)


@dataclass(frozen=True, slots=True)
class Office:
    """The office's database, where "" is an SQLite file in the instance folder; where it answers
    its points, on this machine alone unless a gateway stands before it.
    """

    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8082

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise SettingsRefused("office.port", "un port est entre 0 et 65535")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one instance."""

    instance: Instance = field(default_factory=Instance)
    public: Public = field(default_factory=Public)
    desk: Desk = field(default_factory=Desk)
    hours: Hours = field(default_factory=Hours)
    sessions: Sessions = field(default_factory=Sessions)
    slips: Slips = field(default_factory=Slips)
    imports: Imports = field(default_factory=Imports)
    feed: Feed = field(default_factory=Feed)
    printing: Printing = field(default_factory=Printing)
    vault: Vault = field(default_factory=Vault)
    office: Office = field(default_factory=Office)


def _one_of(setting: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsRefused(setting, f"un de ceux-ci : {', '.join(allowed)}")
