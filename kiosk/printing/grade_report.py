"""The relevé de notes of one child and one period, as content: every figure as the school gave it.

Names of subjects and teachers, titles and comments are the school's words and stay as they are.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from kiosk import wording
from kiosk.domain.attendance_totals import attendance_totals
from kiosk.domain.folder import Child, MarkItem, PeriodMarks, SubjectMarks
from kiosk.domain.marks import MarkStatus
from kiosk.printing.content import (
    Document,
    MarkRow,
    MarkTable,
    Note,
    Overall,
    SubjectMarksBlock,
)
from kiosk.printing.head_and_foot import child_sheet
from kiosk.wording import Words, attendance_sums, beside


def grade_report(
    child: Child, period: PeriodMarks, *, as_of: datetime | None, printed_at: datetime, words: Words
) -> Document:
    """The relevé de notes. ``as_of`` is the age of the school's data, None when unknown."""
    title = beside(words, lambda w: w.gettext("Relevé de notes"))
    return _document(title, child, period, as_of=as_of, printed_at=printed_at, words=words)


def period_report(
    child: Child, period: PeriodMarks, *, as_of: datetime | None, printed_at: datetime, words: Words
) -> Document:
    """What the school itself said of a period, subject by subject: averages and comments.

    No mark, and no average of ours: like the bulletin, of which it is not a copy in law.
    """
    given = tuple(
        replace(
            subject,
            marks=(),
            average=None if subject.is_indicative else subject.average,
            class_average=None if subject.is_class_indicative else subject.class_average,
        )
        for subject in period.subjects
        if subject.comment.strip() or (subject.average is not None and not subject.is_indicative)
    )
    title = beside(words, lambda w: w.gettext("Bilan de la période"))
    return _document(
        title,
        child,
        replace(period, subjects=given),
        as_of=as_of,
        printed_at=printed_at,
        words=words,
        nothing=words.gettext(
            "L’école n’a transmis ni moyenne ni appréciation pour cette période. "
            "Le secrétariat de l’école peut vous renseigner."
        ),
    )


def _document(
    title: str,
    child: Child,
    period: PeriodMarks,
    *,
    as_of: datetime | None,
    printed_at: datetime,
    words: Words,
    nothing: str = "",
) -> Document:
    nothing = nothing or words.gettext(
        "L’école n’a transmis aucune note pour cette période. "
        "Le secrétariat de l’école peut vous renseigner."
    )
    return child_sheet(
        child,
        title,
        (*_body(period, nothing, words), *_absences(child, period, words)),
        notice=words.gettext(
            "Copie d’information : seul le document remis par l’établissement fait foi."
        ),
        as_of=as_of,
        printed_at=printed_at,
        words=words,
        details=tuple(text for text in (period.title, _span(period, words)) if text),
    )


def _absences(child: Child, period: PeriodMarks, words: Words) -> tuple[Overall, ...]:
    """The half-days of this period, where the school tells of absences and when it was."""
    if period.starts_on is None or period.ends_on is None or "attendance" not in child.told:
        return ()
    within = [
        item for item in child.attendance if period.starts_on <= item.starts_on <= period.ends_on
    ]
    sums = attendance_sums(attendance_totals(within), words)
    title = beside(words, lambda w: w.gettext("Absences de la période"))
    return (Overall(title, (words.comma.join(sums),), ""),)


def _span(period: PeriodMarks, words: Words) -> str:
    if period.starts_on is None or period.ends_on is None:
        return ""
    start, end = words.day_in_year(period.starts_on), words.day_in_year(period.ends_on)
    return words.gettext("du {start} au {end}").format(start=start, end=end)


def _body(
    period: PeriodMarks, nothing: str, words: Words
) -> tuple[MarkTable | Overall | Note, ...]:
    """``nothing`` is said where the school sent nothing of the kind."""
    overall = _overall(period, words)
    if not period.subjects:
        return overall or (Note(nothing),)
    return (_table(period, words), *overall, *_legend(period, words))


def _overall(period: PeriodMarks, words: Words) -> tuple[Overall, ...]:
    """The general average and comment, where the school gave one."""
    if period.average is None and not period.comment.strip():
        return ()
    figures = []
    if period.average is not None:
        text = words.gettext("Moyenne générale : {average}/20")
        figures.append(text.format(average=wording.number(period.average)))
    if period.class_average is not None:
        text = words.gettext("classe : {average}")
        figures.append(text.format(average=wording.number(period.class_average)))
    return (
        Overall(
            title=beside(words, lambda w: w.gettext("Dans l’ensemble")),
            figures=(" · ".join(figures),) if figures else (),
            comment=_quoted(period.comment, words),
        ),
    )


def _quoted(comment: str, words: Words) -> str:
    said = comment.strip()
    return words.gettext("« {comment} »").format(comment=said) if said else ""


def _table(period: PeriodMarks, words: Words) -> MarkTable:
    has_marks = any(subject.marks for subject in period.subjects)

    def title(say: Callable[[Words], str], *, is_used: bool = True) -> str:
        return beside(words, say, between="\n") if is_used else ""

    return MarkTable(
        column_titles=(
            title(lambda w: w.gettext("Matière")),
            title(lambda w: w.gettext("Date"), is_used=has_marks),
            title(lambda w: w.gettext("Devoir"), is_used=has_marks),
            title(lambda w: w.gettext("Coef."), is_used=_has_coefficients(period)),
            title(lambda w: w.gettext("Note"), is_used=has_marks),
            title(lambda w: w.gettext("Moyenne/20")),
        ),
        continued=words.gettext("{subject} (suite)"),
        subjects=tuple(
            _subject(subject, words, must_name_ours=_are_mixed(period))
            for subject in period.subjects
        ),
    )


def _has_coefficients(period: PeriodMarks) -> bool:
    return any(m.coefficient is not None for s in period.subjects for m in s.marks)


def _are_mixed(period: PeriodMarks) -> bool:
    """Whether some figures of the class are the school's and some are ours."""
    shown = [s for s in period.subjects if s.class_average is not None]
    return len({s.is_class_indicative for s in shown}) > 1


def _subject(subject: SubjectMarks, words: Words, *, must_name_ours: bool) -> SubjectMarksBlock:
    average, name, sentence = "", "", words.gettext("pas de moyenne")
    if subject.average is not None:
        average = wording.number(subject.average)
        if subject.is_indicative:
            name = words.gettext("moyenne indicative")
            sentence = words.gettext("Moyenne indicative : {average}/20")
        else:
            sentence = words.gettext("Moyenne : {average}/20")
        sentence = sentence.format(average=average)
    class_figures = _class_figures(subject, words, must_name_ours=must_name_ours)
    return SubjectMarksBlock(
        subject=subject.subject or words.gettext("Matière non précisée"),
        teacher=subject.teacher,
        average=average,
        average_name=name,
        average_in_words=sentence,
        remark=_remark(subject, words),
        rows=tuple(_row(mark, words) for mark in subject.marks),
        class_figures=class_figures,
        class_in_words=words.comma.join(class_figures),
        comment=_quoted(subject.comment, words),
    )


def _remark(subject: SubjectMarks, words: Words) -> str:
    """What stands in place of the marks, so that a subject is never only a name."""
    if subject.marks or subject.comment.strip():
        return ""
    return words.gettext("Pas encore de note.")


def _class_figures(subject: SubjectMarks, words: Words, *, must_name_ours: bool) -> tuple[str, ...]:
    """« classe : 12,4 », « de 6 à 18 »; the legend says that they are ours where all are."""
    if subject.class_average is None:
        return ()
    average = wording.number(subject.class_average)
    figures = [words.gettext("classe : {average}").format(average=average)]
    if subject.class_lowest is not None and subject.class_highest is not None:
        span = words.gettext("de {lowest} à {highest}").format(
            lowest=wording.number(subject.class_lowest),
            highest=wording.number(subject.class_highest),
        )
        figures.append(span)
    if must_name_ours and subject.is_class_indicative:
        figures[-1] += " " + words.gettext("(indicatif)")
    return tuple(figures)


def _row(item: MarkItem, words: Words) -> MarkRow:
    mark = wording.mark(item.status, item.value, item.out_of, item.text)
    weight = "" if item.coefficient is None else wording.number(item.coefficient)
    in_words = words.gettext("coefficient {number}").format(number=weight) if weight else ""
    remarks = [item.text] if item.text.strip() and mark != item.text else []
    if item.comment.strip():
        remarks.append(_quoted(item.comment, words))
    return MarkRow(
        mark=mark.strip() or words.gettext("note non transmise"),
        title=item.title.strip() or words.gettext("Sans titre"),
        short_day=_short_day(item.marked_on),
        day=words.day(item.marked_on) if item.marked_on else "",
        coefficient=weight,
        coefficient_in_words=in_words,
        remarks=tuple(remarks),
    )


def _short_day(on: date | None) -> str:
    """``24/11``: a column has no room for words, and every French relevé dates marks so."""
    return f"{on.day:02d}/{on.month:02d}" if on else ""


def _legend(period: PeriodMarks, words: Words) -> tuple[Note, ...]:
    """What the abbreviations on this sheet mean, and where an average of ours comes from."""
    notes = []
    in_use = {m.status for s in period.subjects for m in s.marks} - {MarkStatus.MARKED}
    meanings = [
        f"{wording.MARK_ABBREVIATIONS[status]}{words.colon}{words.mark_meaning(status)}"
        for status in MarkStatus
        if status in in_use
    ]
    if _has_coefficients(period):
        meanings.append(words.gettext("Coef. : coefficient, le poids du devoir dans la moyenne"))
    if meanings:
        # Amid text read from the right, an abbreviation in Latin letters loses its meaning to the
        # next: each then has a line of its own.
        notes.append(Note((" · " if words.direction == "ltr" else "\n").join(meanings)))
    if any(s.is_indicative and s.average is not None for s in period.subjects):
        sentence = words.gettext(
            "Moyenne indicative : l’école n’a pas transmis de moyenne, celle-ci est calculée "
            "à partir des notes ci-dessus."
        )
        notes.append(Note(sentence))
    if any(s.is_class_indicative and s.class_average is not None for s in period.subjects):
        sentence = words.gettext(
            "Classe : moyenne et écart indicatifs, calculés à partir des notes de la classe."
        )
        notes.append(Note(sentence))
    return tuple(notes)
