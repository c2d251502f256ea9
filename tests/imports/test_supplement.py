"""A school's own spreadsheets: what a line says, and what is told of one that says nothing."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.domain.supplement import AttendanceLine, AverageLine, CoefficientLine, LinePlace, Whom
from kiosk.imports.harmless_pdf import harmless_pdf
from kiosk.imports.supplement import read_supplement
from kiosk.imports.supplement_tables import TABLES
from tests.imports.active_pdfs import protected_pdf
from tests.imports.spreadsheets import A_PDF, HEADINGS, folder_with, read, reasons, table

LEA = Whom("", "Moreau", "Léa", "5e B")


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as refusal:
        read_supplement(path)
    return refusal.value.reason


# --- lines --------------------------------------------------------------------------------------


def test_an_absence_is_read_with_its_half_days(tmp_path: Path) -> None:
    line = ";Moreau;Léa;5e B;Absence;12/11/2026;13/11/2026;Après-midi;matin;2;;non"
    reading = read(tmp_path, "absences.csv", line)
    assert reading.faults == ()
    assert reading.supplement.attendance == (
        AttendanceLine(
            LinePlace("absences.csv", 2),
            LEA,
            AttendanceKind.ABSENCE,
            date(2026, 11, 12),
            HalfDay.AFTERNOON,
            date(2026, 11, 13),
            HalfDay.MORNING,
            2,
            None,
            False,
        ),
    )


def test_a_lateness_needs_only_who_and_when(tmp_path: Path) -> None:
    reading = read(tmp_path, "absences.csv", "e-12;;;;RETARD;2026-11-12;;;;;15;")
    (late,) = reading.supplement.attendance or ()
    assert (late.whom, late.kind, late.minutes) == (Whom("e-12"), AttendanceKind.LATENESS, 15)
    assert (late.starts_on, late.ends_on) == (date(2026, 11, 12), date(2026, 11, 12))
    assert late.is_justified is None


def test_an_average_is_read_with_its_comment_and_the_figures_of_the_class(tmp_path: Path) -> None:
    line = ';Moreau;Léa;5e B;1er trimestre;Maths;Mme B;14,50;12,1;4;19,5;"Bien.\nContinuez."'
    reading = read(tmp_path, "moyennes.csv", line)
    assert reading.faults == ()
    assert reading.supplement.averages == (
        AverageLine(
            LinePlace("moyennes.csv", 2),
            LEA,
            "1er trimestre",
            "Maths",
            "Mme B",
            Decimal("14.50"),
            Decimal("12.1"),
            Decimal(4),
            Decimal("19.5"),
            "Bien.\nContinuez.",
        ),
    )


@pytest.mark.parametrize("word", ["", "-", "Abs", "Disp", "N.Not", "nn"])
def test_a_word_for_no_average_leaves_the_comment(tmp_path: Path, word: str) -> None:
    reading = read(tmp_path, "moyennes.csv", f"e1;;;;T1;Maths;;{word};;;;En progrès")
    (line,) = reading.supplement.averages or ()
    assert (line.average, line.comment, reading.faults) == (None, "En progrès", ())


def test_work_is_named_by_its_identifier_or_by_what_it_is(tmp_path: Path) -> None:
    reading = read(tmp_path, "coefficients.csv", "w-1;;;;2", ";5e B;Maths;Contrôle n° 1;0,5")
    assert reading.supplement.coefficients == (
        CoefficientLine(LinePlace("coefficients.csv", 2), "w-1", "", "", "", Decimal(2)),
        CoefficientLine(
            LinePlace("coefficients.csv", 3), "", "5e B", "Maths", "Contrôle n° 1", Decimal("0.5")
        ),
    )


def test_a_message_may_be_for_one_family_a_class_or_everybody(tmp_path: Path) -> None:
    told = "12/11/2026;Mme B;Sortie;<b>Bonjour</b>"
    audiences = (";Moreau;Léa;5e B", ";;;5e B", ";;;tous")
    reading = read(tmp_path, "messages.csv", *(f"{one};{told}" for one in audiences))
    messages = reading.supplement.messages or ()
    assert [one.whom for one in messages] == [LEA, Whom(class_name="5e B"), Whom()]
    assert {(one.subject, one.text) for one in messages} == {("Sortie", "Bonjour")}


@pytest.mark.parametrize(
    "word", ["tous", "TOUTES", "Tout l’établissement", "tout l'etablissement", "École"]
)
def test_everybody_is_a_word_in_the_column_of_the_class(tmp_path: Path, word: str) -> None:
    reading = read(tmp_path, "messages.csv", f";;;{word};12/11/2026;Mme B;Sortie;Bonjour")
    assert [one.whom for one in reading.supplement.messages or ()] == [Whom()]


def test_the_lines_below_a_merged_cell_reach_nobody(tmp_path: Path) -> None:
    told = "12/11/2026;Mme B;Sortie;Bonjour"
    reading = read(tmp_path, "messages.csv", f";Moreau;Léa;5e B;{told}", f";;;;{told}")
    assert [one.whom for one in reading.supplement.messages or ()] == [LEA]
    assert [(one.reason, one.line) for one in reading.faults] == [("audience_blank", 3)]


def test_a_pupil_with_a_word_for_everybody_is_still_one_pupil(tmp_path: Path) -> None:
    reading = read(tmp_path, "messages.csv", ";Moreau;Léa;tous;12/11/2026;Mme B;Sortie;Bonjour")
    assert [one.whom for one in reading.supplement.messages or ()] == [
        Whom("", "Moreau", "Léa", "tous")
    ]


def test_a_document_comes_with_its_file_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    lines = (
        ";;;5e B;règlement.PDF;Règlement;12/11/2026",
        ";;;tous;Règlement.pdf;Encore;12/11/2026",
    )
    files = {"documents.csv": table("documents.csv", *lines), "Re\u0300glement.pdf": A_PDF}
    reading = read_supplement(folder_with(tmp_path / "tableaux", files))
    assert reading.faults == ()
    documents = reading.supplement.documents or ()
    assert [(one.title, one.content) for one in documents] == [
        ("Règlement", harmless_pdf(A_PDF)),
        ("Encore", harmless_pdf(A_PDF)),
    ]


def test_a_family_on_paper_is_a_pupil(tmp_path: Path) -> None:
    reading = read(tmp_path, "familles-papier.csv", ";Moreau;Léa;5e B")
    assert [one.whom for one in reading.supplement.paper_families or ()] == [LEA]


def test_a_spreadsheet_that_is_not_there_is_not_an_empty_one(tmp_path: Path) -> None:
    reading = read(tmp_path, "absences.csv")
    assert reading.supplement.attendance == ()
    assert reading.supplement.averages is None
    assert reading.supplement.documents is None


def test_blank_lines_and_lines_of_empty_cells_are_passed_over(tmp_path: Path) -> None:
    reading = read(tmp_path, "familles-papier.csv", "", ";;;", ";Moreau;Léa;5e B", "  ;;;")
    assert len(reading.supplement.paper_families or ()) == 1
    assert reading.faults == ()


# --- the reason why somebody was away ------------------------------------------------------------


def test_why_a_pupil_was_away_is_never_read(tmp_path: Path) -> None:
    content = "Nom;Prénom;Type;Du;Motif\nMoreau;Léa;absence;12/11/2026;hospitalisation\n"
    folder = folder_with(tmp_path / "t", {"absences.csv": content.encode()})
    reading = read_supplement(folder)
    assert reading.faults == (Fault("absences.csv", "unknown_column", 1, "Motif"),)
    assert len(reading.supplement.attendance or ()) == 1
    assert "hospitalisation" not in repr(reading)


# --- faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("absences.csv", ";;;;absence;12/11/2026;;;;;;", ["pupil_blank"]),
        ("absences.csv", ";;;5e B;absence;12/11/2026;;;;;;", ["pupil_blank"]),
        ("absences.csv", ";Moreau;;;absence;12/11/2026;;;;;;", ["pupil_incomplete"]),
        ("absences.csv", "e1;;;;dispense;12/11/2026;;;;;;", ["attendance_kind"]),
        ("absences.csv", "e1;;;;;;;;;;;", ["blank", "blank"]),
        ("absences.csv", "e1;;;;absence;31/02/2026;;;;;;", ["day"]),
        ("absences.csv", "e1;;;;absence;11/12/26;;;;;;", ["day"]),
        ("absences.csv", "e1;;;;absence;12/11/2026;11/11/2026;;;;;", ["dates_reversed"]),
        ("absences.csv", "e1;;;;absence;12/11/2026;;après-midi;matin;;;", ["dates_reversed"]),
        ("absences.csv", "e1;;;;absence;12/11/2026;;;;;;;2", ["ragged"]),
        ("moyennes.csv", "e1;;;;;Maths;;12;;;;", ["blank"]),
        ("moyennes.csv", "e1;;;;T1;Maths;;;;;;", ["nothing_said"]),
        ("moyennes.csv", "e1;;;;T1;Maths;;21;;;;", ["over_twenty"]),
        ("moyennes.csv", "e1;;;;T1;Maths;;quinze;;;;", ["number_needed"]),
        ("moyennes.csv", "e1;;;;T1;Maths;;-3;;;;", ["negative_needed"]),
        ("coefficients.csv", ";5e B;Maths;;2", ["blank"]),
        ("coefficients.csv", "w1;;;;", ["blank"]),
        ("coefficients.csv", "w1;;;;1000", ["coefficient"]),
        ("messages.csv", ";Moreau;;5e B;12/11/2026;;Objet;Texte", ["pupil_incomplete"]),
        ("messages.csv", ";;;;;;;", []),
        ("messages.csv", ";;;tous;;Mme B;;", ["blank", "blank", "blank"]),
        ("messages.csv", ";;;;12/11/2026;;Objet;Texte", ["audience_blank"]),
        ("documents.csv", ";;;;a.pdf;Titre;12/11/2026", ["audience_blank", "file_missing"]),
        ("documents.csv", ";;;tous;absent.pdf;Titre;12/11/2026", ["file_missing"]),
        ("documents.csv", ";;;tous;documents.csv;Titre;12/11/2026", ["file_missing"]),
        ("documents.csv", ";;;tous;../secret.pdf;Titre;12/11/2026", ["file_outside"]),
        ("documents.csv", ";;;tous;/etc/secret.pdf;Titre;12/11/2026", ["file_outside"]),
        ("documents.csv", ";;;tous;C:secret.pdf;Titre;12/11/2026", ["file_outside"]),
        ("documents.csv", ";;;tous;..\\secret.pdf;Titre;12/11/2026", ["file_outside"]),
    ],
)
def test_a_line_that_cannot_be_taken_is_told_with_its_place(
    tmp_path: Path, name: str, line: str, expected: list[str]
) -> None:
    reading = read(tmp_path, name, line)
    assert reasons(reading) == expected
    assert {(one.file, one.line) for one in reading.faults} <= {(name, 2)}
    kept = [one for one in vars(reading.supplement).values() if one]
    assert kept == []


def test_a_line_saved_without_its_blank_cells_is_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, "absences.csv", "e1;;;;absence;12/11/2026", "e2;;;;retard;13/11/2026")
    assert reading.faults == ()
    whole = read(tmp_path, "absences.csv", "e1;;;;absence;12/11/2026;;;;;;")
    assert (reading.supplement.attendance or ())[0] == (whole.supplement.attendance or ())[0]


def test_a_table_cut_in_its_last_line_is_told(tmp_path: Path) -> None:
    content = table("absences.csv", "e1;;;;absence;12/11/2026", "e2;;;;absence;1").rstrip()
    reading = read_supplement(folder_with(tmp_path / "t", {"absences.csv": content}))
    assert [(one.reason, one.line) for one in reading.faults] == [("ragged", 3)]
    assert len(reading.supplement.attendance or ()) == 1


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("soir;;;;", "half_day"),
        (";;1,5;;", "count"),
        (";;9999;;", "count"),
        (";;;beaucoup;", "count"),
        (";;;;peut-être", "yes_no"),
    ],
)
def test_a_detail_that_cannot_be_read_is_told_and_the_absence_kept(
    tmp_path: Path, cells: str, reason: str
) -> None:
    reading = read(tmp_path, "absences.csv", f"e1;;;;absence;12/11/2026;;{cells}")
    assert reasons(reading) == [reason]
    assert len(reading.supplement.attendance or ()) == 1


def test_the_faults_of_every_table_are_told_at_once(tmp_path: Path) -> None:
    files = {
        "absences.csv": table("absences.csv", "e1;;;;absence;hier;;;;;;"),
        "moyennes.csv": table("moyennes.csv", "e1;;;;T1;Maths;;21;;;;"),
        "notes de frais.csv": b"a;b\n1;2\n",
    }
    reading = read_supplement(folder_with(tmp_path / "t", files))
    assert {(one.file, one.reason, one.line) for one in reading.faults} == {
        ("absences.csv", "day", 2),
        ("moyennes.csv", "over_twenty", 2),
        ("notes de frais.csv", "unknown_table", None),
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>no PDF</html>", "not_a_pdf"),
        (A_PDF.replace(b"%%EOF", b"") + b" " * 10, "pdf_cut"),
        (A_PDF + b"\0" * (5 * 1024 * 1024), "file_too_large"),
        (b"%PDF-1.7 nothing that can be read\n%%EOF\n", "pdf_unreadable"),
        (protected_pdf(), "pdf_locked"),
    ],
)
def test_a_file_that_is_no_whole_small_pdf_is_told(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    lines = table("documents.csv", ";;;tous;a.pdf;Titre;12/11/2026")
    files = {"documents.csv": lines, "a.pdf": content}
    reading = read_supplement(folder_with(tmp_path / "t", files))
    assert reasons(reading) == [reason]
    assert reading.supplement.documents == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(A_PDF)
    lines = table("documents.csv", ";;;tous;lien.pdf;Titre;12/11/2026")
    folder = folder_with(tmp_path / "t", {"documents.csv": lines})
    (folder / "lien.pdf").symlink_to(tmp_path / "secret.pdf")
    assert reasons(read_supplement(folder)) == ["file_missing"]
    assert reasons(read_supplement(folder / "documents.csv")) == ["file_missing"]


def test_every_file_that_no_table_is_or_names_is_told_once(tmp_path: Path) -> None:
    files = {
        "documents.csv": table("documents.csv", ";;;tous;Menu.PDF;Menu;12/11/2026"),
        "absences (1).csv": table("absences.csv"),
        **dict.fromkeys(["menu.pdf", "autre.pdf"], A_PDF),
        **dict.fromkeys(["absences.xlsx", "notes.ods", "LISEZ-MOI.txt"], b"x"),
    }
    folder = folder_with(tmp_path / "t", files)
    assert [(one.file, one.reason) for one in read_supplement(folder).faults] == [
        ("absences (1).csv", "unknown_table"),
        ("absences.xlsx", "file_not_read"),
        ("notes.ods", "file_not_read"),
        ("autre.pdf", "pdf_not_named"),
    ]
    assert read_supplement(folder / "documents.csv").faults == ()


def test_one_table_under_another_name_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "t", {"absences (1).csv": table("absences.csv")})
    assert refused(folder / "absences (1).csv") == "table_name"


def test_pdfs_in_a_folder_of_their_own_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("documents.csv", table("documents.csv"))
        archive.writestr("pdf/menu.pdf", A_PDF)
    assert refused(path) == "several_folders"


# --- as programs save it -------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_accents_are_right_whatever_program_saved_them(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = ("Identifiant|NOM|prenom|Classe", "|Lefèvre|Zoé|6e A", "|Besançon|Maël|6e A")
    text = "\r\n".join(row.replace("|", separator) for row in rows)
    path = tmp_path / "Familles Papier.CSV"
    path.write_bytes(text.encode(encoding))
    reading = read_supplement(path)
    assert reading.faults == ()
    names = [
        (one.whom.family_name, one.whom.given_name)
        for one in reading.supplement.paper_families or ()
    ]
    assert names == [("Lefèvre", "Zoé"), ("Besançon", "Maël")]


def test_a_line_that_tells_excel_its_separator_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "familles-papier.csv"
    path.write_text("sep=;\nPrénom;Nom\nLéa;Moreau\n", encoding="utf-8")
    (line,) = read_supplement(path).supplement.paper_families or ()
    assert (line.place.line, line.whom) == (3, Whom("", "Moreau", "Léa", ""))


def test_text_whose_accents_were_lost_before_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "familles-papier.csv"
    path.write_text("Nom;Prénom\nMoreau;LÃ©a\n", encoding="utf-8")
    assert refused(path) == "damaged_accents"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_the_encodings_of_a_mac_and_of_dos_are_refused_rather_than_guessed(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "familles-papier.csv"
    path.write_bytes("Nom;Prénom\nLefèvre;Zoé\n".encode(encoding))
    assert refused(path) == "encoding"


# --- the whole -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["messages.csv", "documents.csv"])
@pytest.mark.parametrize("missing", ["Identifiant", "Nom", "Prénom", "Classe"])
def test_what_may_go_to_everybody_is_refused_when_a_column_of_the_pupil_is_misspelt(
    tmp_path: Path, name: str, missing: str
) -> None:
    headings = HEADINGS[name].replace(missing, f"{missing} du jeune", 1)
    folder = folder_with(tmp_path / "t", {name: f"{headings}\n".encode()})
    assert refused(folder) == "column"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Prénom;Type;Du\n", "column"),
        ("Nom;Prénom;Du\n", "column"),
        ("Nom;Nom;Prénom;Type;Du\n", "column_twice"),
        ('Nom;Prénom;Type;Du\n"Moreau;Léa;absence;12/11/2026\n', "csv"),
        (f"Nom;Prénom;Type;Du\n{'x' * 20_001};;;\n", "cell_too_long"),
        ("", "column"),
    ],
)
def test_a_table_that_cannot_be_trusted_as_a_whole_is_refused(
    tmp_path: Path, content: str, reason: str
) -> None:
    assert refused(folder_with(tmp_path / "t", {"absences.csv": content.encode()})) == reason


def test_a_zip_is_read_as_a_folder_is(tmp_path: Path) -> None:
    path = tmp_path / "tableaux.zip"
    with zipfile.ZipFile(path, "w") as archive:
        lines = (";;;tous;Règlement.pdf;Règlement;12/11/2026",)
        archive.writestr("2026/documents.csv", table("documents.csv", *lines))
        archive.writestr("2026/Règlement.pdf", A_PDF)
        archive.writestr("__MACOSX/2026/._documents.csv", b"\0\1")
    reading = read_supplement(path)
    assert reading.faults == ()
    assert [one.content for one in reading.supplement.documents or ()] == [harmless_pdf(A_PDF)]


@pytest.mark.parametrize("unsaid", ["cp850", "utf-8"])
def test_a_name_with_accents_is_found_in_a_zip_that_does_not_say_its_encoding(
    tmp_path: Path, unsaid: str
) -> None:
    path = tmp_path / "tableaux.zip"
    stand_in = "R" + "?" * len("è".encode(unsaid)) + "glement.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        lines = table("documents.csv", ";;;tous;Règlement.pdf;Règlement;12/11/2026")
        archive.writestr("documents.csv", lines)
        archive.writestr(stand_in, A_PDF)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(stand_in.encode(), "Règlement.pdf".encode(unsaid)))
    assert reasons(read_supplement(path)) == []


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tableaux.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("absences.csv", b"\0" * (8 * 1024 * 1024))
    assert refused(path) == "ratio"


def test_a_folder_without_any_table_is_refused(tmp_path: Path) -> None:
    assert refused(folder_with(tmp_path / "t", {"autre.csv": b"a;b\n"})) == "no_table"
    assert refused(folder_with(tmp_path / "t", {})) == "no_table"


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    files = {"familles-papier.csv": b"Identifiant\n", "familles papier.csv": b"Identifiant\n"}
    assert refused(folder_with(tmp_path / "t", files)) == "member_twice"


def test_the_tests_know_the_headings_of_the_template() -> None:
    assert {one.name: ";".join(one.columns) for one in TABLES} == HEADINGS
