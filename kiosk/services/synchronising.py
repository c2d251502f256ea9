"""A point meets its hub: it leaves what it has to say and takes its news."""

from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.segment import PointReport
from kiosk.feed.exchange import Exchange
from kiosk.feed.files import pack_outbox
from kiosk.feed.reports import write_report
from kiosk.private_files import write_private_parts
from kiosk.sealing.secrets import DeviceKey
from kiosk.services.applying import Applied, apply_segments
from kiosk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Synchronised:
    """What a meeting brought, and how many messages wait for the hub since."""

    applied: Applied
    messages: int


@dataclass(frozen=True)
class Outgoing:
    """What a point has to say: where it stands, by its machine's own hand, and its messages."""

    vault: Vault
    device_key: DeviceKey
    clock: Clock

    def report(self) -> bytes:
        """Where the point stands now, signed."""
        state = self.vault.state()
        report = PointReport(state.point_id, state.sequence, state.head, self.clock.now())
        return write_report(report, self.device_key)

    def write(self, path: Path) -> int:
        """Write all that the hub has not said it has to a file; how many messages."""
        messages = self.vault.outbox()
        write_private_parts(path, pack_outbox(self.report(), messages))
        return len(messages)


class Correspondence:
    """Meets the hub: once, or whenever either has something to say.

    A slip given at the desk opens as soon as the hub answered, and a stick put in is read, with
    nobody pressing anything.
    """

    def __init__(self, outgoing: Outgoing, feed_public_key: bytes, exchange: Exchange) -> None:
        self._outgoing = outgoing
        self._vault = outgoing.vault
        self._feed_public_key = feed_public_key
        self._exchange = exchange
        self._last: tuple[str, int] | None = None

    def meet(self) -> Synchronised:
        """Leave what there is to say and take what there is to know, until there is no more.

        What families ask is left first, since it does not wait for sound news, and again after
        them, since they may say what the hub has. Raises ``NotFound`` or ``HubUnreachable`` where
        there is no hub, and ``SegmentRefused`` as ``apply_segments`` does.
        """
        before = self._vault.outbox_mark()
        brought = applied = self._once()
        while brought.taken or self._vault.outbox_mark() != before:
            before = self._vault.outbox_mark()
            brought = replace(self._once(), known=0)
            applied += brought
        return Synchronised(applied, len(self._vault.outbox()))

    def meet_if_needed(self) -> Synchronised | None:
        """Meet where something is new since the last meeting; None where nothing is.

        Raises as ``meet`` does, and ``OSError``; what was refused is not tried again until it
        changes.
        """
        now = self._state()
        exchange_mark, _ = now
        if now == self._last or not exchange_mark:
            return None
        self._last = now
        met = self.meet()
        self._last = self._state()
        return met

    def _once(self) -> Applied:
        point_id = self._vault.state().point_id
        contents = self._exchange.meet(point_id, self._outgoing.report(), self._vault.outbox())
        return apply_segments(self._vault, self._feed_public_key, self._outgoing.clock, contents)

    def _state(self) -> tuple[str, int]:
        """Whether it is worth meeting, and what is left to say."""
        point_id = self._vault.state().point_id
        return self._exchange.mark(point_id), self._vault.outbox_mark()
