"""A point nobody has opened yet: a kind screen, no try counted, and a visit that ends with it."""

from dataclasses import replace

from kiosk.domain.opening_hours import OpeningHours
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder

TUESDAY_TO_SATURDAY = OpeningHours.of(
    ["", "09:00-12:30 14:00-18:00", "09:00-18:00", "14:00-18:00", "09:00-18:00", "10:00-17:00", ""]
)


def closed_screen(own_point: OwnPoint, hours: OpeningHours | None = None) -> GuardianAtScreen:
    """Somebody before a closed point."""
    own_point.opening.close()
    if hours is not None:
        own_point.point = replace(own_point.point, hours=hours)
    return GuardianAtScreen(own_point.app())


def test_a_closed_point_says_when_it_opens(own_point: OwnPoint) -> None:
    screen = closed_screen(own_point, TUESDAY_TO_SATURDAY)  # Monday evening
    assert "Le point est fermé pour le moment" in screen.reads
    assert "Il ouvre demain à 9 h." in screen.reads.replace("\u00a0", " ")
    own_point.clock.advance(hours=18.5)  # Tuesday, at lunch
    screen.opens("/")
    assert "Il ouvre aujourd’hui à 14 h." in screen.reads.replace("\u00a0", " ")
    own_point.clock.advance(days=4, hours=6)  # Saturday evening
    screen.opens("/")
    assert "Il ouvre mardi 1er décembre à 9 h." in screen.reads.replace("\u00a0", " ")


def test_without_hours_nothing_is_made_up(own_point: OwnPoint) -> None:
    screen = closed_screen(own_point)
    assert "Demandez à l’accueil de l’ouvrir." in screen.reads
    assert "Il ouvre" not in screen.reads


def test_within_its_hours_a_point_not_opened_yet_sends_to_the_desk(own_point: OwnPoint) -> None:
    own_point.clock.advance(hours=16)  # Tuesday, ten o'clock
    screen = closed_screen(own_point, TUESDAY_TO_SATURDAY)
    assert "Demandez à l’accueil de l’ouvrir." in screen.reads


def test_the_closed_screen_looks_again_by_itself(own_point: OwnPoint) -> None:
    assert closed_screen(own_point).page.headers["Refresh"] == "30; url=/"


def test_a_slip_shown_to_a_closed_point_is_no_try(own_point: OwnPoint) -> None:
    slip, strange = own_point.gives_slip(a_folder(a_child())), own_point.strange_code()
    pepper = own_point.opening.pepper()
    stale = GuardianAtScreen(own_point.app())
    own_point.opening.close()
    for _ in range(9):
        answer = stale.browser.post(
            "/sign-in",
            data={"csrf_token": stale.token, "code": strange.digits()},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert (answer.status_code, answer.location) == (303, "/")
    own_point.opening.open(pepper)
    stale.opens("/")
    stale.shows_slip(slip)
    assert "Bonjour" in stale.reads


def test_a_visit_ends_when_the_point_closes(own_point: OwnPoint) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(own_point.gives_slip(a_folder(a_child())))
    own_point.opening.close()
    guardian.opens("/children/1/marks")
    assert "Le point est fermé pour le moment" in guardian.reads
