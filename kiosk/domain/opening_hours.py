"""When a place is open: what its closed screen says, and when its point closes by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_DAYS_AHEAD = 8
"""A week and today again: a place open one day a week opens within these."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A week of hours, Monday first: each day's spans, in order, in the place's own time."""

    week: tuple[tuple[tuple[time, time], ...], ...]

    @classmethod
    def of(cls, days: Sequence[str]) -> "OpeningHours":
        """Seven days as settings write them: ``"09:00-12:30 14:00-18:00"``, "" for none."""
        return cls(tuple(tuple(_span(one) for one in day.split()) for day in days))

    @property
    def is_told(self) -> bool:
        """Whether any day has hours."""
        return any(self.week)

    def closing_after(self, moment: datetime, zone: tzinfo) -> datetime | None:
        """The end of that day's last span; None where it is past, or the day has none."""
        local = moment.astimezone(zone)
        spans = self.week[local.weekday()]
        if not spans:
            return None
        closing = datetime.combine(local.date(), spans[-1][1], zone)
        return closing if closing > local else None

    def next_opening(self, moment: datetime, zone: tzinfo) -> datetime | None:
        """When the place opens next, now if it is open; None where no day has hours."""
        local = moment.astimezone(zone)
        for ahead in range(_DAYS_AHEAD):
            day = local.date() + timedelta(days=ahead)
            for begins, ends in self.week[day.weekday()]:
                if _at(day, ends, zone) > local:
                    return max(local, _at(day, begins, zone))
        return None


def _at(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour, zone)


def _span(text: str) -> tuple[time, time]:
    begins, ends = text.split("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)
