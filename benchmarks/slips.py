"""Slips: the key that is costly on purpose, the sheet, and both as the clerk waits for them."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.instances import LEAST_COST, evening, school
from benchmarks.measuring import Contender, Row, race, rate_rows
from benchmarks.peers.qr_widget import draw_slips
from benchmarks.sizes import Sizes
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.derivation import DerivationCost, slip_key
from kiosk.services.enrolling import enrol_point
from kiosk.services.readers import list_readers
from kiosk.services.slips import issue_slips
from kiosk.site.office import open_office

NAME = "slips"
SALT = b"kiosk benchmarks"
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**16, 8, 1
"""128 · r · n bytes: the 64 MiB of our own derivation. Source: RFC 7914, 2."""


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Keys alone, sheets alone, both."""
    yield from _keys(sizes)
    made = _office_with_point(folder, sizes.slips)
    yield from _sheets(sizes, made)
    yield from _issued(sizes, made)


def _codes(count: int) -> list[SlipCode]:
    rng = Random("kiosk benchmarks: digits of nobody")
    return [SlipCode.draw(rng.randrange) for _ in range(count)]


def _keys(sizes: Sizes) -> Iterator[Row]:
    codes = _codes(max(1, sizes.slips // 4))
    memory = 128 * _SCRYPT_R * _SCRYPT_N

    def scrypt() -> int:
        for code in codes:
            secret = code.secret_digits().encode()
            hashlib.scrypt(
                secret, salt=SALT, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=2 * memory
            )
        return len(codes)

    def derive() -> int:
        for code in codes:
            slip_key(code, SALT, DerivationCost())
        return len(codes)

    contenders = [
        Contender("kiosk", derive),
        Contender("hashlib.scrypt, same memory", scrypt),
    ]
    runs = race(contenders, sizes.repeats)
    yield from rate_rows(NAME, "keys derived (argon2id, 64 MiB)", "keys/s", contenders, runs)


def _office_with_point(folder: Path, slips: int) -> Path:
    made = school(folder, slips)
    office = open_office(made, evening())
    enrol_point(office, "hall", "hall", "Hall")
    office.store.close()
    return made


def _issue(made: Path, slips: int, cost: DerivationCost | None) -> int:
    """Slips for some readers of a copy of the office, at its own cost or another."""
    office = open_office(made, evening())
    office = replace(office, cost=cost or office.cost)
    readers = [one.reader_id for one in list_readers(office)[:slips]]
    issue = issue_slips(office, made / "slips.pdf", reader_ids=readers)
    office.store.close()
    return len(issue.slips)


def _sheets(sizes: Sizes, made: Path) -> Iterator[Row]:
    """Everything but the key: digits, records, the sheet."""
    copy = made.with_name(f"{made.name} at work")
    codes = [code.digits() for code in _codes(sizes.slips)]
    contenders = [
        Contender(
            "kiosk", partial(_issue, copy, sizes.slips, LEAST_COST), partial(_copied, made, copy)
        ),
        Contender(
            "reportlab's QrCodeWidget, no records",
            partial(draw_slips, codes, copy / "widget.pdf"),
        ),
    ]
    runs = race(contenders, sizes.repeats)
    yield from rate_rows(NAME, "sheet and records, keys at least cost", "slips/s", contenders, runs)
    yield _weight(copy, sizes)


def _weight(copy: Path, sizes: Sizes) -> Row:
    ours, other = ((copy / name).stat().st_size for name in ("slips.pdf", "widget.pdf"))
    return Row(
        NAME,
        "PDF bytes a slip",
        "KB",
        [ours / sizes.slips / 1024],
        "reportlab's QrCodeWidget",
        [other / sizes.slips / 1024],
    )


def _issued(sizes: Sizes, made: Path) -> Iterator[Row]:
    copy = made.with_name(f"{made.name} at work")
    contenders = [
        Contender("kiosk", partial(_issue, copy, sizes.slips, None), partial(_copied, made, copy))
    ]
    runs = race(contenders, sizes.repeats)
    yield from rate_rows(NAME, "issued, all included", "slips/s", contenders, runs)


def _copied(made: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(made, copy)
