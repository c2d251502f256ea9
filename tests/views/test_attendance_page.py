"""Absences and lateness: sums in plain words, day by day, what to do, and never a reason."""

from datetime import date

import pytest

from kiosk.domain.attendance import HalfDay
from tests.views.own_point import a_child, a_folder, a_lateness, an_absence

TOLD = ("attendance",)


def opens_attendance_of(guardian, own_point, *items, told=TOLD) -> str:
    """Sign in with a child who has these, and open their page."""
    child = a_child(attendance=items, told=told)
    guardian.shows_slip(own_point.gives_slip(a_folder(child)))
    guardian.follows("Absences")
    return guardian.reads


def test_the_sums_are_said_in_half_days_and_minutes(guardian, own_point) -> None:
    page = opens_attendance_of(
        guardian,
        own_point,
        an_absence(date(2026, 11, 19)),
        a_lateness(date(2026, 11, 12), 10),
        a_lateness(date(2026, 11, 10), 5),
        an_absence(date(2026, 10, 5), half_days=3, is_justified=True),
    )

    assert "4 demi-journées d’absence, dont 1 à justifier" in page
    assert "2 retards, 15 minutes en tout" in page
    assert "Une journée, c’est deux demi-journées" in page


def test_one_of_each_is_said_in_the_singular(guardian, own_point) -> None:
    page = opens_attendance_of(
        guardian,
        own_point,
        an_absence(date(2026, 11, 19), is_justified=True),
        a_lateness(date(2026, 11, 12), 1),
    )

    assert "1 demi-journée d’absence" in page
    assert "à justifier" not in page
    assert "1 retard, 1 minute en tout" in page


def test_what_the_school_did_not_say_is_not_guessed(guardian, own_point) -> None:
    page = opens_attendance_of(
        guardian,
        own_point,
        an_absence(date(2026, 11, 19), half_days=None, is_justified=None),
        a_lateness(date(2026, 11, 12), None, is_justified=None),
    )

    assert "1 absence dont l’école ne dit pas la durée" in page
    assert "1 retard" in page
    assert "minute" not in page
    assert page.count("L’école ne dit pas si c’est justifié.") == 2
    assert "à justifier" not in page
    assert "demi-journée d’absence" not in page


def test_the_sums_say_what_is_to_justify_of_each_kind(guardian, own_point) -> None:
    page = opens_attendance_of(
        guardian,
        own_point,
        a_lateness(date(2026, 11, 12), 10, is_justified=False),
        a_lateness(date(2026, 11, 10), 5),
        an_absence(date(2026, 11, 6), half_days=None),
    )

    assert "2 retards, 15 minutes en tout, dont 1 à justifier" in page
    assert "1 absence dont l’école ne dit pas la durée, dont 1 à justifier" in page


def test_only_latenesses_are_no_absence(guardian, own_point) -> None:
    page = opens_attendance_of(guardian, own_point, a_lateness(date(2026, 11, 12)))

    assert "aucune absence" in page


def test_each_one_stands_in_its_order_with_day_half_day_and_state(guardian, own_point) -> None:
    page = opens_attendance_of(
        guardian,
        own_point,
        an_absence(date(2026, 11, 19)),
        a_lateness(date(2026, 11, 12)),
    )

    assert "Jeudi 19 novembre, matin Absence, 1 demi-journée à justifier" in page
    assert "Jeudi 12 novembre, matin Retard, 10 minutes justifié" in page
    assert page.index("19 novembre") < page.index("12 novembre")


def test_what_to_do_stands_under_what_is_to_justify_and_nowhere_else(guardian, own_point) -> None:
    page = opens_attendance_of(
        guardian,
        own_point,
        an_absence(date(2026, 11, 19)),
        an_absence(date(2026, 11, 12), is_justified=True),
    )

    assert page.count("Écrivez pourquoi") == 1
    assert "la vie scolaire" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_at_half": None, "ends_at_half": None}, "Jeudi 19 novembre Absence"),
        ({"ends_at_half": HalfDay.AFTERNOON}, "Jeudi 19 novembre, toute la journée"),
        (
            {"starts_at_half": HalfDay.AFTERNOON, "ends_at_half": HalfDay.AFTERNOON},
            "Jeudi 19 novembre, après-midi",
        ),
        ({"ends_at_half": None}, "Jeudi 19 novembre, matin"),
        (
            {"ends_on": date(2026, 11, 20)},
            "Du jeudi 19 novembre (matin) au vendredi 20 novembre (matin)",
        ),
        (
            {"ends_on": date(2026, 11, 20), "starts_at_half": None, "ends_at_half": None},
            "Du jeudi 19 novembre au vendredi 20 novembre",
        ),
    ],
    ids=str,
)
def test_when_is_said_as_exactly_as_the_school_said_it(guardian, own_point, changes, said) -> None:
    assert said in opens_attendance_of(
        guardian, own_point, an_absence(date(2026, 11, 19), **changes)
    )


def test_no_absence_at_all_is_good_news(guardian, own_point) -> None:
    assert "Ni absence ni retard depuis la rentrée." in opens_attendance_of(guardian, own_point)


def test_a_school_that_sends_none_is_not_taken_for_good_news(guardian, own_point) -> None:
    page = opens_attendance_of(guardian, own_point, told=())

    assert "L’école n’envoie pas les absences ici." in page
    assert "demandez à l’école" in page
    assert "Ni absence" not in page


@pytest.mark.parametrize("place", ["0", "2", "99", "-1", "x"])
def test_a_child_who_is_not_there_is_told_so(guardian, own_point, place) -> None:
    opens_attendance_of(guardian, own_point)

    assert guardian.opens(f"/children/{place}/attendance").status_code == 404
