"""A slip of a desk until it opens: told to the hub over HTTP, published, answered, taken.

The point looks for something to say once a second (``kiosk.processes.keeping``): that wait, and
the printer's, come on top. Beside it the same meeting with nothing to say.
"""

import secrets
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread

from benchmarks.instances import evening, opened, school
from benchmarks.measuring import Contender, Row, race
from benchmarks.sizes import Sizes
from kiosk.app import create_app
from kiosk.domain.journal import IssueWay
from kiosk.domain.outbox import OutboxMessage, SlipIssued
from kiosk.domain.slips import last_day_of_slip
from kiosk.feed.http_exchange import HttpExchange
from kiosk.feed.pace import Pace
from kiosk.sealing.derivation import lookup
from kiosk.sealing.outbox import outbox_public_key, seal_message
from kiosk.sealing.secrets import SlipKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.enrolling import enrol_point
from kiosk.services.office import Office
from kiosk.services.publishing import publish
from kiosk.services.slips import issue_slips
from kiosk.services.synchronising import Correspondence, Outgoing
from kiosk.serving import Serving, address, bind
from kiosk.vault.vault import Vault

NAME = "meetings"
POINT, PLACE = "hall", "Hall"
OPENS_WITHIN_SECONDS = 3.0


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """One point, its hub on a loopback address, and every adult of a school with a slip."""
    with opened(school(folder, sizes.published_school)) as office:
        desk = _Desk(office, folder)
        with bind("127.0.0.1", 0) as door:
            serving = Serving(create_app("hub", office), door)
            Thread(target=serving.run, daemon=True).start()
            desk.meets_at(address(door))
            contenders = [
                Contender("kiosk", desk.gives_a_slip),
                Contender("a meeting with nothing to say", desk.says_nothing),
            ]
            ours, silent = race(contenders, sizes.repeats)
            serving.accept_no_more()
        desk.vault.close()
    yield Row(
        NAME,
        "a desk's slip opens, by the wall",
        "s",
        [run.wall_seconds for run in ours],
        other=contenders[1].name,
        other_figures=[run.wall_seconds for run in silent],
        target=OPENS_WITHIN_SECONDS,
    )


class _Desk:
    """A point that gives slips one after the other."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office = office
        self._enrolment = enrol_point(office, POINT, POINT, PLACE)
        self.vault = Vault.create(folder / "vault.db", POINT)
        issue_slips(office, folder / "slips.pdf")
        publish(office)
        with office.store.transaction() as tx:
            self._reader_id = min(tx.circulation.readers_at(POINT))
        self._numbers = count(1)

    def meets_at(self, url: str) -> None:
        """The hub's address; all that there is so far is taken."""
        clock = evening()
        outgoing = Outgoing(self.vault, self._enrolment.device_key, clock)
        exchange = HttpExchange(url, Pace(clock.seconds, 30))
        key = public_key_of(self._office.feed_key)
        self._meet = partial(Correspondence.meet, Correspondence(outgoing, key, exchange))
        self._meet()

    def gives_a_slip(self) -> int:
        """From the message to the lock."""
        number, key = next(self._numbers), SlipKey.draw()
        body = SlipIssued(
            serial=f"{self._enrolment.issuer}-{number:05d}",
            reader_id=self._reader_id,
            kind="long",
            picture="boat",
            issued_at=self._office.clock.now(),
            expires_on=last_day_of_slip(self._office.clock.today()),
            way=IssueWay.ATTACHED,
            agent="Dominique",
            slip_key=key.reveal().hex(),
        )
        message = OutboxMessage(secrets.token_hex(16), POINT, body)
        public, pepper = outbox_public_key(self._office.outbox_key), self._enrolment.pepper
        self.vault.post(message.message_id, seal_message(message.to_bytes(), public, pepper))
        self._meet()
        if self.vault.lock_at(lookup(key, pepper)) is None:
            raise RuntimeError("the slip does not open")
        return 1

    def says_nothing(self) -> int:
        """A report, and no segment for it."""
        self._meet()
        return 1
