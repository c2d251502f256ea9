"""Adults, pupils, and who may see whom.

The rule of rights lives here and nowhere else. Sources: Code civil art. 372 to 373-4 (authority
is joint; only a judge removes it), Code de l'éducation art. L111-4 (parents are members of the
educational community) and art. D111-3 (separated parents are both informed).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ADULT_AGE_YEARS = 18


class Right(StrEnum):
    """What a link between an adult and a pupil is worth when nothing overrides it."""

    LEGAL = "legal"
    """Holds parental authority: opens the pupil."""
    IN_CHARGE = "in_charge"
    """Has the child in charge without authority: opens only by an override with an end."""
    CONTACT = "contact"
    """To be called in an emergency: never opens."""
    UNCONFIRMED = "unconfirmed"
    """A link whose meaning the file does not tell: waits for the school's yes."""
    SELF = "self"
    """The pupil himself: opens from his 18th birthday."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as his school knows him. ``source_id`` is the source's own identifier."""

    source_id: str
    school_id: str
    given_name: str
    family_name: str
    birth_on: date | None = None


@dataclass(frozen=True, slots=True)
class Guardian:
    """An adult who has a link with at least one pupil. ``civility`` is "Mme", "M." or ""."""

    source_id: str
    given_name: str
    family_name: str
    civility: str = ""


@dataclass(frozen=True, slots=True)
class Guardianship:
    """A link between an adult and a pupil, with the dates between which it holds (inclusive)."""

    guardian_id: str
    pupil_id: str
    right: Right
    starts_on: date | None = None
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the link exists on that day."""
        return _within(day, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class RightOverride:
    """A decision of a person at the school that beats every import, both ways.

    ``opens`` says which way; ``until_on`` is inclusive and ``None`` means without end;
    ``recorded_number`` orders decisions, the latest wins.
    """

    guardian_id: str
    pupil_id: str
    opens: bool
    from_on: date
    until_on: date | None
    recorded_by: str
    recorded_number: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether the decision is in force on that day."""
        return _within(day, self.from_on, self.until_on)


def may_see(links: Iterable[Guardianship], overrides: Iterable[RightOverride], day: date) -> bool:
    """Whether an adult may see a pupil on a day.

    ``links`` and ``overrides`` are those of this one pair. The latest decision in force decides;
    without one, only a legal link (or the grown pupil himself) opens.
    """
    in_force = [decision for decision in overrides if decision.holds_on(day)]
    if in_force:
        return max(in_force, key=lambda decision: decision.recorded_number).opens
    return any(link.right in (Right.LEGAL, Right.SELF) and link.holds_on(day) for link in links)


def comes_of_age_on(birth_on: date) -> date:
    """The 18th birthday; someone born on 29 February is of age on 1 March (Code civil art. 414)."""
    try:
        return birth_on.replace(year=birth_on.year + ADULT_AGE_YEARS)
    except ValueError:
        return date(birth_on.year + ADULT_AGE_YEARS, 3, 1)


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
