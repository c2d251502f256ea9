"""No page stays on the screen for good."""

import re

import pytest

from kiosk.clock import FixedClock
from tests.navigators.guardian_at_screen import GuardianAtScreen


def goes_to(guardian: GuardianAtScreen) -> tuple[int, str]:
    """After how many seconds the page gives way, and to which address."""
    seconds, address = re.fullmatch(r"(\d+); url=(.+)", guardian.page.headers["Refresh"]).groups()
    return int(seconds), address


@pytest.fixture
def reading(guardian, own_point, lambert) -> GuardianAtScreen:
    guardian.shows_slip(own_point.gives_slip(lambert))
    return guardian


def test_a_page_left_alone_asks_whether_she_is_still_there(reading) -> None:
    reading.opens("/children/1/marks?period=1")
    seconds, address = goes_to(reading)
    assert seconds == 105

    reading.opens(address)
    assert "Êtes-vous toujours là ?" in reading.reads
    assert "Lucie" not in reading.reads
    assert goes_to(reading) == (45, "/goodbye")


def test_who_is_still_there_goes_on_where_she_was_as_often_as_she_likes(reading, clock) -> None:
    reading.opens("/children/1/homework")
    for _ in range(10):
        clock.advance(seconds=105)
        reading.opens(goes_to(reading)[1])
        clock.advance(seconds=44)
        reading.follows("Oui, je continue")
        assert "Les devoirs" in reading.reads


def test_without_an_answer_everything_is_gone(reading, clock) -> None:
    clock.advance(seconds=105)
    reading.opens(goes_to(reading)[1])
    clock.advance(seconds=45)
    reading.opens(goes_to(reading)[1])
    assert "C’est terminé" in reading.reads
    reading.opens("/family")
    assert reading.is_at_welcome()


@pytest.mark.parametrize(
    "back",
    ["https://example.org/", "//example.org", "javascript:alert(1)", "/sign-out", "/family\n", ""],
)
def test_the_way_back_leads_only_to_pages_of_ours(reading, back) -> None:
    answer = reading.browser.get("/still-there", query_string={"back": back})
    assert 'href="/family"' in answer.text


def test_a_refusal_and_an_error_give_way_to_the_first_page(guardian) -> None:
    guardian.types_code("12")
    assert goes_to(guardian) == (180, "/")
    guardian.opens("/nowhere")
    assert goes_to(guardian) == (60, "/")


def test_an_error_within_a_visit_offers_the_way_back_to_the_family(reading) -> None:
    reading.opens("/children/9/marks")
    assert "Ma famille" in reading.reads
    assert goes_to(reading)[0] == 105
    reading.follows("Ma famille")
    assert "Bonjour" in reading.reads


def test_the_question_leads_back_to_the_sheet_it_came_over(reading) -> None:
    reading.opens("/children/1/marks")
    sheet = reading.follows("Imprimer").request.full_path
    _, address = goes_to(reading)

    reading.opens(address)

    (yes,) = [link for link in reading.read.named("a") if link.get("id") == "yes"]
    assert yes["href"] == sheet


def test_the_last_minute_of_the_longest_visit_is_told(reading, clock: FixedClock) -> None:
    for _ in range(17):
        clock.advance(seconds=100)
        reading.opens("/family")
    assert goes_to(reading)[0] == 100 - 45
    clock.advance(seconds=100 - 45)

    reading.opens(goes_to(reading)[1])

    assert "Votre visite va finir" in reading.reads
    assert "montrez encore votre ticket" in reading.reads
    assert goes_to(reading) == (45, "/goodbye")
    assert not any(link.get("id") == "yes" for link in reading.read.named("a"))


def test_whose_visit_ended_by_itself_is_told_once(reading, clock: FixedClock) -> None:
    clock.advance(seconds=151)
    reading.opens("/children/1/marks")
    assert "Votre visite est finie" in reading.reads

    reading.opens("/")
    assert "Votre visite est finie" not in reading.reads


def test_who_said_that_she_has_finished_is_told_nothing_more(reading) -> None:
    reading.finishes()
    reading.opens("/family")

    assert "Votre visite est finie" not in reading.reads
