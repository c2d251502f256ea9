"""Where a point stands, signed by its machine: the first thing it says whenever it meets its hub.

::

    length(4) + canonical JSON | signature(64)

Messages that follow carry seals of their own; the signature is what lets a machine in.
"""

import json
import re
from dataclasses import dataclass
from typing import BinaryIO

from kiosk.domain.errors import OutboxRefused
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.domain.segment import PointReport
from kiosk.sealing.secrets import DeviceKey
from kiosk.sealing.signatures import SIGNATURE_BYTES, is_signed_by, sign

MOST_REPORT_BYTES = 1024
MOST_SEQUENCE = 2**31 - 1
_HEAD = re.compile("[0-9a-f]{64}")
_CONTEXT = b"kiosk report\x01"


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A report by nobody yet: ask ``is_from`` with the key of the machine it names."""

    report: PointReport
    content: bytes
    signature: bytes

    def is_from(self, public_key: bytes) -> bool:
        """Whether the machine of this key wrote it."""
        return is_signed_by(_CONTEXT + self.content, self.signature, public_key)


def write_report(report: PointReport, key: DeviceKey) -> bytes:
    """A signed report."""
    content = json.dumps(to_plain(report), ensure_ascii=False, sort_keys=True).encode()
    return len(content).to_bytes(4, "big") + content + sign(_CONTEXT + content, key)


def read_report(file: BinaryIO) -> SignedReport:
    """The report a file begins with; raise ``OutboxRefused("format")``."""
    size = int.from_bytes(file.read(4), "big")
    if size > MOST_REPORT_BYTES:
        raise OutboxRefused("format")
    content, signature = file.read(size), file.read(SIGNATURE_BYTES)
    try:
        report = from_plain(PointReport, json.loads(content))
    except (NotOfThisShape, ValueError, RecursionError):
        raise OutboxRefused("format") from None
    if not 0 <= report.sequence <= MOST_SEQUENCE or not _HEAD.fullmatch(report.head):
        raise OutboxRefused("format")
    return SignedReport(report, content, signature)
