"""Who works at the desk of an access point, and what each may do there.

An agent hands out slips and puts an end to them; no agent ever sees what a slip opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

UNUSED_FOR = timedelta(days=183)
"""A card nobody used for six months opens nothing any more, until a lead makes another."""


class AgentRole(StrEnum):
    """What a card is for."""

    OPENER = "opener"
    """Opens the point in the morning, and nothing else."""
    AGENT = "agent"
    LEAD = "lead"
    RESCUE = "rescue"
    """Lies in an envelope at the town hall: opens, and makes the cards that were lost."""


class DeskAct(StrEnum):
    """What can be done at a desk."""

    OPEN = "open"
    ISSUE = "issue"
    REVOKE = "revoke"
    CLOSE = "close"
    CLEAR = "clear"
    """Say that nobody's sheet lies at the printer of the screen."""
    BATCH = "batch"
    WAKE = "wake"
    """Give a slip that the school made beforehand its life."""
    JOURNAL = "journal"
    CARDS = "cards"


_FOUR_VERBS = frozenset({DeskAct.OPEN, DeskAct.ISSUE, DeskAct.REVOKE, DeskAct.CLOSE})

MAY: Mapping[AgentRole, frozenset[DeskAct]] = {
    AgentRole.OPENER: frozenset({DeskAct.OPEN}),
    AgentRole.AGENT: _FOUR_VERBS | {DeskAct.CLEAR},
    AgentRole.LEAD: frozenset(DeskAct),
    AgentRole.RESCUE: frozenset({DeskAct.OPEN, DeskAct.CLOSE, DeskAct.CARDS}),
}


@dataclass(frozen=True, slots=True)
class Agent:
    """One card's bearer, by the name that colleagues know. ``card_id`` is random."""

    card_id: str
    name: str
    role: AgentRole
    last_used_on: date
    is_disabled: bool = False

    def may(self, act: DeskAct) -> bool:
        """Whether this card is for that."""
        return act in MAY[self.role]

    def works_on(self, day: date) -> bool:
        """Neither put out of use nor left unused too long."""
        return not self.is_disabled and day - self.last_used_on < UNUSED_FOR
