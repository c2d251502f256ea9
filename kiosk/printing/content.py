"""What is on a sheet, as data: no coordinate, no font, no size.

Every text is already worded and formatted; the layout only places it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a sheet: whose it is, what it is, where it comes from.

    ``details`` stand under the title, ``about`` under the name.
    """

    sender: str
    title: str
    details: tuple[str, ...]
    name: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark. ``short_day`` is for a narrow column, ``day`` for running text."""

    mark: str
    title: str
    short_day: str
    day: str
    coefficient: str
    coefficient_in_words: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectMarksBlock:
    """One subject: its marks and its average.

    ``average`` is the figure alone, empty where there is none, and ``average_name`` what it must
    be called beyond the title of its column; ``average_in_words`` is a line of running text.
    ``remark`` stands in place of the marks when there is none. ``class_figures`` are those of the
    class, in parts short enough for a column, ``class_in_words`` the same on a line; ``comment``
    is the teacher's, in quotes.
    """

    subject: str
    teacher: str
    average: str
    average_name: str
    average_in_words: str
    remark: str
    rows: tuple[MarkRow, ...]
    class_figures: tuple[str, ...] = ()
    class_in_words: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class MarkTable:
    """All subjects of a period under the titles of their columns.

    ``column_titles`` are, in order: subject, day, title, coefficient, mark, average; the title of
    the coefficients is empty when the sheet has none. ``continued`` holds ``{subject}``.
    """

    column_titles: tuple[str, str, str, str, str, str]
    continued: str
    subjects: tuple[SubjectMarksBlock, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """What the school says of the whole period: the general average, a comment."""

    title: str
    figures: tuple[str, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class Note:
    """A small paragraph: a legend, an explanation."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a section: a piece of work, an absence, a message.

    ``badge`` is a word that must be seen beside the title, as « Contrôle »; ``about`` is small
    print under the texts. ``is_to_do`` puts a box in front of it, to tick with a pen.
    """

    title: str
    badge: str = ""
    texts: tuple[str, ...] = ()
    about: str = ""
    is_to_do: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs to one day, or to one kind. ``remark`` stands in the place of entries.

    ``continued`` holds ``{title}``.
    """

    title: str
    entries: tuple[Entry, ...]
    remark: str = ""
    continued: str = "{title}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where the part of a child begins, on a sheet of several."""

    name: str
    about: str


Block = Heading | MarkTable | Overall | Note | Section | Chapter


@dataclass(frozen=True, slots=True)
class Document:
    """One sheet of one or more pages.

    ``title`` is neutral, for the file's metadata; ``running_head`` names the sheet on every page
    but the first, so that loose pages are not lost; ``foot`` stands on every page, its first
    sentence on lines of its own; ``page_label`` holds ``{page}`` and ``{pages}``.
    """

    title: str
    running_head: str
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]
    page_label: str
