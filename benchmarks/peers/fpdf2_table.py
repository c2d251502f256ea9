"""fpdf2's ``table()``, as its manual shows it. Licence: LGPL-3.0."""

from fpdf import FPDF

from benchmarks.peers.report_content import (
    BOLD,
    NOTICE,
    REGULAR,
    TITLES,
    WIDTHS_MM,
    Drawn,
    ReportContent,
)


def draw(content: ReportContent) -> Drawn:
    """A new document with its fonts, one table."""
    pdf = FPDF(format="A4")
    pdf.set_margin(15)
    pdf.add_font("peer", "", REGULAR)
    pdf.add_font("peer", "B", BOLD)
    pdf.add_page()
    for style, size, text in (
        ("", 9, content.school),
        ("B", 18, "Relevé de notes"),
        ("", 9, f"{content.pupil}, {content.period}"),
    ):
        pdf.set_font("peer", style, size)
        pdf.multi_cell(0, text=text, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(col_widths=WIDTHS_MM, line_height=4.2) as table:
        for row in (TITLES, *content.rows):
            table.row(row)
    pdf.multi_cell(0, text=NOTICE)
    return Drawn(pdf.page_no(), len(pdf.output()))
