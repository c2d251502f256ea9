"""How a whole file is written: UTF-8, UTF-16 or Windows-1252, and no name with wrong letters.

Rather a refusal than « Lžo » for « Léo »: the file is read to its end before a record is taken.
"""

import codecs
import re
from itertools import chain
from typing import IO

from kiosk.domain.errors import FileRefused

_CHUNK_BYTES = 1 << 20
_UTF8 = "utf-8-sig"
# What a French or western text in Windows-1252 is made of. Left out are the bytes that another
# Latin encoding, Mac OS or DOS means otherwise.
_ASCII = bytes(range(0x80))
_WESTERN = bytes(range(0xA0, 0x100)) + b"\x80\x85\x8c\x91\x92\x93\x94\x96\x97\x9c"
_OTHERWISE_IN_LATIN_9 = b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe"
_CLOSING_QUOTE_OF_DOS = b"\xaf"
_PLAIN_BYTES = _ASCII + bytes(
    one for one in _WESTERN if one not in _OTHERWISE_IN_LATIN_9 + _CLOSING_QUOTE_OF_DOS
)
# « Ã© », « â€™ »: UTF-8 once read as Windows-1252 and saved so, or a file put together of two.
_DOUBLY_ENCODED = re.compile("\ufffd|â€|â‚¬|Ã[\u0080-\u00bf‚-™ŠšŽžŒœŸ]|Â[\u00a0-\u00bf]|Å[“’¸]")
_SIGNS_OF_DAMAGE = ("\ufffd", "â", "Ã", "Â", "Å")
_UTF8_WITHIN = re.compile(rb"[\xc2\xc3\xc5][\x80-\xbf]")
# What remains of a file from Mac OS or DOS whose few accents all mean something in Windows-1252.
# Each begins with its sign and looks back from there, so that a long file is searched quickly.
_SMALL, _LETTER = "[a-zß-öø-ÿœ]", "[A-Za-zÀ-ÖØ-öø-ÿŒœ]"
_FROM_MAC_OR_DOS = re.compile(
    "|".join(
        (
            # « Beno”t », « conna”tre », « c“té »; « No‘l », where « l‘eau » is an apostrophe.
            f"[“”](?<={_LETTER}.)(?={_LETTER})",
            f"‘(?<=[aeio].)(?={_LETTER})",
            # « BenoŒt », « Œle »; « lÕeau »; « cÏur », where « LoÏc » is only badly typed.
            f"Œ(?:(?<={_SMALL}.)|le)",
            f"Õ(?<={_SMALL}.)(?={_SMALL})",
            f"Ï(?:u{_SMALL}|il|dip)",
            # « ao–t », « s–r », « br–ler », where « Paris–Lyon » is a dash; « o— »; « L—pez ».
            r"–(?:(?<=\b[acgsv]o.)|(?<=\b[a-z][acgv]o.)|(?<=\bcro.)|(?<=\bdégo.))[tl]",
            r"–(?<=\b[smd].)(?:rs?|res?|t)\b|–(?<=br.)l|–(?<=fl.)t",
            r"—(?:(?<=\b[Oo].)(?!\w)|(?<=[A-Z].)[a-z])",
            # « n° 1 », « p. 12 – 14 », quotation marks.
            r"ø(?:(?<=\bn.)(?=\s?\d)|(?<=\d.))",
            r"Ð(?<!\w.)(?!\w)",
            "ÇÊ|ÊÈ",
            r"Ç(?<!\w.) [A-Z][^ÇÈ\n]{0,80} È(?!\w)",
            r"Ò(?<!\w.)[^ÒÓ\n]{0,80}[a-z.!?]Ó(?!\w)",
        )
    )
)
_LONGEST_SIGN = 100


def encoding_of(stream: IO[bytes], file: str) -> str:
    """The encoding of a file, which is read to its end.

    Raises ``FileRefused``: ``encoding`` where it is no such text, ``damaged_accents`` where its
    text was spoilt before it was saved so, with the line.
    """
    head = stream.read(_CHUNK_BYTES)
    wide = _wide_encoding(head)
    # Without "-sig", whose decoder lets half a byte order mark pass for a whole text.
    told, western = _Text(wide or "utf-8"), _Text("cp1252")
    western.is_right = wide is None
    for chunk in chain([head], iter(lambda: stream.read(_CHUNK_BYTES), b"")):
        told.take(chunk)
        western.take(chunk)
    told.take(b"", is_last=True)
    if told.is_right and told.is_damaged_on:
        raise FileRefused("damaged_accents", f"{file}: {told.is_damaged_on}")
    if told.is_right:
        return wide or _UTF8
    if western.is_right and not western.is_damaged_on:
        return "cp1252"
    raise FileRefused("encoding", file)


class _Text:
    """A file read as if written in one encoding, as long as that may be."""

    def __init__(self, encoding: str) -> None:
        self.is_right = True
        self.is_damaged_on = 0
        """The line of the first letters that nobody meant; 0 where there are none."""
        self._is_western = encoding == "cp1252"
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._line = 1
        self._bytes_before, self._before = b"", ""

    def take(self, chunk: bytes, is_last: bool = False) -> None:
        """Look at the next bytes."""
        if not self.is_right or self.is_damaged_on:
            self.is_right = self.is_right and self._decoded(chunk, is_last) is not None
            return
        text = self._decoded(chunk, is_last)
        if text is None:
            self.is_right = False
            return
        around = self._before + text
        damage = None if around.isascii() else self._damage_in(around)
        if damage is not None:
            self.is_damaged_on = self._line + around.count("\n", 0, damage)
        self._before = around[-_LONGEST_SIGN:]
        self._line += around.count("\n", 0, len(around) - len(self._before))

    def _decoded(self, chunk: bytes, is_last: bool) -> str | None:
        if self._is_western:
            if chunk.translate(None, _PLAIN_BYTES) or _UTF8_WITHIN.search(
                self._bytes_before + chunk
            ):
                return None
            self._bytes_before = chunk[-1:]
        try:
            return self._decoder.decode(chunk, is_last)
        except UnicodeDecodeError:
            return None

    def _damage_in(self, text: str) -> int | None:
        found = _FROM_MAC_OR_DOS.search(text) if self._is_western else None
        if found is None and any(sign in text for sign in _SIGNS_OF_DAMAGE):
            found = _DOUBLY_ENCODED.search(text)
        return found.start() if found else None


def _wide_encoding(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    heading = head[:32]
    if len(heading) > 3 and not any(heading[1::2]):
        return "utf-16-le"
    if len(heading) > 3 and not any(heading[::2]):
        return "utf-16-be"
    return None
