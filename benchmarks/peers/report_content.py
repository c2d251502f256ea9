"""What every contender sets: a heading and one table row a mark, in words ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import kiosk.printing
from kiosk.domain.folder import Child
from kiosk.wording import mark, number

_FONTS = Path(kiosk.printing.__file__).parent / "fonts"
REGULAR, BOLD = (_FONTS / f"DejaVuSans{face}.ttf" for face in ("", "-Bold"))

TITLES = ("Matière", "Date", "Devoir", "Note", "Moyenne/20")
WIDTHS_MM = (46.0, 18.0, 66.0, 25.0, 25.0)
NOTICE = "Copie d’information : seul le document remis par l’établissement fait foi."


@dataclass(frozen=True, slots=True)
class ReportContent:
    """One pupil's report."""

    school: str
    pupil: str
    period: str
    rows: Sequence[tuple[str, str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF that was made."""

    pages: int
    bytes: int


def content_of(child: Child) -> ReportContent:
    """The latest period of a child."""
    period = child.periods[0]
    rows = []
    for subject in period.subjects:
        for at, item in enumerate(subject.marks):
            average = "" if at or subject.average is None else number(subject.average)
            remark = f" « {item.comment} »" if item.comment else ""
            rows.append(
                (
                    "" if at else f"{subject.subject} {subject.teacher}",
                    f"{item.marked_on:%d/%m}" if item.marked_on else "",
                    item.title + remark,
                    mark(item.status, item.value, item.out_of, item.text),
                    average,
                )
            )
    return ReportContent(
        child.school_name, f"{child.full_name}, {child.class_name}", period.title, rows
    )
