"""reportlab's own document templates and tables, as its user guide shows them."""

import io

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from benchmarks.peers.report_content import (
    BOLD,
    NOTICE,
    REGULAR,
    TITLES,
    WIDTHS_MM,
    Drawn,
    ReportContent,
)

pdfmetrics.registerFont(TTFont("PeerRegular", REGULAR))
pdfmetrics.registerFont(TTFont("PeerBold", BOLD))
_BODY = ParagraphStyle("body", fontName="PeerRegular", fontSize=9, leading=11)
_TITLE = ParagraphStyle("title", fontName="PeerBold", fontSize=18, leading=24)
_RULES = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.3, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
)


def draw(content: ReportContent) -> Drawn:
    """A paragraph in every cell, so that long titles wrap."""
    buffer = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 15 * mm)
    document = SimpleDocTemplate(buffer, pagesize=A4, **margins)
    cells = [[Paragraph(text, _BODY) for text in row] for row in (TITLES, *content.rows)]
    widths = [width * mm for width in WIDTHS_MM]
    document.build(
        [
            Paragraph(content.school, _BODY),
            Paragraph("Relevé de notes", _TITLE),
            Paragraph(f"{content.pupil}, {content.period}", _BODY),
            Table(cells, colWidths=widths, style=_RULES, repeatRows=1),
            Paragraph(NOTICE, _BODY),
        ]
    )
    return Drawn(document.page, len(buffer.getvalue()))
