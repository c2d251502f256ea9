"""Children, marks and rendered sheets for the tests of paper; and eyes to read a PDF with."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
from PIL.Image import Image

from kiosk.domain.folder import Child, Folder, MarkItem, PeriodMarks, SubjectMarks
from kiosk.domain.marks import MarkStatus
from kiosk.domain.print_jobs import PrintSize, Sheet, SheetKind
from kiosk.printing.documents import document_of, render
from kiosk.wording import catalogs_folder, words_for

AS_OF = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PRINTED_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def a_mark(value: str | None = "14", out_of: str | None = "20", **changes: object) -> MarkItem:
    facts: dict[str, object] = {
        "title": "Contrôle : les fractions",
        "marked_on": date(2026, 11, 12),
        "status": MarkStatus.MARKED,
        "value": None if value is None else Decimal(value),
        "out_of": None if out_of is None else Decimal(out_of),
        "coefficient": None,
        "text": "",
        "comment": "",
        "first_seen_on": date(2026, 11, 13),
    }
    return MarkItem(**{**facts, **changes})  # type: ignore[arg-type]


def a_subject(*marks: MarkItem, subject: str = "Mathématiques", **changes: object) -> SubjectMarks:
    facts: dict[str, object] = {
        "subject": subject,
        "teacher": "Mme Durand",
        "average": Decimal("13.25"),
        "is_indicative": False,
        "marks": marks,
    }
    return SubjectMarks(**{**facts, **changes})  # type: ignore[arg-type]


def a_child(
    *subjects: SubjectMarks,
    given_name: str = "Inès",
    family_name: str = "Benali",
    school_name: str = "Collège Jean-Moulin",
    class_name: str = "6e A",
) -> Child:
    period = PeriodMarks("1er trimestre", date(2026, 9, 1), date(2026, 11, 30), subjects)
    return Child(
        given_name, family_name, "star", class_name, school_name, "0590000A", (), (period,)
    )


def a_report(
    child: Child,
    size: PrintSize = PrintSize.NORMAL,
    as_of: datetime | None = AS_OF,
    language: str = "fr",
) -> Sheet:
    folder = Folder("reader-1", "Mme", "Nora", "Benali", (child,))
    words = words_for(language, catalogs_folder())
    document = document_of(
        SheetKind.MARKS,
        folder,
        child,
        child.periods[0],
        dates={child.school_uai: as_of} if as_of else {},
        printed_at=PRINTED_AT,
        words=words,
    )
    return render(document, size=size, words=words, sheet_name="a1b2c3")


def page_texts(sheet: Sheet) -> list[str]:
    """The text of each page after NFKC, as a person would search it."""
    document = pypdfium2.PdfDocument(sheet.pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return [unicodedata.normalize("NFKC", text) for text in texts]


def squeezed(text: str) -> str:
    """A text without white space: lines wrap where they will."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def all_text(sheet: Sheet) -> str:
    return squeezed("".join(page_texts(sheet)))


def picture(sheet: Sheet, page: int = 0, dpi: int = 150) -> Image:
    return pypdfium2.PdfDocument(sheet.pdf)[page].render(scale=dpi / 72).to_pil()
