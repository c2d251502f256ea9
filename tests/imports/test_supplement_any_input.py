"""Whatever the bytes and the cells: a reading or a refusal, and always the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import FileRefused
from kiosk.domain.supplement import SupplementReading
from kiosk.imports.supplement import read_supplement
from kiosk.imports.supplement_tables import TABLES, Table
from kiosk.wording.faults import fault_sentence
from tests.imports.spreadsheets import A_PDF, HEADINGS

QUICK = settings(max_examples=80, deadline=None)
ANY_TABLE = st.sampled_from(TABLES)
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["e1", "Moreau", "Léa", "absence", "retard", "T1", "12/11/2026", "9999-99-99"]),
    st.sampled_from(["", "-1", "20", "NaN", "1e9", "²", "oui", "matin", "a.pdf", "../a.pdf", '"']),
)


def outcome(files: dict[str, bytes]) -> SupplementReading | tuple[str, str]:
    with TemporaryDirectory() as name:
        folder = Path(name) / "tableaux"
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        try:
            return read_supplement(folder)
        except FileRefused as refused:
            return refused.reason, refused.detail


@QUICK
@given(ANY_TABLE, st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(table: Table, content: bytes) -> None:
    for encoding in ("utf-8", "cp1252", "utf-16"):
        heading = HEADINGS[table.name].encode(encoding)
        assert outcome({table.name: heading + content}) == outcome({table.name: heading + content})
    outcome({table.name: content})


@QUICK
@given(ANY_TABLE, st.data())
def test_any_cells_are_read_or_told(table: Table, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(table.columns) + 1), max_size=6))
    quoted = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    text = "\r\n".join([HEADINGS[table.name].replace(";", "\t"), *quoted])
    found = outcome({table.name: text.encode("utf-8", "replace"), "a.pdf": A_PDF})
    if isinstance(found, SupplementReading):
        for fault in found.faults:
            assert fault_sentence(fault)


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_named_as_a_pdf_are_taken_or_told(content: bytes) -> None:
    line = f"{HEADINGS['documents.csv']}\n;;;tous;a.pdf;Titre;12/11/2026\n"
    found = outcome({"documents.csv": line.encode(), "a.pdf": content})
    assert isinstance(found, SupplementReading)
    assert bool(found.supplement.documents) != bool(found.faults)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_called_a_zip_are_refused(content: bytes) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "tableaux.zip"
        path.write_bytes(content)
        try:
            read_supplement(path)
        except FileRefused:
            return
    raise AssertionError("random bytes were read")
