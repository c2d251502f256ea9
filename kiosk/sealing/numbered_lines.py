"""Lines of a point's ledgers, sealed under its pepper: a stolen machine does not tell who came.

Each is bound to its number and of one size, so that none can be moved, nor told from another.
"""

import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.domain.errors import SealBroken
from kiosk.domain.journal import JournalEntry
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.domain.print_ledger import PrintLine
from kiosk.sealing.boxes import context, keyed_hash, seal_in_one_size, unseal_from_one_size
from kiosk.sealing.secrets import Pepper

L = TypeVar("L", JournalEntry, PrintLine)


@dataclass(frozen=True, slots=True)
class LineSeal(Generic[L]):
    """The seal of one ledger's lines. ``line_bytes`` is the room each is given.

    ``person`` names its key among the pepper's others (BLAKE2b, 16 bytes at most).
    """

    shape: type[L]
    what: str
    person: bytes
    line_bytes: int

    def seal(self, line: L, pepper: Pepper) -> bytes:
        """A line as the vault keeps it; raise ``ValueError`` where it is too long."""
        content = json.dumps(to_plain(line), ensure_ascii=False).encode()
        bound_to = context(self.what, line.number)
        return seal_in_one_size(content, self.line_bytes, self._key(pepper), bound_to)

    def open(self, sealed: bytes, pepper: Pepper, number: int) -> L:
        """The line; raise ``SealBroken`` for another pepper, number or byte."""
        bound_to = context(self.what, number)
        content = unseal_from_one_size(sealed, self._key(pepper), bound_to, self.what)
        try:
            return from_plain(self.shape, json.loads(content))
        except (ValueError, NotOfThisShape):
            raise SealBroken(self.what) from None

    def _key(self, pepper: Pepper) -> bytes:
        return keyed_hash(b"", pepper.reveal(), self.person)


JOURNAL = LineSeal(JournalEntry, "journal line", b"kiosk journal", 640)
PRINTING = LineSeal(PrintLine, "print line", b"kiosk printing", 400)
