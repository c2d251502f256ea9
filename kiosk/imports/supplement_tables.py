"""The tables of a supplement: their names, their columns, and their rows.

Headings are matched by name whatever their case, accents and order. Columns that are not in this
list are never read: a column « Motif » stays where it is (see docs/tableaux.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.domain.written_names import unified
from kiosk.imports.csv_records import NO_RECORD, read_records
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.tables import Limits, Row, clean
from kiosk.imports.text_encoding import encoding_of

IDENTIFIER, FAMILY_NAME, GIVEN_NAME, CLASS = "Identifiant", "Nom", "Prénom", "Classe"
PUPIL_COLUMNS = (IDENTIFIER, FAMILY_NAME, GIVEN_NAME, CLASS)

_HEADING_TOLD = 60


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the template writes it. ``required`` are the headings it cannot do without.

    What may go to a class or to everybody requires all four columns of the pupil: were one
    misspelt, the line of one family would go to all.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]


ABSENCES = Table(
    "absences.csv",
    (*PUPIL_COLUMNS, "Type", "Du", "Au", "Début", "Fin", "Demi-journées", "Minutes", "Justifiée"),
    ("Type", "Du"),
)
AVERAGES = Table(
    "moyennes.csv",
    (
        *PUPIL_COLUMNS,
        "Période",
        "Matière",
        "Professeur",
        "Moyenne",
        "Moyenne classe",
        "Plus basse",
        "Plus haute",
        "Appréciation",
    ),
    ("Période", "Matière"),
)
COEFFICIENTS = Table(
    "coefficients.csv",
    ("Identifiant du devoir", CLASS, "Matière", "Intitulé", "Coefficient"),
    ("Coefficient",),
)
MESSAGES = Table(
    "messages.csv",
    (*PUPIL_COLUMNS, "Date", "De", "Objet", "Texte"),
    (*PUPIL_COLUMNS, "Date", "Objet", "Texte"),
)
DOCUMENTS = Table(
    "documents.csv",
    (*PUPIL_COLUMNS, "Fichier", "Titre", "Date"),
    (*PUPIL_COLUMNS, "Fichier", "Titre", "Date"),
)
PAPER_FAMILIES = Table("familles-papier.csv", PUPIL_COLUMNS, ())

TABLES = (ABSENCES, AVERAGES, COEFFICIENTS, MESSAGES, DOCUMENTS, PAPER_FAMILIES)
_WAYS_TO_NAME_A_PUPIL = ((IDENTIFIER,), (FAMILY_NAME, GIVEN_NAME))
_WAYS_TO_NAME_WORK = (("Identifiant du devoir",), (CLASS, "Matière", "Intitulé"))
_BY_NAME = {unified(table.name.removesuffix(".csv")): table for table in TABLES}


def table_named(file_name: str) -> Table | None:
    """The table a file is by its name, whatever its case, accents, spaces and hyphens."""
    stem, dot, ending = file_name.rpartition(".")
    return _BY_NAME.get(unified(stem)) if dot and ending.casefold() == "csv" else None


def read_rows(
    content: bytes, file: str, table: Table, faults: FaultLog, limits: Limits
) -> Iterator[Row]:
    """The rows that say something; a ragged one is a fault and skipped, as is a column unknown.

    Raises ``FileRefused``: ``encoding``, ``damaged_accents``, ``column``, ``column_twice``,
    ``csv``, ``cell_too_long``, ``record_too_long``.
    """
    records = read_records(
        BytesIO(content),
        encoding_of(BytesIO(content), file),
        file,
        record_characters=limits.record_characters,
        cell_characters=limits.cell_characters,
    )
    heading = next(records, NO_RECORD).cells
    # Excel obeys « sep=; » as a first line, and some programs write it for that.
    if heading and heading[0].casefold().startswith("sep=") and not any(heading[1:]):
        heading = next(records, NO_RECORD).cells
    width, places = _places(heading, file, table, faults)
    headings = {column: clean(heading[place]) for column, place in places.items() if place >= 0}
    for record in records:
        written = record.across(width)
        if written is None:
            faults.add(Fault(file, "ragged", record.line))
            continue
        cells = {
            column: clean(written[place]) if place >= 0 else "" for column, place in places.items()
        }
        yield Row(file, record.line, cells, headings)


def _places(
    heading: list[str], file: str, table: Table, faults: FaultLog
) -> tuple[int, dict[str, int]]:
    """How many columns the table has, and where ours stand; -1 for one that is not there."""
    headings = [clean(cell) for cell in heading]
    while headings and not headings[-1]:
        headings.pop()
    names = [unified(cell) for cell in headings]
    places: dict[str, int] = {}
    for column in table.columns:
        wanted = unified(column)
        if names.count(wanted) > 1:
            raise FileRefused("column_twice", f"{file}: {column}")
        places[column] = names.index(wanted) if wanted in names else -1
    if missing := _missing(table, places):
        raise FileRefused("column", f"{file}: {', '.join(missing)}")
    known = {unified(column) for column in table.columns}
    for cell, name in zip(headings, names, strict=True):
        if cell and name not in known:
            faults.add(Fault(file, "unknown_column", 1, cell[:_HEADING_TOLD]))
    return len(headings), places


def _missing(table: Table, places: dict[str, int]) -> list[str]:
    """The headings a table lacks; one way at least of saying whom or what a line is about."""
    missing = [column for column in table.required if places[column] < 0]
    ways = _WAYS_TO_NAME_WORK if table is COEFFICIENTS else _WAYS_TO_NAME_A_PUPIL
    if not missing and not any(all(places[one] >= 0 for one in way) for way in ways):
        missing = list(ways[0])
    return missing
