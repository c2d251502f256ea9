"""IPP messages as bytes and back (RFC 8010): what a printer is asked, and what it answers.

Pure functions. A message is a code (an operation asked for, or the status of an answer), a
request number, groups of attributes, and whatever bytes follow: the document of a request.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from kiosk.printing.ipp.values import (
    END_COLLECTION,
    LAST_DELIMITER,
    MalformedMessage,
    Reader,
    Value,
    ValueTag,
    ascii_bytes,
    ascii_of,
    bytes_of,
    packed,
    sized,
    value_of,
)

VERSION = (1, 1)
"""Every printer understands 1.1 (RFC 8011 §4.1.8), and nothing here needs 2.x."""

_HEADER = struct.Struct(">BBHI")

_END_OF_ATTRIBUTES = 0x03


class GroupTag(IntEnum):
    """Whose attributes follow (RFC 8010 §3.5.1)."""

    OPERATION = 0x01
    JOB = 0x02
    PRINTER = 0x04
    UNSUPPORTED = 0x05


@dataclass(frozen=True, slots=True)
class Group:
    """Attributes of one object; the questions answer ``None`` or nothing for what is not there."""

    tag: int
    attributes: Mapping[str, tuple[Value, ...]]

    def integer(self, name: str) -> int | None:
        """The first value, where it is an integer or an enum."""
        return next(iter(self.integers(name)), None)

    def integers(self, name: str) -> tuple[int, ...]:
        """All values that are integers or enums."""
        values = self.attributes.get(name, ())
        return tuple(one.content for one in values if type(one.content) is int)

    def truth(self, name: str) -> bool | None:
        """The first value, where it is a boolean."""
        contents = (one.content for one in self.attributes.get(name, ()))
        return next((content for content in contents if isinstance(content, bool)), None)

    def word(self, name: str) -> str:
        """The first value, where it is text of any kind; blank otherwise."""
        return next(iter(self.words(name)), "")

    def words(self, name: str) -> tuple[str, ...]:
        """All values that are text of any kind: keywords, names, addresses, media types."""
        values = self.attributes.get(name, ())
        return tuple(one.content for one in values if isinstance(one.content, str))


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer (RFC 8010 §3.1.1): the same form both ways."""

    code: int
    request_id: int
    groups: tuple[Group, ...]
    document: bytes = field(default=b"", repr=False)

    def of(self, tag: GroupTag) -> tuple[Group, ...]:
        """The groups of one kind: several, where several jobs are listed."""
        return tuple(group for group in self.groups if group.tag == tag)


def encode(message: Message) -> bytes:
    """The bytes of a message (RFC 8010 §3.1); raise ``MalformedMessage`` for what fits in none."""
    parts = [packed(_HEADER, *VERSION, message.code, message.request_id)]
    for group in message.groups:
        parts.append(bytes([group.tag]))
        for name, values in group.attributes.items():
            if not name or any(value.tag <= LAST_DELIMITER for value in values):
                raise MalformedMessage("attribute")
            for position, value in enumerate(values):
                # Further values of the same attribute bear no name (RFC 8010 §3.1.5).
                written = name if position == 0 else ""
                parts += [bytes([value.tag]), sized(ascii_bytes(written)), sized(bytes_of(value))]
    return b"".join([*parts, bytes([_END_OF_ATTRIBUTES]), message.document])


def decode(data: bytes) -> Message:
    """The message in some bytes; raise ``MalformedMessage`` unless it is whole and well formed.

    A collection is read over: its attribute has one empty value for it. Where an attribute comes
    twice in a group, the first stands. Any 1.x or 2.x version will do: the form never changed.
    """
    reader = Reader(data)
    major, _minor, code, request_id = _HEADER.unpack(reader.take(_HEADER.size))
    if major not in (1, 2):
        raise MalformedMessage("version")
    groups: list[Group] = []
    while (tag := reader.byte()) != _END_OF_ATTRIBUTES:
        # RFC 8010 §3.5.1: 0x00 is reserved, and an attribute stands in a group.
        if not 0 < tag <= LAST_DELIMITER:
            raise MalformedMessage("group")
        groups.append(Group(tag, _attributes(reader)))
    return Message(code, request_id, tuple(groups), reader.rest())


def _attributes(reader: Reader) -> dict[str, tuple[Value, ...]]:
    attributes: dict[str, list[Value]] = {}
    current: list[Value] | None = None
    while not reader.at_delimiter():
        tag, name, content = reader.byte(), ascii_of(reader.sized()), reader.sized()
        if name:
            current = []
            attributes.setdefault(name, current)
        if current is None:
            raise MalformedMessage("value of no attribute")
        if tag == ValueTag.COLLECTION:
            _skip_collection(reader)
            content = b""
        current.append(value_of(tag, content))
    return {name: tuple(values) for name, values in attributes.items()}


def _skip_collection(reader: Reader) -> None:
    """Read to the end of a collection, whatever others it holds (RFC 8010 §3.1.6)."""
    depth = 1
    while depth:
        if reader.at_delimiter():
            raise MalformedMessage("collection without end")
        tag, name, _content = reader.byte(), reader.sized(), reader.sized()
        if name:
            raise MalformedMessage("attribute within a collection")
        depth += (tag == ValueTag.COLLECTION) - (tag == END_COLLECTION)
