"""The rows of agents' cards: whom each lets in, sealed under the pepper that it unwraps."""

import secrets
import sqlite3
from dataclasses import replace

from kiosk.clock import Clock
from kiosk.domain.agents import Agent, AgentRole
from kiosk.domain.errors import CardRefused, NotFound, SealBroken
from kiosk.sealing.cards import card_lookup, open_agent, seal_agent, unwrap_pepper, wrap_pepper
from kiosk.sealing.secrets import CardKey, Pepper
from kiosk.vault.vault import Vault

CARD_ID_BYTES = 8


class Cards:
    """Everybody who may open this point."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def recognise(self, card: CardKey) -> tuple[Pepper, Agent]:
        """The pepper a card unwraps and who bears it; raise ``CardRefused`` for every cause."""
        lookup = card_lookup(card)
        rows = self._vault.rows(
            "SELECT CAST(wrapped AS BLOB) FROM cards WHERE lookup = ?", (lookup,)
        )
        try:
            pepper = unwrap_pepper(rows[0][0], card)
        except (IndexError, SealBroken):
            raise CardRefused from None
        agent = self.bearer(lookup, pepper)
        if agent is None:
            raise CardRefused
        return pepper, agent

    def bearer(self, lookup: bytes, pepper: Pepper) -> Agent | None:
        """Who bears the card of a row; None where it is gone or was unused too long."""
        agent = self._agent_at(lookup, pepper)
        return agent if agent and agent.works_on(self._clock.today()) else None

    def note_use(self, cursor: sqlite3.Cursor, lookup: bytes, pepper: Pepper) -> None:
        """Remember that a card was used today: unused for six months it opens nothing."""
        agent = self._agent_at(lookup, pepper)
        if agent is not None:
            used = replace(agent, last_used_on=self._clock.today())
            sealed = seal_agent(used, pepper, lookup)
            cursor.execute("UPDATE cards SET agent = ? WHERE lookup = ?", (sealed, lookup))

    def all(self, pepper: Pepper) -> dict[bytes, Agent]:
        """Every card's bearer, by the place of its row; those unused too long as well."""
        lookups = [lookup for (lookup,) in self._vault.rows("SELECT lookup FROM cards")]
        found = ((lookup, self._agent_at(lookup, pepper)) for lookup in lookups)
        return {lookup: agent for lookup, agent in found if agent is not None}

    def make(
        self, cursor: sqlite3.Cursor, name: str, role: AgentRole, card: CardKey, pepper: Pepper
    ) -> Agent:
        """Write a card's row, in the place of the one its bearer had."""
        agent = Agent(secrets.token_hex(CARD_ID_BYTES), name, role, self._clock.today())
        for lookup, other in self.all(pepper).items():
            if other.name.casefold() == name.casefold():
                cursor.execute("DELETE FROM cards WHERE lookup = ?", (lookup,))
        lookup = card_lookup(card)
        row = (lookup, wrap_pepper(pepper, card), seal_agent(agent, pepper, lookup))
        cursor.execute("INSERT INTO cards VALUES (?, ?, ?)", row)
        return agent

    def end(self, cursor: sqlite3.Cursor, card_id: str, pepper: Pepper) -> Agent:
        """Take a card's row away for good; raise ``NotFound``."""
        for lookup, agent in self.all(pepper).items():
            if agent.card_id == card_id:
                cursor.execute("DELETE FROM cards WHERE lookup = ?", (lookup,))
                return agent
        raise NotFound("card", card_id)

    def _agent_at(self, lookup: bytes, pepper: Pepper) -> Agent | None:
        rows = self._vault.rows("SELECT CAST(agent AS BLOB) FROM cards WHERE lookup = ?", (lookup,))
        try:
            return open_agent(rows[0][0], pepper, lookup)
        except (IndexError, SealBroken):
            return None
