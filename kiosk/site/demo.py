"""The demo instance: an office and a point side by side, joined by a feed file like any others.

Its school is written as an export and imported; its Folders reach the point sealed, in signed
segments. Only its digits are special: they come from a public seed, so anybody can sign in.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.clock import Clock
from kiosk.demo.oneroster_files import write_demo_export
from kiosk.demo.school import DEMO_SLIP_HOLDERS
from kiosk.domain.errors import InstanceRefused
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.signatures import public_key_of
from kiosk.services.applying import apply_feed_file
from kiosk.services.importing import import_file
from kiosk.services.office import Office
from kiosk.services.publishing import enrol_point, export_feed, publish
from kiosk.services.slips import issue_slips
from kiosk.site.folders import SITE_TOML
from kiosk.site.office import create_office, open_office
from kiosk.site.point import Enrolment, create_point, open_vault
from kiosk_config import load_settings

DIGITS_SEED = "kiosk demo: these digits are public"
POINT_ID = "mediatheque"
PLACE = "Médiathèque Édith-Piaf"
SOURCE = "oneroster:kiosk-demo"


def prepare_demo(data: Path, clock: Clock) -> bool:
    """Make the demo of today in ``data`` unless it is there; whether it was made.

    Yesterday's demo is replaced. Raises ``InstanceRefused`` rather than touch anything that is
    not a demo.
    """
    today = clock.today().isoformat()
    if data.exists() and any(data.iterdir()):
        if _demo_day(data) == today:
            return False
        shutil.rmtree(data)
    building = data.with_name(data.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    _build(building, clock)
    if data.exists():
        data.rmdir()
    building.rename(data)
    return True


def demo_slips(office_folder: Path, clock: Clock) -> list[tuple[str, SlipCode]]:
    """The name and code of each adult who holds a slip in the demo."""
    office = open_office(office_folder, clock)
    codes = _public_codes()
    with office.store.transaction() as tx:
        readers = [tx.rights.reader(one) for one in _holders(office)]
    office.store.close()
    return [
        (f"{reader.civility} {reader.given_name} {reader.family_name}".strip(), next(codes))
        for reader in readers
    ]


def _demo_day(data: Path) -> str:
    site = data / "point" / SITE_TOML
    day = load_settings(site).instance.demo_day if site.is_file() else ""
    if not day:
        raise InstanceRefused(str(data), "not_a_demo")
    return day


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
        },
    )
    export = folder / "office" / "export.zip"
    write_demo_export(export, clock.today())
    import_file(office, export)
    enrolment = Enrolment(
        point_id=POINT_ID,
        pepper=enrol_point(office, POINT_ID, PLACE, PLACE),
        domain_salt=office.domain_salt,
        feed_public_key=public_key_of(office.feed_key),
    )
    create_point(
        folder / "point",
        enrolment,
        {"instance": {"role": "point", "demo_day": day}, "public": phone},
    )
    codes = _public_codes()
    issue_slips(
        office, folder / "office" / "slips.pdf", reader_ids=_holders(office), draw=codes.__next__
    )
    publish(office)
    feed = folder / "office" / f"{POINT_ID}.feed"
    export_feed(office, POINT_ID, feed)
    office.store.close()
    vault = open_vault(folder / "point")
    apply_feed_file(vault, enrolment.feed_public_key, clock, feed)
    vault.close()


def _holders(office: Office) -> list[str]:
    with office.store.transaction() as tx:
        readers = tx.rights.reader_ids_of(SOURCE)
    return [readers[source_id] for source_id in DEMO_SLIP_HOLDERS]


def _public_codes() -> Iterator[SlipCode]:
    source = random.Random(DIGITS_SEED)
    while True:
        yield SlipCode.draw(source.randrange)
