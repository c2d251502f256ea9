"""What a school writes is words: whatever it is, no page gains an element or a way out."""

from collections import Counter
from datetime import date

import pytest

from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import (
    OwnPoint,
    a_child,
    a_folder,
    a_mark,
    a_message,
    a_period,
    a_subject,
    an_absence,
    work,
)

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</title></textarea></style><iframe src=//example.org>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;",
    "<!-- --><base href=//example.org/>",
    "\u202e<b>\u2066",
    "<form action=//example.org><input name=code>",
    '=HYPERLINK("http://example.org")',
    "'; DROP TABLE locks; --",
)
PAGES = ("/family", *(f"/children/1/{one}" for one in ("homework", "marks", "messages")))
PLAIN = "Un mot"


def elements_of(own_point: OwnPoint, words: str) -> dict[str, Counter[str]]:
    """How many of each element the pages of a Folder have whose every word is given."""
    child = a_child(
        given_name=words,
        family_name=words,
        class_name=words,
        school_name=words,
        homework=(work(words, date(2026, 11, 24), title=words, text=words, teacher=words),),
        periods=(a_period(words, a_subject(words, a_mark("12"), teacher=words, comment=words)),),
        messages=(a_message(words, sender=words, text=words),),
        attendance=(an_absence(date(2026, 11, 19)),),
        told=("messages", "attendance"),
    )
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(own_point.gives_slip(a_folder(child)))
    found = {}
    for page in PAGES:
        guardian.opens(page)
        found[page] = Counter(tag for tag, _ in guardian.read.elements)
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_a_school_writes_no_page_gains_an_element(
    own_point: OwnPoint, payload: str
) -> None:
    assert elements_of(own_point, payload) == elements_of(own_point, PLAIN)
