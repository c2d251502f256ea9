"""What a file of a school is, told by its looks and before anything is made of it.

Two kinds are taken: OneRoster packages and our own spreadsheets. The others a school is likely to
try are known by name, so that the refusal can say what to do instead.
"""

import codecs
import re
from contextlib import suppress
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from zipfile import ZipFile

from kiosk.domain.errors import FileRefused
from kiosk.imports.cells import folded
from kiosk.imports.oneroster_fields import FIELDS_READ, ORGS, USERS
from kiosk.imports.oneroster_manifest import MANIFEST
from kiosk.imports.supplement_tables import table_named
from kiosk.imports.table_rows import BROKEN
from kiosk.imports.tables import is_clutter

_HEAD_BYTES = 64 * 1024
_MEMBERS_LOOKED_AT, _FILES_LOOKED_AT = 100, 1_000


class Format(StrEnum):
    """The two kinds that are taken, then those known by name only."""

    ONEROSTER = "oneroster"
    SUPPLEMENT = "supplement"
    SDS = "sds"
    SIECLE = "siecle"
    STS = "sts"
    ONDE = "onde"
    AAF = "aaf"
    LSU = "lsu"
    PRONOTE = "pronote"
    GEPI = "gepi"
    ENTCORE = "entcore"
    CALENDAR = "calendar"
    WORKBOOK = "workbook"
    PDF = "pdf"
    ARCHIVE = "archive"
    LONE_TABLE = "lone_table"
    MIXED = "mixed"
    EMPTY = "empty"
    UNKNOWN = "unknown_format"


TAKEN = (Format.ONEROSTER, Format.SUPPLEMENT)

_MAGIC = (
    (b"%PDF-", Format.PDF),
    (b"\xd0\xcf\x11\xe0", Format.WORKBOOK),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"Rar!", Format.ARCHIVE),
    (b"\x1f\x8b", Format.ARCHIVE),
    (b"BEGIN:VCALENDAR", Format.CALENDAR),
)
_ROOTS = (
    (re.compile(r"BEE_[A-Z_]+"), Format.SIECLE),
    (re.compile(r"STS_EDT|EDT_STS"), Format.STS),
    (re.compile(r"ficAlimMENESR"), Format.AAF),
    (re.compile(r"lsun-bilans|import-bilan-1d|lsl[\w-]*"), Format.LSU),
    (re.compile(r"Parent|Eleve|Professeur|Personnel"), Format.PRONOTE),
)
_BLANKS = re.compile(r"[\ufeff\s]*+")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
# What may stand before the first element, and how each ends.
_BEFORE_THE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
# Some headings that a table of each kind has, folded, each line enough by itself.
_HEADINGS = (
    ({"relationshipusersourcedid"}, Format.SDS),
    ({"activedirectorymatchid"}, Format.SDS),
    ({"usersourcedid", "sessionsourcedid", "isprimary"}, Format.SDS),
    ({"sis id", "username"}, Format.SDS),
    ({"section sis id", "sis id"}, Format.SDS),
    ({"nom eleve", "prenom eleve"}, Format.ONDE),
    ({"civilite responsable", "nom responsable"}, Format.ONDE),
    ({"prenom*", "nom*"}, Format.ENTCORE),
)
_GEPI_NAME = re.compile(r"g_(?:eleves|responsables|eleves_classes|eleves_options|prof\w*)\.csv")
_WORKBOOK_MEMBERS = ("[content_types].xml", "mimetype")


def recognise(path: Path) -> Format:
    """What a file, ZIP or folder is.

    Raises ``FileRefused``: ``unreadable``, ``not_a_zip``.
    """
    try:
        if path.is_dir():
            return _of_files(_heads_in_folder(path))
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        raise FileRefused("unreadable", path.name) from None
    if head.startswith(b"PK"):
        return _of_files(_heads_in_archive(path))
    if table_named(path.name):
        return Format.SUPPLEMENT
    found = _of_one(path.name, head)
    is_ours = found is None and "sourcedid" in _headings(head)
    return Format.LONE_TABLE if is_ours else found or Format.UNKNOWN


def _of_files(heads: dict[str, bytes]) -> Format:
    """What a group of files is, by their casefolded names and how each begins."""
    if any(name in heads for name in _WORKBOOK_MEMBERS):
        return Format.WORKBOOK
    is_ours = any(table_named(name) for name in heads)
    for name, head in heads.items():
        if not is_ours and (found := _of_one(name, head)):
            return found
    if MANIFEST in heads or {ORGS, USERS} <= heads.keys():
        return Format.MIXED if is_ours else Format.ONEROSTER
    if is_ours:
        return Format.SUPPLEMENT
    tables = {file.casefold() for file in FIELDS_READ}
    if tables & heads.keys():
        return Format.LONE_TABLE
    return Format.UNKNOWN if heads else Format.EMPTY


def _of_one(name: str, head: bytes) -> Format | None:
    """What one file is by itself; None for a table that could be ours or anybody's."""
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if _GEPI_NAME.fullmatch(name.casefold()):
        return Format.GEPI
    if root := _root_of(head):
        return next((kind for tag, kind in _ROOTS if tag.fullmatch(root)), None)
    headings = _headings(head)
    return next((found for some, found in _HEADINGS if some <= headings), None)


def _root_of(head: bytes) -> str:
    """The name of the first element of an XML document, without its namespace; or nothing."""
    text, at = _text(head), 0
    # Each step goes forward, so that no head, however made, is looked at twice.
    while found := _BLANKS.match(text, at):
        at = found.end()
        ending = next((end for begins, end in _BEFORE_THE_ROOT if text.startswith(begins, at)), "")
        if not ending:
            break
        ends = text.find(ending, at)
        if ends < 0:
            return ""
        at = ends + len(ending)
    root = _ROOT.match(text, at)
    return root.group(1) if root else ""


def _headings(head: bytes) -> set[str]:
    line = next(iter(_text(head).lstrip("\ufeff").splitlines()), "")
    return {folded(cell).strip(' "\t') for cell in re.split(r"[;,\t]", line)}


def _text(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None
    for one in (encoding or "utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return head.decode(one)
    return head.decode("latin-1")


def _heads_in_archive(path: Path) -> dict[str, bytes]:
    """How the files of a ZIP begin, by casefolded name; nothing of those not worth a look."""
    try:
        with ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            heads = {_base(name): b"" for name in names if not is_clutter(name.split("/"))}
            for name in filter(_is_worth_a_look, names[:_MEMBERS_LOOKED_AT]):
                # What cannot be read is told by whoever reads the whole.
                with suppress(*BROKEN), archive.open(name) as member:
                    heads[_base(name)] = member.read(_HEAD_BYTES)
    except BROKEN:
        raise FileRefused("not_a_zip", path.name) from None
    return heads


def _heads_in_folder(folder: Path) -> dict[str, bytes]:
    heads = {}
    for path in islice(chain(folder.glob("*"), folder.glob("*/*")), _FILES_LOOKED_AT):
        if not path.is_file() or is_clutter(path.relative_to(folder).parts):
            continue
        heads[_base(path.name)] = b""
        if _is_worth_a_look(path.name):
            with suppress(OSError), path.open("rb") as stream:
                heads[_base(path.name)] = stream.read(_HEAD_BYTES)
    return heads


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].casefold()


def _is_worth_a_look(name: str) -> bool:
    return _base(name).endswith((".csv", ".xml")) and not is_clutter(name.split("/"))
