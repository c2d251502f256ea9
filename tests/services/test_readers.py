"""Who is meant: everybody who may have a slip, or those of a class, a school, a place, on paper."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from kiosk.domain.errors import NotFound, NothingToDo, SeveralFound
from kiosk.domain.schooling import ClassMembership, SchoolClass
from kiosk.services.enrolling import enrol_point
from kiosk.services.readers import Choice, chosen_reader_ids, list_readers
from kiosk.services.slips import SlipOrder, issue_slips
from kiosk.store.schema import guardians, paper_families, pupils
from tests.services.line import Line, learn, reader_id_of
from tests.store.school_builders import a_college, added, an_ecole, joined


def names(line: Line, **choice: Any) -> list[str]:
    return [one.name for one in list_readers(line.office, Choice(**choice))]


def two_schools(line: Line) -> None:
    learn(line.office, joined(a_college(), an_ecole()))


def wants_paper(line: Line, given_name: str) -> None:
    with line.office.store.transaction() as tx:
        facts = select(pupils.c.id, pupils.c.school_id).where(pupils.c.given_name == given_name)
        tx.connection.execute(insert(paper_families).from_select(["pupil_id", "school_id"], facts))


def test_a_reader_is_told_with_pupils_classes_schools_and_live_slips(line: Line) -> None:
    line.issue_to("Nadia")
    (nadia,) = (one for one in list_readers(line.office) if one.name == "Mme Nadia Moreau")
    assert (nadia.pupils, nadia.classes, nadia.schools, nadia.live_slips) == (
        ("Léa Moreau",),
        ("5e B",),
        ("Collège des Tilleuls",),
        1,
    )


@pytest.mark.parametrize("written", ["5e B", "5E b", " 5eB ", "5e\u00a0B"])
def test_a_class_is_known_however_it_is_written(line: Line, written: str) -> None:
    two_schools(line)
    assert names(line, class_name=written) == [
        "M. Karim Moreau",
        "Mme Nadia Moreau",
        "M. Paul Petit",
    ]


def test_readers_stand_in_the_order_of_a_french_dictionary(line: Line) -> None:
    two_schools(line)
    with line.office.store.transaction() as tx:
        for given_name, family_name in (("Karim", "Œuvrard"), ("Paul", "Élie"), ("Ewa", "de Zan")):
            renamed = update(guardians).where(guardians.c.given_name == given_name)
            tx.connection.execute(renamed.values(family_name=family_name))
    families = [name.split(maxsplit=2)[-1] for name in names(line)]
    assert families == ["de Zan", "Élie", "Moreau", "Œuvrard"]


def test_a_class_nobody_has_is_refused(line: Line) -> None:
    with pytest.raises(NotFound) as refused:
        list_readers(line.office, Choice(class_name="3e C"))
    assert (refused.value.what, refused.value.identifier) == ("class", "3e C")


def test_a_class_that_two_schools_have_is_refused_naming_them(line: Line) -> None:
    ecole = an_ecole()
    same_name = replace(
        ecole,
        classes=(*ecole.classes, SchoolClass("autre", "eco", "5E B")),
        class_memberships=(ClassMembership("noe", "autre"),),
    )
    learn(line.office, joined(a_college(), same_name))
    with pytest.raises(SeveralFound) as refused:
        list_readers(line.office, Choice(class_name="5e B"))
    assert refused.value.places == (
        "Collège des Tilleuls (0991234A)",
        "École du Port (0995678B)",
    )
    assert names(line, class_name="5e B", school_uai="0995678B") == ["Mme Ewa Łukasik"]


def test_a_class_whose_pupil_left_it_means_him_no_more(line: Line) -> None:
    college = a_college()
    yesterday = line.office.clock.today().replace(day=22)
    moved = added(
        replace(college, class_memberships=(ClassMembership("tom", "5b", None, yesterday),)),
        classes=(SchoolClass("5c", "clg", "5e C"),),
    )
    learn(line.office, added(moved, class_memberships=(ClassMembership("tom", "5c"),)))
    assert names(line, class_name="5e B") == []
    assert names(line, class_name="5e C") == ["M. Paul Petit"]


def test_one_school_of_several_can_be_meant(line: Line) -> None:
    two_schools(line)
    assert names(line, school_uai="0995678B") == ["Mme Ewa Łukasik"]
    with pytest.raises(NotFound):
        names(line, school_uai="0000000X")


def test_the_families_on_paper_are_all_adults_who_may_see_the_pupil(line: Line) -> None:
    assert names(line, on_paper=True) == []
    wants_paper(line, "Léa")
    assert names(line, on_paper=True) == ["M. Karim Moreau", "Mme Nadia Moreau"]


def test_class_and_paper_must_hold_for_the_same_pupil(line: Line) -> None:
    two_schools(line)
    wants_paper(line, "Noé")
    assert names(line, on_paper=True, class_name="5e B") == []
    assert names(line, on_paper=True, class_name="CE2") == ["Mme Ewa Łukasik"]


def test_those_a_place_serves_can_be_meant(line: Line) -> None:
    enrol_point(line.office, "mairie", "La mairie", "Mairie")
    paul = reader_id_of(line.office, "Paul")
    order = SlipOrder(place="Mairie")
    issue_slips(line.office, line.folder / "s.pdf", reader_ids=[paul], order=order)
    assert chosen_reader_ids(line.office, Choice(place="Mairie")) == [paul]
    with pytest.raises(NotFound):
        names(line, place="Nulle part")


def test_a_choice_that_means_nobody_is_refused_where_somebody_is_needed(line: Line) -> None:
    with pytest.raises(NothingToDo):
        chosen_reader_ids(line.office, Choice(on_paper=True))
