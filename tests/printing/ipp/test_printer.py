"""A sheet at a real IPP printer: it comes out once, and what the printer tells is believed."""

import hashlib
import ssl
import subprocess
import sys
from dataclasses import replace

import pytest

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet, Trouble
from kiosk.printing.ipp.connection import PrinterLine, parse_address
from kiosk.printing.ipp.jobs import outcome
from kiosk.printing.ipp.operations import JobFacts, Operation, PrinterQueue
from kiosk.printing.ipp.printer import IppPrinter
from kiosk.printing.ipp.reasons import JobState
from kiosk.printing.printers import Printer
from tests.printing.ipp import ippeve
from tests.printing.ipp.ippeve import (
    JAMS,
    PRINTS,
    RUNS_OUT_OF_PAPER,
    EvePrinter,
    Relay,
    answers,
    free_port,
)
from tests.waiting import soon

avahi_bus, eve, relay = ippeve.avahi_bus, ippeve.eve, ippeve.relay

SHEET = Sheet("run-01_a", b"%PDF-1.4 one\n" + b"x" * 40_000, 2)
OTHER = Sheet("run-02_b", b"%PDF-1.4 two", 2)


@pytest.fixture
def printer(eve: EvePrinter) -> IppPrinter:
    return IppPrinter(eve.uri)


def without_waiting(seconds: float) -> None:
    """Nobody stands there."""


def becomes(printer: IppPrinter, job: PrintJob, state: PrintState) -> PrintJob:
    assert soon(lambda: printer.job(job).state is state), printer.job(job)
    return printer.job(job)


def queue_of(uri: str) -> PrinterQueue:
    return PrinterQueue(PrinterLine(parse_address(uri), timeout_seconds=5))


# --- a sheet comes out -------------------------------------------------------------------------


def test_a_sheet_comes_out_once_and_whole(eve, printer):
    noted = []
    job = printer.submit(SHEET, noted.append)

    printed = becomes(printer, job, PrintState.PRINTED)
    assert eve.pile() == [SHEET.pdf]
    assert (printed.printed_pages, printed.troubles) == (2, ())
    assert printed.name == SHEET.name
    assert [one.job_id for one in noted] == [job.job_id]


def test_it_is_a_printer_that_has_no_trouble(printer):
    as_promised: Printer = printer

    assert (as_promised.kind, as_promised.troubles()) == ("ipp", ())


def test_the_receipt_is_noted_before_the_printer_has_any_of_the_document(eve, printer):
    seen = []

    def note(receipt: PrintJob) -> None:
        seen.append((receipt.state, queue_of(eve.uri).jobs("not-completed")[0].awaits_document))

    printer.submit(SHEET, note)

    assert seen == [(PrintState.QUEUED, True)]


def test_what_cannot_be_noted_is_not_printed_and_leaves_the_printer_free(eve, printer):
    def journal_full(receipt: PrintJob) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        printer.submit(SHEET, journal_full)

    becomes(printer, printer.submit(OTHER), PrintState.PRINTED)
    assert eve.pile() == [OTHER.pdf]


def test_a_name_that_is_not_opaque_never_reaches_the_panel(eve, printer):
    with pytest.raises(PrinterUnavailable) as refused:
        printer.submit(replace(SHEET, name="Inès Martin"))

    assert refused.value.state == "sheet_name"
    assert queue_of(eve.uri).jobs("not-completed") == ()


# --- what keeps it -----------------------------------------------------------------------------


def test_a_sheet_waits_for_paper_and_comes_out_once_it_is_there(eve, printer):
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    job = printer.submit(SHEET)
    assert eve.is_waiting()
    assert soon(lambda: printer.troubles() == (Trouble.OUT_OF_PAPER,))
    waiting = printer.job(job)
    assert (waiting.state, waiting.troubles) == (PrintState.PRINTING, (Trouble.OUT_OF_PAPER,))
    assert waiting.printed_pages == 0

    eve.see_to()

    assert becomes(printer, job, PrintState.PRINTED).troubles == ()
    assert eve.pile() == [SHEET.pdf]


def test_a_jammed_sheet_can_be_given_up(eve, printer):
    eve.will(JAMS)
    job = printer.submit(SHEET)
    assert eve.is_waiting()
    assert soon(lambda: printer.job(job).troubles == (Trouble.JAM,))

    def somebody_pulls_it_out(seconds: float) -> None:
        eve.see_to()
        soon(lambda: printer.troubles() == ())

    given_up = IppPrinter(eve.uri, wait=somebody_pulls_it_out).cancel(job)

    assert (given_up.state, given_up.printed_pages) == (PrintState.CANCELLED, 0)
    assert (given_up.troubles, eve.pile()) == ((), [])


def test_a_sheet_the_printer_is_still_at_is_not_told_as_cancelled(eve, printer):
    eve.will(JAMS)
    job = printer.submit(SHEET)
    assert eve.is_waiting()
    waits = []

    still_there = IppPrinter(eve.uri, wait=waits.append).cancel(job)

    assert still_there.state is PrintState.UNKNOWN
    assert still_there.troubles == (Trouble.JAM,)
    assert sum(waits) == pytest.approx(3)


def test_a_sheet_that_is_out_already_is_told_as_printed_not_as_cancelled(eve, printer):
    job = printer.submit(SHEET)
    becomes(printer, job, PrintState.PRINTED)

    assert printer.cancel(job).state is PrintState.PRINTED


def test_a_busy_printer_is_waited_for(eve):
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    first = IppPrinter(eve.uri).submit(OTHER)
    assert eve.is_waiting()
    waits = []

    def meanwhile(seconds: float) -> None:
        waits.append(seconds)
        eve.see_to()
        becomes(IppPrinter(eve.uri), first, PrintState.PRINTED)
        eve.will(PRINTS)

    second = IppPrinter(eve.uri, wait=meanwhile)
    becomes(second, second.submit(SHEET), PrintState.PRINTED)

    assert len(waits) == 1
    assert sorted(eve.pile()) == sorted([SHEET.pdf, OTHER.pdf])


def test_a_printer_that_stays_busy_is_told_and_nothing_happened(eve, printer):
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    printer.submit(OTHER)
    assert eve.is_waiting()
    noted, waits = [], []

    with pytest.raises(PrinterUnavailable) as refused:
        IppPrinter(eve.uri, wait=waits.append).submit(SHEET, noted.append)

    assert (refused.value.printer, refused.value.state) == ("ipp", "busy")
    assert noted == []
    assert sum(waits) == pytest.approx(5)


def test_a_printer_that_is_off_says_so_at_once(eve, printer):
    eve.off()

    with pytest.raises(PrinterUnavailable) as refused:
        printer.submit(SHEET)

    assert refused.value.state == "offline"
    assert printer.troubles() == (Trouble.OFFLINE,)


def test_a_sheet_the_printer_gives_up_has_failed(eve, printer):
    eve.will('echo "ATTR: job-impressions-completed=1" >&2', "exit 1")

    failed = becomes(printer, printer.submit(SHEET), PrintState.FAILED)

    assert failed.printed_pages == 1


def test_completed_with_too_few_pages_is_not_believed(eve, printer):
    eve.will('echo "ATTR: job-impressions-completed=1" >&2')

    doubted = becomes(printer, printer.submit(SHEET), PrintState.UNKNOWN)

    assert doubted.printed_pages == 1


# --- the printer is switched off and on --------------------------------------------------------


def test_a_number_from_before_the_printer_was_off_is_never_anothers_job(eve, printer):
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    lost = printer.submit(SHEET)
    assert eve.is_waiting()
    eve.off()
    assert printer.job(lost).state is PrintState.UNKNOWN
    assert printer.job(lost).troubles == (Trouble.OFFLINE,)

    eve.on()
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    of_another = printer.submit(OTHER)
    assert of_another.job_id.split()[0] == lost.job_id.split()[0]
    assert eve.is_waiting()

    assert printer.job(lost).state is PrintState.UNKNOWN
    assert printer.cancel(lost).state is PrintState.UNKNOWN
    assert printer.job(of_another).state is PrintState.PRINTING
    eve.see_to()
    becomes(printer, of_another, PrintState.PRINTED)
    assert eve.pile() == [OTHER.pdf]


CRASHING = """
import os, sys
from kiosk.domain.print_jobs import Sheet
from kiosk.printing.ipp.printer import IppPrinter
def crash(job):
    print(job.job_id, flush=True)
    os._exit(1)
IppPrinter(sys.argv[1]).submit(Sheet("run-01_a", b"%PDF-1.4 one", 2), crash)
"""


def crash_after_noting(uri: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", CRASHING, uri], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1, run.stderr
    return run.stdout.strip()


@pytest.mark.parametrize("known_by", ["number", "name"])
def test_after_a_crash_the_job_is_found_without_document_and_can_be_dropped(eve, printer, known_by):
    number = crash_after_noting(eve.uri)
    noted = PrintJob(SHEET.name, number if known_by == "number" else "", PrintState.QUEUED, 2)

    found = printer.job(noted)
    assert (found.state, found.job_id) == (PrintState.QUEUED, number)

    assert printer.cancel(noted).state is PrintState.CANCELLED
    becomes(printer, printer.submit(OTHER), PrintState.PRINTED)
    assert eve.pile() == [OTHER.pdf]


def test_at_the_start_only_our_own_forgotten_jobs_are_cleared(eve, printer):
    crash_after_noting(eve.uri)

    assert printer.clear_held({"run-77_z"}) == ()
    assert printer.clear_held({SHEET.name, OTHER.name}) == (SHEET.name,)
    assert printer.clear_held({SHEET.name, OTHER.name}) == ()


def test_a_job_under_way_is_not_cleared(eve, printer):
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    job = printer.submit(SHEET)
    assert eve.is_waiting()

    assert printer.clear_held({SHEET.name}) == ()
    eve.see_to()
    becomes(printer, job, PrintState.PRINTED)


# --- the line fails ----------------------------------------------------------------------------


def through(relay: Relay) -> IppPrinter:
    return IppPrinter(relay.uri, wait=without_waiting)


def test_a_document_whose_answer_was_lost_is_not_sent_again(eve, relay):
    relay.lost_answers = [Operation.SEND_DOCUMENT]

    job = through(relay).submit(SHEET)

    becomes(through(relay), job, PrintState.PRINTED)
    assert relay.seen.count(Operation.SEND_DOCUMENT) == 1
    assert eve.pile() == [SHEET.pdf]


def test_a_document_that_never_arrived_is_sent_again(eve, relay):
    relay.lost_requests = [Operation.SEND_DOCUMENT]

    becomes(through(relay), through(relay).submit(SHEET), PrintState.PRINTED)

    assert relay.seen.count(Operation.SEND_DOCUMENT) == 2
    assert eve.pile() == [SHEET.pdf]


def test_a_document_that_never_gets_through_leaves_the_printer_free(eve, relay):
    relay.lost_requests = [Operation.SEND_DOCUMENT] * 9

    with pytest.raises(PrinterUnavailable) as refused:
        through(relay).submit(SHEET)

    assert refused.value.state == "no_answer"
    becomes(IppPrinter(eve.uri), IppPrinter(eve.uri).submit(OTHER), PrintState.PRINTED)
    assert eve.pile() == [OTHER.pdf]


def test_a_job_created_without_our_hearing_of_it_is_dropped(eve, relay):
    relay.lost_answers = [Operation.CREATE_JOB]
    noted = []

    with pytest.raises(PrinterUnavailable):
        through(relay).submit(SHEET, noted.append)

    assert noted == []
    assert queue_of(eve.uri).jobs("not-completed") == ()


def test_a_printer_that_goes_off_under_the_document_leaves_the_question_open(eve, relay):
    relay.lost_answers = [Operation.SEND_DOCUMENT]
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    dropped = IppPrinter(relay.uri, wait=lambda seconds: eve.off())

    job = dropped.submit(SHEET)

    assert (job.state, eve.pile()) == (PrintState.UNKNOWN, [])


def test_a_printer_that_goes_off_before_the_document_has_nothing_of_it(eve, printer):
    quick = IppPrinter(eve.uri, wait=without_waiting)

    with pytest.raises(PrinterUnavailable) as refused:
        quick.submit(SHEET, lambda receipt: eve.off())

    assert refused.value.state == "offline"


def test_a_printer_back_on_is_not_given_the_document_for_anothers_job(eve):
    """Number 1 is then a job somebody else has created and not yet sent."""

    def back_on_and_somebody_comes(seconds: float) -> None:
        if not answers(eve.port):
            eve.on()
            queue_of(eve.uri).create_job(OTHER.name, {})

    with pytest.raises(PrinterUnavailable) as refused:
        IppPrinter(eve.uri, wait=back_on_and_somebody_comes).submit(SHEET, lambda _: eve.off())

    assert refused.value.state == "offline"
    (held,) = queue_of(eve.uri).jobs("not-completed")
    assert (held.name, held.awaits_document) == (OTHER.name, True)


# --- a printer that takes a job in one piece ---------------------------------------------------


def test_a_printer_without_create_job_is_given_the_sheet_in_one_piece(eve, relay):
    relay.unknown_operations = frozenset({Operation.CREATE_JOB})
    noted = []

    job = through(relay).submit(SHEET, noted.append)

    becomes(through(relay), job, PrintState.PRINTED)
    assert Operation.CREATE_JOB not in relay.seen
    assert [one.job_id for one in noted] == [""]
    assert eve.pile() == [SHEET.pdf]


def test_in_one_piece_a_lost_answer_is_made_good_by_the_name(eve, relay):
    relay.unknown_operations = frozenset({Operation.CREATE_JOB})
    relay.lost_answers = [Operation.PRINT_JOB]

    job = through(relay).submit(SHEET)

    assert job.job_id
    becomes(through(relay), job, PrintState.PRINTED)
    assert eve.pile() == [SHEET.pdf]


# --- what is believed --------------------------------------------------------------------------

COMPLETED = JobFacts(1, "", "a", JobState.COMPLETED, (), None, None, None)


@pytest.mark.parametrize(
    ("counted", "pages_per_sheet", "state"),
    [
        ({}, 1, PrintState.PRINTED),
        ({"impressions": 3}, 1, PrintState.PRINTED),
        ({"impressions": 4}, 1, PrintState.PRINTED),
        ({"impressions": 2}, 1, PrintState.UNKNOWN),
        ({"impressions": 0, "sheets": 3}, 1, PrintState.UNKNOWN),
        ({"sheets": 3}, 1, PrintState.PRINTED),
        ({"sheets": 2}, 1, PrintState.UNKNOWN),
        ({"sheets": 2}, 2, PrintState.PRINTED),
        ({"sheets": 1}, 2, PrintState.UNKNOWN),
    ],
)
def test_completed_is_believed_unless_a_count_speaks_against_it(counted, pages_per_sheet, state):
    assert outcome(replace(COMPLETED, **counted), None, 3, pages_per_sheet) is state


@pytest.mark.parametrize(
    ("spooler", "device", "state"),
    [
        (JobState.PROCESSING, JobState.COMPLETED, PrintState.PRINTED),
        (JobState.PROCESSING, JobState.ABORTED, PrintState.PRINTING),
        (JobState.CANCELED, JobState.PROCESSING, PrintState.PRINTING),
        (JobState.CANCELED, JobState.COMPLETED, PrintState.PRINTED),
        (JobState.CANCELED, JobState.ABORTED, PrintState.CANCELLED),
        (JobState.COMPLETED, JobState.PROCESSING, PrintState.PRINTING),
        (JobState.COMPLETED, JobState.ABORTED, PrintState.FAILED),
        (JobState.COMPLETED, JobState.CANCELED, PrintState.CANCELLED),
        (JobState.ABORTED, JobState.CANCELED, PrintState.FAILED),
        (None, JobState.PROCESSING, PrintState.UNKNOWN),
    ],
)
def test_the_device_has_the_last_word_once_the_spooler_is_done(spooler, device, state):
    told = replace(COMPLETED, state=spooler)
    assert outcome(told, replace(COMPLETED, state=device), 3, 1) is state


def test_a_job_that_has_a_document_awaits_none_whatever_it_says():
    held = replace(COMPLETED, state=JobState.HELD, reasons=("job-incoming",))

    assert replace(held, documents=0).awaits_document
    assert not replace(held, documents=1).awaits_document


# --- whom we speak to --------------------------------------------------------------------------


def test_a_printer_is_known_by_the_certificate_it_signed_itself(eve):
    certificate = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("localhost", eve.port)))
    fingerprint = hashlib.sha256(certificate).hexdigest().upper()
    secure = eve.uri.replace("ipp:", "ipps:")

    printer = IppPrinter(secure, fingerprint=fingerprint)
    becomes(printer, printer.submit(SHEET), PrintState.PRINTED)

    for stranger in (IppPrinter(secure), IppPrinter(secure, fingerprint="ab" * 32)):
        assert stranger.troubles() == (Trouble.OTHER,)
        with pytest.raises(PrinterUnavailable) as refused:
            stranger.submit(OTHER)
        assert refused.value.state == "certificate"
    assert eve.pile() == [SHEET.pdf]


@pytest.mark.parametrize(
    "uri",
    [
        "http://a/b",
        "ipp://",
        "ipp://a:x/",
        "ipp://u:p@a/",
        "ipp+unix:///s",
        "ipp+unix:///s?queue=a/b",
    ],
)
def test_an_address_that_is_none_is_refused(uri):
    with pytest.raises(ValueError, match="scheme|address|port"):
        IppPrinter(uri)


def test_a_fingerprint_needs_a_secure_line_and_all_its_digits():
    for uri, fingerprint in (("ipp://a/b", "ab" * 32), ("ipps://a/b", "ab" * 31)):
        with pytest.raises(ValueError, match="fingerprint"):
            IppPrinter(uri, fingerprint=fingerprint)


def test_nothing_listens_where_no_printer_is():
    assert IppPrinter(f"ipp://localhost:{free_port()}/ipp/print").troubles() == (Trouble.OFFLINE,)
