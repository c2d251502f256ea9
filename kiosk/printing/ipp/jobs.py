"""Which job of a printer is ours, and what came of it."""

import re

from kiosk.domain.print_jobs import PrintJob, PrintState
from kiosk.printing.ipp.operations import JobFacts, PrinterQueue
from kiosk.printing.ipp.reasons import JOB_STATES, JOBS_OVER, JobState

_JOB_ID = re.compile(r"([0-9]{1,10}) (\S*)")


def job_id(facts: JobFacts) -> str:
    """A printer's number for a job, which starts again at 1 with the printer, and its uuid."""
    return f"{facts.number} {facts.uuid}"


def find(queue: PrinterQueue, job: PrintJob) -> JobFacts | None:
    """Our job: by its number if that is still ours, else by its name; ``None`` if it is not there.

    Raises ``NotReached``, ``NoAnswer``, ``Refused``.
    """
    if known := _JOB_ID.fullmatch(job.job_id):
        facts = queue.job(int(known[1]))
        if facts is not None and _is_ours(facts, job.name, known[2]):
            return facts
    return find_by_name(queue, job.name)


def find_by_name(queue: PrinterQueue, name: str) -> JobFacts | None:
    """The last job of this name.

    Those under way are asked for first: a job that ends meanwhile is found among the others.
    Raises ``NotReached``, ``NoAnswer``, ``Refused``.
    """
    for which in ("not-completed", "completed"):
        ours = [facts for facts in queue.jobs(which) if facts.name == name]
        if ours:
            return max(ours, key=lambda facts: facts.number)
    return None


def _is_ours(facts: JobFacts, name: str, uuid: str) -> bool:
    # Printers before PWG 5100.13 tell no uuid; a name is ours alone as well, but may be withheld.
    return facts.uuid == uuid if facts.uuid and uuid else facts.name == name


def outcome(
    told: JobFacts, device: JobFacts | None, pages: int, pages_per_sheet: int
) -> PrintState:
    """What came of a job, by the printer or spooler that took it and the device behind it, if any.

    "Completed" is believed unless a count of pages speaks against it: spoolers have told it of
    jobs that never came out (OpenPrinting/cups#1703). A printer that counts nothing is taken at
    its word, for there is nothing better.
    """
    state = _believed(told, pages, pages_per_sheet)
    if device is None:
        return state
    on_device = _believed(device, pages, pages_per_sheet)
    if on_device is PrintState.PRINTED or told.state not in JOBS_OVER:
        # Until the spooler is done, it may try again what the device gave up.
        return on_device if on_device is PrintState.PRINTED else state
    if state is PrintState.FAILED and on_device is PrintState.CANCELLED:
        return state
    if state is PrintState.CANCELLED and on_device is PrintState.FAILED:
        return state
    return on_device


def printed_pages(facts: JobFacts, pages: int, pages_per_sheet: int) -> int | None:
    """How many pages are on paper; ``None`` where the printer counts neither them nor sheets.

    RFC 8011 §5.3.18.2 counts sides with ink (impressions), §5.3.18.3 sheets of paper.
    """
    if facts.impressions is not None:
        return max(0, facts.impressions)
    if facts.sheets is not None:
        return min(pages, max(0, facts.sheets) * pages_per_sheet)
    return None


def _believed(facts: JobFacts, pages: int, pages_per_sheet: int) -> PrintState:
    if facts.state is None:
        return PrintState.UNKNOWN
    state = JOB_STATES.get(facts.state, PrintState.UNKNOWN)
    printed = printed_pages(facts, pages, pages_per_sheet)
    if facts.state == JobState.COMPLETED and printed is not None and printed < pages:
        return PrintState.UNKNOWN
    return state
