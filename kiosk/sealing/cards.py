"""Agents' cards: what a point's pepper is wrapped under while the point is closed.

A card is the same 17-digit object as a slip, and a short password goes with it; argon2id takes
both together, so that neither can be tried without the other and nothing tells which was wrong.
The lookup finds the card's row, the wrap opens it: two hashes of one key, as for a slip. There is
no pepper to key them with, since it is what they give.
"""

import json
import unicodedata

from nacl import pwhash

from kiosk.domain.agents import Agent
from kiosk.domain.errors import PasswordTooShort, SealBroken
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.boxes import (
    context,
    keyed_hash,
    seal,
    seal_in_one_size,
    unseal,
    unseal_from_one_size,
)
from kiosk.sealing.derivation import LOOKUP_BYTES, DerivationCost
from kiosk.sealing.secrets import CardKey, Pepper

LEAST_PASSWORD_CHARACTERS = 8
AGENT_BYTES = 512
"""Every agent before he is sealed: a long name looks like a short one."""
MOST_NAME_CHARACTERS = 40

_WRAPPED = "wrapped pepper"
_AGENT = "agent"
# BLAKE2b personalisation: 16 bytes at most, one per use.
_LOOKUP_PERSON = b"kiosk card find"
_WRAP_PERSON = b"kiosk card wrap"
_AGENT_PERSON = b"kiosk agent"


def card_key(code: SlipCode, password: str, salt: bytes, cost: DerivationCost) -> CardKey:
    """The key of a card and its password, at the cost of a slip's.

    ``salt`` is 16 bytes, the point's own. A password typed on another keyboard may compose its
    accents otherwise: they are composed here (NFC).
    """
    typed = unicodedata.normalize("NFC", password).encode()
    return CardKey(
        pwhash.argon2id.kdf(
            CardKey.SIZE,
            context(code.secret_digits(), typed),
            salt,
            opslimit=cost.passes,
            memlimit=cost.memory_mib * 1024 * 1024,
        )
    )


def check_password(password: str) -> None:
    """Raise ``PasswordTooShort``; nothing else is asked of a password (NIST SP 800-63B-4)."""
    if len(unicodedata.normalize("NFC", password)) < LEAST_PASSWORD_CHARACTERS:
        raise PasswordTooShort(LEAST_PASSWORD_CHARACTERS)


def card_lookup(key: CardKey) -> bytes:
    """The 16 bytes under which the card's row is filed."""
    return keyed_hash(b"", key.reveal(), _LOOKUP_PERSON, LOOKUP_BYTES)


def wrap_pepper(pepper: Pepper, key: CardKey) -> bytes:
    """The pepper as the card's row keeps it."""
    bound = context(_WRAPPED, card_lookup(key))
    return seal(pepper.reveal(), keyed_hash(b"", key.reveal(), _WRAP_PERSON), bound)


def unwrap_pepper(wrapped: bytes, key: CardKey) -> Pepper:
    """The pepper back; raise ``SealBroken`` for another card, password or byte."""
    bound = context(_WRAPPED, card_lookup(key))
    opened = unseal(wrapped, keyed_hash(b"", key.reveal(), _WRAP_PERSON), bound, _WRAPPED)
    if len(opened) != Pepper.SIZE:
        raise SealBroken(_WRAPPED)
    return Pepper(opened)


def seal_agent(agent: Agent, pepper: Pepper, lookup: bytes) -> bytes:
    """Who bears a card and what it is for, bound to its row; a closed point tells neither."""
    content = json.dumps(to_plain(agent), ensure_ascii=False).encode()
    key = keyed_hash(b"", pepper.reveal(), _AGENT_PERSON)
    return seal_in_one_size(content, AGENT_BYTES, key, context(_AGENT, lookup))


def open_agent(sealed: bytes, pepper: Pepper, lookup: bytes) -> Agent:
    """The agent back; raise ``SealBroken`` for another pepper, row or byte."""
    key = keyed_hash(b"", pepper.reveal(), _AGENT_PERSON)
    content = unseal_from_one_size(sealed, key, context(_AGENT, lookup), _AGENT)
    try:
        return from_plain(Agent, json.loads(content))
    except (ValueError, NotOfThisShape):
        raise SealBroken(_AGENT) from None
