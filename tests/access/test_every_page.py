"""The laws of sight, touch and keys, held on every page a visit can reach."""

from collections.abc import Callable, Iterable

from werkzeug.routing import Map

from tests.access.looking import Measures, TabWalk
from tests.access.survey import Survey

# Answers that are no page for people, or only a browser asks for.
NO_PAGES = {"static": "files", "health.show": "JSON for the operator"}
# What axe-core cannot tell, and why it need not.
DOUBTS = {"frame-tested": "a frame of ours holds a sheet of paper in the browser's own viewer"}
RING_PX = 3
DIRECTIONS = {"fr": "ltr", "en": "ltr", "ar": "rtl"}


def test_no_page_was_left_out(
    survey_fr: Survey, survey_rare: Survey, survey_en: Survey, routes: Map
) -> None:
    everything = {rule.endpoint for rule in routes.iter_rules()} - NO_PAGES.keys()

    assert everything - survey_fr.answered - survey_rare.answered - survey_en.answered == set()


def test_no_page_of_the_desk_was_left_out(survey_desk: Survey, desk_routes: Map) -> None:
    everything = {rule.endpoint for rule in desk_routes.iter_rules()} - NO_PAGES.keys()

    assert everything - survey_desk.answered == set()


def test_axe_finds_nothing(survey: Survey) -> None:
    hold(
        f"{page.name} on {screen}: {finding}"
        for page in survey.pages
        for screen, findings in page.axe.items()
        for finding in findings.violations
    )


def test_axe_is_never_in_doubt(survey: Survey) -> None:
    hold(
        f"{page.name} on {screen}: {finding}"
        for page in survey.pages
        for screen, findings in page.axe.items()
        for finding in findings.incomplete
        if finding.rule not in DOUBTS
    )


def test_no_letter_is_too_small(survey: Survey) -> None:
    hold(measured(survey, lambda found: found.small_texts, skip={"enlarged four times"}))


def test_every_target_is_large_enough_for_a_finger(survey: Survey) -> None:
    hold(measured(survey, lambda found: found.small_targets))


def test_no_two_targets_are_too_close(survey: Survey) -> None:
    hold(measured(survey, lambda found: found.close_targets))


def test_nothing_leaves_the_screen_sideways(survey: Survey) -> None:
    hold(measured(survey, lambda found: found.leaves_the_screen))


def test_nothing_is_cut_off_when_letters_stand_further_apart(survey: Survey) -> None:
    hold(
        f"{page.name} on {screen}: {one}"
        for page in survey.pages
        for screen, found in page.with_more_room.items()
        for one in (*found.cut_off, *found.leaves_the_screen)
    )


def test_forced_colours_leave_an_edge_around_everything_to_press(survey: Survey) -> None:
    hold(
        f"{page.name}: {one}"
        for page in survey.pages
        if page.in_forced_colours
        for one in page.in_forced_colours.edgeless
    )


def test_every_page_says_its_language_and_direction(survey: Survey) -> None:
    said = {
        (found.language, found.direction)
        for page in survey.pages
        for found in page.measures.values()
    }

    assert said == {(survey.language, DIRECTIONS[survey.language])}


def test_what_the_school_wrote_is_marked_as_french(survey: Survey) -> None:
    """Looked for where it cannot hide: Latin letters on a page written in Arabic."""
    if survey.language != "ar":
        return
    hold(measured(survey, lambda found: found.words_of_another_language))


def test_the_tab_key_reaches_everything_in_order_and_is_always_seen(survey: Survey) -> None:
    hold(
        f"{page.name} on {screen}: {fault}"
        for page in survey.pages
        for screen, walk in page.tab_walks.items()
        for fault in faults_of(walk)
    )


def faults_of(walk: TabWalk) -> Iterable[str]:
    """What somebody who only has the Tab key would stumble over."""
    yield from (f"« {name} » is never reached" for name in walk.passed_over)
    stops = walk.stops
    if not stops:
        yield "nothing to press"
    for before, after in zip(stops, stops[1:], strict=False):
        if after.place < before.place:
            yield f"« {after.name} » comes after « {before.name} »"
    for stop in stops:
        if stop.ring < RING_PX:
            yield f"« {stop.name} » has a ring of {stop.ring} px"
        if stop.is_covered:
            yield f"« {stop.name} » is covered"
        if not stop.is_on_screen:
            yield f"« {stop.name} » is not on the screen"


def measured(
    survey: Survey, law: Callable[[Measures], list[str]], skip: Iterable[str] = ()
) -> Iterable[str]:
    """Every breach of one law, with its page and screen."""
    for page in survey.pages:
        for screen, found in page.measures.items():
            if screen not in skip:
                yield from (f"{page.name} on {screen}: {one}" for one in law(found))


def hold(breaches: Iterable[str]) -> None:
    """Fail with every breach, one a line."""
    found = list(breaches)
    assert not found, f"{len(found)} breaches\n" + "\n".join(found)
