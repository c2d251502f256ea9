"""A school's own spreadsheets through the office: from files to the store, beside OneRoster."""

from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.domain.errors import FileRefused, NotFound
from kiosk.domain.folder import Child
from kiosk.imports.harmless_pdf import harmless_pdf
from kiosk.imports.supplement import read_supplement
from kiosk.sealing.custody import take_out
from kiosk.sealing.secrets import DocumentKey
from kiosk.services.importing import import_file, import_files
from kiosk.services.office import Office
from kiosk.services.supplement_templates import write_templates
from kiosk.services.supplements import DOCUMENT_ID_BYTES, take_supplement
from kiosk.store import schema
from tests.imports.oneroster_zips import a_school, members_of, write_zip
from tests.imports.spreadsheets import A_PDF, folder_with, table
from tests.services.line import folder_of
from tests.store.databases import everything_in


@pytest.fixture
def known(office: Office, tmp_path: Path) -> Office:
    """An office that has read the export of a collège."""
    import_file(office, write_zip(tmp_path / "export.zip", members_of(a_school())))
    return office


def spreadsheets(folder: Path) -> Path:
    files = {
        "absences.csv": table("absences.csv", ";Moreau;Léa;;absence;12/11/2026;;;;1;;non"),
        "moyennes.csv": table("moyennes.csv", "lea;;;;Période t1;mathematiques;;14,50;;;;Bien"),
        "coefficients.csv": table("coefficients.csv", ";5e B;Mathématiques;Contrôle n° 1;3"),
        "messages.csv": table("messages.csv", ";;;5e B;12/11/2026;Mme B;Sortie;Bonjour"),
        "documents.csv": table("documents.csv", ";;;tous;menu.pdf;Menu;12/11/2026"),
        "menu.pdf": A_PDF,
        "familles-papier.csv": table("familles-papier.csv", ";Inconnu;Paul;"),
    }
    return folder_with(folder / "tableaux", files)


def child_of(office: Office, guardian: str) -> Child:
    (child,) = folder_of(office, guardian).children
    return child


def test_both_sources_meet_in_the_folder_of_a_guardian(known: Office, tmp_path: Path) -> None:
    (report,) = import_files(known, [spreadsheets(tmp_path)])
    assert report.source == "supplement:0991234A"
    assert [(one.reason, one.file) for one in report.faults] == [
        ("pupil_unknown", "familles-papier.csv")
    ]
    child = child_of(known, "Nadia")
    assert child.told == ("attendance", "averages", "documents", "messages")
    assert [(one.half_days, one.is_justified) for one in child.attendance] == [(1, False)]
    assert [(one.subject, one.text) for one in child.messages] == [("Sortie", "Bonjour")]
    assert [(one.title, one.size_bytes) for one in child.documents] == [
        ("Menu", len(harmless_pdf(A_PDF)))
    ]
    (subject,) = child.periods[0].subjects
    assert (str(subject.average), subject.is_indicative, subject.comment) == (
        "14.50",
        False,
        "Bien",
    )
    assert [str(mark.coefficient) for mark in subject.marks] == ["3"]


def test_the_export_read_again_leaves_what_the_school_added(known: Office, tmp_path: Path) -> None:
    import_files(known, [spreadsheets(tmp_path)])
    before = child_of(known, "Nadia")
    assert not import_file(known, tmp_path / "export.zip").change
    assert child_of(known, "Nadia") == before
    assert not import_files(known, [spreadsheets(tmp_path)])[0].change


def test_a_rehearsal_tells_and_changes_nothing(known: Office, tmp_path: Path) -> None:
    before = everything_in(known.store)
    (report,) = import_files(known, [spreadsheets(tmp_path)], dry_run=True)
    assert report.change.kinds["attendance"].added == 1
    assert everything_in(known.store) == before


def test_the_key_of_a_document_opens_with_the_offices_own(known: Office, tmp_path: Path) -> None:
    import_files(known, [spreadsheets(tmp_path)])
    with known.store.transaction() as tx:
        row = tx.connection.execute(select(schema.document_files)).one()
    assert len(row.id) == 2 * DOCUMENT_ID_BYTES
    assert take_out(DocumentKey, row.document_key, row.id, known.master) is not None
    (document,) = child_of(known, "Nadia").documents
    assert document.document_id == row.id


def test_a_school_nobody_knows_is_refused(office: Office, tmp_path: Path) -> None:
    path = spreadsheets(tmp_path)
    with office.store.transaction() as tx:
        with pytest.raises(FileRefused):
            take_supplement(office, tx, path, None)
        with pytest.raises(NotFound):
            take_supplement(office, tx, path, "0000000X")


def test_the_templates_are_read_without_a_fault_and_their_examples_reach_nobody(
    known: Office, tmp_path: Path
) -> None:
    written = write_templates(tmp_path / "a" / "modele")
    assert len(written) == 7
    (tmp_path / "a" / "modele" / "reglement-sortie.pdf").write_bytes(A_PDF)
    reading = read_supplement(tmp_path / "a" / "modele")
    assert reading.faults == ()
    assert all(len(lines) == 1 for lines in vars(reading.supplement).values())
    (report,) = import_files(known, [tmp_path / "a" / "modele"])
    assert not report.change
    assert {one.file for one in report.faults} == {one.name for one in written[:6]}
    assert {one.reason for one in report.faults} == {
        "class_unknown",
        "period_unknown",
        "pupil_unknown",
    }


def test_a_template_is_never_written_over_anything(tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text("the work of an afternoon")
    with pytest.raises(FileRefused) as refusal:
        write_templates(tmp_path)
    assert (refusal.value.reason, refusal.value.detail) == ("already_there", "messages.csv")
    assert [one.name for one in tmp_path.iterdir()] == ["messages.csv"]


def test_french_excel_opens_a_template_rightly(tmp_path: Path) -> None:
    for path in write_templates(tmp_path):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")
