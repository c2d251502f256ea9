"""What is taken out of a school's PDF, and what stays to be read."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from kiosk.demo.plain_pdf import one_page_pdf
from kiosk.imports.harmless_pdf import PdfLocked, PdfUnreadable, harmless_pdf

from .active_pdfs import (
    NOTED,
    VISIBLE,
    active_pdf,
    everything_in,
    form_filled_in,
    protected_pdf,
)

SCRIPT = "<< /S /JavaScript /JS (app.response\\('17 chiffres'\\)) >>"
LINK = "/Type /Annot /Subtype /Link /Rect [0 0 595 842]"
ACTIVE = {
    "a script when it opens": active_pdf(f"/OpenAction {SCRIPT}"),
    "a script by name": active_pdf(f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"),
    "a script when it closes": active_pdf(f"/AA << /WC {SCRIPT} >>"),
    "a script of the page": active_pdf(page=f"/AA << /O {SCRIPT} >>"),
    "a link": active_pdf(annotation=f"{LINK} /A << /S /URI /URI (http://ailleurs.example) >>"),
    "a script behind a link": active_pdf(annotation=f"{LINK} /A {SCRIPT}"),
    "another file": active_pdf("/OpenAction << /S /GoToR /F (autre.pdf) /D [0 /Fit] >>"),
    "a program": active_pdf("/OpenAction << /S /Launch /F (/bin/sh) >>"),
    "a form that is sent": active_pdf(
        "/OpenAction << /S /SubmitForm /F (http://ailleurs.example) >>"
    ),
    "data that is fetched": active_pdf("/OpenAction << /S /ImportData /F (d.fdf) >>"),
    "an outline with a link": active_pdf(
        "/Outlines << /First << /Title (x) /A << /S /URI /URI (http://ailleurs.example) >> >> >>"
    ),
    "a file inside": active_pdf("/Names << /EmbeddedFiles << /Names [(f) << /EF << >> >>] >> >>"),
    "a film": active_pdf(annotation="/Type /Annot /Subtype /RichMedia /Rect [0 0 9 9]"),
    "a form of XML": active_pdf("/AcroForm << /Fields [] /XFA (<xdp/>) >>"),
    "a link that the structure holds": active_pdf(
        "/StructTreeRoot << /K [<< /S /Link /K [<< /Type /OBJR >>] >>] >>",
        annotation=f"{LINK} /A << /S /URI /URI (http://ailleurs.example) >>",
    ),
    "a script out of sight": active_pdf(f"/OpenAction {SCRIPT}", in_object_streams=True),
    "a form filled in": form_filled_in(),
}
ACTS = (
    *(b"/JS", b"/JavaScript", b"/AA", b"/OpenAction", b"/Launch", b"/SubmitForm", b"/ImportData"),
    *(b"/GoToR", b"/RichMedia", b"/EmbeddedFiles", b"/XFA", b"/URI", b"/AcroForm", b"/Annots"),
)


def words_on(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return str(document[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("what", ACTIVE)
def test_nothing_that_acts_is_left_and_the_page_is_still_to_be_read(what: str) -> None:
    assert any(word in everything_in(ACTIVE[what]) for word in ACTS)
    harmless = harmless_pdf(ACTIVE[what])
    assert [word for word in ACTS if word in everything_in(harmless)] == []
    assert VISIBLE in words_on(harmless)


def test_what_was_filled_into_a_form_is_still_to_be_read() -> None:
    assert NOTED in words_on(harmless_pdf(form_filled_in()))


def test_the_title_and_the_language_stay_for_screen_readers() -> None:
    content = one_page_pdf("Règlement", "Collège", "Pied", ("Un texte.",))
    with pikepdf.open(BytesIO(harmless_pdf(content))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Règlement"
        assert str(pdf.Root.Lang) == "fr-FR"


def test_who_wrote_it_is_not_carried_to_the_access_points() -> None:
    with pikepdf.open(BytesIO(active_pdf())) as pdf:
        pdf.docinfo["/Author"] = "Marmotte"
        written = BytesIO()
        pdf.save(written)
    assert b"Marmotte" in everything_in(written.getvalue())
    assert b"Marmotte" not in everything_in(harmless_pdf(written.getvalue()))


@pytest.mark.parametrize("what", ACTIVE)
def test_the_same_pdf_is_always_the_same_bytes(what: str) -> None:
    once = harmless_pdf(ACTIVE[what])
    assert harmless_pdf(ACTIVE[what]) == once


def test_a_protected_pdf_is_refused() -> None:
    with pytest.raises(PdfLocked):
        harmless_pdf(protected_pdf())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%%EOF\n",
        b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    ],
)
def test_what_has_no_page_that_can_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(PdfUnreadable):
        harmless_pdf(content)


def test_what_is_wrong_in_a_document_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    whole = form_filled_in()
    broken = whole.replace(b"/Kids [ 5 0 R ]", b"/Kids [ 9 0 R ]")
    assert broken != whole
    with pytest.raises(PdfUnreadable):
        harmless_pdf(broken)
    assert caplog.records == []
