"""Content the font can draw: what it cannot is replaced in sight and reported on the sheet.

A parent's sheet is not refused because a teacher typed an emoji; nor does the emoji vanish.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from kiosk.printing.content import Document, Note
from kiosk.printing.fonts import STAND_IN, printable
from kiosk.wording import Words

_LISTED = 12
"""How many missing characters a note names; a text in a foreign script may hold thousands."""


def with_stand_ins(document: Document, words: Words) -> Document:
    """The document with ``STAND_IN`` for each missing character, and a note that counts them."""
    missing: list[str] = []

    def write(text: str) -> str:
        ready, lacking = printable(text)
        missing.extend(lacking)
        return ready

    blocks = _rewritten(document.blocks, write)
    if missing:
        blocks = (*blocks, Note(_note(missing, words)))
    return replace(
        document,
        blocks=blocks,
        running_head=printable(document.running_head)[0].replace("\n", " "),
        foot=tuple(printable(text)[0] for text in document.foot),
    )


def _rewritten(value: Any, write: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return write(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(item, write) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _rewritten(getattr(value, f.name), write) for f in fields(value)}
        return replace(value, **changed)
    return value


def _note(missing: list[str], words: Words) -> str:
    distinct = list(dict.fromkeys(missing))
    names = words.comma.join(f"U+{ord(character):04X}" for character in distinct[:_LISTED])
    if len(distinct) > _LISTED:
        names += "…"
    sentence = words.ngettext(
        "{sign} : {count} caractère n’a pas pu être imprimé ({names}).",
        "{sign} : {count} caractères n’ont pas pu être imprimés ({names}).",
        len(missing),
    )
    return sentence.format(sign=STAND_IN, count=len(missing), names=names)
