"""The school's documents: listed, opened within our page, printed as they are."""

from pathlib import Path

import pytest

from kiosk.printing.printers import FolderPrinter
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.page_laws import plain
from tests.views.own_point import a_child, a_folder

TOLD = ("documents",)
PDF = b"%PDF-1.4\n" + b"x" * 182_000
HOSTILE = "<script>alert('vu')</script> \u202egauche\u202c & fin"


def opens_documents_of(guardian, own_point, *documents, told=TOLD) -> str:
    """Sign in with a child who has these, and open their page."""
    child = a_child(documents=documents, told=told)
    guardian.shows_slip(own_point.gives_slip(a_folder(child)))
    guardian.follows("Documents")
    return guardian.reads


def test_a_document_says_its_title_its_day_and_its_weight(guardian, own_point) -> None:
    page = opens_documents_of(
        guardian,
        own_point,
        own_point.gives_document("Bulletin", PDF),
        own_point.gives_document("Règlement", PDF * 13),
    )

    assert "Bulletin vendredi 20 novembre · 182 ko Ouvrir : Bulletin" in page
    assert "Règlement vendredi 20 novembre · 2,4 Mo" in page


def test_a_document_opens_within_our_page_and_is_the_schools_to_the_last_byte(
    guardian, own_point
) -> None:
    opens_documents_of(guardian, own_point, own_point.gives_document("Bulletin", PDF))
    guardian.follows("Ouvrir")
    assert "Bulletin" in guardian.reads
    (frame,) = guardian.read.named("iframe")

    answer = guardian.opens(frame["src"] or "")

    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == "no-store"


def test_neither_title_nor_address_tells_which_document(guardian, own_point) -> None:
    opens_documents_of(guardian, own_point, own_point.gives_document("Bulletin", PDF))
    guardian.follows("Ouvrir")

    assert "Bulletin" not in guardian.read.title
    assert guardian.page.request.path == "/children/1/documents/1"


def test_a_document_that_did_not_arrive_is_told_so(guardian, own_point) -> None:
    lost = own_point.gives_document("Bulletin", PDF, arrives=False)
    opens_documents_of(guardian, own_point, lost)

    assert guardian.follows("Ouvrir").status_code == 503
    assert "Ce document n’est pas encore arrivé ici." in guardian.reads
    assert guardian.read.named("iframe") == []
    guardian.follows("Les documents")
    assert "Ouvrir" in guardian.reads


def test_the_title_is_shown_letter_for_letter_and_never_run(guardian, own_point) -> None:
    opens_documents_of(guardian, own_point, own_point.gives_document(HOSTILE, PDF))
    assert plain(HOSTILE) in guardian.reads
    guardian.follows("Ouvrir")

    assert plain(HOSTILE) in guardian.reads
    assert '<h1 lang="fr" dir="ltr">&lt;script&gt;' in guardian.page.text


def test_no_document_yet_and_none_ever_are_told_apart(guardian, own_point) -> None:
    assert "Pas de document pour le moment." in opens_documents_of(guardian, own_point)
    guardian.finishes()
    guardian.opens("/")

    page = opens_documents_of(guardian, own_point, told=())
    assert "L’école n’envoie pas de document ici." in page
    assert "secrétariat" in page


@pytest.mark.parametrize("path", ["1/documents/0", "1/documents/2", "2/documents/1", "0/documents"])
def test_what_is_not_there_is_told_so(guardian, own_point, path) -> None:
    opens_documents_of(guardian, own_point, own_point.gives_document("Bulletin", PDF))

    assert guardian.opens(f"/children/{path}").status_code == 404
    assert guardian.opens(f"/children/{path}/pdf").status_code == 404


def test_where_the_browser_prints_it_stands_ready_within_our_page(guardian, own_point) -> None:
    opens_documents_of(guardian, own_point, own_point.gives_document("Bulletin", PDF))
    guardian.follows("Ouvrir")

    assert guardian.prints().data == PDF
    guardian.presses("Imprimer")
    assert "Votre document est prêt." in guardian.reads
    assert "touchez l’image de l’imprimante" in guardian.reads


@pytest.fixture
def at_folder_printer(tmp_path: Path, own_point) -> GuardianAtScreen:
    """Before an open document, where sheets go to a folder."""
    (tmp_path / "paper").mkdir()
    own_point.prints_on(FolderPrinter(tmp_path / "paper"))
    guardian = GuardianAtScreen(own_point.app())
    opens_documents_of(guardian, own_point, own_point.gives_document("Bulletin", PDF))
    guardian.follows("Ouvrir")
    return guardian


def test_a_printer_beside_the_screen_prints_it_as_it_is_and_once(
    tmp_path: Path, at_folder_printer
) -> None:
    before = at_folder_printer.page.request.path
    for _ in range(2):
        at_folder_printer.opens(before)
        at_folder_printer.presses("Imprimer")
        assert "Votre impression est envoyée." in at_folder_printer.reads

    (sheet,) = (tmp_path / "paper").iterdir()
    assert sheet.read_bytes() == PDF
    assert "Bulletin" not in sheet.name


@pytest.mark.parametrize("fields", [{}, {"child": "1"}, {"child": "2", "document": "1"}], ids=str)
def test_what_is_not_there_is_not_printed(at_folder_printer, tmp_path, fields) -> None:
    assert at_folder_printer.sends("/print/document", **fields).status_code == 404
    assert list((tmp_path / "paper").iterdir()) == []


def test_a_document_that_did_not_arrive_is_told_so_by_its_own_address_too(
    guardian, own_point
) -> None:
    lost = own_point.gives_document("Bulletin", PDF, arrives=False)
    opens_documents_of(guardian, own_point, lost)
    for answer in (
        guardian.opens("/children/1/documents/1/pdf"),
        guardian.sends("/print/document", child="1", document="1"),
    ):
        assert answer.status_code == 503
        assert "Ce document n’est pas encore arrivé ici." in guardian.reads
