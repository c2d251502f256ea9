"""The lines of a table of marks: in columns in normal size, stacked in large print.

Every text of a subject sits on one grid of equal lines, so that subject, marks and average share
their baselines.
"""

from itertools import zip_longest

from kiosk.printing import paper
from kiosk.printing.columns import Texts, side_by_side
from kiosk.printing.content import MarkRow, MarkTable, SubjectMarksBlock
from kiosk.printing.flow import Group
from kiosk.printing.fonts import Face, visual
from kiosk.printing.lines import Line, Text, Unit, gap, ruled_gap, set_left, set_right
from kiosk.printing.paper import TypeScale
from kiosk.printing.wrapping import clip, text_width_mm


def table_groups(table: MarkTable, scale: TypeScale) -> list[Group]:
    """One group of lines a subject."""
    if scale.stacked:
        return [_stacked(subject, table, scale) for subject in table.subjects]
    head = _column_head(table.column_titles, scale)
    return [
        _in_columns(subject, table, head, is_first=not number, scale=scale)
        for number, subject in enumerate(table.subjects)
    ]


def _column_head(titles: tuple[str, str, str, str, str, str], scale: TypeScale) -> Unit:
    subject, day, title, coefficient, mark, average = titles
    size = scale.small_pt
    left = (
        (subject, paper.LEFT_MM, paper.SUBJECT_WIDTH_MM),
        (day, paper.DAY_X_MM, paper.DAY_WIDTH_MM),
        (title, paper.TITLE_X_MM, paper.COEFFICIENT_RIGHT_MM - paper.TITLE_X_MM),
    )
    right = (
        (coefficient, paper.COEFFICIENT_RIGHT_MM, 2 * paper.COEFFICIENT_WIDTH_MM),
        (mark, paper.MARK_RIGHT_MM, paper.MARK_WIDTH_MM),
        (average, paper.AVERAGE_RIGHT_MM, paper.AVERAGE_WIDTH_MM),
    )
    columns = [set_left(*cell, Face.REGULAR, size) for cell in left]
    columns += [set_right(*cell, Face.REGULAR, size) for cell in right]
    rule = Line(scale.line_mm() * 0.5, rule_mm=paper.RULE_MM)
    rows = zip_longest(*columns)
    return (
        *(Line(scale.line_mm(size), tuple(filter(None, texts))) for texts in rows),
        rule,
    )


def _in_columns(
    block: SubjectMarksBlock, table: MarkTable, head: Unit, *, is_first: bool, scale: TypeScale
) -> Group:
    # The class stands under the subject: there is room beside the marks, and the column of the
    # averages keeps to the pupil's own.
    left = _set_down(
        paper.LEFT_MM,
        paper.SUBJECT_WIDTH_MM,
        (block.subject, Face.BOLD, scale.body_pt),
        *((text, Face.REGULAR, scale.small_pt) for text in (block.teacher, *block.class_figures)),
    )
    right_mm, width_mm = paper.AVERAGE_RIGHT_MM, paper.AVERAGE_WIDTH_MM
    average_name = block.average_name if block.average else block.average_in_words
    right = [
        *set_right(block.average, right_mm, width_mm, Face.BOLD, scale.body_pt),
        *set_right(average_name, right_mm, width_mm, Face.REGULAR, scale.small_pt),
    ]
    has_coefficients = bool(table.column_titles[3])
    middle = [_row_in_columns(row, has_coefficients, scale) for row in block.rows]
    for text in filter(None, (block.remark, block.comment)):
        width = paper.MARK_RIGHT_MM - paper.DAY_X_MM
        lines = set_left(text, paper.DAY_X_MM, width, Face.REGULAR, scale.body_pt)
        middle.append([[line] for line in lines])
    return Group(
        units=side_by_side(left, middle, right, scale),
        before=head if is_first else (ruled_gap(scale.line_mm() * 0.9),),
        page_head=head,
        continued=_continued(block, table, scale),
    )


def _set_down(x_mm: float, width_mm: float, *texts: tuple[str, Face, float]) -> Texts:
    """Texts one under the other in a column, each in its face and size."""
    return [
        line for text, face, size in texts for line in set_left(text, x_mm, width_mm, face, size)
    ]


def _row_in_columns(row: MarkRow, has_coefficients: bool, scale: TypeScale) -> list[Texts]:
    """The texts of one mark, line by line, between the subject and the average."""
    size = scale.body_pt
    title_right = paper.MARK_RIGHT_MM - paper.MARK_WIDTH_MM
    if has_coefficients:
        title_right = paper.COEFFICIENT_RIGHT_MM - paper.COEFFICIENT_WIDTH_MM
    title_width = title_right - paper.GUTTER_MM - paper.TITLE_X_MM
    title = set_left(row.title, paper.TITLE_X_MM, title_width, Face.REGULAR, size)
    lines: list[Texts] = [[text] for text in title] or [[]]
    if row.short_day:
        day = Text(paper.DAY_X_MM, visual(row.short_day), Face.REGULAR, scale.small_pt)
        lines[0].insert(0, day)
    wide_width = paper.MARK_RIGHT_MM - paper.TITLE_X_MM
    below = [(row.mark, Face.BOLD), *((remark, Face.REGULAR) for remark in row.remarks)]
    if _is_short(row.mark, paper.MARK_WIDTH_MM, scale):
        lines[0] += set_right(row.mark, paper.MARK_RIGHT_MM, paper.MARK_WIDTH_MM, Face.BOLD, size)
        below = below[1:]
    coefficient = set_right(
        row.coefficient,
        paper.COEFFICIENT_RIGHT_MM,
        paper.COEFFICIENT_WIDTH_MM,
        Face.REGULAR,
        scale.small_pt,
    )
    if len(coefficient) == 1:
        lines[0] += coefficient
    elif coefficient:
        below.append((row.coefficient_in_words, Face.REGULAR))
    for text, face in below:
        wide = set_left(text, paper.TITLE_X_MM, wide_width, face, size)
        lines.extend([part] for part in wide)
    return lines


def _is_short(mark: str, width_mm: float, scale: TypeScale) -> bool:
    """Whether a mark fits its column; words of the school's that do not go under the title."""
    return "\n" not in mark and text_width_mm(mark, Face.BOLD, scale.body_pt) <= width_mm


def _continued(block: SubjectMarksBlock, table: MarkTable, scale: TypeScale) -> Unit:
    """The subject's name again at the top of a page, on one line: it is a reminder."""
    name = table.continued.format(subject=block.subject.replace("\n", " "))
    glyphs = clip(name, Face.BOLD, scale.body_pt, paper.TEXT_WIDTH_MM)
    return (Line(scale.line_mm(), (Text(paper.LEFT_MM, glyphs, Face.BOLD, scale.body_pt),)),)


def _stacked(block: SubjectMarksBlock, table: MarkTable, scale: TypeScale) -> Group:
    lead = _stacked_head(block, scale)
    rows = [_row_stacked(row, scale) for row in block.rows]
    units = ((*lead, *rows[0]), *rows[1:]) if rows else (lead,)
    return Group(
        units=units,
        before=(ruled_gap(scale.line_mm() * 1.1),),
        continued=_continued(block, table, scale),
    )


def _stacked_head(block: SubjectMarksBlock, scale: TypeScale) -> Unit:
    """Subject, teacher, average: the average beside the teacher where both fit on a line."""
    x_mm, width_mm, size = paper.LEFT_MM, paper.TEXT_WIDTH_MM, scale.body_pt
    subject = set_left(block.subject, x_mm, width_mm, Face.BOLD, size)
    teacher = set_left(block.teacher, x_mm, width_mm, Face.REGULAR, scale.small_pt)
    lines = [[text] for text in (*subject, *teacher)]
    average_mm = text_width_mm(block.average_in_words, Face.BOLD, size)
    room_mm = width_mm - text_width_mm(block.teacher, Face.REGULAR, scale.small_pt)
    if len(teacher) == 1 and average_mm + 4 * paper.GUTTER_MM <= room_mm:
        right = set_right(block.average_in_words, paper.RIGHT_MM, width_mm, Face.BOLD, size)
        lines[-1] += right
    else:
        average = set_left(block.average_in_words, x_mm, width_mm, Face.BOLD, size)
        lines += [[text] for text in average]
    for text, size_pt in (
        (block.class_in_words, scale.small_pt),
        (block.comment, size),
        (block.remark, size),
    ):
        lines += [[part] for part in set_left(text, x_mm, width_mm, Face.REGULAR, size_pt)]
    return tuple(Line(scale.line_mm(), tuple(line)) for line in lines)


def _row_stacked(row: MarkRow, scale: TypeScale) -> Unit:
    """The mark in front, its title beside it, then day, coefficient and remarks under the title."""
    x_mm = paper.LEFT_MM + scale.notch_mm
    width_mm = paper.RIGHT_MM - x_mm
    texts = [
        *set_left(row.title, x_mm, width_mm, Face.REGULAR, scale.body_pt),
        *set_left(_day_and_weight(row), x_mm, width_mm, Face.REGULAR, scale.small_pt),
    ]
    remarks: list[tuple[str, Face]] = [(remark, Face.REGULAR) for remark in row.remarks]
    is_short = _is_short(row.mark, scale.notch_mm - paper.GUTTER_MM, scale)
    if not is_short:
        remarks.insert(0, (row.mark, Face.BOLD))
    for remark, face in remarks:
        texts += set_left(remark, x_mm, width_mm, face, scale.body_pt)
    lines = [[text] for text in texts] or [[]]
    if is_short:
        lines[0][:0] = set_left(row.mark, paper.LEFT_MM, scale.notch_mm, Face.BOLD, scale.body_pt)
    air = gap(scale.line_mm() * paper.ROW_AIR)
    return (air, *(Line(scale.line_mm(), tuple(line)) for line in lines))


def _day_and_weight(row: MarkRow) -> str:
    """« mardi 24 novembre · coefficient 2 », the coefficient never apart from its figure."""
    weight = row.coefficient_in_words.replace(" ", "\u00a0")
    return " · ".join(part for part in (row.day, weight) if part)
