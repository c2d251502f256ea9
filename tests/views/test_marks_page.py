"""A child's marks, as the school gave them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kiosk.domain.marks import MarkStatus
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.page_laws import plain
from tests.views.own_point import a_child, a_folder, a_mark, a_period, a_subject

HOSTILE = "<img src=x onerror=alert(1)> \"très\" bien & 'mieux' 🎻"


def opens_marks_of(guardian, own_point, *periods) -> str:
    """Sign in with a child who has these marks, and open their page."""
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child(periods=periods))))
    guardian.follows("Notes")
    return guardian.reads


@pytest.mark.parametrize(
    ("value", "out_of", "shown"),
    [
        ("14", "20", "14/20 14 sur 20"),
        ("14.5", "20", "14,5/20 14,5 sur 20"),
        ("14.50", "20.00", "14,5/20 14,5 sur 20"),
        ("7.25", "10", "7,25/10 7,25 sur 10"),
        ("0", "20", "0/20 0 sur 20"),
        ("20", "20", "20/20 20 sur 20"),
        ("100", "100", "100/100 100 sur 100"),
        ("3", None, "3"),
    ],
)
def test_a_mark_is_written_over_its_scale_with_a_comma_and_said_in_words(
    guardian, own_point, value, out_of, shown
) -> None:
    page = opens_marks_of(
        guardian, own_point, a_period("1er trimestre", a_subject("Maths", a_mark(value, out_of)))
    )

    assert f" {shown} . Contrôle" in page


@pytest.mark.parametrize(
    ("status", "shown", "meaning"),
    [
        (MarkStatus.EXEMPT, "Disp", "(dispense)"),
        (MarkStatus.NOT_HANDED_IN, "N.Rdu", "(non rendu)"),
        (MarkStatus.ABSENT, "Abs", "(absence)"),
        (MarkStatus.NOT_MARKED, "N.Not", "(non noté)"),
        (MarkStatus.PENDING, "…", "(rendu, pas encore noté)"),
    ],
)
def test_what_stands_in_place_of_a_mark_is_a_word_with_its_meaning(
    guardian, own_point, status, shown, meaning
) -> None:
    page = opens_marks_of(
        guardian,
        own_point,
        a_period("1er trimestre", a_subject("Maths", a_mark(None, status=status))),
    )

    assert f" {shown} {meaning.strip('()')} . Contrôle {meaning} ." in page
    assert "0/20" not in page


def test_the_demo_shows_words_in_place_of_marks_with_their_meaning(public_app, demo_codes) -> None:
    guardian = GuardianAtScreen(public_app)
    guardian.shows_slip(demo_codes["Mme Amina Delmas"])
    guardian.follows("Notes : Inès")

    assert "Disp" in guardian.reads
    assert "(dispense)" in guardian.reads
    assert "N.Rdu" in guardian.reads
    assert "(non rendu)" in guardian.reads
    assert "moyenne indicative" in guardian.reads


def test_the_ear_hears_words_where_the_eye_sees_figures(guardian, own_point) -> None:
    opens_marks_of(
        guardian,
        own_point,
        a_period("T1", a_subject("Maths", a_mark("14"), a_mark(None, status=MarkStatus.EXEMPT))),
    )

    silent = [a for _, a in guardian.read.elements if a.get("aria-hidden") == "true"]
    assert len([a for a in silent if a.get("lang") == "fr"]) == 2
    assert '>14/20</span><span class="unseen">14 sur 20</span>' in guardian.page.text
    assert '>Disp</span><span class="unseen">dispense</span>' in guardian.page.text


def test_the_title_names_the_period_and_no_child(guardian, own_point) -> None:
    opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", a_mark("12"))))

    assert guardian.read.title == "Notes, T1 · Point École"


def test_words_of_the_schools_are_shown_as_written(guardian, own_point) -> None:
    page = opens_marks_of(
        guardian,
        own_point,
        a_period("1er trimestre", a_subject("EPS", a_mark(None, text="Très bonne maîtrise"))),
    )

    assert "Très bonne maîtrise" in page


def test_a_mark_says_its_day_its_coefficient_and_the_comment(guardian, own_point) -> None:
    mark = a_mark("12", coefficient=Decimal("0.50"), comment="En progrès")
    page = opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", mark)))

    assert "lundi 16 novembre" in page
    assert "coefficient 0,5" in page
    assert "« En progrès »" in page


def test_the_newest_mark_of_a_subject_comes_first(guardian, own_point) -> None:
    page = opens_marks_of(
        guardian,
        own_point,
        a_period(
            "T1",
            a_subject(
                "Maths",
                a_mark("8", marked_on=date(2026, 10, 1)),
                a_mark("16", marked_on=date(2026, 11, 1)),
            ),
        ),
    )

    assert page.index("16/20") < page.index("8/20")


def test_an_average_of_ours_is_called_indicative(guardian, own_point) -> None:
    subject = a_subject("Maths", a_mark("12"), average=Decimal("12.25"), is_indicative=True)
    page = opens_marks_of(guardian, own_point, a_period("T1", subject))

    assert "moyenne indicative 12,25 sur 20" in page


def test_an_average_of_the_schools_is_not(guardian, own_point) -> None:
    subject = a_subject("Maths", a_mark("12"), average=Decimal("12"))
    page = opens_marks_of(guardian, own_point, a_period("T1", subject))

    assert "moyenne 12 sur 20" in page
    assert "moyenne indicative 12" not in page


def test_a_subject_without_average_shows_none(guardian, own_point) -> None:
    page = opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", a_mark("12"))))

    assert "moyenne" not in page


def test_the_page_says_that_only_the_schools_document_counts(guardian, own_point) -> None:
    page = opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", a_mark("12"))))

    assert "Le vrai relevé est celui de l’école" in page


def test_the_first_period_is_shown_and_the_others_are_one_press_away(guardian, own_point) -> None:
    page = opens_marks_of(
        guardian,
        own_point,
        a_period("2e trimestre", a_subject("Maths", a_mark("11"))),
        a_period("1er trimestre", a_subject("Maths", a_mark("17"))),
    )
    assert "Les notes : Lucie , 2e trimestre" in page
    assert "11/20" in page
    assert "17/20" not in page

    guardian.follows("1er trimestre")
    assert "Les notes : Lucie , 1er trimestre" in guardian.reads
    assert "17/20" in guardian.reads
    assert "11/20" not in guardian.reads


@pytest.mark.parametrize("period", ["0", "2", "99", "-1", "9" * 30])
def test_a_period_that_is_not_there_is_told_so(guardian, own_point, period) -> None:
    opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", a_mark("12"))))

    assert guardian.opens(f"/children/1/marks?period={period}").status_code == 404
    assert "12/20" not in guardian.reads


@pytest.mark.parametrize("place", ["0", "2", "99", "-1", "x"])
def test_a_child_who_is_not_there_is_told_so(guardian, own_point, place) -> None:
    opens_marks_of(guardian, own_point)

    assert guardian.opens(f"/children/{place}/marks").status_code == 404


def test_a_child_without_marks_gets_a_sentence_and_nothing_to_print(guardian, own_point) -> None:
    page = opens_marks_of(guardian, own_point)

    assert "L’école n’a pas encore envoyé de note" in page
    assert "Imprimer" not in page


def test_what_the_school_wrote_is_shown_letter_for_letter_and_never_run(
    guardian, own_point
) -> None:
    mark = a_mark(None, title=f"T {HOSTILE}", text=f"M {HOSTILE}", comment=f"C {HOSTILE}")
    subject = a_subject(f"S {HOSTILE}", mark, teacher=f"P {HOSTILE}")
    page = opens_marks_of(guardian, own_point, a_period(f"Période {HOSTILE}", subject))

    for start in ("T", "M", "C", "S", "P", "Les notes : Lucie , Période"):
        assert plain(f"{start} {HOSTILE}") in page
    assert guardian.read.named("img") == []


def test_the_class_stands_beside_the_average_and_ours_is_called_indicative(
    guardian, own_point
) -> None:
    figures = {
        "average": Decimal("13.25"),
        "class_average": Decimal("12.4"),
        "class_lowest": Decimal(6),
        "class_highest": Decimal(18),
    }
    ours = a_subject("Maths", a_mark("12"), **figures)
    theirs = a_subject("Latin", a_mark("12"), **figures, is_class_indicative=False)
    page = opens_marks_of(guardian, own_point, a_period("T1", ours, theirs))

    assert "classe (indicatif) : 12,4, de 6 à 18" in page
    assert "classe : 12,4, de 6 à 18" in page
    assert "Sur la barre, le trait est la moyenne de la classe." in page


def test_a_class_average_without_range_is_shown_alone(guardian, own_point) -> None:
    subject = a_subject(
        "Maths", a_mark("12"), class_average=Decimal("12.4"), is_class_indicative=False
    )
    page = opens_marks_of(guardian, own_point, a_period("T1", subject))

    assert "classe : 12,4" in page
    assert " à " not in page.partition("classe : 12,4")[2].partition("12/20")[0]


def test_the_class_of_one_mark_is_indicative(guardian, own_point) -> None:
    mark = a_mark(
        "12",
        class_average=Decimal("10.5"),
        class_lowest=Decimal(2),
        class_highest=Decimal("19.5"),
    )
    page = opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", mark)))

    assert "classe (indicatif) : 10,5, de 2 à 19,5" in page


def test_without_figures_of_the_class_none_is_shown(guardian, own_point) -> None:
    page = opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", a_mark("12"))))

    assert "classe" not in page


def test_the_teachers_comment_and_the_general_word_are_shown_as_given(guardian, own_point) -> None:
    period = replace(
        a_period("T1", a_subject("Maths", a_mark("12"), comment=f"Sérieuse {HOSTILE}")),
        average=Decimal("12.9"),
        class_average=Decimal("12.6"),
        comment=f"Bon trimestre {HOSTILE}",
    )
    page = opens_marks_of(guardian, own_point, period)

    assert plain(f"« Sérieuse {HOSTILE} »") in page
    assert plain(f"« Bon trimestre {HOSTILE} »") in page
    assert "moyenne générale 12,9 sur 20 · classe : 12,6" in page
    assert guardian.read.named("img") == []


def test_a_period_without_a_general_word_has_no_box_for_one(guardian, own_point) -> None:
    page = opens_marks_of(guardian, own_point, a_period("T1", a_subject("Maths", a_mark("12"))))

    assert "Dans l’ensemble" not in page
