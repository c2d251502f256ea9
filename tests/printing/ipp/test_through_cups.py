"""A sheet through a CUPS queue: the same printer behind a spooler, and the truth from the device.

The cupsd is our own: a local socket, a loopback port and folders that are gone afterwards. Its
policy is Debian's as far as jobs are concerned: a job is its owner's, and named to nobody else.
"""

import getpass
import grp
import io
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from reportlab.pdfgen.canvas import Canvas

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet, Trouble
from kiosk.printing.ipp.connection import PrinterLine, parse_address
from kiosk.printing.ipp.operations import Operation, PrinterQueue
from kiosk.printing.ipp.printer import IppPrinter
from kiosk.printing.ipp.submitting import A4
from tests.printing.ipp import ippeve
from tests.printing.ipp.ippeve import (
    JAMS,
    PRINTS,
    RUNS_OUT_OF_PAPER,
    EvePrinter,
    Relay,
    answers,
    program,
)
from tests.waiting import soon

avahi_bus, eve = ippeve.avahi_bus, ippeve.eve

# PreserveJobFiles: no sheet stays behind. The retry is quick, for the tests' sake.
CUPSD = """
LogLevel warn
PageLogFormat
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
Browsing No
WebInterface No
DefaultAuthType Basic
ErrorPolicy retry-job
JobRetryInterval 1
PreserveJobFiles No
PreserveJobHistory 20
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Create-Job Print-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Cancel-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    AuthType None
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """
User {user}
Group {group}
FatalErrors none
ServerRoot {folder}
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/spool/tmp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
"""


def two_pages() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in ("one", "two"):
        canvas.drawString(100, 100, page)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


SHEET = Sheet("run-01_a", two_pages(), 2)


class Cups:
    """One cupsd with one queue, ``kiosk``."""

    def __init__(self, environment: dict[str, str]) -> None:
        # Its filters run as an account that could not get through pytest's own folders.
        self.folder = Path(mkdtemp(prefix="cups-"))
        self.port = ippeve.free_port()
        self.uri = f"ipp+unix://{self.folder}/cups.sock?queue=kiosk"
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        account = pwd.getpwnam("lp" if os.geteuid() == 0 else getpass.getuser())
        self.folder.chmod(0o711)
        for name in ("spool", "spool/tmp", "cache", "state", "ppd"):
            (self.folder / name).mkdir(mode=0o770)
            os.chown(self.folder / name, account.pw_uid, account.pw_gid)
        group = grp.getgrgid(account.pw_gid).gr_name
        facts = {"folder": self.folder, "port": self.port, "user": account.pw_name, "group": group}
        (self.folder / "cupsd.conf").write_text(CUPSD.format(**facts))
        (self.folder / "cups-files.conf").write_text(FILES.format(**facts))
        command = [program("cupsd"), "-f", "-c", self.folder / "cupsd.conf"]
        command += ["-s", self.folder / "cups-files.conf"]
        self._process = subprocess.Popen(command, env=self._environment)
        if not soon(lambda: answers(self.port)):
            pytest.skip("no cupsd of our own can be started here")

    def run(self, name: str, *arguments: str) -> None:
        command = [program(name), "-h", f"{self.folder}/cups.sock", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=20)

    def spooled(self) -> list[str]:
        """The files of jobs that lie about: what is to print, and what is known of it."""
        return [file.name for file in (self.folder / "spool").glob("[cd]0*")]

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None


def queue_of(uri: str) -> PrinterQueue:
    return PrinterQueue(PrinterLine(parse_address(uri), timeout_seconds=5))


@pytest.fixture
def cups(avahi_bus: dict[str, str], eve: EvePrinter) -> Iterator[Cups]:
    if program("cupsd") is None or program("lpadmin") is None:
        pytest.skip("cupsd is not installed (Debian: cups)")
    spooler = Cups(avahi_bus)
    try:
        spooler.start()
        spooler.run("lpadmin", "-p", "kiosk", "-E", "-v", eve.uri, "-m", "everywhere")
        # cupsd asks the device what it can do while it takes jobs already, and gives them up.
        assert soon(lambda: A4 in queue_of(spooler.uri).printer().media)
        yield spooler
    finally:
        spooler.stop()
        shutil.rmtree(spooler.folder)


@pytest.fixture
def printer(cups: Cups, eve: EvePrinter) -> IppPrinter:
    return IppPrinter(cups.uri, device=eve.uri)


def becomes(printer: IppPrinter, job: PrintJob, state: PrintState) -> PrintJob:
    assert soon(lambda: printer.job(job).state is state), printer.job(job)
    return printer.job(job)


def test_a_sheet_comes_out_once_through_the_spooler(eve, printer):
    assert printer.troubles() == ()

    printed = becomes(printer, printer.submit(SHEET), PrintState.PRINTED)

    assert printed.printed_pages == 2
    assert len(eve.pile()) == 1


def test_the_pages_on_paper_are_the_devices_not_those_the_spooler_has_written(eve, cups, printer):
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    job = printer.submit(SHEET)
    assert eve.is_waiting()
    assert soon(lambda: printer.job(job).printed_pages == 0)
    waiting = printer.job(job)
    assert (waiting.state, waiting.troubles) == (PrintState.PRINTING, (Trouble.OUT_OF_PAPER,))
    of_the_spooler_alone = IppPrinter(cups.uri)
    assert soon(lambda: of_the_spooler_alone.job(job).printed_pages == 2)

    eve.see_to()

    becomes(printer, job, PrintState.PRINTED)
    assert len(eve.pile()) == 1


def test_a_paused_queue_is_told_and_what_waits_in_it_can_be_dropped_without_trace(
    eve, cups, printer
):
    cups.run("cupsdisable", "kiosk")
    assert printer.troubles() == (Trouble.PAUSED,)
    job = printer.submit(SHEET)
    waiting = printer.job(job)
    assert (waiting.state, waiting.troubles) == (PrintState.QUEUED, (Trouble.PAUSED,))
    assert cups.spooled() != []

    assert printer.cancel(job).state is PrintState.CANCELLED

    assert (eve.pile(), cups.spooled()) == ([], [])


def test_a_queue_that_takes_no_jobs_is_told_before_anything_is_created(cups, printer):
    cups.run("cupsreject", "kiosk")

    with pytest.raises(PrinterUnavailable) as refused:
        printer.submit(SHEET)

    assert refused.value.state == "not_accepting"


def test_a_device_that_is_off_is_told_although_the_spooler_takes_the_sheet(eve, printer):
    eve.off()
    assert printer.troubles() == (Trouble.OFFLINE,)
    job = printer.submit(SHEET)
    assert printer.job(job).troubles == (Trouble.OFFLINE,)
    assert not printer.job(job).is_over

    eve.on()

    becomes(printer, job, PrintState.PRINTED)
    assert len(eve.pile()) == 1


def test_a_sheet_is_cancelled_only_once_the_device_has_let_go_of_it(eve, cups, printer):
    eve.will(JAMS)
    job = printer.submit(SHEET)
    assert eve.is_waiting()
    waits = []

    still_there = IppPrinter(cups.uri, device=eve.uri, wait=waits.append).cancel(job)
    assert still_there.state is PrintState.UNKNOWN

    eve.see_to()
    assert becomes(printer, job, PrintState.CANCELLED).printed_pages == 0


def test_a_spooler_that_is_gone_is_a_printer_that_is_off(cups, eve, printer):
    job = printer.submit(replace(SHEET, name="run-03_c"))
    becomes(printer, job, PrintState.PRINTED)
    cups.stop()

    assert printer.troubles() == (Trouble.OFFLINE,)
    assert printer.job(job).state is PrintState.UNKNOWN
    with pytest.raises(PrinterUnavailable):
        printer.submit(SHEET)


@pytest.mark.parametrize(("lost", "sent"), [("answer", 1), ("request", 2)])
def test_the_spooler_would_print_a_document_twice_and_is_not_given_it_twice(eve, cups, lost, sent):
    relay = Relay(cups.port, "/printers/kiosk")
    try:
        (relay.lost_answers if lost == "answer" else relay.lost_requests).append(
            Operation.SEND_DOCUMENT
        )
        printer = IppPrinter(relay.uri, device=eve.uri)

        becomes(printer, printer.submit(SHEET), PrintState.PRINTED)
    finally:
        relay.close()

    assert relay.seen.count(Operation.SEND_DOCUMENT) == sent
    assert len(eve.pile()) == 1
