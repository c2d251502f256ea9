"""What the pages show of an open Folder on a day."""

from datetime import timedelta

from kiosk.services.reading import KindNews, child_card
from kiosk.services.signing_in import sign_in_with_slip
from tests.services.line import Line, learn
from tests.store.school_builders import MONDAY, a_college, added, homework


def test_new_homework_is_counted_until_its_day_is_past(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    sign_in_with_slip(line.point, code.digits())
    line.next_day()
    days = {
        "yesterday": MONDAY,
        "today": MONDAY + timedelta(days=1),
        "tomorrow": MONDAY + timedelta(days=2),
        "undated": None,
    }
    work = tuple(homework(name, name, due_on=due_on) for name, due_on in days.items())
    learn(line.office, added(a_college(), assignments=work))
    line.publish_and_carry()

    visit = sign_in_with_slip(line.point, code.digits())

    new = {item.text for item in visit.folder.children[0].homework if visit.news.is_new(item)}
    assert new == days.keys()
    assert child_card(line.point, visit, 1).news == (KindNews("homework", 3),)
