"""The lines of a section: its title in a column of its own, or above its entries in large print."""

from kiosk.printing import paper
from kiosk.printing.columns import Texts, side_by_side
from kiosk.printing.content import Chapter, Entry, Section
from kiosk.printing.flow import Group
from kiosk.printing.fonts import Face, visual
from kiosk.printing.lines import Line, Text, Unit, gap, ruled_gap, set_left
from kiosk.printing.paper import TypeScale
from kiosk.printing.wrapping import clip, text_width_mm

BOX = "☐"
FLAG = "⚑"


def section_group(section: Section, scale: TypeScale) -> Group:
    """The group of one section, a hairline above."""
    return _stacked(section, scale) if scale.stacked else _in_columns(section, scale)


def chapter_group(chapter: Chapter, scale: TypeScale) -> Group:
    """A child's name under a rule: it stays with what comes first under it."""
    lines = (
        *_lines(set_left(chapter.name, *_FULL, Face.BOLD, scale.name_pt), scale, scale.name_pt),
        *_lines(set_left(chapter.about, *_FULL, Face.REGULAR, scale.small_pt), scale),
        gap(scale.line_mm() * 0.3),
    )
    rule = Line(scale.line_mm() * 1.6, rule_mm=paper.RULE_MM)
    return Group(units=(lines,), before=(rule,), is_title=True)


_FULL = (paper.LEFT_MM, paper.TEXT_WIDTH_MM)


def _in_columns(section: Section, scale: TypeScale) -> Group:
    left = set_left(section.title, paper.LEFT_MM, paper.SUBJECT_WIDTH_MM, Face.BOLD, scale.body_pt)
    width_mm = paper.RIGHT_MM - paper.DAY_X_MM
    middle = [_entry(entry, paper.DAY_X_MM, width_mm, scale) for entry in section.entries]
    remark = set_left(section.remark, paper.DAY_X_MM, width_mm, Face.REGULAR, scale.body_pt)
    if remark:
        middle.append([[text] for text in remark])
    return Group(
        units=side_by_side(left, middle, [], scale),
        before=(ruled_gap(scale.line_mm() * 0.9),),
        continued=_continued(section, scale),
    )


def _stacked(section: Section, scale: TypeScale) -> Group:
    title = _lines(set_left(section.title, *_FULL, Face.BOLD, scale.body_pt), scale)
    entries: list[Unit] = []
    for entry in section.entries:
        rows = _entry(entry, *_FULL, scale)
        air = gap(scale.line_mm() * paper.ROW_AIR * 2)
        entries.append((air, *(Line(scale.line_mm(), tuple(texts)) for texts in rows)))
    remark = _lines(set_left(section.remark, *_FULL, Face.REGULAR, scale.body_pt), scale)
    first = entries[0] if entries else remark
    return Group(
        units=((*title, *first), *entries[1:]),
        before=(ruled_gap(scale.line_mm() * 1.1),),
        continued=_continued(section, scale),
    )


def _entry(entry: Entry, x_mm: float, width_mm: float, scale: TypeScale) -> list[Texts]:
    """The texts of an entry, line by line."""
    size = scale.body_pt
    lead: Texts = []
    if entry.is_to_do:
        lead = [Text(x_mm, visual(BOX), Face.REGULAR, size)]
        notch_mm = text_width_mm(BOX, Face.REGULAR, size) + paper.GUTTER_MM
        x_mm, width_mm = x_mm + notch_mm, width_mm - notch_mm
    lines = [[text] for text in set_left(entry.title, x_mm, width_mm, Face.BOLD, size)] or [[]]
    lines = _with_badge(lines, entry, x_mm, width_mm, scale)
    lines[0] = [*lead, *lines[0]]
    for text in entry.texts:
        lines += [[part] for part in set_left(text, x_mm, width_mm, Face.REGULAR, size)]
    about = set_left(entry.about, x_mm, width_mm, Face.REGULAR, scale.small_pt)
    return [*lines, *([part] for part in about)]


def _with_badge(
    lines: list[Texts], entry: Entry, x_mm: float, width_mm: float, scale: TypeScale
) -> list[Texts]:
    """The badge behind the title where there is room, else on a line of its own: never cut."""
    if not entry.badge:
        return lines
    badge = f"{FLAG}\u00a0{entry.badge}"
    size = scale.body_pt
    title_mm = text_width_mm(entry.title, Face.BOLD, size) + 2 * paper.GUTTER_MM
    badge_mm = text_width_mm(badge, Face.BOLD, size)
    if len(lines) == 1 and title_mm + badge_mm <= width_mm:
        return [[*lines[0], Text(x_mm + title_mm, visual(badge), Face.BOLD, size)]]
    return [*lines, *([part] for part in set_left(badge, x_mm, width_mm, Face.BOLD, size))]


def _lines(texts: Texts, scale: TypeScale, size_pt: float | None = None) -> Unit:
    return tuple(Line(scale.line_mm(size_pt), (text,)) for text in texts)


def _continued(section: Section, scale: TypeScale) -> Unit:
    """The section's name again at the top of a page, on one line: it is a reminder."""
    name = section.continued.format(title=section.title.replace("\n", " "))
    glyphs = clip(name, Face.BOLD, scale.body_pt, paper.TEXT_WIDTH_MM)
    return (Line(scale.line_mm(), (Text(paper.LEFT_MM, glyphs, Face.BOLD, scale.body_pt),)),)
