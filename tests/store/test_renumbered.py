"""What a school wrote to a class or gave for a period outlives another number in an export."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from kiosk.domain.errors import TooManyRemoved
from kiosk.domain.removals import Removal
from kiosk.domain.schooling import Period, SchoolClass, SchoolData
from kiosk.domain.supplement import (
    AverageLine,
    DocumentLine,
    LinePlace,
    MessageLine,
    Supplement,
    Whom,
)
from kiosk.store import schema
from kiosk.store.reconcile import Change
from kiosk.store.store import Store
from tests.store.databases import everything_in
from tests.store.school_builders import (
    MONDAY,
    a_college,
    a_test,
    added,
    an_ecole,
    changed,
    take_in,
    without,
)

COLLEGE = "0991234A"
PLACE = LinePlace("tableau.csv", 2)
TO_5B, TO_LEA = Whom(class_name="5e B"), Whom("lea")
SENT_ON = date(2026, 11, 12)
A_PDF = b"%PDF-1 %%EOF"


def written_by_hand(sent_on: date = SENT_ON) -> Supplement:
    """A message and a document for 5e B and for Léa, and an average of hers."""
    return Supplement(
        messages=tuple(
            MessageLine(PLACE, whom, sent_on, "Mme Bernard", "Sortie", "À lundi.")
            for whom in (TO_5B, TO_LEA)
        ),
        documents=tuple(
            DocumentLine(PLACE, whom, "Menu", sent_on, "menu.pdf", A_PDF)
            for whom in (TO_5B, TO_LEA)
        ),
        averages=(
            AverageLine(
                PLACE, TO_LEA, "T1", "Anglais", "", Decimal(14), None, None, None, "Bon travail"
            ),
        ),
    )


def write(store: Store, supplement: Supplement) -> None:
    with store.transaction() as tx:
        taken = tx.supplements.replace(
            COLLEGE, supplement, today=MONDAY, new_document=lambda: ("a-document", b"sealed key")
        )
    assert taken.faults == ()


@pytest.fixture
def college(store: Store) -> Store:
    take_in(store, a_college())
    write(store, written_by_hand())
    return store


def numbered_anew(data: SchoolData, name: str = "5e B") -> SchoolData:
    places = tuple(replace(one, class_id="n-5b") for one in data.class_memberships)
    classes = (SchoolClass("n-5b", "clg", name),)
    return replace(data, classes=classes, class_memberships=places)


def heard_by(store: Store, pupil: str) -> tuple[int, int]:
    """How many messages and documents reach a pupil's family."""
    with store.transaction() as tx:
        row = schema.pupils.c
        found = select(row.id, row.school_id).where(row.source_id == pupil)
        about = (*tx.connection.execute(found).one(), SENT_ON, MONDAY)
        return len(list(tx.additions.messages(*about))), len(list(tx.additions.documents(*about)))


def test_a_class_of_another_number_and_the_same_name_keeps_what_was_written_to_it(
    college: Store,
) -> None:
    change = take_in(college, numbered_anew(a_college(), "5E b"))
    assert change.removals == ()
    assert change.kinds["classes"] == Change(changed=1)
    assert not change.kinds["class_memberships"]
    assert heard_by(college, "tom") == (1, 1)
    assert not take_in(college, numbered_anew(a_college(), "5E b"))


def test_a_class_that_goes_is_asked_about_with_what_was_written_to_it(college: Store) -> None:
    before = everything_in(college)
    with pytest.raises(TooManyRemoved) as refused:
        take_in(college, numbered_anew(a_college(), "5e Verte"))
    assert refused.value.removals == (
        Removal(COLLEGE, "messages", 1, 2),
        Removal(COLLEGE, "documents", 1, 2),
    )
    assert everything_in(college) == before
    change = take_in(college, numbered_anew(a_college(), "5e Verte"), accept_removals=True)
    assert change.kinds["messages"] == change.kinds["documents"] == Change(removed=1)
    assert (heard_by(college, "lea"), heard_by(college, "tom")) == ((1, 1), (0, 0))


def test_what_was_written_last_year_may_go_with_its_class(store: Store) -> None:
    take_in(store, a_college())
    write(store, written_by_hand(date(2026, 6, 12)))
    assert take_in(store, numbered_anew(a_college(), "5e Verte")).removals == ()


def test_of_two_classes_of_one_name_neither_is_taken_for_the_one_that_went(store: Store) -> None:
    take_in(store, a_college())
    twins = numbered_anew(a_college())
    twins = replace(twins, classes=(*twins.classes, SchoolClass("m-5b", "clg", "5e B")))
    assert take_in(store, twins).kinds["classes"] == Change(added=2, removed=1)


def averages_by_period(store: Store) -> list[str]:
    with store.transaction() as tx:
        found = select(schema.periods.c.source_id).join(schema.given_averages)
        return list(tx.connection.scalars(found))


def with_period(data: SchoolData, new: Period) -> SchoolData:
    """The same file with another first period, for all its work."""
    work = tuple(
        replace(one, period_id=new.source_id) if one.period_id else one for one in data.assignments
    )
    return replace(data, periods=(new, *data.periods[1:]), assignments=work)


def test_averages_follow_their_period_to_its_new_number(college: Store) -> None:
    t1 = a_college().periods[0]
    renumbered = with_period(a_college(), replace(t1, source_id="t1n", title="Trimestre 1"))
    change = take_in(college, renumbered)
    assert change.kinds["periods"] == Change(changed=1)
    assert averages_by_period(college) == ["t1n"]
    assert not take_in(college, renumbered)


def test_a_period_of_other_days_is_another_period(college: Store) -> None:
    other = replace(a_college().periods[0], source_id="t1n", starts_on=date(2026, 9, 2))
    assert take_in(college, with_period(a_college(), other)).kinds["periods"] == Change(added=1)
    assert averages_by_period(college) == ["t1"]


def test_a_period_that_another_school_uses_keeps_its_number(college: Store) -> None:
    t1 = a_college().periods[0]
    theirs = added(
        an_ecole(),
        periods=(t1,),
        assignments=(a_test("calcul", teaching_id="ce2-fra", period_id="t1"),),
    )
    take_in(college, theirs)
    renumbered = with_period(a_college(), replace(t1, source_id="t1n"))
    assert take_in(college, renumbered).kinds["periods"] == Change(added=1)
    assert not take_in(college, theirs)


def test_a_class_that_only_changes_its_name_is_the_same_class(college: Store) -> None:
    renamed = changed(a_college(), "classes", "5b", name="5e Verte")
    assert take_in(college, renamed).removals == ()
    assert heard_by(college, "tom") == (1, 1)


def test_a_class_nobody_wrote_to_may_go(store: Store) -> None:
    empty = added(a_college(), classes=(SchoolClass("ulis", "clg", "ULIS"),))
    take_in(store, empty)
    write(store, written_by_hand())
    assert take_in(store, without(empty, "classes", "ulis")).removals == ()
