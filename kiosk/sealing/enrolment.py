"""What a point must be told of its hub, once: a file, and a printed code that opens it.

Either alone is nothing. Whoever finds the file has 10¹⁶ codes to try at the cost of a slip's; the
file says until when it may be used, and a hub that hears of a second point of one id is told so by
its journal's numbers.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from nacl import pwhash
from nacl.utils import random as random_bytes

from kiosk.domain.errors import EnrolmentRefused, SealBroken
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.boxes import context, seal_in_one_size, unseal_from_one_size
from kiosk.sealing.derivation import SALT_BYTES, DerivationCost
from kiosk.sealing.secrets import DeviceKey, Pepper

MAGIC = b"KIOSKENR\x01"
ROOM_BYTES = 2048
_WHAT = "enrolment"
_KEY_BYTES = 32


@dataclass(frozen=True)
class Enrolment:
    """What a point must be told of its hub, once. Holds its pepper and its device key.

    ``issuer`` begins every serial the point gives; ``place`` is where it stands; ``hub_url`` is
    where its hub answers, blank where news come by folder or stick alone.
    """

    point_id: str
    pepper: Pepper
    device_key: DeviceKey
    domain_salt: bytes = field(repr=False)
    feed_public_key: bytes
    outbox_public_key: bytes
    issuer: str
    place: str
    hub_url: str
    expires_at: datetime


def seal_enrolment(enrolment: Enrolment, code: SlipCode, cost: DerivationCost) -> bytes:
    """The file for one point."""
    salt = random_bytes(SALT_BYTES)
    plain = {
        "point_id": enrolment.point_id,
        "pepper": enrolment.pepper.reveal().hex(),
        "device_key": enrolment.device_key.reveal().hex(),
        "domain_salt": enrolment.domain_salt.hex(),
        "feed_public_key": enrolment.feed_public_key.hex(),
        "outbox_public_key": enrolment.outbox_public_key.hex(),
        "issuer": enrolment.issuer,
        "place": enrolment.place,
        "hub_url": enrolment.hub_url,
        "expires_at": enrolment.expires_at.isoformat(),
    }
    content = json.dumps(plain, ensure_ascii=False).encode()
    key = _key(code, salt, cost)
    return MAGIC + salt + seal_in_one_size(content, ROOM_BYTES, key, context(_WHAT, salt))


def open_enrolment(
    content: bytes, code: SlipCode, now: datetime, cost: DerivationCost
) -> Enrolment:
    """What the file says; raise ``EnrolmentRefused``."""
    salt, sealed = content[len(MAGIC) :][:SALT_BYTES], content[len(MAGIC) + SALT_BYTES :]
    if not content.startswith(MAGIC) or len(salt) < SALT_BYTES:
        raise EnrolmentRefused("format")
    try:
        opened = unseal_from_one_size(sealed, _key(code, salt, cost), context(_WHAT, salt), _WHAT)
    except SealBroken:
        raise EnrolmentRefused("code") from None
    try:
        plain = json.loads(opened)
        enrolment = Enrolment(
            point_id=str(plain["point_id"]),
            pepper=Pepper(bytes.fromhex(plain["pepper"])),
            device_key=DeviceKey(bytes.fromhex(plain["device_key"])),
            domain_salt=bytes.fromhex(plain["domain_salt"]),
            feed_public_key=bytes.fromhex(plain["feed_public_key"]),
            outbox_public_key=bytes.fromhex(plain["outbox_public_key"]),
            issuer=str(plain["issuer"]),
            place=str(plain["place"]),
            hub_url=str(plain["hub_url"]),
            expires_at=datetime.fromisoformat(plain["expires_at"]),
        )
    except (ValueError, KeyError, TypeError):
        raise EnrolmentRefused("format") from None
    if enrolment.expires_at < now:
        raise EnrolmentRefused("expired")
    return enrolment


def _key(code: SlipCode, salt: bytes, cost: DerivationCost) -> bytes:
    return pwhash.argon2id.kdf(
        _KEY_BYTES,
        context(_WHAT, code.secret_digits()),
        salt,
        opslimit=cost.passes,
        memlimit=cost.memory_mib * 1024 * 1024,
    )
