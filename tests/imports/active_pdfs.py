"""PDFs for tests that would do something where a reader only wants to read."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

VISIBLE = "Reunion jeudi"
NOTED = "Signature du responsable"


def active_pdf(
    catalog: str = "", page: str = "", annotation: str = "", *, in_object_streams: bool = False
) -> bytes:
    """One page that says ``VISIBLE``, with entries of our own in PDF's notation."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    text = f"BT /F1 18 Tf 50 700 Td ({VISIBLE}) Tj ET".encode()
    pdf.add_blank_page(page_size=(595, 842))
    only = pdf.pages[0].obj
    only.Contents = Stream(pdf, text)
    only.Resources = Dictionary(Font=Dictionary(F1=font))
    if annotation:
        only.Annots = Array([pdf.make_indirect(Object.parse(f"<< {annotation} >>".encode()))])
    _add(only, page)
    _add(pdf.Root, catalog)
    return _saved(pdf, in_object_streams)


def form_filled_in() -> bytes:
    """A form whose field shows ``NOTED`` and runs a script when it is touched."""
    pdf = pikepdf.open(BytesIO(active_pdf()))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    shown = Stream(pdf, f"BT /F1 12 Tf 2 4 Td ({NOTED}) Tj ET".encode())
    shown.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="signature",
            V=NOTED,
            F=4,
            Rect=Array([50, 600, 250, 620]),
            AP=Dictionary(N=pdf.make_indirect(shown)),
            AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        )
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA="<xdp/>")
    return _saved(pdf)


def protected_pdf() -> bytes:
    """A PDF that opens without a password, but is protected against printing."""
    pdf = pikepdf.open(BytesIO(active_pdf()))
    written = BytesIO()
    pdf.save(written, encryption=pikepdf.Encryption(owner="office", user=""))
    return written.getvalue()


def everything_in(content: bytes) -> bytes:
    """The bytes with no object left in a compressed stream, to search for words in them."""
    plain = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            plain,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
    return plain.getvalue()


def _add(record: Object, entries: str) -> None:
    for key, value in Object.parse(f"<< {entries} >>".encode()).items():
        record[key] = value


def _saved(pdf: Pdf, in_object_streams: bool = False) -> bytes:
    mode = pikepdf.ObjectStreamMode
    written = BytesIO()
    pdf.save(
        written,
        object_stream_mode=mode.generate if in_object_streams else mode.disable,
        deterministic_id=True,
    )
    return written.getvalue()
