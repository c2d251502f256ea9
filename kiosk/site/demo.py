"""The demo instance: an office and a point side by side, joined by a feed file like any others.

Its schools are written as an export and as spreadsheets of their own, and imported; its Folders
reach the point sealed, in signed segments. Only its digits are special: they come from a public
seed, so anybody can sign in.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from kiosk.clock import Clock, FixedClock
from kiosk.demo.oneroster_files import write_demo_export
from kiosk.demo.school import DEMO_SLIP_HOLDERS, invent_school
from kiosk.demo.school_days import school_year_of
from kiosk.demo.supplement_files import write_demo_supplements
from kiosk.domain.errors import InstanceRefused, KioskError
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.answering import Answering
from kiosk.services.applying import apply_feed_file
from kiosk.services.enrolling import enrol_point
from kiosk.services.feeds import leave_feeds
from kiosk.services.importing import import_file, import_files
from kiosk.services.office import Office
from kiosk.services.publishing import publish
from kiosk.services.slips import issue_slips
from kiosk.site.folders import SITE_TOML
from kiosk.site.new_point import FirstCard, create_point
from kiosk.site.office import create_office, open_office
from kiosk.site.point_folder import VAULT, open_vault
from kiosk.vault.file import is_in_use
from kiosk_config import load_settings

HOST = "127.0.0.1"
"""The demo never leaves its machine."""
DIGITS_SEED = "kiosk demo: these digits are public"
POINT_ID = "mediatheque"
PLACE = "Médiathèque Édith-Piaf"
SOURCE = "oneroster:kiosk-demo"
TOLD_BEFORE = timedelta(days=6)
SLIPS = len(DEMO_SLIP_HOLDERS)
"""How many slips the demo is made with."""
FEEDS = "feeds"
"""Where the office leaves the point's feed, as on a share that both machines see."""

TRAY = "tray"
"""Where the desk's printer puts its paper."""
DEMO_LEAD = "Camille"
DEMO_PASSWORD = "bonjour-accueil"  # noqa: S105 - the demo's people and doors are public
CARD_SEED = "kiosk demo: this card is public"

ANSWERS_EVERY_SECONDS = 1.0

_PARTS = ("office", "point")
_ALL_PARTS = (*_PARTS, TRAY)
_BUILDING = ".building"


def prepare_demo(data: Path, clock: Clock) -> bool:
    """Make the demo of today in ``data`` unless it is there; whether it was made.

    Yesterday's office and point are replaced, and nothing else that lies beside them. Raises
    ``InstanceRefused`` rather than touch anything that is not a demo, or one that is in use.
    """
    if _demo_day(data) == clock.today().isoformat():
        return False
    if is_in_use(data / "point" / VAULT):
        raise InstanceRefused(str(data), "demo_in_use")
    building = data / _BUILDING
    if building.exists():
        shutil.rmtree(building)
    building.mkdir(parents=True, mode=0o700)
    _build(building, clock)
    for part in _ALL_PARTS:
        if (data / part).exists():
            (data / part).rename(building / f"old {part}")
        (building / part).rename(data / part)
    shutil.rmtree(building)
    return True


def demo_slips(office_folder: Path, clock: Clock) -> list[tuple[str, SlipCode]]:
    """The name and code of each adult whose slip of the demo still opens.

    Who was given another since, or lost hers, is passed over: its code is on that paper only.
    """
    office = open_office(office_folder, clock)
    holders = _holders(office)
    with office.store.transaction() as tx:
        readers = [tx.rights.reader(one) for one in holders]
        slips = tx.slips.all()
    office.store.close()
    # By serial, which counts up: the first slip of each is the one the demo was made with.
    first = {slip.reader_id: slip for slip in reversed(slips)}
    return [
        (reader.name, code)
        for reader, code in zip(readers, _public_codes(), strict=False)
        if first[reader.reader_id].is_live(clock.today())
    ]


def demo_card() -> SlipCode:
    """The card of the demo's lead agent."""
    return SlipCode.draw(random.Random(CARD_SEED).randrange)


@contextmanager
def office_answering(folder: Path, clock: Clock) -> Iterator[None]:
    """The demo's office answers its point, as an academy's server would, until the ``with`` ends.

    A slip given at the demo's desk opens a few seconds later.
    """
    office, over = open_office(folder, clock), Event()
    answering = Answering(office, folder / FEEDS)

    def answer() -> None:
        while not over.wait(ANSWERS_EVERY_SECONDS):
            with suppress(KioskError, OSError):
                answering.answer_if_needed()

    thread = Thread(target=answer, name="office", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        office.store.close()


def _demo_day(data: Path) -> str:
    """The day of the demo in a folder, ``""`` where it is still to be made."""
    if not data.exists() or {one.name for one in data.iterdir()} <= {_BUILDING}:
        return ""
    # What the files say, not the environment: on these words folders are erased.
    sites = [data / part / SITE_TOML for part in _PARTS if (data / part).exists()]
    days = {load_settings(one, {}).instance.demo_day if one.is_file() else "" for one in sites}
    if not days or "" in days:
        raise InstanceRefused(str(data), "not_a_demo")
    return days.pop() if len(sites) == len(_PARTS) and len(days) == 1 else "unfinished"


def _build(folder: Path, clock: Clock) -> None:
    day = clock.today().isoformat()
    phone: dict[str, str | int] = {"phone": "01 99 00 12 34"}
    office = create_office(
        folder / "office",
        clock,
        {
            "instance": {"role": "school", "demo_day": day},
            "slips": {"issuer": "D"},
            "public": phone,
            "feed": {"folder": FEEDS},
        },
    )
    for moment in _moments_told(clock):
        _learn(replace(office, clock=moment), folder / "office")
    (folder / TRAY).mkdir(mode=0o700)
    enrolment = enrol_point(office, POINT_ID, PLACE, PLACE)
    create_point(
        folder / "point",
        enrolment,
        {
            "instance": {"role": "point", "demo_day": day},
            "vault": {"unlock": "machine"},
            "public": phone,
            "desk": {"printer": "folder", "folder": f"../{TRAY}"},
            "feed": {"folder": f"../office/{FEEDS}"},
        },
        clock,
        FirstCard(demo_card(), DEMO_PASSWORD, DEMO_LEAD),
    )
    codes = _public_codes()
    issue_slips(
        office, folder / "office" / "slips.pdf", reader_ids=_holders(office), draw=codes.__next__
    )
    publish(office)
    (feed,) = leave_feeds(office, folder / "office" / FEEDS)
    office.store.close()
    vault = open_vault(folder / "point")
    apply_feed_file(vault, enrolment.feed_public_key, clock, feed)
    vault.close()


def _moments_told(clock: Clock) -> list[Clock]:
    """Some days ago, then today: so that some of what a family sees is new, and the rest is not.

    Only today where the school year has just begun: the year before has other people and work.
    """
    earlier = FixedClock(clock.now() - TOLD_BEFORE)
    is_same_year = school_year_of(earlier.today()) == school_year_of(clock.today())
    return [earlier, clock] if is_same_year else [clock]


def _learn(office: Office, folder: Path) -> None:
    """What both sources of the two schools say on the office's day."""
    today = office.clock.today()
    export = folder / "export.zip"
    write_demo_export(export, today)
    import_file(office, export)
    school = invent_school(today)
    for uai, spreadsheets in write_demo_supplements(folder, school).items():
        import_files(office, [spreadsheets], school=uai)


def _holders(office: Office) -> list[str]:
    with office.store.transaction() as tx:
        readers = tx.rights.reader_ids_of(SOURCE)
    return [readers[source_id] for source_id in DEMO_SLIP_HOLDERS]


def _public_codes() -> Iterator[SlipCode]:
    source = random.Random(DIGITS_SEED)
    while True:
        yield SlipCode.draw(source.randrange)
