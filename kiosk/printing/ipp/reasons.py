"""What a printer's own words mean to a person: its reasons, and the states of its jobs."""

from collections.abc import Iterable, Mapping
from enum import IntEnum

from kiosk.domain.print_jobs import PrintState, Trouble


class PrinterState(IntEnum):
    """The attribute ``printer-state`` (RFC 8011 §5.4.11)."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class JobState(IntEnum):
    """The attribute ``job-state`` (RFC 8011 §5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    PROCESSING_STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


JOB_STATES: Mapping[int, PrintState] = {
    JobState.PENDING: PrintState.QUEUED,
    JobState.HELD: PrintState.QUEUED,
    JobState.PROCESSING: PrintState.PRINTING,
    JobState.PROCESSING_STOPPED: PrintState.PRINTING,
    JobState.CANCELED: PrintState.CANCELLED,
    JobState.ABORTED: PrintState.FAILED,
    JobState.COMPLETED: PrintState.PRINTED,
}
JOBS_OVER: frozenset[int | None] = frozenset(
    {JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED}
)

WITHOUT_DOCUMENT = frozenset({"job-incoming", "job-data-insufficient"})
"""Reasons of a job that waits for its document (RFC 8011 §5.3.8): the first is cupsd's."""

_ERROR = "-error"
_REPORT = "-report"
_SUFFIXES = (_ERROR, "-warning", _REPORT)

# Keywords of RFC 8011 §5.4.12 and of PWG 5100.9 §7, without the suffix of severity.
_TROUBLES = {
    "media-empty": Trouble.OUT_OF_PAPER,
    "media-needed": Trouble.OUT_OF_PAPER,
    "input-media-size-change": Trouble.WRONG_PAPER,
    "input-media-type-change": Trouble.WRONG_PAPER,
    "input-media-form-parts-change": Trouble.WRONG_PAPER,
    "input-media-weight-change": Trouble.WRONG_PAPER,
    "input-media-color-change": Trouble.WRONG_PAPER,
    "input-tray-missing": Trouble.OPEN,
    "marker-supply-empty": Trouble.OUT_OF_INK,
    "marker-supply-missing": Trouble.OUT_OF_INK,
    "marker-ink-empty": Trouble.OUT_OF_INK,
    "marker-toner-empty": Trouble.OUT_OF_INK,
    "marker-toner-missing": Trouble.OUT_OF_INK,
    "marker-print-ribbon-empty": Trouble.OUT_OF_INK,
    "toner-empty": Trouble.OUT_OF_INK,
    "shutdown": Trouble.OFFLINE,
    "timed-out": Trouble.OFFLINE,
    "paused": Trouble.PAUSED,
    "moving-to-paused": Trouble.PAUSED,
    "output-area-full": Trouble.OTHER,
    "output-tray-missing": Trouble.OTHER,
    "spool-area-full": Trouble.OTHER,
}
# Printers name the part before the mishap: input-cover-open, fuser-door-open, media-path-jam.
_ENDINGS = {
    "cover-open": Trouble.OPEN,
    "door-open": Trouble.OPEN,
    "interlock-open": Trouble.OPEN,
    "jam": Trouble.JAM,
}


def troubles_of(
    state: int | None, reasons: Iterable[str], *, accepting: bool = True
) -> tuple[Trouble, ...]:
    """What keeps a printer from printing, by ``printer-state`` and ``printer-state-reasons``.

    A report and a supply that is merely low keep nobody from printing. A warning does: a printer
    that waits for paper in the midst of a job tells of ``media-empty-warning`` (measured).
    """
    found = {trouble for reason in reasons if (trouble := _trouble(reason))}
    if not accepting:
        found.add(Trouble.PAUSED)
    if state == PrinterState.STOPPED and not found:
        found.add(Trouble.OTHER)
    return tuple(trouble for trouble in Trouble if trouble in found)


def _trouble(reason: str) -> Trouble | None:
    suffix = next((one for one in _SUFFIXES if reason.endswith(one)), "")
    word = reason.removesuffix(suffix)
    # CUPS reports a device it cannot reach, and takes the word back once it can.
    if word == "offline":
        return Trouble.OFFLINE
    if suffix == _REPORT:
        return None
    if word in _TROUBLES:
        return _TROUBLES[word]
    for ending, trouble in _ENDINGS.items():
        if word == ending or word.endswith(f"-{ending}"):
            return trouble
    return Trouble.OTHER if suffix == _ERROR else None
