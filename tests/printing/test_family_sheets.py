"""The week, the homework, absences, messages and the summary of a period, on paper."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.errors import NotFound
from kiosk.domain.folder import AttendanceItem, Child, Folder, HomeworkItem, MessageItem
from kiosk.domain.homework import WorkKind
from kiosk.domain.print_jobs import PrintSize, Sheet, SheetKind
from kiosk.printing.documents import document_of, render
from kiosk.wording import catalogs_folder, words_for
from tests.printing.paper_builders import (
    AS_OF,
    PRINTED_AT,
    a_child,
    a_mark,
    a_subject,
    page_texts,
)
from tests.printing.paper_laws import crossings, outside_the_printable

TODAY = PRINTED_AT.date()
OF_A_CHILD = [SheetKind.HOMEWORK, SheetKind.WEEK, SheetKind.ATTENDANCE, SheetKind.MESSAGES]


def work(
    subject: str, due_in: int | None, text: str = "", kind: WorkKind = WorkKind.HOMEWORK
) -> HomeworkItem:
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    given_on = TODAY - timedelta(days=3)
    return HomeworkItem(subject, kind, "", text, "Mme Petit", given_on, due_on, TODAY)


def absence(
    is_justified: bool | None, half_days: int | None = 2, day: date = date(2026, 11, 9)
) -> AttendanceItem:
    kind, first, last = AttendanceKind.ABSENCE, HalfDay.MORNING, HalfDay.AFTERNOON
    return AttendanceItem(kind, day, first, day, last, half_days, None, is_justified, TODAY)


def a_pupil(**changes: object) -> Child:
    return replace(a_child(a_subject(a_mark())), **changes)


def printed(
    kind: SheetKind,
    *children: Child,
    size: PrintSize = PrintSize.NORMAL,
    language: str = "fr",
    of_all: bool = False,
) -> Sheet:
    child = None if of_all else children[0]
    words = words_for(language, catalogs_folder())
    document = document_of(
        kind,
        Folder("reader-1", "Mme", "Nora", "Benali", children),
        child,
        child.periods[0] if child and kind.is_of_a_period else None,
        dates={one.school_uai: AS_OF for one in children},
        printed_at=PRINTED_AT,
        words=words,
    )
    return render(document, size=size, words=words, sheet_name="a1b2c3")


def says(sheet: Sheet) -> str:
    return " ".join(" ".join(page_texts(sheet)).split())


def test_the_week_says_what_is_due_each_day_and_what_comes_later() -> None:
    pupil = a_pupil(
        homework=(
            work("Anglais", 1, "Apprendre la leçon 4"),
            work("Maths", 2, "Contrôle sur Thalès", WorkKind.TEST),
            work("Latin", 12, "Traduire dix lignes"),
            work("Musique", 0, "Chanter"),
            work("Dessin", None, "Apporter un crayon"),
        )
    )

    page = says(printed(SheetKind.WEEK, pupil))

    for fact in ("Apprendre la leçon 4", "⚑ Contrôle", "Plus tard", "Traduire dix lignes"):
        assert fact in page
    assert "Apporter un crayon" in page
    assert "Chanter" not in page  # due today: it is at school already
    assert page.index("Anglais") < page.index("Maths") < page.index("Latin")


def test_a_school_day_without_work_says_so_on_the_week() -> None:
    assert says(printed(SheetKind.WEEK, a_pupil())).count("rien de noté") == 5


def test_the_week_of_a_family_names_each_child_above_what_is_hers() -> None:
    ines = a_pupil(homework=(work("Anglais", 1),))
    adam = replace(ines, given_name="Adam", class_name="CM1", homework=(work("Dessin", 1),))

    page = says(printed(SheetKind.WEEK, ines, adam, of_all=True))

    assert page.index("Inès Benali") < page.index("Anglais") < page.index("Adam Benali")
    assert page.index("Adam Benali") < page.index("Dessin")
    assert "Mme Nora Benali" in page


def test_the_week_reminds_the_parent_of_what_is_hers_to_do() -> None:
    pupil = a_pupil(attendance=(absence(False), absence(True)))

    assert "2 demi-journées à justifier" in says(printed(SheetKind.WEEK, pupil))
    assert "Pour vous" not in says(printed(SheetKind.WEEK, a_pupil()))


def test_the_homework_says_who_gave_it_when_and_keeps_the_past_week() -> None:
    pupil = a_pupil(
        homework=(work("Anglais", 1), work("Maths", -2, "Exercice 7"), work("Latin", -20, "Vieux"))
    )

    page = says(printed(SheetKind.HOMEWORK, pupil))

    assert "Mme Petit · donné" in page
    assert "Exercice 7" in page
    assert "Vieux" not in page


def test_absences_are_listed_with_their_sums_and_what_is_to_justify() -> None:
    pupil = a_pupil(
        told=("attendance",),
        attendance=(absence(False), absence(True), absence(None, None, date(2026, 10, 5))),
    )

    page = says(printed(SheetKind.ATTENDANCE, pupil))

    for fact in (
        "4 demi-journées d’absence",
        "1 absence dont l’école ne dit pas la durée",
        "⚑ à justifier",
        "justifié",
        "L’école ne dit pas si c’est justifié.",
    ):
        assert fact in page


@pytest.mark.parametrize(
    ("kind", "told", "sentence"),
    [
        (SheetKind.ATTENDANCE, ("attendance",), "Ni absence ni retard depuis la rentrée."),
        (SheetKind.ATTENDANCE, (), "L’école n’envoie pas les absences ici."),
        (SheetKind.MESSAGES, ("messages",), "Pas de message pour le moment."),
        (SheetKind.MESSAGES, (), "L’école n’envoie pas de message ici."),
        (SheetKind.HOMEWORK, (), "L’école n’a rien noté pour les jours qui viennent."),
    ],
)
def test_a_sheet_of_nothing_says_what_nothing_means(
    kind: SheetKind, told: tuple[str, ...], sentence: str
) -> None:
    assert sentence in says(printed(kind, a_pupil(told=told)))


def test_messages_are_there_as_the_school_wrote_them_and_that_there_were_more() -> None:
    message = MessageItem(
        TODAY, "La directrice", "Sortie", "Prenez des bottes.\n<b>Merci</b>", TODAY
    )
    pupil = a_pupil(messages=(message,), older_messages_at_school=True)

    page = says(printed(SheetKind.MESSAGES, pupil))

    for fact in ("Sortie", "La directrice", "Prenez des bottes.", "<b>Merci</b>", "plus anciens"):
        assert fact in page


def test_the_summary_holds_what_the_school_said_and_no_figure_of_ours() -> None:
    said = replace(
        a_subject(a_mark(), subject="Anglais"),
        average=Decimal("13.25"),
        is_indicative=False,
        comment="Bon trimestre",
    )
    ours = replace(a_subject(a_mark(), subject="Latin"), average=Decimal("9.5"), is_indicative=True)

    page = says(printed(SheetKind.REPORT, a_child(said, ours)))

    assert "Bilan de la période" in page
    assert "13,25" in page
    assert "Bon trimestre" in page
    assert "Latin" not in page
    assert "indicative" not in page


def test_the_marks_tell_of_the_absences_of_their_period_alone() -> None:
    pupil = a_pupil(
        told=("attendance",),
        attendance=(absence(True), absence(True, 2, date(2026, 8, 3))),
    )

    page = says(printed(SheetKind.MARKS, pupil))

    assert "Absences de la période" in page
    assert "2 demi-journées d’absence, aucun retard" in page


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", list(SheetKind))
def test_headings_say_french_with_her_language_beside(kind: SheetKind, language: str) -> None:
    french, beside = (says(printed(kind, a_pupil(), language=one)) for one in ("fr", language))
    title = {
        SheetKind.MARKS: "Relevé de notes",
        SheetKind.REPORT: "Bilan de la période",
        SheetKind.HOMEWORK: "Cahier de textes",
        SheetKind.WEEK: "Ma semaine",
        SheetKind.ATTENDANCE: "Absences et retards",
        SheetKind.MESSAGES: "Messages de l’école",
    }[kind]

    assert title in french
    assert f"{title} · " in beside
    assert " · " not in french.split("Imprimé")[0].split("Benali")[0]


@pytest.mark.parametrize("kind", [SheetKind.MARKS, SheetKind.HOMEWORK])
def test_a_child_of_another_folder_is_on_no_sheet(kind: SheetKind) -> None:
    stranger = a_pupil(given_name="Autre")
    with pytest.raises(NotFound):
        document_of(
            kind,
            Folder("reader-1", "", "", "", (a_pupil(),)),
            stranger,
            stranger.periods[0] if kind.is_of_a_period else None,
            dates={},
            printed_at=PRINTED_AT,
            words=words_for("fr", catalogs_folder()),
        )


HARD_TEXTS = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "x" * 400,
            "mot " * 1000,
            "<script>alert(1)</script>",
            "👩‍🏫 bravo 🎉",
            "قرأ Anglais صفحة 12",
        ]
    ),
)


@pytest.mark.parametrize("size", list(PrintSize))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(HARD_TEXTS, min_size=1, max_size=6))
def test_whatever_the_school_wrote_stays_on_the_paper(size: PrintSize, texts: list[str]) -> None:
    homework = tuple(work(text[:60], at, text) for at, text in enumerate(texts))
    messages = tuple(MessageItem(TODAY, text[:60], text[:60], text, TODAY) for text in texts)
    pupil = a_pupil(homework=homework, messages=messages, attendance=(absence(False),) * 30)
    for kind in OF_A_CHILD:
        sheet = printed(kind, pupil, size=size)
        assert outside_the_printable(sheet) == []
        assert crossings(sheet) == []
