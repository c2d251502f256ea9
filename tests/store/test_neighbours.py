"""Two schools of one source: the file of one never speaks of the people and groups of the other."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select

from kiosk.domain.errors import FileRefused
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Guardian, Guardianship, Pupil, Right
from kiosk.domain.schooling import (
    ClassMembership,
    Period,
    SchoolClass,
    SchoolData,
    Teaching,
    TeachingMembership,
)
from kiosk.store import schema
from kiosk.store.store import Store
from tests.store.databases import everything_in
from tests.store.school_builders import (
    MONDAY,
    a_college,
    a_test,
    added,
    an_ecole,
    changed,
    joined,
    pupils_seen_by,
    take_in,
    without_pupil,
)

COLLEGE = "0991234A"


def with_lea(data: SchoolData) -> SchoolData:
    """The école as it would be if it claimed Léa, with a mother of its own."""
    return added(
        data,
        pupils=(Pupil("lea", "eco", "Léa", "Moreau"),),
        guardians=(Guardian("sophie", "Sophie", "Autre"),),
        guardianships=(Guardianship("sophie", "lea", Right.LEGAL),),
        class_memberships=(ClassMembership("lea", "ce2"),),
        teaching_memberships=(TeachingMembership("lea", "ce2-fra"),),
        marks=(Mark("dictee", "lea", MarkStatus.ABSENT),),
    )


def refusal_of(store: Store, data: SchoolData) -> tuple[str, str]:
    """Why a file is refused, which changes nothing."""
    before = everything_in(store)
    with pytest.raises(FileRefused) as refused:
        take_in(store, data, accept_removals=True)
    assert everything_in(store) == before
    return refused.value.reason, refused.value.detail


def test_a_child_present_at_one_school_is_not_taken_over_by_the_file_of_another(
    store: Store,
) -> None:
    take_in(store, joined(a_college(), an_ecole()))
    before = everything_in(store)
    change = take_in(store, with_lea(an_ecole()), accept_removals=True)
    assert change.elsewhere == {COLLEGE: 1}
    assert not change
    assert everything_in(store) == before
    assert pupils_seen_by(store, "Nadia") == ["Léa"]


def test_the_other_pupils_of_such_a_file_are_taken(store: Store) -> None:
    take_in(store, a_college())
    change = take_in(store, with_lea(an_ecole()))
    assert change.elsewhere == {COLLEGE: 1}
    assert change.kinds["pupils"].added == change.kinds["guardians"].added == 1
    assert pupils_seen_by(store, "Ewa") == ["Noé"]


def test_a_pupil_who_left_his_school_is_welcome_at_another_and_keeps_his_reader(
    store: Store,
) -> None:
    take_in(store, joined(a_college(), an_ecole()))
    moved = added(
        an_ecole(),
        pupils=(replace(a_college().pupils[1], school_id="eco"),),
        guardians=(a_college().guardians[2],),
        guardianships=(Guardianship("paul", "tom", Right.LEGAL),),
    )
    assert take_in(store, moved).elsewhere == {COLLEGE: 1}
    take_in(store, without_pupil(a_college(), "tom"))
    assert pupils_seen_by(store, "Paul") == []
    change = take_in(store, moved)
    assert not change.elsewhere
    assert pupils_seen_by(store, "Paul") == ["Tom"]
    with store.transaction() as tx:
        assert len([one for one in tx.rights.readers() if one.given_name == "Paul"]) == 1


def test_a_pupil_may_move_between_two_schools_that_the_file_names(store: Store) -> None:
    both = joined(a_college(), an_ecole())
    take_in(store, both)
    change = take_in(store, changed(both, "pupils", "tom", school_id="eco"))
    assert not change.elsewhere
    assert change.kinds["pupils"].changed == 1
    assert pupils_seen_by(store, "Paul") == ["Tom"]


def test_two_schools_that_number_their_people_alike_are_not_one_source(store: Store) -> None:
    take_in(store, a_college())
    stranger = replace(
        an_ecole(),
        pupils=(Pupil("lea", "eco", "Hugo", "Inconnu"),),
        guardians=(Guardian("nadia", "Sophie", "Autre"),),
        guardianships=(Guardianship("nadia", "lea", Right.LEGAL),),
        class_memberships=(),
        teaching_memberships=(),
        marks=(),
    )
    assert refusal_of(store, stranger)[0] == "other_people"


def test_an_adult_s_number_that_names_another_adult_elsewhere_is_of_another_source(
    store: Store,
) -> None:
    take_in(store, a_college())
    stranger = replace(
        an_ecole(),
        guardians=(Guardian("nadia", "Sophie", "Autre"),),
        guardianships=(Guardianship("nadia", "noe", Right.LEGAL),),
    )
    assert refusal_of(store, stranger) == ("other_people", stranger.source)


@pytest.mark.parametrize(
    "theirs",
    [
        {"classes": (SchoolClass("5b", "eco", "5e B"),)},
        {"teachings": (Teaching("mat", "eco", "Mathématiques"),)},
        {"periods": (Period("t1", "1er semestre", date(2026, 9, 1), date(2027, 1, 31)),)},
    ],
    ids=["class", "teaching", "period"],
)
def test_a_group_or_period_that_another_school_has_is_refused_by_the_school_s_number(
    store: Store, theirs: dict[str, tuple[object, ...]]
) -> None:
    take_in(store, a_college())
    assert refusal_of(store, added(an_ecole(), **theirs)) == ("conflict", COLLEGE)


def test_a_piece_of_work_that_another_school_has_is_refused(store: Store) -> None:
    take_in(store, a_college())
    theirs = added(an_ecole(), assignments=(a_test("ctl", teaching_id="ce2-fra", period_id="s1"),))
    assert refusal_of(store, theirs)[0] == "conflict"


def test_two_schools_may_share_a_period_and_either_may_correct_its_days(store: Store) -> None:
    take_in(store, a_college())
    shared = Period("t1", "Trimestre 1", date(2026, 9, 1), date(2026, 12, 4))
    assert take_in(store, added(an_ecole(), periods=(shared,))).kinds["periods"].changed == 1


def test_a_class_is_spoken_to_by_the_school_of_its_pupil_only(store: Store) -> None:
    guest = added(
        joined(a_college(), an_ecole()), class_memberships=(ClassMembership("noe", "5b"),)
    )
    take_in(store, guest)
    with store.transaction() as tx:
        connection = tx.connection
        ids = {
            row.source_id: (row.id, row.school_id)
            for table in (schema.pupils, schema.classes)
            for row in connection.execute(select(table))
        }
        facts = {"sent_on": MONDAY, "sender": "", "subject": "Sortie", "text": "À lundi."}
        facts |= {"class_id": ids["5b"][0], "school_id": ids["5b"][1], "first_seen_on": MONDAY}
        connection.execute(insert(schema.messages).values(facts))
        file = {"id": "d", "content_hash": "h", "document_key": b"k", "content": b"%PDF"}
        connection.execute(insert(schema.document_files).values(file))
        named = {"class_id": ids["5b"][0], "school_id": ids["5b"][1], "file_id": "d", "title": "T"}
        named |= {"published_on": MONDAY, "first_seen_on": MONDAY}
        connection.execute(insert(schema.documents).values(named))
        heard = {
            pupil: (
                len(list(tx.additions.messages(*ids[pupil], MONDAY, MONDAY))),
                len(list(tx.additions.documents(*ids[pupil], MONDAY, MONDAY))),
            )
            for pupil in ("lea", "noe")
        }
    assert heard == {"lea": (1, 1), "noe": (0, 0)}
