"""Paper and screen agree: the same Folder says the same things on both."""

from datetime import date, timedelta

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.folder import Child
from kiosk.domain.homework import WorkKind
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.navigators.sheets import squeezed, text_of
from tests.views.own_point import (
    OwnPoint,
    a_child,
    a_folder,
    a_lateness,
    a_mark,
    a_message,
    a_period,
    a_subject,
    an_absence,
    work,
)

TOLD = ("attendance", "messages", "averages")
SUBJECTS = ("Anglais", "Éducation musicale", "S.V.T. <groupe 2>")


@pytest.fixture
def lucie(clock: FixedClock) -> Child:
    """A pupil with some of everything, dated around today."""
    tomorrow = clock.today() + timedelta(days=1)
    after = tomorrow + timedelta(days=1)
    return a_child(
        told=TOLD,
        homework=(
            work(SUBJECTS[0], tomorrow, text="Apprendre la leçon 4"),
            work(SUBJECTS[1], None, text="Apporter la flûte"),
            work(SUBJECTS[2], after, kind=WorkKind.TEST, text="Cellules"),
        ),
        periods=(
            a_period(
                "1er trimestre",
                *(a_subject(subject, a_mark("14.5"), a_mark("7", "10")) for subject in SUBJECTS),
            ),
        ),
        attendance=(
            an_absence(date(2026, 11, 9)),
            an_absence(date(2026, 10, 5), is_justified=False, half_days=None),
            a_lateness(date(2026, 10, 2), minutes=35),
        ),
        messages=(a_message("Sortie au bois", text="Prenez des bottes & un « goûter »."),),
    )


@pytest.fixture
def mother(guardian: GuardianAtScreen, own_point: OwnPoint, lucie: Child) -> GuardianAtScreen:
    guardian.shows_slip(own_point.gives_slip(a_folder(lucie)))
    return guardian


FACTS = {
    "homework": (*SUBJECTS, "Apprendre la leçon 4", "Apporter la flûte", "Cellules", "Contrôle"),
    "marks": (*SUBJECTS, "14,5/20", "7/10", "1er trimestre"),
    "attendance": ("Lundi 9 novembre", "1 retard", "35 minutes", "à justifier", "Retard"),
    "messages": ("Sortie au bois", "Prenez des bottes & un « goûter »."),
}


@pytest.mark.parametrize("page", FACTS)
def test_a_fact_is_on_the_page_and_on_its_sheet(mother: GuardianAtScreen, page: str) -> None:
    mother.opens(f"/children/1/{page}")
    on_screen = squeezed(mother.reads)

    mother.opens(f"/print/{page}?child=1&period=1")
    (frame,) = mother.read.named("iframe")
    on_paper = squeezed(text_of(mother.opens(frame["src"] or "").data))

    for fact in FACTS[page]:
        assert squeezed(fact) in on_screen, fact
        assert squeezed(fact) in on_paper, fact
