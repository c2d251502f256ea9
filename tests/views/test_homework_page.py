"""A child's homework: tomorrow first, then today, then what is past."""

import re
from datetime import date

from kiosk.domain.homework import WorkKind
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.page_laws import plain
from tests.views.own_point import a_child, a_folder, work

HOSTILE = "<script>alert('vu')</script> \"guillemets\" & 'apostrophes' <b>gras</b> 🦊 ½"


def opens_homework_of(guardian, own_point, *items) -> str:
    """Sign in with a child who has this work, and open its page."""
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child(homework=items))))
    guardian.follows("Devoirs")
    return guardian.reads


def in_order(text: str, *parts: str) -> bool:
    """Whether all parts are there, one after the other."""
    places = [text.index(part) for part in parts]
    return places == sorted(places)


def test_tomorrow_comes_first_then_later_days_then_today_then_the_past(guardian, own_point) -> None:
    page = opens_homework_of(
        guardian,
        own_point,
        work("Latin", date(2026, 11, 10)),
        work("Maths", date(2026, 12, 4)),
        work("Dessin", date(2026, 11, 23)),
        work("EPS", date(2026, 11, 20)),
        work("Anglais", date(2026, 11, 24)),
        work("Musique", date(2026, 11, 26)),
    )

    assert in_order(
        page,
        "Demain, mardi 24 novembre",
        "Travail de Anglais",
        "Jeudi 26 novembre",
        "Travail de Musique",
        "Vendredi 4 décembre",
        "Travail de Maths",
        "Rappel, pour aujourd’hui lundi 23 novembre",
        "Travail de Dessin",
        "Les jours passés",
        "Vendredi 20 novembre",
        "Travail de EPS",
        "Mardi 10 novembre",
        "Travail de Latin",
    )


def test_the_demo_shows_its_days_in_that_order(public_app, demo_codes) -> None:
    guardian = GuardianAtScreen(public_app)
    guardian.shows_slip(demo_codes["Mme Amina Delmas"])
    guardian.follows("Devoirs : Inès")

    assert in_order(guardian.reads, "Demain, mardi 24 novembre", "Les jours passés")


def test_a_piece_of_work_says_subject_title_text_teacher_and_the_day_it_was_given(
    guardian, own_point
) -> None:
    page = opens_homework_of(
        guardian,
        own_point,
        work(
            "Histoire",
            date(2026, 11, 24),
            title="Réviser",
            text="Chapitre 3, pages 40 à 45",
            teacher="M. Roche",
            given_on=date(2026, 11, 17),
        ),
    )

    assert in_order(page, "Histoire", "Réviser", "Chapitre 3, pages 40 à 45", "M. Roche")
    assert "donné mardi 17 novembre" in page


def test_a_test_is_called_a_test(guardian, own_point) -> None:
    page = opens_homework_of(
        guardian, own_point, work("Maths", date(2026, 11, 24), kind=WorkKind.TEST)
    )

    assert "Maths Contrôle" in page


def test_a_first_of_the_month_is_written_the_french_way(guardian, own_point) -> None:
    assert "Mardi 1er décembre" in opens_homework_of(
        guardian, own_point, work("Maths", date(2026, 12, 1))
    )


def test_a_child_without_homework_gets_a_sentence_not_an_empty_page(guardian, own_point) -> None:
    page = opens_homework_of(guardian, own_point)

    assert "L’école n’a rien noté pour les jours qui viennent" in page
    assert "demandez à son école" in page


def test_only_past_homework_still_says_that_nothing_is_coming(guardian, own_point) -> None:
    page = opens_homework_of(guardian, own_point, work("Maths", date(2026, 11, 3)))

    assert in_order(page, "L’école n’a rien noté", "Les jours passés", "Travail de Maths")


def test_what_the_school_wrote_is_shown_letter_for_letter_and_never_run(
    guardian, own_point
) -> None:
    page = opens_homework_of(
        guardian,
        own_point,
        work(
            f"Sciences {HOSTILE}",
            date(2026, 11, 24),
            title=f"Titre {HOSTILE}",
            text=f"Texte {HOSTILE}",
            teacher=f"Mme {HOSTILE}",
        ),
    )

    for start in ("Sciences", "Titre", "Texte", "Mme"):
        assert plain(f"{start} {HOSTILE}") in page
    assert only_ours(guardian)
    assert "<b>gras" not in guardian.page.text


def test_a_family_with_hostile_names_is_shown_letter_for_letter(guardian, own_point) -> None:
    child = a_child(given_name=HOSTILE, class_name=f"5e {HOSTILE}", school_name=f"Lycée {HOSTILE}")
    guardian.shows_slip(own_point.gives_slip(a_folder(child, family_name=HOSTILE)))

    pages = ("homework", "marks", "attendance", "messages", "documents")
    for path in ("/family", "/request", *(f"/children/1/{page}" for page in pages)):
        guardian.opens(path)
        assert plain(HOSTILE) in guardian.reads
        assert only_ours(guardian)


def only_ours(guardian) -> bool:
    """Whether the one script of the page is the house's own file."""
    (script,) = guardian.read.named("script")
    return re.fullmatch(r"/static/js/screen\.js\?v=\w+", script["src"]) is not None


def test_a_child_who_is_not_there_is_told_so(guardian, own_point) -> None:
    opens_homework_of(guardian, own_point)

    for place in ("0", "2", "99", "9" * 40, "-1", "1x"):
        assert guardian.opens(f"/children/{place}/homework").status_code == 404, place
