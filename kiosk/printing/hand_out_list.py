"""The list of who gets which slip: for the school alone, pages of its own, never a code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kiosk.domain.pictures import GRID, PICTURES
from kiosk.printing import paper
from kiosk.printing.drawings import steps_of
from kiosk.printing.fonts import Face, Glyphs, printable, visual
from kiosk.printing.pen import Anchor, Pen
from kiosk.printing.wrapping import clip, wrap
from kiosk.wording import Words


@dataclass(frozen=True, slots=True)
class HandOutLine:
    """One slip and who is to have it. ``class_name`` and ``school_name`` may be empty."""

    serial: str
    picture: str
    adult: str
    children: tuple[str, ...]
    class_name: str
    school_name: str


@dataclass(frozen=True, slots=True)
class HandOut:
    """The slips of one run in the order they stand on the sheets, and the day of the run."""

    lines: tuple[HandOutLine, ...]
    made_on: date


@dataclass(frozen=True, slots=True)
class _Row:
    """One slip's line, or the heading of a class, with how many slips it has in all."""

    height_mm: float
    heading: str
    total: str = ""
    line: HandOutLine | None = None
    texts: tuple[tuple[float, tuple[Glyphs, ...]], ...] = ()
    """The columns: where each begins, and its lines."""


_TEXT_PT = paper.LIST_TEXT_PT
_HEADING_MM = 10.0
_TOTAL_MM = 25.0
_HEADING_BASELINE_MM, _HEADING_RULE_MM = 6.5, 8.8
_BOX_DOWN_MM = (paper.LIST_PICTURE_MM - paper.LIST_BOX_MM) / 2


def draw_hand_out_list(hand_out: HandOut, words: Words, pen: Pen) -> None:
    """Draw the list on new pages; a class that goes on over the page is named again."""
    pages = list(_pages(list(_rows(hand_out.lines, words)), words))
    for number, rows in enumerate(pages, start=1):
        pen.next_page()
        y_mm = _draw_head(hand_out, words, pen)
        for row in rows:
            _draw_row(row, y_mm, pen)
            y_mm += row.height_mm
        _draw_foot(number, len(pages), words, pen)


def _rows(lines: Sequence[HandOutLine], words: Words) -> Iterator[_Row]:
    for heading, of_class in groupby(lines, key=lambda line: _heading(line, words)):
        slips = list(of_class)
        total = words.ngettext("{n} ticket", "{n} tickets", len(slips)).format(n=len(slips))
        yield _Row(_HEADING_MM, heading, total)
        for line in slips:
            yield _row(line, heading, words)


def _heading(line: HandOutLine, words: Words) -> str:
    class_name = line.class_name or words.gettext("Sans classe")
    return " · ".join(part for part in (class_name, line.school_name) if part)


def _row(line: HandOutLine, heading: str, words: Words) -> _Row:
    starts = (
        paper.LIST_WORD_X_MM,
        paper.LIST_SERIAL_X_MM,
        paper.LIST_ADULT_X_MM,
        paper.LIST_CHILDREN_X_MM,
    )
    word, number = words.picture_word(line.picture), f"n° {line.serial}"
    cells = ((word,), (number,), (line.adult,), line.children)
    columns = []
    for x_mm, end_mm, cell in zip(starts, (*starts[1:], paper.RIGHT_MM), cells, strict=True):
        room_mm = end_mm - x_mm - paper.GUTTER_MM
        texts = [
            part
            for text in cell
            for part in wrap(printable(text)[0], Face.REGULAR, _TEXT_PT, room_mm)
        ]
        columns.append((x_mm, tuple(texts)))
    deepest = max(len(texts) for _, texts in columns)
    type_mm = paper.LIST_BASELINE_MM + (deepest - 1) * paper.LIST_LEADING_MM + paper.LIST_BELOW_MM
    height_mm = max(type_mm, paper.LIST_PICTURE_MM)
    return _Row(height_mm + paper.LIST_ROW_AIR_MM, heading, "", line, tuple(columns))


def _pages(rows: Sequence[_Row], words: Words) -> Iterator[list[_Row]]:
    room_mm = paper.FOOT_BOTTOM_MM - paper.LIST_FOOT_MM - paper.LIST_TOP_MM
    page: list[_Row] = []
    taken_mm = 0.0
    for at, row in enumerate(rows):
        # A class's name never stands alone at the foot of a page.
        needed_mm = row.height_mm if row.line else row.height_mm + rows[at + 1].height_mm
        if page and taken_mm + needed_mm > room_mm:
            yield page
            page, taken_mm = [], 0.0
        if not page and row.line:
            again = words.gettext("{class_name} (suite)").format(class_name=row.heading)
            page.append(_Row(_HEADING_MM, again))
            taken_mm += _HEADING_MM
        page.append(row)
        taken_mm += row.height_mm
    if page:
        yield page


def _draw_head(hand_out: HandOut, words: Words, pen: Pen) -> float:
    """The title of the list and what to do with it; where its rows begin."""
    title = words.gettext("À garder par l’école : qui reçoit quel ticket")
    pen.text(paper.LEFT_MM, paper.TOP_MM + 5.0, visual(title), Face.BOLD, paper.LIST_TITLE_PT)
    sentences = (
        words.gettext("Cette page ne se coupe pas et ne va pas aux familles."),
        words.gettext("Tickets faits le {day}. Cochez chaque ticket remis.").format(
            day=words.day_in_year(hand_out.made_on)
        ),
    )
    baseline_mm = paper.TOP_MM + 12.0
    for sentence in sentences:
        pen.text(paper.LEFT_MM, baseline_mm, visual(sentence), Face.REGULAR, _TEXT_PT)
        baseline_mm += paper.LIST_LEADING_MM
    return paper.LIST_TOP_MM


def _draw_row(row: _Row, y_mm: float, pen: Pen) -> None:
    if row.line is None:
        room_mm = paper.TEXT_WIDTH_MM - _TOTAL_MM
        glyphs = clip(printable(row.heading)[0], Face.BOLD, paper.LIST_CLASS_PT, room_mm)
        pen.text(paper.LEFT_MM, y_mm + _HEADING_BASELINE_MM, glyphs, Face.BOLD, paper.LIST_CLASS_PT)
        baseline_mm, total = y_mm + _HEADING_BASELINE_MM, visual(row.total)
        pen.text(paper.RIGHT_MM, baseline_mm, total, Face.REGULAR, _TEXT_PT, Anchor.RIGHT)
        rule_mm = y_mm + _HEADING_RULE_MM
        pen.line(paper.LEFT_MM, rule_mm, paper.RIGHT_MM, rule_mm, paper.RULE_MM)
        return
    _draw_box(paper.LEFT_MM, y_mm + _BOX_DOWN_MM, pen)
    drawing = steps_of(PICTURES[row.line.picture])
    pen.drawing(paper.LIST_PICTURE_X_MM, y_mm, paper.LIST_PICTURE_MM, drawing, GRID)
    for x_mm, texts in row.texts:
        baseline_mm = y_mm + paper.LIST_BASELINE_MM
        for text in texts:
            pen.text(x_mm, baseline_mm, text, Face.REGULAR, _TEXT_PT)
            baseline_mm += paper.LIST_LEADING_MM
    rule_mm = y_mm + row.height_mm - paper.LIST_ROW_AIR_MM / 2
    pen.line(paper.LEFT_MM, rule_mm, paper.RIGHT_MM, rule_mm, paper.HAIRLINE_MM)


def _draw_box(x_mm: float, y_mm: float, pen: Pen) -> None:
    right_mm, bottom_mm = x_mm + paper.LIST_BOX_MM, y_mm + paper.LIST_BOX_MM
    for start, end in (
        ((x_mm, y_mm), (right_mm, y_mm)),
        ((right_mm, y_mm), (right_mm, bottom_mm)),
        ((right_mm, bottom_mm), (x_mm, bottom_mm)),
        ((x_mm, bottom_mm), (x_mm, y_mm)),
    ):
        pen.line(*start, *end, paper.HAIRLINE_MM * 1.5)


def _draw_foot(number: int, pages: int, words: Words, pen: Pen) -> None:
    label = words.gettext("Liste de remise, page {page} sur {pages}").format(
        page=number, pages=pages
    )
    pen.text(
        paper.RIGHT_MM, paper.FOOT_BOTTOM_MM, visual(label), Face.REGULAR, _TEXT_PT, Anchor.RIGHT
    )
