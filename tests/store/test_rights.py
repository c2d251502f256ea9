"""Who may see whom on a day: links, their dates, and what people decided."""

from datetime import date, timedelta

import pytest

from kiosk.domain.errors import NotFound
from kiosk.domain.people import Guardianship, Pupil, Right, RightOverride
from kiosk.store.store import Store
from tests.store.school_builders import (
    MONDAY,
    NOW,
    SOURCE,
    a_college,
    added,
    changed,
    pupils_seen_by,
    take_in,
    without_pupil,
)

YESTERDAY = MONDAY - timedelta(days=1)
TOMORROW = MONDAY + timedelta(days=1)


def decide(
    store: Store,
    guardian: str,
    pupil: str,
    *,
    opens: bool,
    from_on: date = YESTERDAY,
    until_on: date | None = None,
) -> None:
    """Write down what a person decided, adult and pupil named by their given names."""
    with store.transaction() as tx:
        (adult,) = (one for one in tx.rights.readers() if one.given_name == guardian)
        everybody = {one for seen in tx.rights.pupils_by_guardian(MONDAY).values() for one in seen}
        (pupil_id,) = (
            one for one in everybody if tx.schoolwork.enrolled(one, MONDAY).given_name == pupil
        )
        decision = RightOverride(
            str(adult.guardian_id), str(pupil_id), opens, from_on, until_on, "Mme la principale"
        )
        tx.rights.decide(decision, reason="jugement du 3 mars", recorded_at=NOW)


@pytest.mark.parametrize(
    ("right", "opens"),
    [
        (Right.LEGAL, True),
        (Right.SELF, True),
        (Right.IN_CHARGE, False),
        (Right.CONTACT, False),
        (Right.UNCONFIRMED, False),
    ],
)
def test_only_authority_or_age_opens_a_pupil(store: Store, right: Right, opens: bool) -> None:
    take_in(store, changed(a_college(), "guardianships", ("nadia", "lea"), right=right))
    assert bool(pupils_seen_by(store, "Nadia")) is opens


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "opens"),
    [
        (None, None, True),
        (MONDAY, MONDAY, True),
        (TOMORROW, None, False),
        (None, YESTERDAY, False),
    ],
)
def test_a_link_opens_between_its_dates_both_included(
    store: Store, starts_on: date | None, ends_on: date | None, opens: bool
) -> None:
    data = changed(
        a_college(), "guardianships", ("nadia", "lea"), starts_on=starts_on, ends_on=ends_on
    )
    take_in(store, data)
    assert bool(pupils_seen_by(store, "Nadia")) is opens


def test_a_decision_closes_what_the_file_opens(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Karim", "Léa", opens=False)
    assert pupils_seen_by(store, "Karim") == []
    assert pupils_seen_by(store, "Nadia") == ["Léa"]


def test_a_decision_opens_what_the_file_does_not_even_know(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Paul", "Léa", opens=True)
    assert pupils_seen_by(store, "Paul") == ["Léa", "Tom"]


def test_a_decision_outlives_every_import(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Karim", "Léa", opens=False)
    take_in(store, a_college())
    take_in(store, without_pupil(a_college(), "lea"))
    take_in(store, a_college())
    assert pupils_seen_by(store, "Karim") == []


def test_a_decision_holds_between_its_dates_and_the_file_again_after(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Karim", "Léa", opens=False, from_on=MONDAY, until_on=TOMORROW)
    seen = [
        pupils_seen_by(store, "Karim", day)
        for day in (YESTERDAY, MONDAY, TOMORROW, TOMORROW + timedelta(days=1))
    ]
    assert seen == [["Léa"], [], [], ["Léa"]]


def test_the_latest_decision_in_force_wins(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Karim", "Léa", opens=False)
    decide(store, "Karim", "Léa", opens=True)
    decide(store, "Karim", "Léa", opens=False, from_on=TOMORROW)
    assert pupils_seen_by(store, "Karim") == ["Léa"]
    assert pupils_seen_by(store, "Karim", TOMORROW) == []


def test_the_latest_decision_is_the_one_recorded_last_not_the_one_that_begins_last(
    store: Store,
) -> None:
    take_in(store, a_college())
    decide(store, "Karim", "Léa", opens=True, from_on=MONDAY)
    decide(store, "Karim", "Léa", opens=False, from_on=YESTERDAY)
    assert pupils_seen_by(store, "Karim") == []


def test_no_decision_opens_a_pupil_who_is_gone(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Paul", "Léa", opens=True)
    take_in(store, without_pupil(a_college(), "lea"))
    assert pupils_seen_by(store, "Paul") == ["Tom"]


def test_children_stand_by_age_then_by_name_whatever_the_file_order(store: Store) -> None:
    siblings = tuple(
        Pupil(name, "clg", name, "Petit", birth_on)
        for name, birth_on in (
            ("Zoé", date(2012, 1, 1)),
            ("Ada", None),
            ("Max", date(2010, 5, 5)),
            ("Abel", date(2012, 1, 1)),
        )
    )
    links = tuple(Guardianship("paul", one.source_id, Right.LEGAL) for one in siblings)
    take_in(store, added(a_college(), pupils=siblings, guardianships=links))
    assert pupils_seen_by(store, "Paul") == ["Max", "Abel", "Zoé", "Tom", "Ada"]


def test_an_adult_who_may_see_nobody_is_not_among_those_who_may(store: Store) -> None:
    data = changed(a_college(), "guardianships", ("paul", "tom"), right=Right.CONTACT)
    take_in(store, data)
    with store.transaction() as tx:
        paul = next(one for one in tx.rights.readers() if one.given_name == "Paul")
        assert paul.guardian_id not in tx.rights.pupils_by_guardian(MONDAY)
        assert tx.rights.pupils_by_guardian(MONDAY, paul.guardian_id) == {}


def test_asking_for_one_adult_tells_the_same_as_asking_for_all(store: Store) -> None:
    take_in(store, a_college())
    decide(store, "Paul", "Léa", opens=True)
    with store.transaction() as tx:
        everybody = tx.rights.pupils_by_guardian(MONDAY)
        for guardian_id, pupils in everybody.items():
            assert tx.rights.pupils_by_guardian(MONDAY, guardian_id) == {guardian_id: pupils}


def test_readers_are_found_by_their_id_or_by_the_name_their_source_gives_them(
    store: Store,
) -> None:
    take_in(store, a_college())
    with store.transaction() as tx:
        ids = tx.rights.reader_ids_of(SOURCE)
        assert ids.keys() == {"nadia", "karim", "paul"}
        assert tx.rights.reader(ids["paul"]).given_name == "Paul"
        assert tx.rights.reader_ids_of("another:system") == {}
        with pytest.raises(NotFound):
            tx.rights.reader("nobody")


def test_a_class_has_the_pupils_who_are_in_it_on_the_day(store: Store) -> None:
    data = changed(a_college(), "class_memberships", ("lea", "5b"), ends_on=MONDAY)
    take_in(store, changed(data, "class_memberships", ("tom", "5b"), begins_on=TOMORROW))
    with store.transaction() as tx:
        (room,) = tx.rights.classes()
        on_monday, tomorrow = (
            [
                tx.schoolwork.enrolled(pupil_id, day).given_name
                for pupil_id in tx.rights.pupils_in_classes([room.class_id], day)
            ]
            for day in (MONDAY, TOMORROW)
        )
    assert (on_monday, tomorrow) == (["Léa"], ["Tom"])
