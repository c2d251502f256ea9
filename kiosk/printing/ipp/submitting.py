"""A sheet goes to a printer so that it comes out once: created, noted, and only then sent."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet
from kiosk.printing.ipp.connection import NoAnswer, NotReached
from kiosk.printing.ipp.jobs import find, find_by_name, job_id
from kiosk.printing.ipp.operations import (
    PDF,
    Attributes,
    JobFacts,
    Operation,
    PrinterFacts,
    PrinterQueue,
    Refused,
    Status,
)
from kiosk.printing.ipp.reasons import JOB_STATES, JobState
from kiosk.printing.ipp.values import Value, ValueTag
from kiosk.printing.printers import Note

A4 = "iso_a4_210x297mm"
"""PWG 5101.1."""
BUSY_WAITS = (0.2, 0.4, 0.8, 1.6, 2.0)
"""Seconds between attempts at a printer that takes one job at a time: five in all."""
SETTLING_WAITS = (0.2, 0.5, 1.0, 2.0)
"""Seconds given to a document that may still be on its way, before its job is asked after."""

_TWO_STEPS = {Operation.CREATE_JOB, Operation.SEND_DOCUMENT}
_WORDS: Mapping[int, str] = {Status.BUSY: "busy", Status.NOT_ACCEPTING: "not_accepting"}


class Submission:
    """How sheets are handed to one queue; ``ask`` tells what became of a job, ``wait`` sleeps."""

    def __init__(
        self,
        kind: str,
        queue: PrinterQueue,
        sides: str,
        ask: Callable[[PrintJob], PrintJob],
        wait: Callable[[float], None],
    ) -> None:
        self._kind = kind
        self._queue = queue
        self._sides = sides
        self._ask = ask
        self._wait = wait

    def submit(self, sheet: Sheet, note: Note) -> PrintJob:
        """As ``Printer.submit``; ``UNKNOWN`` where the document was sent and no answer came.

        A printer without Create-Job is noted a job without number, before it knows of it: after
        a crash the job can only be searched by name, in what the printer remembers.
        """
        facts = self._ready()
        template = self._template(facts)
        if facts.operations >= _TWO_STEPS:
            return self._in_two_steps(sheet, note, template)
        return self._in_one_step(sheet, note, template)

    def _ready(self) -> PrinterFacts:
        try:
            facts = self._queue.printer()
        except NotReached as missed:
            raise self._unavailable(missed.reason) from None
        except NoAnswer:
            raise self._unavailable("no_answer") from None
        except Refused as refused:
            raise self._unavailable(_word(refused)) from None
        if PDF not in facts.formats:
            raise self._unavailable("no_pdf")
        if not facts.is_accepting:
            raise self._unavailable("not_accepting")
        return facts

    def _template(self, facts: PrinterFacts) -> Attributes:
        """What is asked of the paper, as far as the printer knows of it (RFC 8011 §5.2)."""
        wanted = (
            ("media", A4, facts.media),
            ("sides", self._sides, facts.sides),
            # PWG 5100.13: what lies in the window of an envelope must not move.
            ("print-scaling", "none", facts.scalings),
        )
        return {
            name: (Value(ValueTag.KEYWORD, word),)
            for name, word, supported in wanted
            if word in supported
        }

    def _in_two_steps(self, sheet: Sheet, note: Note, template: Attributes) -> PrintJob:
        created = self._identified(self._created(sheet, template))
        receipt = PrintJob(sheet.name, job_id(created), PrintState.QUEUED, sheet.pages)
        try:
            note(receipt)
        except BaseException:
            # A job that waits for its document keeps a small printer from any other.
            self._is_cancelled(created.number)
            raise
        return self._sent(receipt, created.number, sheet)

    def _created(self, sheet: Sheet, template: Attributes) -> JobFacts:
        try:
            return self._once_free(lambda: self._queue.create_job(sheet.name, template))
        except NoAnswer:
            with suppress(NotReached, NoAnswer, Refused):
                stray = find_by_name(self._queue, sheet.name)
                if stray is not None and stray.awaits_document:
                    self._queue.cancel(stray.number)
            raise self._unavailable("no_answer") from None

    def _identified(self, created: JobFacts) -> JobFacts:
        """With its uuid, which most printers tell only when asked."""
        with suppress(NotReached, NoAnswer, Refused):
            if not created.uuid and (facts := self._queue.job(created.number)):
                return replace(created, uuid=facts.uuid)
        return created

    def _sent(self, receipt: PrintJob, number: int, sheet: Sheet) -> PrintJob:
        """Send the document until the printer has it; ask before each further time.

        cupsd takes the document of a job twice and prints it twice. Once a document may have
        arrived, only the job itself can tell that it did not; a job of the same number may be
        another's, after the printer was switched off and on.
        """
        word, in_doubt, told = "", False, None
        for seconds in SETTLING_WAITS:
            if told is not None or not word:
                try:
                    return _accepted(receipt, self._queue.send_document(number, sheet.pdf))
                except NotReached as missed:
                    word = missed.reason
                except NoAnswer:
                    word, in_doubt = "no_answer", True
                except Refused as refused:
                    word = _word(refused)
            self._wait(seconds)
            told = self._told(receipt, number)
            if told is not None and not told.awaits_document:
                return self._ask(receipt)
            if word == "refused":
                break
        if told is not None and self._is_cancelled(number):
            in_doubt = False
        if in_doubt:
            return replace(receipt, state=PrintState.UNKNOWN)
        raise self._unavailable(word)

    def _told(self, receipt: PrintJob, number: int) -> JobFacts | None:
        with suppress(NotReached, NoAnswer, Refused):
            told = find(self._queue, receipt)
            return told if told is not None and told.number == number else None
        return None

    def _in_one_step(self, sheet: Sheet, note: Note, template: Attributes) -> PrintJob:
        receipt = PrintJob(sheet.name, "", PrintState.QUEUED, sheet.pages)
        note(receipt)
        try:
            facts = self._once_free(lambda: self._queue.print_job(sheet.name, template, sheet.pdf))
        except NoAnswer:
            self._wait(SETTLING_WAITS[0])
            return self._ask(receipt)
        return _accepted(replace(receipt, job_id=job_id(self._identified(facts))), facts)

    def _once_free(self, ask: Callable[[], JobFacts]) -> JobFacts:
        """Ask again while the printer is busy; raise ``PrinterUnavailable`` or ``NoAnswer``."""
        for seconds in (*BUSY_WAITS, None):
            try:
                return ask()
            except NotReached as missed:
                raise self._unavailable(missed.reason) from None
            except Refused as refused:
                if refused.status != Status.BUSY or seconds is None:
                    raise self._unavailable(_word(refused)) from None
                self._wait(seconds)
        raise AssertionError

    def _is_cancelled(self, number: int) -> bool:
        try:
            self._queue.cancel(number)
        except (NotReached, NoAnswer, Refused):
            return False
        return True

    def _unavailable(self, state: str) -> PrinterUnavailable:
        return PrinterUnavailable(self._kind, state)


def _word(refused: Refused) -> str:
    return _WORDS.get(refused.status, "refused")


def _accepted(receipt: PrintJob, facts: JobFacts) -> PrintJob:
    """The receipt once the printer has the document: this answer counts no pages yet."""
    if facts.state == JobState.COMPLETED or facts.state is None:
        return replace(receipt, state=PrintState.PRINTING)
    return replace(receipt, state=JOB_STATES.get(facts.state, PrintState.UNKNOWN))
