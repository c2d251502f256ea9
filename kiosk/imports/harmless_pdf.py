"""A PDF that shows what a school wrote and does nothing: no script, no link, no form, no file.

A kiosk has one screen for everybody: a link of a letterhead leads out of it, and a script may ask
a parent for the seventeen digits. Most PDFs of schools carry links, so they are not refused but
written anew with what draws their pages, and with nothing else.
"""

import logging
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf, StreamDecodeLevel

# Of the document: the order and numbering of its pages, its layers, what a screen reader needs.
_OF_THE_DOCUMENT = (
    "/Type /Version /Pages /PageLabels /OCProperties /OutputIntents /Lang /MarkInfo "
    "/StructTreeRoot /ViewerPreferences"
)
# Of a page: its size and what is drawn on it.
_OF_A_PAGE = (
    "/Type /Parent /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Rotate /UserUnit /Resources "
    "/Contents /Group /Tabs /StructParents"
)
_OF_AN_ANNOTATION = "/Type /Subtype /Rect"
_TITLE = Name("/Title")
# What pikepdf raises where a file is not what it says.
_UNREADABLE = (
    pikepdf.PdfError,
    AttributeError,
    KeyError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)
# It tells what it mends, and so what stands in a document, to whoever listens.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)


class PdfUnreadable(Exception):
    """The bytes are no PDF whose structure can be read, or one without a page."""


class PdfLocked(Exception):
    """The PDF is encrypted, be it only against printing or copying."""


def harmless_pdf(content: bytes) -> bytes:
    """The same pages, filled forms and notes drawn onto them; the same bytes for the same bytes.

    Raises ``PdfLocked`` and ``PdfUnreadable``.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if not pdf.is_encrypted:
                return _written_anew(pdf)
    except pikepdf.PasswordError:
        raise PdfLocked from None
    except _UNREADABLE:
        raise PdfUnreadable from None
    raise PdfLocked


def _written_anew(pdf: Pdf) -> bytes:
    if not len(pdf.pages):
        raise PdfUnreadable
    pdf.flatten_annotations("screen")
    for page in pdf.pages:
        _quieten(page)
    _keep_only(pdf.Root, _OF_THE_DOCUMENT)
    title = pdf.docinfo.get(_TITLE)
    del pdf.docinfo
    if title is not None:
        pdf.docinfo[_TITLE] = title
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    written = BytesIO()
    # Streams are copied as they are: what would swell when decompressed stays small.
    pdf.save(written, deterministic_id=True, stream_decode_level=StreamDecodeLevel.none)
    return written.getvalue()


def _quieten(page: Page) -> None:
    """Take everything off a page that a reader could touch, or that acts when it is opened."""
    for annotation in page.obj.get("/Annots", ()):
        # The structure a screen reader follows may hold on to it.
        if isinstance(annotation, Dictionary):
            _keep_only(annotation, _OF_AN_ANNOTATION)
    _keep_only(page.obj, _OF_A_PAGE)


def _keep_only(record: pikepdf.Object, keys: str) -> None:
    for key in set(record.keys()) - set(keys.split()):
        del record[key]
