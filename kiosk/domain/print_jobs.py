"""What is sent to a printer, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum


class PrintState(StrEnum):
    """Where a job stands, in the words the parent's page knows."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    """Given to the browser or to a folder: what follows is out of our sight."""


class PrintSize(StrEnum):
    """How large the reader wants the text."""

    NORMAL = "normal"
    LARGE = "large"
    XLARGE = "xlarge"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished PDF. ``name`` is opaque: it may appear on a printer's panel."""

    name: str
    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A printer's receipt for a sheet."""

    job_id: str
    state: PrintState
    pages: int
