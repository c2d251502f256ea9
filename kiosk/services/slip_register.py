"""New slips entered in the register: a serial, a picture, T under the master key."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from kiosk.domain.pictures import choose_picture
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipKind, SlipState, last_day_of_slip
from kiosk.printing.slip_sheet import PrintableSlip
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import SlipKey
from kiosk.services.handing_out import Recipient
from kiosk.services.office import Office
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction

_COUNTER = "slips_issued"


def reserve_numbers(office: Office, count: int) -> range:
    """As many numbers as there are slips to print, for these slips and no others ever.

    Reserved before anything is printed, in a transaction of their own: whatever becomes of the
    run, no other slip bears a number that stands on its paper.
    """
    with office.store.transaction() as tx:
        return pass_over_numbers(tx, count)


def pass_over_numbers(tx: Transaction, count: int) -> range:
    """The next numbers, which are nobody else's from now on."""
    last = int(tx.fact(_COUNTER) or 0)
    tx.set_fact(_COUNTER, str(last + count))
    return range(last + 1, last + count + 1)


class SlipRegister:
    """Enters the slips of one run, within its transaction.

    Serials are the issuer and a counter that never goes back.
    """

    def __init__(
        self,
        office: Office,
        tx: Transaction,
        numbers: Iterable[int],
        randbelow: Callable[[int], int],
        kind: SlipKind = SlipKind.LONG,
    ) -> None:
        self._office = office
        self._tx = tx
        self._kind = kind
        self._randbelow = randbelow
        self._numbers = iter(numbers)
        self._entered: list[IssuedSlip] = []
        self._borne: dict[str, set[str]] = defaultdict(set)
        self._live: dict[str, set[str]] = defaultdict(set)
        today = office.clock.today()
        for slip in tx.slips.all():
            if slip.expires_on >= today:
                self._borne[slip.reader_id].add(slip.picture)
            if slip.state(today) is SlipState.LIVE:
                self._live[slip.reader_id].add(slip.picture)

    def enter(self, recipient: Recipient, code: SlipCode, key: SlipKey) -> PrintableSlip:
        """Give a slip its serial and its picture."""
        office, reader_id = self._office, recipient.reader.reader_id
        serial = f"{office.settings.slips.issuer}-{next(self._numbers):05d}"
        picture = self._picture(recipient)
        self._borne[reader_id].add(picture)
        self._live[reader_id].add(picture)
        self._entered.append(
            IssuedSlip(
                serial=serial,
                reader_id=reader_id,
                kind=self._kind.value,
                picture=picture,
                slip_key=lock_away(key, serial, office.master),
                issued_at=office.clock.now(),
                expires_on=last_day_of_slip(office.clock.today()),
            )
        )
        return PrintableSlip(code=code, serial=serial, picture=picture)

    def close(self) -> None:
        """Write what was entered."""
        self._tx.slips.add(self._entered)

    def _picture(self, recipient: Recipient) -> str:
        """Unlike her other slips', ended ones too: a lost slip must not look like its successor."""
        own = self._borne[recipient.reader.reader_id]
        near = set().union(*(self._live[one] for one in recipient.family))
        return choose_picture(own, near, self._randbelow)
