"""Content to pages: where each text of a document goes, for one print size."""

from kiosk.domain.print_jobs import PrintSize
from kiosk.printing import paper
from kiosk.printing.content import (
    Block,
    Chapter,
    Document,
    Heading,
    MarkTable,
    Overall,
    Section,
)
from kiosk.printing.flow import Flow, Group, Page
from kiosk.printing.fonts import Face, visual
from kiosk.printing.lines import Line, Text, Unit, gap, height_mm, ruled_gap, set_left
from kiosk.printing.mark_lines import table_groups
from kiosk.printing.paper import TypeScale
from kiosk.printing.pen import Anchor, Pen
from kiosk.printing.section_lines import chapter_group, section_group
from kiosk.printing.wrapping import clip, text_width_mm


def draw_document(document: Document, size: PrintSize, pen: Pen) -> None:
    """Draw all pages of a document whose every character the font can draw."""
    scale = paper.SCALES[size]
    foot = _foot_lines(document, scale)
    pages = _pages(document, scale, paper.FOOT_BOTTOM_MM - height_mm(foot))
    for number, page in enumerate(pages, start=1):
        if number > 1:
            pen.next_page()
        _draw_page(page, pen)
        label = document.page_label.format(page=number, pages=len(pages))
        _draw_foot(foot, label, scale, pen)


def _pages(document: Document, scale: TypeScale, bottom_mm: float) -> list[Page]:
    flow = Flow(paper.TOP_MM, bottom_mm, _running_head(document, scale))
    flow.add_all([group for block in document.blocks for group in _groups(block, scale)])
    return flow.pages


def _groups(block: Block, scale: TypeScale) -> list[Group]:
    if isinstance(block, Heading):
        return [_heading(block, scale)]
    if isinstance(block, MarkTable):
        return table_groups(block, scale)
    if isinstance(block, Overall):
        return [_overall(block, scale)]
    if isinstance(block, Section):
        return [section_group(block, scale)]
    if isinstance(block, Chapter):
        return [chapter_group(block, scale)]
    lines = _paragraph(block.text, Face.REGULAR, scale.small_pt, scale)
    return [Group(units=(lines,), before=(gap(scale.line_mm() * 0.7),))] if lines else []


def _paragraph(text: str, face: Face, size_pt: float, scale: TypeScale) -> Unit:
    texts = set_left(text, paper.LEFT_MM, paper.TEXT_WIDTH_MM, face, size_pt)
    return tuple(Line(scale.line_mm(size_pt), (part,)) for part in texts)


def _heading(heading: Heading, scale: TypeScale) -> Group:
    def plain(text: str) -> Unit:
        return _paragraph(text, Face.REGULAR, scale.body_pt, scale)

    half = scale.line_mm() * 0.5
    return Group(
        units=(
            (*plain(heading.sender), gap(half * 0.5)),
            _paragraph(heading.title, Face.BOLD, scale.title_pt, scale),
            *(plain(text) for text in heading.details),
            (gap(half), Line(half, rule_mm=paper.RULE_MM), gap(half)),
            _paragraph(heading.name, Face.BOLD, scale.name_pt, scale),
            *(plain(text) for text in heading.about),
            (gap(half * 1.4),),
        )
    )


def _overall(overall: Overall, scale: TypeScale) -> Group:
    """Between two rules as strong as the head's: the last word of the sheet."""
    size = scale.body_pt
    body = (
        *_paragraph(overall.title, Face.BOLD, size, scale),
        *(line for text in overall.figures for line in _paragraph(text, Face.REGULAR, size, scale)),
        *_paragraph(overall.comment, Face.REGULAR, size, scale),
    )
    rule = Line(scale.line_mm(), rule_mm=paper.RULE_MM)
    return Group(units=(body,), before=(rule,))


def _running_head(document: Document, scale: TypeScale) -> Unit:
    """Whose sheet this is, on one line: the first page gives it in full."""
    size = scale.small_pt
    glyphs = clip(document.running_head, Face.REGULAR, size, paper.TEXT_WIDTH_MM)
    text = Text(paper.LEFT_MM, glyphs, Face.REGULAR, size)
    return (Line(scale.line_mm(size), (text,)), gap(scale.line_mm() * 0.8))


def _foot_lines(document: Document, scale: TypeScale) -> Unit:
    """The foot of every page; beside its last line there is room for the page number."""
    size = scale.foot_pt
    number_mm = text_width_mm(document.page_label.format(page=999, pages=999), Face.REGULAR, size)
    width_mm = paper.TEXT_WIDTH_MM - number_mm - 2 * paper.GUTTER_MM
    first, *rest = document.foot
    sentences = [(first, paper.TEXT_WIDTH_MM)]
    joined = " · ".join(rest)
    fits = text_width_mm(joined, Face.REGULAR, size) <= width_mm
    sentences += [(text, width_mm) for text in ([joined] if fits else rest)]
    lines = [ruled_gap(scale.line_mm(size))]
    for text, room_mm in sentences:
        parts = set_left(text, paper.LEFT_MM, room_mm, Face.REGULAR, size)
        lines.extend(Line(scale.line_mm(size), (part,)) for part in parts)
    return tuple(lines)


def _draw_foot(foot: Unit, label: str, scale: TypeScale, pen: Pen) -> None:
    y_mm = paper.FOOT_BOTTOM_MM - height_mm(foot)
    for line in foot:
        _draw_line(y_mm, line, pen)
        y_mm += line.height_mm
    baseline_mm = y_mm - foot[-1].height_mm * (1 - paper.BASELINE)
    pen.text(paper.RIGHT_MM, baseline_mm, visual(label), Face.REGULAR, scale.foot_pt, Anchor.RIGHT)


def _draw_page(page: Page, pen: Pen) -> None:
    for placed in page:
        _draw_line(placed.y_mm, placed.line, pen)


def _draw_line(y_mm: float, line: Line, pen: Pen) -> None:
    if line.rule_mm:
        middle_mm = y_mm + line.height_mm / 2
        pen.line(paper.LEFT_MM, middle_mm, paper.RIGHT_MM, middle_mm, line.rule_mm)
    baseline_mm = y_mm + line.height_mm * paper.BASELINE
    for text in line.texts:
        pen.text(text.x_mm, baseline_mm, text.glyphs, text.face, text.size_pt, text.anchor)
