"""The ledger of what was printed at a point, and how many pages a slip may still print.

Lines are added and never changed: what is left is what the rule gives, less what was asked for,
with what did not come out given back. No line says what a sheet was about, or for whom it was made.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

KEPT_FOR = timedelta(days=8)
"""A week's pages are counted from its Monday; what is older counts for nothing."""


class PrintEvent(StrEnum):
    """What a line tells of a sheet."""

    ASKED = "asked"
    """Before the printer knows of it: its pages are taken from what its slip may print."""
    ACCEPTED = "accepted"
    """The printer gave it a number and has nothing of it yet: from here on paper may come."""
    SETTLED = "settled"
    """It is known how many pages came, and that no more will."""
    LEFT = "left"
    """Its reader is gone and a page may lie there, or still come."""
    CLEARED = "cleared"
    """Somebody of the desk looked at the printer."""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One line. ``sheet`` is its opaque name, ``serial`` that of the slip it was asked for with.

    ``pages`` are asked for, or have come; ``job_id`` is how the printer can be asked after it.
    """

    number: int
    at: datetime
    event: PrintEvent
    sheet: str
    serial: str = ""
    pages: int = 0
    job_id: str = ""


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """All that the ledger tells of one sheet. ``came_pages`` is None until that is known."""

    sheet: str
    serial: str
    asked_at: datetime
    pages: int
    job_id: str = ""
    is_accepted: bool = False
    is_left: bool = False
    is_closed: bool = False
    came_pages: int | None = None

    @property
    def spent_pages(self) -> int:
        """What it costs its slip: pages nobody can vouch for are not counted against her."""
        if self.came_pages is not None:
            return self.came_pages
        return 0 if self.is_closed else self.pages


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """How many pages one slip prints at one point; a place that can afford more says so."""

    daily_pages: int = 20
    weekly_pages: int = 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many pages a slip may still print now, and the day on which it may print more.

    ``waits_for_desk`` where nobody prints before an agent has looked at the printer.
    """

    pages: int
    renews_on: date
    waits_for_desk: bool = False

    def lets(self, pages: int) -> bool:
        """Whether a sheet of so many pages may be printed now."""
        return not self.waits_for_desk and pages <= self.pages


USUAL_QUOTA = QuotaRule()


def accounts_of(lines: Iterable[PrintLine]) -> dict[str, SheetAccount]:
    """What the lines, the oldest first, tell of each sheet; of one nobody asked for, nothing."""
    accounts: dict[str, SheetAccount] = {}
    for line in lines:
        account = accounts.get(line.sheet)
        if line.event is PrintEvent.ASKED:
            if account is None:
                accounts[line.sheet] = SheetAccount(line.sheet, line.serial, line.at, line.pages)
        elif account is not None and not account.is_closed:
            accounts[line.sheet] = _with(account, line)
    return accounts


def _with(account: SheetAccount, line: PrintLine) -> SheetAccount:
    match line.event:
        case PrintEvent.ACCEPTED:
            return replace(account, job_id=line.job_id, is_accepted=True)
        case PrintEvent.SETTLED:
            came = max(0, min(line.pages, account.pages))
            return replace(account, came_pages=came, is_closed=True, is_left=False)
        case PrintEvent.LEFT:
            return replace(account, is_left=True)
        case _:
            return replace(account, is_closed=True, is_left=False)


def allowance(
    rule: QuotaRule, accounts: Collection[SheetAccount], serial: str, today: date, zone: tzinfo
) -> Allowance:
    """What a slip may still print on a day: of the day's pages, and of the week's from Monday."""
    monday = today - timedelta(days=today.weekday())
    of_day = of_week = 0
    for account in accounts:
        asked_on = account.asked_at.astimezone(zone).date()
        if account.serial == serial and asked_on >= monday:
            of_week += account.spent_pages
            of_day += account.spent_pages if asked_on >= today else 0
    left_today, left_this_week = rule.daily_pages - of_day, rule.weekly_pages - of_week
    next_monday, tomorrow = monday + timedelta(days=7), today + timedelta(days=1)
    renews_on = next_monday if left_this_week <= left_today else tomorrow
    return Allowance(
        pages=max(0, min(left_today, left_this_week)),
        renews_on=renews_on,
        waits_for_desk=any(account.is_left for account in accounts),
    )
