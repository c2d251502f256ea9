"""The values in IPP messages as bytes and back (RFC 8010 §3.5.2, §3.9)."""

import struct
from dataclasses import dataclass
from enum import IntEnum

LAST_DELIMITER = 0x0F
"""Tags up to here part groups; those above belong to values."""
MEMBER_NAME = 0x4A
END_COLLECTION = 0x37

_LENGTH = struct.Struct(">H")
_INTEGER = struct.Struct(">i")
_MOST_LENGTH = 0xFFFF
_LAST_OUT_OF_BAND = 0x1F
_EXTENSION = 0x7F


class ValueTag(IntEnum):
    """What the bytes of a value mean (RFC 8010 §3.5.2); under any other tag they stay bytes."""

    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    COLLECTION = 0x34
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MEDIA_TYPE = 0x49


_WHOLE_NUMBERS = frozenset({ValueTag.INTEGER, ValueTag.ENUM})
_FREE_TEXT = frozenset({ValueTag.TEXT, ValueTag.NAME})
_WITH_LANGUAGE = frozenset({ValueTag.TEXT_WITH_LANGUAGE, ValueTag.NAME_WITH_LANGUAGE})
_ASCII = frozenset(
    {
        ValueTag.KEYWORD,
        ValueTag.URI,
        ValueTag.URI_SCHEME,
        ValueTag.CHARSET,
        ValueTag.LANGUAGE,
        ValueTag.MEDIA_TYPE,
    }
)


class MalformedMessage(Exception):
    """Bytes that are no IPP message, or values that fit into none; tells what, never the bytes."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value; ``None`` for those a printer cannot give, ``b""`` for a collection skipped."""

    tag: int
    content: int | bool | str | bytes | None
    language: str = ""


class Reader:
    """A place in the bytes, which moves on with what is read, and never past the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next bytes; raise ``MalformedMessage`` unless there are so many."""
        end = self._at + size
        if end > len(self._data):
            raise MalformedMessage("cut")
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def byte(self) -> int:
        """The next byte, as a number."""
        return self.take(1)[0]

    def sized(self) -> bytes:
        """The next bytes, as many as the two before them say."""
        (size,) = _LENGTH.unpack(self.take(_LENGTH.size))
        return self.take(size)

    def at_delimiter(self) -> bool:
        """Whether a group ends here."""
        if self._at >= len(self._data):
            raise MalformedMessage("cut")
        return self._data[self._at] <= LAST_DELIMITER

    def rest(self) -> bytes:
        """All that was not read."""
        return self._data[self._at :]


def value_of(tag: int, content: bytes) -> Value:
    """The value some bytes mean under a tag (RFC 8010 §3.9)."""
    if tag in (END_COLLECTION, MEMBER_NAME):
        raise MalformedMessage("member of no collection")
    if tag <= _LAST_OUT_OF_BAND:
        return Value(tag, None)
    if tag in _WHOLE_NUMBERS:
        if len(content) != _INTEGER.size:
            raise MalformedMessage("integer")
        return Value(tag, _INTEGER.unpack(content)[0])
    if tag == ValueTag.BOOLEAN:
        if content not in (b"\0", b"\1"):
            raise MalformedMessage("boolean")
        return Value(tag, content == b"\1")
    if tag in _FREE_TEXT:
        return Value(tag, _free_text(content))
    if tag in _WITH_LANGUAGE:
        return _with_language(tag, content)
    if tag in _ASCII:
        return Value(tag, ascii_of(content))
    if tag == _EXTENSION and len(content) < _INTEGER.size:
        raise MalformedMessage("extension")
    return Value(tag, content)


def _with_language(tag: int, content: bytes) -> Value:
    reader = Reader(content)
    language, text = ascii_of(reader.sized()), _free_text(reader.sized())
    if reader.rest():
        raise MalformedMessage("text with language")
    return Value(tag, text, language)


def bytes_of(value: Value) -> bytes:
    """The bytes of a value; raise ``MalformedMessage`` where its tag is of another kind."""
    match value:
        case Value(content=None):
            return b""
        case Value(content=bool() as truth, tag=ValueTag.BOOLEAN):
            return b"\1" if truth else b"\0"
        case Value(content=int() as number) if value.tag in _WHOLE_NUMBERS:
            return packed(_INTEGER, number)
        case Value(content=str() as text) if value.tag in _FREE_TEXT:
            return _utf8(text)
        case Value(content=str() as text) if value.tag in _WITH_LANGUAGE:
            return sized(ascii_bytes(value.language)) + sized(_utf8(text))
        case Value(content=str() as text) if value.tag in _ASCII:
            return ascii_bytes(text)
        # A collection is read over, never written.
        case Value(content=bytes() as content) if value.tag != ValueTag.COLLECTION:
            return content
    raise MalformedMessage("value of another kind than its tag")


def packed(form: struct.Struct, *numbers: int) -> bytes:
    """Numbers in network order; raise ``MalformedMessage`` for one too large."""
    try:
        return form.pack(*numbers)
    except struct.error:
        raise MalformedMessage("number") from None


def sized(content: bytes) -> bytes:
    """Bytes behind their length."""
    if len(content) > _MOST_LENGTH:
        raise MalformedMessage("length")
    return _LENGTH.pack(len(content)) + content


def ascii_of(content: bytes) -> str:
    """Text of keywords, names of attributes and addresses."""
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        raise MalformedMessage("characters") from None


def _free_text(content: bytes) -> str:
    # A location typed in Latin-1 at a printer's panel is no reason not to print.
    return content.decode("utf-8", "replace")


def ascii_bytes(text: str) -> bytes:
    """The bytes of such text; raise ``MalformedMessage`` for any other character."""
    try:
        return text.encode("ascii")
    except UnicodeEncodeError:
        raise MalformedMessage("characters") from None


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise MalformedMessage("characters") from None
