"""Help, data and accessibility: open to all, and during a visit the visit's ways stay."""

import pytest

from kiosk.views.information import READING_SECONDS

PAGES = {"/help": "Aide", "/privacy": "Vos données", "/accessibility": "Accessibilité"}


@pytest.mark.parametrize(("path", "name"), PAGES.items())
def test_anyone_may_read_it_from_the_welcome_page_and_comes_back(guardian, path, name) -> None:
    guardian.follows(name)
    assert guardian.page.request.path == path
    assert name in guardian.read.texts["h1"][-1]
    assert guardian.page.headers["Refresh"] == f"{READING_SECONDS}; url=/"
    assert not any(one.name == "J’ai terminé" for one in guardian.read.pressables)

    guardian.follows("Première page")
    assert guardian.is_at_welcome()


@pytest.mark.parametrize(("path", "name"), PAGES.items())
def test_during_a_visit_it_keeps_the_visits_ways(guardian, slip, path, name) -> None:
    guardian.shows_slip(slip)
    guardian.follows(name)
    assert guardian.page.request.path == path
    assert guardian.page.headers["Refresh"] == f"105; url=/still-there?back={path}"

    guardian.follows("Ma famille")
    assert "Bonjour Madame Lambert" in guardian.reads
    guardian.follows(name)
    guardian.finishes()
    assert "C’est terminé" in guardian.reads


def test_who_is_still_there_comes_back_to_what_she_read(guardian, slip) -> None:
    guardian.shows_slip(slip)
    for path in PAGES:
        guardian.opens(f"/still-there?back={path}")
        guardian.follows("Oui, je continue")
        assert guardian.page.request.path == path


def test_every_page_ends_with_the_same_three_ways_in_the_same_order(guardian, slip) -> None:
    seen = [guardian.page]
    guardian.shows_slip(slip)
    seen += [guardian.page]
    for path in (
        "/children/1/homework",
        "/children/1/marks",
        "/children/1/attendance",
        "/children/1/messages",
        "/children/1/documents",
        "/request",
        "/still-there",
        "/nowhere",
        *PAGES,
        "/goodbye",
    ):
        guardian.opens(path)
        ways = [one.attributes.get("href") for one in guardian.read.pressables]
        assert [way for way in ways if way in PAGES] == list(PAGES), path


def test_the_times_said_are_the_times_set(guardian) -> None:
    guardian.opens("/privacy")

    assert "30 minutes au plus" in guardian.reads
    assert "150 secondes" in guardian.reads


def test_nothing_is_claimed_that_was_not_checked(guardian) -> None:
    guardian.opens("/accessibility")

    assert "pas encore vérifiée" in guardian.reads
    assert "Défenseur des droits" in guardian.reads
    assert "totalement conforme" not in guardian.reads
    assert "partiellement conforme" not in guardian.reads


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_telephone_number_is_read_from_the_left_in_every_language(guardian, language) -> None:
    guardian.sends("/language", language=language, back="/")
    guardian.opens("/accessibility")

    assert '<bdi dir="ltr">09\u00a069\u00a039\u00a000\u00a000</bdi>' in guardian.page.text
