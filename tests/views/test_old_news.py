"""A point whose hub has gone silent: it says of which day its news is, then shows nothing."""

import pytest

from kiosk.domain.slip_codes import SlipCode
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder

BANNER = "Ce point n’a plus de nouvelles depuis le lundi 23 novembre"
TOO_OLD = "Les nouvelles d’ici sont trop anciennes."


@pytest.fixture
def code(own_point: OwnPoint) -> SlipCode:
    """A slip that came with the last news, on a Monday in November."""
    return own_point.gives_slip(a_folder(a_child()))


def before(own_point: OwnPoint, code: SlipCode, *, days: int) -> GuardianAtScreen:
    """Somebody who shows her slip so many days later, on a page that was there before."""
    screen = GuardianAtScreen(own_point.app())
    own_point.clock.advance(days=days)
    screen.shows_slip(code)
    return screen


def test_news_of_a_week_ago_is_only_news(own_point: OwnPoint, code: SlipCode) -> None:
    assert BANNER not in before(own_point, code, days=7).reads


def test_late_news_bears_its_day_on_every_page_of_a_child(
    own_point: OwnPoint, code: SlipCode
) -> None:
    screen = before(own_point, code, days=14)
    for page in ("/family", "/children/1/homework", "/children/1/marks", "/children/1/messages"):
        screen.opens(page)
        assert BANNER in screen.reads, page


def test_news_too_old_is_not_shown_whatever_the_slip(own_point: OwnPoint, code: SlipCode) -> None:
    screen = before(own_point, code, days=90)
    assert screen.page.request.path == "/"
    assert TOO_OLD in screen.reads
    assert "lundi 23 novembre" in screen.reads
    assert "Gardez votre ticket" in screen.reads
    assert screen.page.headers["Refresh"] == "30; url=/"


def test_who_reads_while_news_becomes_too_old_is_brought_back_to_the_first_page(
    own_point: OwnPoint, code: SlipCode
) -> None:
    screen = GuardianAtScreen(own_point.app())
    screen.shows_slip(code)
    own_point.clock.advance(days=90)
    screen.opens("/family")
    assert TOO_OLD in screen.reads


def test_one_word_from_the_hub_opens_it_again(own_point: OwnPoint, code: SlipCode) -> None:
    screen = before(own_point, code, days=90)
    own_point.hears_from("0991234A", own_point.clock.now())
    screen.opens("/")
    screen.shows_slip(code)
    assert "Bonjour Madame Lambert" in screen.reads
    assert BANNER not in screen.reads
