"""An office and an access point joined by a feed file, small enough for one test."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from kiosk.clock import FixedClock
from kiosk.domain.folder import Folder
from kiosk.domain.opening_hours import OpeningHours
from kiosk.domain.schooling import SchoolData
from kiosk.domain.slip_codes import SlipCode
from kiosk.feed.exchange import Exchange
from kiosk.feed.files import pack_outbox
from kiosk.printing.printers import BrowserPrinter
from kiosk.sealing.custody import lock_away
from kiosk.sealing.derivation import DerivationCost
from kiosk.sealing.enrolment import Enrolment
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.secrets import FeedSigningKey, FolderKey, MasterKey, OutboxKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.access_point import AccessPoint
from kiosk.services.applying import Applied, apply_feed_file
from kiosk.services.enrolling import enrol_point, renew_point
from kiosk.services.feeds import export_feed
from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office
from kiosk.services.outbox import Collected, apply_outbox
from kiosk.services.publishing import PublishedPoint, publish
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.slips import Issue, SlipOrder, issue_slips
from kiosk.services.synchronising import Correspondence, Outgoing
from kiosk.services.visits import Visits
from kiosk.store.roster import RosterChange
from kiosk.store.store import Store
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault
from kiosk.wording import catalogs_folder, french
from kiosk_config import Settings

POINT, PLACE = "mediatheque", "Médiathèque"
NO_HOURS = OpeningHours.of([""] * 7)
CHEAP = DerivationCost(memory_mib=1, passes=1)

ONE_EACH = SlipOrder()


def an_office(store: Store, clock: FixedClock) -> Office:
    """An office over a store, with fresh keys and a cheap derivation."""
    return Office(
        store=store,
        master=MasterKey.draw(),
        feed_key=FeedSigningKey.draw(),
        outbox_key=OutboxKey.draw(),
        domain_salt=b"salt of the tests"[:16],
        cost=CHEAP,
        settings=Settings(),
        clock=clock,
        words=french(),
    )


def learn(office: Office, data: SchoolData) -> RosterChange:
    """Take in what a file says today, and give every new adult a reader with a key."""
    with office.store.transaction() as tx:
        change = tx.roster.replace(
            data, today=office.clock.today(), now=office.clock.now(), accept_removals=True
        )
        newcomers = [
            (reader_id, guardian_id, lock_away(FolderKey.draw(), reader_id, office.master))
            for guardian_id in tx.rights.guardians_without_reader()
            for reader_id in (f"reader-{guardian_id}",)
        ]
        tx.rights.add_readers(newcomers)
    return change


def reader_id_of(office: Office, given_name: str) -> str:
    with office.store.transaction() as tx:
        (found,) = (one for one in tx.rights.readers() if one.given_name == given_name)
    return found.reader_id


def folder_of(office: Office, given_name: str) -> Folder:
    """The Folder the office would build for an adult today."""
    with office.store.transaction() as tx:
        (found,) = (one for one in tx.rights.readers() if one.given_name == given_name)
        return FolderBuilder(tx, office.clock.today()).folder_of(found)


@dataclass
class Line:
    """The office, one point it publishes to, and the clock both live by."""

    office: Office
    clock: FixedClock
    folder: Path
    point_id: str = POINT
    place: str = PLACE
    point: AccessPoint = field(init=False)
    vault: Vault = field(init=False)
    opening: Opening = field(init=False)
    issuer: str = field(init=False)
    enrolled_with: bytes = b""
    outgoing: Outgoing = field(init=False)

    def __post_init__(self) -> None:
        self.become(enrol_point(self.office, self.point_id, "Le point", self.place))

    def become(self, enrolment: Enrolment) -> None:
        """A machine that was told this of its hub."""
        self.issuer = enrolment.issuer
        self.vault = Vault.create(self.folder / "vault.db", self.point_id)
        self.outgoing = Outgoing(self.vault, enrolment.device_key, self.clock)
        self.opening = Opening(self.clock, given=enrolment.pepper)
        self.point = AccessPoint(
            keeper=Keeper(
                self.vault,
                self.opening,
                self.clock,
                outbox_public_key(self.office.outbox_key),
            ),
            visits=Visits(self.clock, idle_seconds=150, absolute_seconds=1800),
            printer=BrowserPrinter(),
            domain_salt=self.office.domain_salt,
            cost=self.office.cost,
            settings=Settings(),
            clock=self.clock,
            catalogs=catalogs_folder(),
            place=self.place,
            hours=NO_HOURS,
        )

    def has_another_machine(self) -> None:
        """The old one is dead to the office, the new one knows nothing yet."""
        self.vault.close()
        (self.folder / "vault.db").unlink()
        self.become(renew_point(self.office, self.point_id))

    def issue_to(self, *given_names: str) -> list[SlipCode]:
        """A slip for each adult; their codes, in the same order."""
        ids = [reader_id_of(self.office, one) for one in given_names]
        issued = self.issue(ids)
        codes = {one.reader.reader_id: one.printable.code for one in issued.slips}
        return [codes[one] for one in ids]

    def issue(self, reader_ids: list[str], order: SlipOrder = ONE_EACH) -> Issue:
        sheets = len(list(self.folder.glob("slips*.pdf")))
        sheet = self.folder / (f"slips-{sheets + 1}.pdf" if sheets else "slips.pdf")
        return issue_slips(self.office, sheet, reader_ids=reader_ids, order=order)

    def publish(self) -> PublishedPoint:
        return next(one for one in publish(self.office) if one.point_id == self.point_id)

    def carry(self) -> Applied:
        """All the segments on a stick, from the office to the point."""
        stick = self.folder / "stick.feed"
        export_feed(self.office, self.point_id, stick)
        key = self.enrolled_with or public_key_of(self.office.feed_key)
        return apply_feed_file(self.vault, key, self.clock, stick)

    def carry_up(self) -> Collected:
        """The outbox on a stick, from the point to the office."""
        stick = self.folder / f"{self.point_id}.outbox"
        self.outgoing.write(stick)
        return apply_outbox(self.office, stick)

    def written_outbox(self, messages: list[bytes]) -> Path:
        """An outbox of messages somebody wrote by hand, with all that the machine holds."""
        path = self.folder / "written.outbox"
        path.write_bytes(b"".join(pack_outbox(self.outgoing.report(), messages)))
        return path

    def by(self, exchange: Exchange) -> Correspondence:
        """The point's meetings with its office by some way."""
        return Correspondence(self.outgoing, public_key_of(self.office.feed_key), exchange)

    def publish_and_carry(self) -> Applied:
        self.publish()
        return self.carry()

    def opens_with(self, code: SlipCode) -> Folder:
        """What the person at the screen has before her after showing a slip."""
        return sign_in_with_slip(self.point, code.digits()).folder

    def next_day(self) -> None:
        self.clock.advance(days=1)

    def with_clock_at(self, days: int) -> Office:
        """The same office some days later, for one use case."""
        later = FixedClock(self.clock.now() + timedelta(days=days))
        return replace(self.office, clock=later)
