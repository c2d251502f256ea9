"""One pupil's school life as his school told it, and the numbers of a group."""

from decimal import Decimal

from kiosk.domain.marks import MarkStatus
from kiosk.store.store import Store
from tests.store.school_builders import MONDAY, a_college, changed, take_in


def test_a_number_that_is_not_final_enters_no_figure_of_the_class(store: Store) -> None:
    data = changed(
        a_college(), "marks", ("ctl", "tom"), status=MarkStatus.PENDING, value=Decimal(3)
    )
    take_in(store, data)
    with store.transaction() as tx:
        (lea,) = tx.rights.pupils_by_guardian(MONDAY, 1)[1]
        (mark,) = tx.schoolwork.marks(lea)
        numbers = tx.schoolwork.marks_of_group(mark.teaching_id)
    assert [(one.pupil_id, one.value) for one in numbers] == [(lea, Decimal("15.5"))]
