"""What ``kiosk doctor`` finds at an access point, without opening anything that is sealed."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.freshness import USUAL, Freshness
from kiosk.domain.health import Finding, Level
from kiosk.domain.print_jobs import Trouble
from kiosk.domain.slips import MOST_LIVE_SLIPS
from kiosk.printing.ipp.printer import IppPrinter
from kiosk.printing.printers import Printer
from kiosk.vault.news import age_of_news
from kiosk.vault.vault import Vault
from kiosk_config import Settings
from kiosk_config.settings import MACHINE

FEWEST_CARDS = 2
"""With one card a point stays closed whenever its bearer is away."""
NEWS_LATE_AFTER = timedelta(days=7)
NEWS_OLD_AFTER = timedelta(days=30)
NO_PRINTERS: Mapping[str, Printer] = {}
SWAPS = Path("/proc/swaps")
SPOOLER_SETTINGS = Path("/etc/cups/cupsd.conf")


def examine_point(
    vault: Vault,
    settings: Settings,
    clock: Clock,
    folders: dict[str, Path],
    freshness: Freshness = USUAL,
    *,
    printers: Mapping[str, Printer] = NO_PRINTERS,
    swaps: Path = SWAPS,
    spooler_settings: Path = SPOOLER_SETTINGS,
) -> list[Finding]:
    """Everything worth knowing, in the order of what to do first.

    ``folders`` are those that sheets are to be written into, and ``printers`` those that can be
    asked, by the name of their setting.
    """
    return [
        _sound(vault),
        _unlock(settings),
        _cards(vault),
        _hub(vault, clock, freshness),
        *_news(vault, clock),
        _live_slips(vault, clock),
        _unsent(vault),
        *(_folder(name, folder) for name, folder in folders.items()),
        *(_printer(name, printer) for name, printer in printers.items()),
        *_spool(printers, spooler_settings),
        *_swap(swaps),
    ]


def _sound(vault: Vault) -> Finding:
    ((answer,), *_) = vault.rows("PRAGMA quick_check(1)")
    return Finding("vault", Level.GOOD if answer == "ok" else Level.WRONG)


def _unlock(settings: Settings) -> Finding:
    in_guarded_room = settings.vault.unlock == MACHINE
    level = Level.WATCH if in_guarded_room and not settings.instance.is_demo else Level.GOOD
    return Finding("unlock", level, detail=settings.vault.unlock)


def _cards(vault: Vault) -> Finding:
    ((count,),) = vault.rows("SELECT COUNT(*) FROM cards")
    if not count:
        return Finding("cards", Level.WRONG)
    return Finding("cards", Level.GOOD if count >= FEWEST_CARDS else Level.WATCH, count)


def _hub(vault: Vault, clock: Clock, freshness: Freshness) -> Finding:
    age = age_of_news(vault, freshness, clock)
    if age.signed_on is None:
        return Finding("hub", Level.WATCH, detail="never")
    level = Level.WATCH if age.is_late else Level.GOOD
    day = f"{age.signed_on:%d/%m/%Y}"
    return Finding("hub", Level.WRONG if age.is_too_old else level, detail=day)


def _news(vault: Vault, clock: Clock) -> Iterator[Finding]:
    dates = vault.school_dates()
    if not dates:
        yield Finding("news", Level.WATCH, detail="none")
    for uai, as_of in sorted(dates.items()):
        age = clock.now() - as_of
        level = Level.GOOD if age <= NEWS_LATE_AFTER else Level.WATCH
        yield Finding("news", Level.WRONG if age > NEWS_OLD_AFTER else level, age.days, uai)


def _live_slips(vault: Vault, clock: Clock) -> Finding:
    ((count,),) = vault.rows(
        "SELECT COUNT(*) FROM locks WHERE expires_on >= ?", (clock.today().isoformat(),)
    )
    return Finding("live_slips", Level.GOOD if count <= MOST_LIVE_SLIPS else Level.WATCH, count)


def _unsent(vault: Vault) -> Finding:
    ((count,),) = vault.rows("SELECT COUNT(*) FROM outbox WHERE taken_at = ''")
    return Finding("unsent", Level.GOOD, count)


def _folder(name: str, folder: Path) -> Finding:
    return Finding("folder", Level.GOOD if folder.is_dir() else Level.WRONG, detail=name)


def _printer(name: str, printer: Printer) -> Finding:
    troubles = printer.troubles()
    if not troubles:
        return Finding("printer", Level.GOOD, detail=name)
    level = Level.WRONG if Trouble.OFFLINE in troubles else Level.WATCH
    return Finding("printer", level, detail=" ".join((name, *troubles)))


def _spool(printers: Mapping[str, Printer], spooler_settings: Path) -> Iterator[Finding]:
    """CUPS keeps what it printed for a day unless it is told not to (``PreserveJobFiles``)."""
    if not any(isinstance(one, IppPrinter) and one.is_spooler_here for one in printers.values()):
        return
    try:
        lines = spooler_settings.read_text(errors="replace").splitlines()
    except OSError:
        yield Finding("spool", Level.WATCH, detail="unread")
        return
    said = [
        words[1].casefold()
        for line in lines
        if len(words := line.split()) == 2 and words[0].casefold() == "preservejobfiles"
    ]
    forgets = bool(said) and said[-1] in ("no", "off", "false", "0")
    yield Finding("spool", Level.GOOD if forgets else Level.WRONG)


def _swap(swaps: Path) -> Iterator[Finding]:
    """What was read may be written to a disk by the system itself (threat T13)."""
    try:
        devices = [line.split()[0] for line in swaps.read_text().splitlines()[1:] if line.split()]
    except OSError:
        return  # no such system, or nothing to be seen of it
    on_disk = [one for one in devices if "zram" not in one]
    if on_disk:
        yield Finding("swap", Level.WATCH, len(on_disk))
