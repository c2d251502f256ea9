"""The first page after signing in: all the children of one adult, and nobody else."""

from datetime import date, timedelta

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.folder import Folder
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus
from kiosk.services.office import Office
from kiosk.services.readers import list_readers
from tests.conftest import MONDAY_EVENING
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import (
    a_child,
    a_folder,
    a_lateness,
    a_mark,
    a_message,
    a_period,
    a_subject,
    an_absence,
    work,
)

WHOLE_VISIT = (
    "/family",
    *(
        f"/children/{place}/{page}"
        for place in (1, 2)
        for page in ("homework", "marks", "attendance", "messages", "documents")
    ),
    "/request",
)


def visit_of(public_app, demo_codes, holder: str) -> GuardianAtScreen:
    """Someone of the demo, signed in."""
    guardian = GuardianAtScreen(public_app)
    guardian.shows_slip(demo_codes[holder])
    return guardian


def everything(guardian: GuardianAtScreen) -> str:
    """The whole of a visit to two children, tags and all."""
    return "\n".join(guardian.opens(path).text for path in WHOLE_VISIT)


def test_each_child_stands_with_class_and_school(public_app, demo_codes) -> None:
    madame_delmas = visit_of(public_app, demo_codes, "Mme Amina Delmas")

    assert "Bonjour Madame Delmas" in madame_delmas.reads
    assert "Inès 5e B, " in madame_delmas.reads
    assert "Yanis CM1, " in madame_delmas.reads


def test_each_child_stands_with_the_next_days_work_and_the_latest_mark(guardian, own_point) -> None:
    lucie = a_child(
        homework=(
            work("Latin", date(2026, 11, 23)),
            work("Maths", date(2026, 11, 25)),
            work("Anglais", date(2026, 11, 24)),
            work("Français", date(2026, 11, 24), kind=WorkKind.TEST),
            work("Anglais", date(2026, 11, 24)),
        ),
        periods=(
            a_period(
                "1er trimestre",
                a_subject("Maths", a_mark("8", marked_on=date(2026, 11, 19))),
                a_subject("Anglais", a_mark("14.5", marked_on=date(2026, 11, 20))),
            ),
        ),
    )
    guardian.shows_slip(own_point.gives_slip(a_folder(lucie)))

    assert "Demain : Anglais , Français (contrôle)" in guardian.reads
    assert "dernière : 14,5/20 14,5 sur 20 , Anglais" in guardian.reads


def test_a_word_in_place_of_the_latest_mark_stays_a_word(guardian, own_point) -> None:
    absent = a_mark(None, status=MarkStatus.ABSENT)
    lucie = a_child(periods=(a_period("1er trimestre", a_subject("Maths", absent)),))
    guardian.shows_slip(own_point.gives_slip(a_folder(lucie)))

    assert "dernière : absence, Maths" in guardian.reads


def test_a_child_of_whom_the_school_sent_nothing_is_still_there(guardian, own_point) -> None:
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child())))

    assert "Lucie" in guardian.reads
    assert "rien à faire pour le moment" in guardian.reads
    assert "pas encore de note" in guardian.reads


def test_a_folder_without_children_says_whom_to_ask(guardian, own_point) -> None:
    guardian.shows_slip(own_point.gives_slip(a_folder()))

    assert "Il n’y a rien à montrer pour le moment" in guardian.reads
    assert "elle seule peut le faire" in guardian.reads
    assert guardian.opens("/children/1/homework").status_code == 404


def test_a_reader_without_civility_is_greeted_by_name(guardian, own_point) -> None:
    guardian.shows_slip(own_point.gives_slip(a_folder(civility="")))

    assert "Bonjour Jeanne" in guardian.reads


def test_from_the_family_page_each_child_is_one_press_away(guardian, own_point) -> None:
    tom = a_child(given_name="Tom", class_name="CM1")
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child(), tom)))

    guardian.follows("Devoirs : Tom")
    assert guardian.page.request.path == "/children/2/homework"
    guardian.follows("Ma famille")
    guardian.follows("Notes : Lucie")
    assert guardian.page.request.path == "/children/1/marks"
    guardian.follows("Devoirs")
    assert guardian.page.request.path == "/children/1/homework"


@pytest.mark.parametrize(
    ("reader", "other_adult"),
    [
        ("Mme Claire Le Goff", ("Thomas", "M. Marchetti", "Monsieur Marchetti")),
        ("M. Thomas Marchetti", ("Claire", "Le Goff", "Bonjour Madame")),
    ],
)
def test_separated_parents_read_the_same_children_and_never_each_others_name(
    public_app, demo_codes, reader: str, other_adult: tuple[str, ...]
) -> None:
    guardian = visit_of(public_app, demo_codes, reader)
    pages = everything(guardian)
    guardian.opens("/children/1/marks")

    assert "Léa" in pages
    assert "Hugo" in pages
    for words in other_adult:
        assert words not in pages


def test_separated_parents_read_the_same_marks(public_app, demo_codes) -> None:
    mother = visit_of(public_app, demo_codes, "Mme Claire Le Goff")
    mother.opens("/children/1/marks")
    father = visit_of(public_app, demo_codes, "M. Thomas Marchetti")
    father.opens("/children/1/marks")

    assert mother.reads == father.reads
    assert "/20" in mother.reads


@pytest.mark.parametrize("contact", ["Rose Benhamou", "Yonas Tesfay"])
def test_who_is_only_to_be_called_may_have_no_slip(
    office: Office, demo_codes, contact: str
) -> None:
    may_have_one = [reader.name for reader in list_readers(office)]

    assert "Mme Claire Le Goff" in may_have_one
    assert not any(contact in name for name in (*may_have_one, *demo_codes))


def test_nobody_reads_of_another_family(public_app, demo_codes) -> None:
    pages = everything(visit_of(public_app, demo_codes, "Mme Amina Delmas"))

    for stranger in ("Julien", "Benhamou", "Marchetti", "Salimata", "Nguyễn", "Wójcik"):
        assert stranger not in pages


def test_no_name_of_a_family_is_in_any_title_or_address(public_app, demo_codes) -> None:
    guardian = visit_of(public_app, demo_codes, "Mme Amina Delmas")
    said = []
    for path in WHOLE_VISIT:
        guardian.opens(path)
        said += [guardian.read.title, *guardian.read.addresses]

    for name in ("Inès", "Ines", "Yanis", "Delmas", "Amina"):
        assert not any(name.lower() in one.lower() for one in said)


def test_how_old_the_data_is_stands_on_every_page(public_app, demo_codes) -> None:
    guardian = visit_of(public_app, demo_codes, "Mme Amina Delmas")

    for path in WHOLE_VISIT[:-1]:
        guardian.opens(path)
        assert "Nouvelles de l’école reçues le 23 novembre" in guardian.reads, path


def test_one_date_for_all_is_said_once_and_two_each_with_its_child(guardian, own_point) -> None:
    tom = a_child(given_name="Tom", school_uai="0350001B")
    own_point.hears_from("0350000A", MONDAY_EVENING)
    own_point.hears_from("0350001B", MONDAY_EVENING)
    code = own_point.gives_slip(a_folder(a_child(), tom))
    guardian.shows_slip(code)
    assert guardian.reads.count("Nouvelles de l’école reçues") == 1
    guardian.finishes()
    guardian.opens("/")

    own_point.hears_from("0350001B", MONDAY_EVENING + timedelta(days=1))
    guardian.shows_slip(code)
    assert guardian.reads.count("Nouvelles de l’école reçues") == 2


def test_a_name_is_shown_as_it_is_written(public_app, demo_codes) -> None:
    guardian = visit_of(public_app, demo_codes, "Mme Żaneta Wójcik")
    assert "Bonjour Madame Wójcik" in guardian.reads
    assert "Staś" in guardian.reads


def test_the_day_turns_where_the_schools_are(guardian, own_point, clock: FixedClock) -> None:
    """At 23:30 UTC it is already tomorrow in France."""
    lucie = a_child(homework=(work("Maths", date(2026, 11, 24)), work("EPS", date(2026, 11, 25))))
    code = own_point.gives_slip(a_folder(lucie))
    clock.advance(hours=6, minutes=30)

    guardian.shows_slip(code)

    assert "Demain : EPS" in guardian.reads
    assert "Maths" not in guardian.reads


def test_the_greeting_repeats_the_picture_of_the_slip(guardian, slip) -> None:
    guardian.shows_slip(slip)

    assert "Votre ticket : le bateau" in guardian.reads


def test_a_first_visit_is_told_of_nothing_new(guardian, slip) -> None:
    guardian.shows_slip(slip)

    assert "Nouveau depuis votre dernière visite" not in guardian.reads
    assert "nouveau" not in guardian.reads


def test_what_is_new_is_counted_by_child_and_one_press_away(guardian, own_point, clock) -> None:
    def folder_with(*subjects: str) -> Folder:
        seen = [date(2026, 11, 20 + number) for number in range(len(subjects))]
        works = (
            work(subject, date(2026, 11, 26), first_seen_on=on)
            for subject, on in zip(subjects, seen, strict=True)
        )
        return a_folder(a_child(homework=tuple(works)), a_child(given_name="Tom", emblem="moon"))

    guardian.shows_slip(own_point.gives_slip(folder_with("Latin")))
    guardian.finishes()
    clock.advance(days=1)

    guardian.opens("/")
    guardian.shows_slip(own_point.gives_slip(folder_with("Latin", "Maths", "EPS")))

    assert "Nouveau depuis votre dernière visite (lundi 23 novembre)" in guardian.reads
    assert "Lucie 2 devoirs : Lucie" in guardian.reads
    assert ": Tom" not in guardian.reads.partition("Devoirs")[0]
    guardian.follows("2 devoirs : Lucie")
    assert guardian.page.request.path == "/children/1/homework"
    assert "Maths nouveau" in guardian.reads
    assert "Latin nouveau" not in guardian.reads


def test_nothing_new_is_said_calmly(guardian, slip, clock) -> None:
    guardian.shows_slip(slip)
    guardian.finishes()
    clock.advance(days=1)

    guardian.opens("/")
    guardian.shows_slip(slip)

    assert "Rien de nouveau : vous avez déjà tout vu." in guardian.reads


def test_what_is_to_justify_is_never_called_nothing(guardian, own_point) -> None:
    late = a_lateness(date(2026, 11, 12), is_justified=False)
    of_unknown_length = an_absence(date(2026, 11, 19), half_days=None)
    lucie = a_child(attendance=(an_absence(date(2026, 11, 18)), late, late))
    tom = a_child(given_name="Tom", attendance=(of_unknown_length,))
    zoe = a_child(given_name="Zoé", attendance=(a_lateness(date(2026, 11, 12)),))
    guardian.shows_slip(own_point.gives_slip(a_folder(lucie, tom, zoe)))

    assert "Lucie 1 demi-journée à justifier, 2 retards à justifier" in guardian.reads
    assert "Tom 1 absence à justifier" in guardian.reads
    assert "Absences : Zoé rien à justifier" in guardian.reads


def test_each_line_says_first_what_matters_of_its_page(guardian, own_point) -> None:
    lucie = a_child(
        attendance=(an_absence(date(2026, 11, 19)),),
        messages=(a_message("Photo de classe"),),
        documents=(own_point.gives_document("Bulletin", b"%PDF-"),),
        told=("attendance", "messages", "documents"),
    )
    tom = a_child(given_name="Tom", told=("attendance", "messages", "documents"))
    zoe = a_child(given_name="Zoé")
    guardian.shows_slip(own_point.gives_slip(a_folder(lucie, tom, zoe)))

    assert "Absences : Lucie 1 demi-journée à justifier" in guardian.reads
    assert "Messages : Lucie Photo de classe" in guardian.reads
    assert "Documents : Lucie Bulletin" in guardian.reads
    assert "Absences : Tom rien à justifier" in guardian.reads
    assert "Messages : Tom pas de message" in guardian.reads
    assert "Documents : Tom pas de document" in guardian.reads
    for page in ("Absences", "Messages", "Documents"):
        assert f"{page} : Zoé demandez à l’école" in guardian.reads
