"""A hub, two points, a line that is cut, sticks that come late, and a backup: in any order.

What must hold at every step: a point never steps back, and a slip it knows to be ended opens
nothing there any more. What must hold once everybody has spoken: hub and points agree, and what
was asked at a desk is known once.
"""

import random
import shutil
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.clock import FixedClock
from kiosk.domain.errors import KioskError, SegmentRefused
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipKind
from kiosk.feed.files import pack_outbox, read_segments
from kiosk.sealing.derivation import lookup, slip_key
from kiosk.sealing.pins import pin_of_slip
from kiosk.sealing.secrets import SlipKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.answering import answer, take_file
from kiosk.services.applying import Applied, apply_feed_file, apply_segments
from kiosk.services.feeds import export_feed
from kiosk.services.giving_out import end_lost_slip, give_slip
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.publishing import publish, publish_readers
from kiosk.services.slips import SlipOrder, issue_slips
from kiosk.store.store import Store
from kiosk.vault.vault import Vault
from tests.conftest import MONDAY_EVENING
from tests.services.desk_of_line import DeskOfLine
from tests.services.line import CHEAP, PLACE, Line, an_office, learn, reader_id_of
from tests.store.school_builders import a_college

Take = Callable[[Line], Applied]
POINTS = {"mediatheque": PLACE, "mairie": "Mairie"}
NAMES = ("Nadia", "Paul")
points, names = st.sampled_from(sorted(POINTS)), st.sampled_from(NAMES)


@dataclass
class Place:
    """One point, its desk, and what a person there knows for sure."""

    line: Line
    desk: DeskOfLine
    dead: set[str] = field(default_factory=set)
    reached: int = 0

    def opens(self, key: SlipKey) -> bool:
        return self.line.vault.lock_at(lookup(key, self.line.opening.pepper())) is not None


class Correspondents(RuleBasedStateMachine):
    """Everybody who writes, and the ways letters go."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp(prefix="kiosk-test-"))
        self.clock = FixedClock(MONDAY_EVENING)
        self.office = an_office(Store.create(self.folder / "office.db"), self.clock)
        learn(self.office, a_college())
        self.places = {}
        for point_id, place in POINTS.items():
            (self.folder / point_id).mkdir()
            line = Line(self.office, self.clock, self.folder / point_id, point_id, place)
            self.places[point_id] = Place(line, DeskOfLine(line))
        self.readers = {name: reader_id_of(self.office, name) for name in NAMES}
        for place in POINTS.values():
            with self.office.store.transaction() as tx:
                tx.circulation.attach(self.readers.values(), place, self.clock.today())
        self.keys: dict[str, SlipKey] = {}
        self.ended_at_a_desk: set[str] = set()
        self.sheets = count(1)
        self.sticks: list[Path] = []
        self.chance = random.Random(1)
        self.public_key = public_key_of(self.office.feed_key)
        publish(self.office)
        for one in POINTS:
            self.meets(one)
        self.the_hub_is_backed_up()

    def teardown(self) -> None:
        if not hasattr(self, "places"):
            return
        try:
            self.everybody_has_spoken()
        finally:
            for place in self.places.values():
                place.line.vault.close()
            self.office.store.close()
            shutil.rmtree(self.folder)

    # --- what people do ------------------------------------------------------------------------

    @rule(name=names)
    def the_school_gives_a_slip(self, name: str) -> None:
        reader_id, today = self.readers[name], self.clock.today()
        with self.office.store.transaction() as tx:
            held = sum(one.is_live(today) for one in tx.slips.of_readers([reader_id]))
        code = SlipCode.draw(self.chance.randrange)
        issued = issue_slips(
            self.office,
            self.folder / f"{next(self.sheets)}.pdf",
            reader_ids=[reader_id],
            order=SlipOrder(each=held + 1, place=PLACE),
            draw=lambda: code,
        )
        self._knows(issued.slips[0].printable.serial, code)

    @rule(where=points, name=names)
    def a_desk_gives_a_slip(self, where: str, name: str) -> None:
        place, code = self.places[where], SlipCode.draw(self.chance.randrange)
        desk = place.desk
        try:
            given = give_slip(
                desk.desk, desk.badge(), self.readers[name], SlipKind.LONG, draw=lambda: code
            )
        except KioskError:
            return  # she is not in its directory any more
        self._knows(given.serial, code)

    @precondition(lambda self: self.keys)
    @rule(where=points, data=st.data())
    def a_desk_ends_a_slip(self, where: str, data: st.DataObject) -> None:
        serial = data.draw(st.sampled_from(sorted(self.keys)))
        place = self.places[where]
        try:
            end_lost_slip(place.desk.desk, place.desk.badge(), serial)
        except KioskError:
            return  # it is nobody's there
        self.ended_at_a_desk.add(serial)
        place.dead.add(serial)

    @precondition(lambda self: self.keys)
    @rule(data=st.data())
    def the_school_ends_a_slip(self, data: st.DataObject) -> None:
        serial = data.draw(st.sampled_from(sorted(self.keys)))
        try:
            (ended,) = revoke_slips(self.office, [serial], "perdu")
        except KioskError:
            return  # no desk has told of it yet
        publish_readers(self.office, [ended.reader_id])

    @precondition(lambda self: self.keys)
    @rule(where=points, data=st.data(), pin=st.sampled_from(["4716", "8305"]))
    def somebody_chooses_a_pin(self, where: str, data: st.DataObject, pin: str) -> None:
        key = self.keys[data.draw(st.sampled_from(sorted(self.keys)))]
        place = self.places[where]
        if place.opens(key):
            found = lookup(key, place.line.opening.pepper())
            place.line.point.keeper.choose_pin(found, pin_of_slip(pin, key))

    @rule()
    def the_office_publishes(self) -> None:
        publish(self.office)

    @rule()
    def night_falls(self) -> None:
        self.clock.advance(days=1)

    # --- how letters go ------------------------------------------------------------------------

    @rule(where=points)
    def meets(self, where: str) -> None:
        """A line that holds."""
        self._ask(where)

    @rule(where=points, share=st.floats(0, 1))
    def the_line_is_cut(self, where: str, share: float) -> None:
        """The hub took what was said; the point hears so much of the answer."""
        self._ask(where, share)

    @rule(where=points)
    def a_stick_leaves_the_point(self, where: str) -> None:
        stick = self.folder / f"{len(self.sticks)}.outbox"
        self.places[where].line.outgoing.write(stick)
        self.sticks.append(stick)

    @rule(where=points)
    def a_stick_leaves_the_office(self, where: str) -> None:
        stick = self.folder / f"{len(self.sticks)}.feed"
        export_feed(self.office, where, stick)
        self.sticks.append(stick)

    @precondition(lambda self: self.sticks)
    @rule(where=points, data=st.data())
    def a_stick_arrives_however_late(self, where: str, data: st.DataObject) -> None:
        stick = data.draw(st.sampled_from(self.sticks))
        if stick.suffix == ".outbox":
            take_file(self.office, stick)
            return
        self._hears(
            where, lambda line: apply_feed_file(line.vault, self.public_key, self.clock, stick)
        )

    @rule(where=points)
    def the_point_is_switched_off_and_on(self, where: str) -> None:
        line = self.places[where].line
        before = line.vault.state()
        again = Vault.open(line.folder / "vault.db")
        assert again.state() == before
        again.close()

    @rule()
    def the_hub_is_backed_up(self) -> None:
        self.office.store.close()
        shutil.copy(self.folder / "office.db", self.folder / "backup.db")
        self.backed_up_at = self.clock.now()

    @precondition(lambda self: self.clock.now() - self.backed_up_at < timedelta(days=20))
    @rule()
    def the_hub_comes_back_from_its_backup(self) -> None:
        """Slips the school gave since are forgotten: their papers open nothing any more."""
        self.office.store.close()
        for one in self.folder.glob("office.db-*"):
            one.unlink()
        shutil.copy(self.folder / "backup.db", self.folder / "office.db")
        with self.office.store.transaction() as tx:
            known = {one.serial for one in tx.slips.all()}
        for serial in [one for one in self.keys if one.startswith("E-") and one not in known]:
            del self.keys[serial]
        for where in POINTS:
            self._ask(where)

    # --- what must hold ------------------------------------------------------------------------

    @invariant()
    def a_point_never_steps_back(self) -> None:
        for place in getattr(self, "places", {}).values():
            sequence = place.line.vault.state().sequence
            assert sequence >= place.reached
            place.reached = sequence

    @invariant()
    def what_a_point_knows_to_be_ended_opens_nothing_there(self) -> None:
        for place in getattr(self, "places", {}).values():
            dead = {serial for (serial,) in place.line.vault.rows("SELECT serial FROM tombstones")}
            assert place.dead <= dead
            place.dead = dead
            assert not [one for one in dead & self.keys.keys() if place.opens(self.keys[one])]

    def everybody_has_spoken(self) -> None:
        for _ in range(4):
            for where in POINTS:
                self._ask(where)
            publish(self.office)
        with self.office.store.transaction() as tx:
            slips = {one.serial: one for one in tx.slips.all()}
            feeds = {one.point_id: (one.sequence, one.head) for one in tx.circulation.points()}
            pins = tx.correspondence.pins()
        assert {slip.serial for slip in slips.values()} >= self.keys.keys()
        assert {one for one in slips if slips[one].revoked_at} >= self.ended_at_a_desk
        for where, place in self.places.items():
            state = place.line.vault.state()
            assert (state.sequence, state.head) == feeds[where]
            assert place.line.vault.outbox() == []
            for serial, key in self.keys.items():
                is_live = slips[serial].is_live(self.clock.today()) and serial not in place.dead
                assert place.opens(key) is is_live, serial
            kept = dict(place.line.vault.rows("SELECT serial, version FROM pins"))
            for serial, (version, _) in pins.items():
                assert not slips[serial].is_live(self.clock.today()) or kept[serial] == version

    # --- within --------------------------------------------------------------------------------

    def _ask(self, where: str, share: float = 1.0) -> None:
        self.clock.advance(minutes=1)
        outgoing = self.places[where].line.outgoing
        asked = b"".join(pack_outbox(outgoing.report(), outgoing.vault.outbox()))
        answered = answer(self.office, BytesIO(asked))
        heard = BytesIO(answered[: round(len(answered) * share)])
        self._hears(
            where,
            lambda line: apply_segments(
                line.vault, self.public_key, self.clock, read_segments(heard)
            ),
            is_whole=share == 1.0,
        )

    def _hears(self, where: str, take: Take, *, is_whole: bool = False) -> None:
        with nullcontext() if is_whole else suppress(SegmentRefused):
            take(self.places[where].line)

    def _knows(self, serial: str, code: SlipCode) -> None:
        self.keys[serial] = slip_key(code, self.office.domain_salt, CHEAP)


TestAnyCorrespondence = Correspondents.TestCase
TestAnyCorrespondence.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    # A failure is told as it was found: making it smaller takes minutes and tells little more.
    phases=[Phase.generate],
)
