"""A printer on the network, or a spooler's queue, spoken to in IPP (RFC 8010, RFC 8011)."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet, Trouble
from kiosk.printing.ipp.connection import NoAnswer, NotReached, PrinterLine, parse_address
from kiosk.printing.ipp.jobs import find, find_by_name, job_id, outcome, printed_pages
from kiosk.printing.ipp.operations import JobFacts, PrinterQueue, Refused, Status
from kiosk.printing.ipp.reasons import JOBS_OVER, troubles_of
from kiosk.printing.ipp.submitting import Submission
from kiosk.printing.printers import OPAQUE_NAME, Note, unnoted

TIMEOUT_SECONDS = 10.0
CANCEL_WAITS = (0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds between looks at a job that was cancelled: three in all."""
ONE_SIDED = "one-sided"


class IppPrinter:
    """Prints at ``uri``: ``ipp://host:port/path``, ``ipps://…``, ``ipp+unix:///socket?queue=name``.

    ``device`` is the printer itself where ``uri`` is a spooler's queue: a spooler counts what its
    filters wrote and tells of paper that ran out yesterday, so troubles and printed pages are
    then read from the device. ``fingerprint`` is the SHA-256 of the printer's certificate in
    hexadecimal, for printers that sign their own; without it the certificate must be vouched
    for. ``sides`` is a keyword of RFC 8011 §5.2.8. ``wait`` sleeps some seconds.

    Raises ``ValueError`` with a machine word for an address or a fingerprint that is none.
    """

    kind = "ipp"

    def __init__(
        self,
        uri: str,
        *,
        device: str = "",
        fingerprint: str = "",
        sides: str = ONE_SIDED,
        timeout_seconds: float = TIMEOUT_SECONDS,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        address = parse_address(uri)
        line = PrinterLine(
            address, timeout_seconds=timeout_seconds, fingerprint="" if device else fingerprint
        )
        self._queue = PrinterQueue(line)
        self._device = None
        if device:
            behind = PrinterLine(
                parse_address(device), timeout_seconds=timeout_seconds, fingerprint=fingerprint
            )
            self._device = PrinterQueue(behind)
        self._is_spooler = bool(device) or address.path.startswith("/printers/")
        self._is_here = address.is_of_this_machine
        self._pages_per_sheet = 1 if sides == ONE_SIDED else 2
        self._wait = wait
        self._submission = Submission(self.kind, self._queue, sides, self.job, wait)

    @property
    def is_spooler_here(self) -> bool:
        """Whether it is a queue of this very machine, whose settings say what is kept."""
        return self._is_spooler and self._is_here

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        """Create a job, have it noted, send the document: it comes out once or not at all.

        Raises ``PrinterUnavailable`` when no paper can come of it, its state one of ``offline``,
        ``certificate``, ``no_answer``, ``no_pdf``, ``not_accepting``, ``busy``, ``refused``,
        ``http_…`` or ``sheet_name``. Once the document was sent and nobody can tell whether it
        arrived, the job comes back ``UNKNOWN`` instead: only the tray knows.
        """
        if not OPAQUE_NAME.fullmatch(sheet.name):
            raise PrinterUnavailable(self.kind, "sheet_name")
        return self._submission.submit(sheet, note)

    def troubles(self) -> tuple[Trouble, ...]:
        """What it tells of itself; of a spooler only that it is off, or its queue paused."""
        found = _troubles(self._queue)
        if not self._device or Trouble.OFFLINE in found:
            return found
        both = {*_troubles(self._device), *({Trouble.PAUSED} & set(found))}
        return tuple(trouble for trouble in Trouble if trouble in both)

    def job(self, job: PrintJob) -> PrintJob:
        """The job as the printer tells of it; see ``outcome`` for what of that is believed."""
        return job if job.is_over else self._told(job)[0]

    def cancel(self, job: PrintJob) -> PrintJob:
        """Ask the printer to drop our job, then watch it for three seconds at most.

        ``UNKNOWN`` where it is still at it, gives no answer or does not know the job: a number
        alone is not enough, another's job may bear it since the printer was switched off.
        """
        if job.is_over:
            return job
        try:
            facts = find(self._queue, job)
            if facts is not None and facts.state not in JOBS_OVER:
                self._queue.cancel(facts.number)
        except Refused:
            # It was too late, or it is not for us to say: the job itself tells which.
            pass
        except (NotReached, NoAnswer) as error:
            return replace(job, state=PrintState.UNKNOWN, troubles=_troubles_by(error))
        told = self._watched(job)
        if told.state is PrintState.CANCELLED and self._is_spooler and facts is not None:
            with suppress(NotReached, NoAnswer, Refused):
                self._queue.cancel(facts.number, purge=True)
        return told

    def clear_held(self, names: Collection[str]) -> tuple[str, ...]:
        """Cancel the jobs of these names that wait for a document nobody will send any more.

        For the start, after a crash between noting and sending: such a job keeps a small printer
        from any other. Returns the names; none where the printer cannot be asked.
        """
        cleared: list[str] = []
        with suppress(NotReached, NoAnswer, Refused):
            held = [facts for facts in self._queue.jobs("not-completed") if facts.awaits_document]
            for facts in held:
                if facts.name in names:
                    self._queue.cancel(facts.number)
                    cleared.append(facts.name)
        return tuple(cleared)

    def _watched(self, job: PrintJob) -> PrintJob:
        for seconds in (*CANCEL_WAITS, None):
            told, is_settled = self._told(job)
            if is_settled:
                return told
            if seconds is not None:
                self._wait(seconds)
        return replace(told, state=PrintState.UNKNOWN)

    def _told(self, job: PrintJob) -> tuple[PrintJob, bool]:
        """The job, and whether asking again could tell more."""
        try:
            facts = find(self._queue, job)
        except (NotReached, NoAnswer, Refused) as error:
            # Whoever gave no answer in time is not asked again while somebody stands waiting.
            return replace(job, state=PrintState.UNKNOWN, troubles=_troubles_by(error)), True
        device = self._on_device(job.name)
        told = facts or device
        if told is None:
            return replace(job, state=PrintState.UNKNOWN, troubles=()), True
        number = job_id(facts) if facts else job.job_id
        state = outcome(told, device, job.pages, self._pages_per_sheet)
        current = PrintJob(job.name, number, state, job.pages, self._printed(job, told, device))
        if current.is_over or (state is PrintState.UNKNOWN and told.state in JOBS_OVER):
            return current, True
        return replace(current, troubles=self.troubles()), False

    def _printed(self, job: PrintJob, told: JobFacts, device: JobFacts | None) -> int | None:
        counted = device if self._device else told
        return printed_pages(counted, job.pages, self._pages_per_sheet) if counted else None

    def _on_device(self, name: str) -> JobFacts | None:
        """The job as the spooler handed it on, under the same name."""
        with suppress(NotReached, NoAnswer, Refused):
            return find_by_name(self._device, name) if self._device else None
        return None


def _troubles(queue: PrinterQueue) -> tuple[Trouble, ...]:
    try:
        facts = queue.printer()
    except (NotReached, NoAnswer, Refused) as error:
        return _troubles_by(error)
    return troubles_of(facts.state, facts.reasons, accepting=facts.is_accepting)


def _troubles_by(error: NotReached | NoAnswer | Refused) -> tuple[Trouble, ...]:
    match error:
        case Refused(status=Status.BUSY):
            return (Trouble.BUSY,)
        case NoAnswer() | NotReached(reason="offline"):
            return (Trouble.OFFLINE,)
        case _:
            return (Trouble.OTHER,)
