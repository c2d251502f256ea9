"""WeasyPrint: the report as HTML and CSS. Needs Pango on the machine."""

from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.peers.report_content import BOLD, NOTICE, REGULAR, TITLES, Drawn, ReportContent

_FONTS = FontConfiguration()
_STYLE = CSS(
    string=f"""
    @page {{ size: A4; margin: 15mm }}
    @font-face {{ font-family: Peer; src: url({REGULAR.as_uri()}) }}
    @font-face {{ font-family: Peer; font-weight: bold; src: url({BOLD.as_uri()}) }}
    body {{ font: 9pt Peer }}
    table {{ border-collapse: collapse; width: 100% }}
    td, th {{ border: .3pt solid gray; text-align: left; vertical-align: top }}
    """,
    font_config=_FONTS,
)


def draw(content: ReportContent) -> Drawn:
    """The font configuration and the style sheet are shared, as its manual advises."""
    cells = "".join(_row("td", row) for row in content.rows)
    page = (
        f"<p>{escape(content.school)}</p><h1>Relevé de notes</h1>"
        f"<p>{escape(content.pupil)}, {escape(content.period)}</p>"
        f"<table><thead>{_row('th', TITLES)}</thead><tbody>{cells}</tbody></table><p>{NOTICE}</p>"
    )
    document = HTML(string=page).render(stylesheets=[_STYLE], font_config=_FONTS)
    return Drawn(len(document.pages), len(document.write_pdf()))


def _row(tag: str, cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
