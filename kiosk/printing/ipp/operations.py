"""What a printer is asked, a method for each operation (RFC 8011 §4), and its answers as facts."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from kiosk.printing.ipp.connection import NoAnswer, PrinterLine
from kiosk.printing.ipp.messages import Group, GroupTag, Message
from kiosk.printing.ipp.reasons import WITHOUT_DOCUMENT, JobState
from kiosk.printing.ipp.values import Value, ValueTag

USER = "kiosk"
"""As ``requesting-user-name``: nobody in particular."""
PDF = "application/pdf"
_MOST_JOBS_LISTED = 500


class Operation(IntEnum):
    """RFC 8011 §5.4.15."""

    PRINT_JOB = 0x0002
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    """RFC 8011 Appendix B: those that make a difference here."""

    LAST_SUCCESS = 0x00FF
    NOT_FOUND = 0x0406
    NOT_ACCEPTING = 0x0506
    BUSY = 0x0507


class Refused(Exception):
    """The printer's answer is no: with its status code."""

    def __init__(self, status: int) -> None:
        super().__init__(f"0x{status:04x}")
        self.status = status


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """A printer as it describes itself (RFC 8011 §5.4)."""

    state: int | None
    reasons: tuple[str, ...]
    is_accepting: bool
    operations: frozenset[int]
    formats: frozenset[str]
    media: frozenset[str]
    sides: frozenset[str]
    scalings: frozenset[str]


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job as the printer tells of it (RFC 8011 §5.3)."""

    number: int
    uuid: str
    name: str
    state: int | None
    reasons: tuple[str, ...]
    documents: int | None
    impressions: int | None
    sheets: int | None

    @property
    def awaits_document(self) -> bool:
        """Whether it was created and has nothing to print yet."""
        waits = self.state in (JobState.PENDING, JobState.HELD)
        return waits and not self.documents and bool(WITHOUT_DOCUMENT & set(self.reasons))


_PRINTER_ATTRIBUTES = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "operations-supported",
    "document-format-supported",
    "media-supported",
    "sides-supported",
    "print-scaling-supported",
)
_JOB_ATTRIBUTES = (
    "job-id",
    "job-uuid",
    "job-name",
    "job-state",
    "job-state-reasons",
    "number-of-documents",
    "job-impressions-completed",
    "job-media-sheets-completed",
)

Attributes = Mapping[str, tuple[Value, ...]]


class PrinterQueue:
    """A printer, or a spooler's queue, by its operations.

    Each raises ``NotReached`` or ``NoAnswer`` of the line, or ``Refused``.
    """

    def __init__(self, line: PrinterLine) -> None:
        self._line = line
        self._numbers = itertools.count(1)

    def printer(self) -> PrinterFacts:
        """Get-Printer-Attributes (RFC 8011 §4.2.5)."""
        answer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, _requested(_PRINTER_ATTRIBUTES))
        groups = answer.of(GroupTag.PRINTER)
        if not groups:
            raise NoAnswer
        return _printer_facts(groups[0])

    def create_job(self, name: str, template: Attributes) -> JobFacts:
        """Create-Job (RFC 8011 §4.2.4); the uuid is blank where the printer does not tell it."""
        return self._new_job(Operation.CREATE_JOB, _named(name), template)

    def print_job(self, name: str, template: Attributes, document: bytes) -> JobFacts:
        """Print-Job (RFC 8011 §4.2.1)."""
        about = {**_named(name), "document-format": (Value(ValueTag.MEDIA_TYPE, PDF),)}
        return self._new_job(Operation.PRINT_JOB, about, template, document)

    def send_document(self, number: int, document: bytes) -> JobFacts:
        """Send-Document (RFC 8011 §4.3.1), the one and last of its job."""
        about = {
            **_of_job(number),
            "document-format": (Value(ValueTag.MEDIA_TYPE, PDF),),
            "last-document": (Value(ValueTag.BOOLEAN, True),),
        }
        return _one_job(self._ask(Operation.SEND_DOCUMENT, about, document=document))

    def job(self, number: int) -> JobFacts | None:
        """Get-Job-Attributes (RFC 8011 §4.3.4); ``None`` for a number the printer does not know."""
        about = {**_of_job(number), **_requested(_JOB_ATTRIBUTES)}
        try:
            return _one_job(self._ask(Operation.GET_JOB_ATTRIBUTES, about))
        except Refused as refused:
            if refused.status == Status.NOT_FOUND:
                return None
            raise

    def jobs(self, which: str) -> tuple[JobFacts, ...]:
        """Get-Jobs (RFC 8011 §4.2.6): those ``completed`` or ``not-completed``."""
        about = {
            "limit": (Value(ValueTag.INTEGER, _MOST_JOBS_LISTED),),
            "which-jobs": (Value(ValueTag.KEYWORD, which),),
            **_requested(_JOB_ATTRIBUTES),
        }
        answer = self._ask(Operation.GET_JOBS, about)
        return tuple(_job_facts(group) for group in answer.of(GroupTag.JOB))

    def cancel(self, number: int, *, purge: bool = False) -> None:
        """Cancel-Job (RFC 8011 §4.3.3); ``purge`` has cupsd forget the job and its files at once.

        Other printers leave ``purge-job`` aside, as they do any attribute they do not know.
        """
        about = _of_job(number)
        if purge:
            about["purge-job"] = (Value(ValueTag.BOOLEAN, True),)
        self._ask(Operation.CANCEL_JOB, about)

    def _new_job(
        self, operation: Operation, about: Attributes, template: Attributes, document: bytes = b""
    ) -> JobFacts:
        return _one_job(self._ask(operation, about, template, document))

    def _ask(
        self,
        operation: Operation,
        about: Attributes,
        template: Attributes | None = None,
        document: bytes = b"",
    ) -> Message:
        target = {
            # These three come first, in this order (RFC 8011 §4.1.4, §4.1.5).
            "attributes-charset": (Value(ValueTag.CHARSET, "utf-8"),),
            "attributes-natural-language": (Value(ValueTag.LANGUAGE, "en"),),
            "printer-uri": (Value(ValueTag.URI, self._line.address.uri),),
        }
        # The number of a job belongs to its target, before the name of who asks (§4.1.5).
        number = {name: values for name, values in about.items() if name == "job-id"}
        asker = {"requesting-user-name": (Value(ValueTag.NAME, USER),)}
        groups = [Group(GroupTag.OPERATION, {**target, **number, **asker, **about})]
        if template:
            groups.append(Group(GroupTag.JOB, template))
        request = Message(operation, next(self._numbers), tuple(groups), document)
        answer = self._line.exchange(request)
        if answer.code > Status.LAST_SUCCESS:
            raise Refused(answer.code)
        return answer


def _of_job(number: int) -> dict[str, tuple[Value, ...]]:
    return {"job-id": (Value(ValueTag.INTEGER, number),)}


def _named(name: str) -> dict[str, tuple[Value, ...]]:
    return {"job-name": (Value(ValueTag.NAME, name),)}


def _requested(names: tuple[str, ...]) -> dict[str, tuple[Value, ...]]:
    return {"requested-attributes": tuple(Value(ValueTag.KEYWORD, name) for name in names)}


def _one_job(answer: Message) -> JobFacts:
    groups = answer.of(GroupTag.JOB)
    if not groups:
        raise NoAnswer
    return _job_facts(groups[0])


def _job_facts(group: Group) -> JobFacts:
    number = group.integer("job-id")
    if number is None:
        raise NoAnswer
    return JobFacts(
        number,
        group.word("job-uuid"),
        group.word("job-name"),
        group.integer("job-state"),
        group.words("job-state-reasons"),
        group.integer("number-of-documents"),
        group.integer("job-impressions-completed"),
        group.integer("job-media-sheets-completed"),
    )


def _printer_facts(group: Group) -> PrinterFacts:
    return PrinterFacts(
        group.integer("printer-state"),
        group.words("printer-state-reasons"),
        # Only a plain no is a no (RFC 8011 §5.4.23).
        group.truth("printer-is-accepting-jobs") is not False,
        frozenset(group.integers("operations-supported")),
        frozenset(word.lower() for word in group.words("document-format-supported")),
        frozenset(group.words("media-supported")),
        frozenset(group.words("sides-supported")),
        frozenset(group.words("print-scaling-supported")),
    )
