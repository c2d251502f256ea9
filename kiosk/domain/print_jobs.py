"""What is sent to a printer, and what came of it."""

from dataclasses import dataclass, field
from enum import StrEnum


class PrintState(StrEnum):
    """Where a job stands, in the words the parent's page knows."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    """Given to the browser, to a folder or to a printer that never answers: out of our sight."""
    UNKNOWN = "unknown"
    """The printer cannot be asked, or does not know this job (any more): paper may have come."""


class Trouble(StrEnum):
    """What keeps a printer from printing, as a person can put it right."""

    OUT_OF_PAPER = "out_of_paper"
    WRONG_PAPER = "wrong_paper"
    JAM = "jam"
    OPEN = "open"
    OUT_OF_INK = "out_of_ink"
    OFFLINE = "offline"
    BUSY = "busy"
    PAUSED = "paused"
    OTHER = "other"


class SheetKind(StrEnum):
    """The sheets a reader can ask for, by the word that commands and addresses know them by."""

    MARKS = "marks"
    REPORT = "report"
    HOMEWORK = "homework"
    WEEK = "week"
    ATTENDANCE = "attendance"
    MESSAGES = "messages"

    @property
    def is_of_a_period(self) -> bool:
        """Whether it tells of one period (trimestre, semestre)."""
        return self in (SheetKind.MARKS, SheetKind.REPORT)


class PrintSize(StrEnum):
    """How large the reader wants the text."""

    NORMAL = "normal"
    LARGE = "large"
    XLARGE = "xlarge"


PDF_MEDIA = "application/pdf"
RECEIPT_MEDIA = "application/x-escpos"
"""ESC/POS commands of a receipt printer. No such type is registered, hence ``x-``."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished document, as a rule a PDF. ``name`` is opaque: a printer's panel may show it.

    ``pdf`` holds the bytes whatever their ``media_type``. ``repr`` never shows them: the code of a
    slip stands in plain digits among the commands of a receipt printer.
    """

    name: str
    pdf: bytes = field(repr=False)
    pages: int
    media_type: str = PDF_MEDIA


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A printer's receipt for a sheet.

    ``name`` is the sheet's; ``job_id`` is how the printer itself can be asked after it, in words
    of the printer's own, blank until it gave one. ``pages`` were asked for, ``printed_pages`` are
    on paper as far as the printer tells. ``troubles`` are what it waits for just now.
    """

    name: str
    job_id: str
    state: PrintState
    pages: int
    printed_pages: int | None = None
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether no more paper can come of it, as far as anybody can tell."""
        return self.state in _OVER


_OVER = frozenset(
    {PrintState.PRINTED, PrintState.FAILED, PrintState.CANCELLED, PrintState.HANDED_OVER}
)
