"""From the marks on the screen to the same marks on paper."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kiosk.domain.marks import MarkStatus
from kiosk.printing.printers import FolderPrinter
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.navigators.sheets import MARK, squeezed, text_of
from tests.views.own_point import a_child, a_folder, a_mark, a_period, a_subject

WORDS_FOR_MARKS = re.compile(r"\b(?:Disp|N\.Rdu|Abs|N\.Not)\b")


@pytest.fixture
def madame_lambert(guardian, own_point) -> GuardianAtScreen:
    """Before her daughter's marks of the first of two periods."""
    periods = (
        a_period(
            "2e trimestre",
            a_subject("Latin", a_mark("14.5"), a_mark(None, status=MarkStatus.EXEMPT)),
            a_subject("Anglais", a_mark("7", "10")),
        ),
        a_period("1er trimestre", a_subject("Dessin", a_mark("19"))),
    )
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child(periods=periods))))
    guardian.follows("Notes")
    return guardian


def test_the_sheet_is_shown_by_the_browser_and_kept_nowhere(madame_lambert) -> None:
    answer = madame_lambert.prints()

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == "no-store"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_the_sheets_name_says_nothing_and_is_never_the_same(madame_lambert, clock) -> None:
    first = madame_lambert.prints().request.path
    clock.advance(seconds=60)
    second = madame_lambert.prints().request.path

    assert re.fullmatch(r"/print/sheets/[A-Za-z0-9_-]{12}/pdf", first)
    assert first != second


def test_a_finger_that_presses_twice_gets_one_sheet(madame_lambert, clock) -> None:
    first = madame_lambert.prints().request.path
    clock.advance(seconds=59)

    assert madame_lambert.prints().request.path == first


def test_the_browser_may_ask_for_the_same_sheet_again(madame_lambert) -> None:
    answer = madame_lambert.prints()

    assert madame_lambert.opens(answer.request.path).data == answer.data


def test_the_sheet_says_what_the_page_said(madame_lambert) -> None:
    sheet = squeezed(text_of(madame_lambert.prints().data))

    for fact in (
        "Lucie Lambert",
        "5e B",
        "Collège Jean-Moulin",
        "2e trimestre",
        "Latin",
        "14,5/20",
        "Disp",
        "Anglais",
        "7/10",
        "Contrôle",
        "fait foi",
    ):
        assert squeezed(fact) in sheet
    assert "Dessin" not in sheet
    assert "19/20" not in sheet


def test_another_period_prints_its_own_marks(madame_lambert) -> None:
    madame_lambert.follows("1er trimestre")

    sheet = squeezed(text_of(madame_lambert.prints().data))

    assert "Dessin" in sheet
    assert "19/20" in sheet
    assert "Latin" not in sheet


def test_every_mark_on_the_demos_page_is_on_its_sheet_as_often(public_app, demo_codes) -> None:
    for holder in ("Mme Amina Delmas", "M. Bakary Diarra", "Mme د. سلمى العمراني"):
        guardian = GuardianAtScreen(public_app)
        guardian.shows_slip(demo_codes[holder])
        guardian.opens("/children/1/marks")
        page = guardian.reads
        assert len(MARK.findall(page)) > 5

        sheet = text_of(guardian.prints().data)

        assert Counter(MARK.findall(page)) <= Counter(MARK.findall(sheet))
        assert set(WORDS_FOR_MARKS.findall(page)) <= set(WORDS_FOR_MARKS.findall(sheet))


def test_the_sheets_own_particulars_name_nobody(madame_lambert) -> None:
    document = pdfium.PdfDocument(madame_lambert.prints().data)
    particulars = str(document.get_metadata_dict())
    document.close()

    assert "Lucie" not in particulars
    assert "Lambert" not in particulars


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"period": "1"},
        {"child": "0", "period": "1"},
        {"child": "2", "period": "1"},
        {"child": "1"},
        {"child": "1", "period": "3"},
        {"child": "1", "period": "-1"},
        {"child": "x", "period": "1"},
    ],
    ids=str,
)
def test_what_is_not_there_is_not_printed(madame_lambert, fields) -> None:
    assert madame_lambert.sends("/print/marks", **fields).status_code == 404


def test_a_child_without_marks_has_nothing_to_print(guardian, own_point) -> None:
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child())))

    assert guardian.sends("/print/marks", child="1", period="1").status_code == 404


@pytest.mark.parametrize("name", ["x", "../../vault.db", "%2e%2e%2fvault.db", "a" * 12])
def test_a_sheet_that_was_not_printed_is_not_there(madame_lambert, name) -> None:
    assert madame_lambert.opens(f"/print/sheets/{name}").status_code == 404
    assert madame_lambert.opens(f"/print/sheets/{name}/pdf").status_code == 404


@pytest.fixture
def at_folder_printer(tmp_path: Path, own_point, lambert) -> GuardianAtScreen:
    """Before the marks, where sheets go to a folder that is not there yet."""
    own_point.prints_on(FolderPrinter(tmp_path / "paper"))
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(own_point.gives_slip(lambert))
    guardian.follows("Notes")
    return guardian


def test_a_printer_beside_the_screen_is_told_where_to_look(
    tmp_path: Path, at_folder_printer
) -> None:
    (tmp_path / "paper").mkdir()

    answer = at_folder_printer.has_it_printed()

    assert answer.status_code == 200
    assert "Votre impression est envoyée." in at_folder_printer.reads
    assert "Prenez toutes vos feuilles à l’imprimante avant de partir." in at_folder_printer.reads
    (sheet,) = (tmp_path / "paper").iterdir()
    assert re.fullmatch(r"[A-Za-z0-9_-]{12}\.pdf", sheet.name)
    assert "14,5/20" in text_of(sheet.read_bytes())
    assert sheet.stat().st_mode & 0o077 == 0
    at_folder_printer.follows("Ma famille")
    assert "Lucie" in at_folder_printer.reads


def test_a_printer_that_is_missing_is_told_and_nothing_pretends_to_be_printed(
    tmp_path: Path, at_folder_printer
) -> None:
    answer = at_folder_printer.has_it_printed()

    assert answer.status_code == 503
    assert "L’imprimante ne répond pas" in at_folder_printer.reads
    assert "Rien n’a été imprimé" in at_folder_printer.reads
    assert "sort" not in at_folder_printer.reads
    assert list(tmp_path.glob("**/*.pdf")) == []

    at_folder_printer.follows("Ma famille")
    assert "Lucie" in at_folder_printer.reads


def test_a_printer_that_comes_back_prints(tmp_path: Path, at_folder_printer) -> None:
    assert at_folder_printer.has_it_printed().status_code == 503
    (tmp_path / "paper").mkdir()
    at_folder_printer.opens("/children/1/marks")

    assert at_folder_printer.has_it_printed().status_code == 200
    assert len(list((tmp_path / "paper").iterdir())) == 1
