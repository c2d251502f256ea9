"""Slips with reportlab's own QR widget, eight a page, as its user guide shows it."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.peers.report_content import BOLD, REGULAR

pdfmetrics.registerFont(TTFont("PeerRegular", REGULAR))
pdfmetrics.registerFont(TTFont("PeerBold", BOLD))
COLUMNS, ROWS = 2, 4
SIDE = 30 * mm


def draw_slips(codes: Sequence[str], out: Path) -> int:
    """A title, three lines, the digits and the code of each slip; how many."""
    canvas = Canvas(str(out), pagesize=A4)
    width, height = A4[0] / COLUMNS, A4[1] / ROWS
    for at, code in enumerate(codes):
        place = at % (COLUMNS * ROWS)
        if at and not place:
            canvas.showPage()
        down, across = divmod(place, COLUMNS)
        x, top = across * width + 9 * mm, A4[1] - down * height
        canvas.setFont("PeerBold", 15)
        canvas.drawString(x, top - 12 * mm, "Ticket")
        canvas.setFont("PeerRegular", 9.5)
        for line in range(3):
            canvas.drawString(x, top - (20 + 5 * line) * mm, "A line of text on the slip")
        canvas.setFont("PeerBold", 18)
        canvas.drawString(x, top - 57 * mm, code)
        widget = QrCodeWidget(code, barLevel="H", barWidth=SIDE, barHeight=SIDE)
        drawing = Drawing(SIDE, SIDE)
        drawing.add(widget)
        renderPDF.draw(drawing, canvas, x + 50 * mm, top - 40 * mm)
    canvas.save()
    return len(codes)
