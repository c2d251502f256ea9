"""``kiosk slips issue`` for a demo, killed at a moment.

Its words are the moment, the folder of the demo, the reader and the sheet.

The moments are ``before`` the transaction that registers the slips commits, and ``after``; both
with the sheet on the disk.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.services.slips import issue_slips
from kiosk.site.office import open_office
from kiosk.store.store import Store, Transaction


def main(moment: str, demo: Path, reader_id: str, pdf: Path) -> None:
    def die_at(now: str) -> None:
        if now == moment and list(pdf.parent.glob("*.non-valable-*.pdf")):
            os.kill(os.getpid(), signal.SIGKILL)

    class Mortal(Store):
        @contextmanager
        def transaction(self) -> Iterator[Transaction]:
            with super().transaction() as tx:
                yield tx
                die_at("before")
            die_at("after")

    office = open_office(demo / "office", SystemClock())
    office.store.close()
    mortal = Mortal.open(f"sqlite:///{demo / 'office' / 'office.db'}")
    issue_slips(replace(office, store=mortal), pdf, reader_ids=[reader_id])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
