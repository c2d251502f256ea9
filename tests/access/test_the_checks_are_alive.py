"""A page with everything wrong: each check must say so, or its silence elsewhere means nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.access.axe import ASKED_FOR, Findings, run_axe
from tests.access.looking import DESK, MORE_ROOM, Measures, measure, set_screen, tab_walk
from tests.access.test_every_page import faults_of

BAD_PAGE = Path(__file__).with_name("bad_page.html").read_text()


@pytest.fixture(scope="module")
def bad_page(browser: Browser, server_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=server_url)
    page = context.new_page()
    set_screen(page, DESK)
    page.route("**/bad", lambda route: route.fulfill(body=BAD_PAGE, content_type="text/html"))
    page.goto("/bad")
    yield page
    context.close()


@pytest.fixture(scope="module")
def findings(bad_page: Page, axe: str) -> Findings:
    return run_axe(bad_page, axe)


@pytest.fixture(scope="module")
def measures(bad_page: Page) -> Measures:
    return measure(bad_page)


@pytest.mark.parametrize(
    "rule",
    [
        "button-name",
        "color-contrast",
        "color-contrast-enhanced",
        "heading-order",
        "html-has-lang",
        "image-alt",
        "label",
        "landmark-one-main",
        "meta-refresh",
        "target-size",
    ],
)
def test_axe_finds_what_is_wrong(findings: Findings, rule: str) -> None:
    assert rule in {finding.rule for finding in findings.violations}


def test_axe_says_where_it_cannot_tell(findings: Findings) -> None:
    assert {"color-contrast", "identical-links-same-purpose"} <= {
        finding.rule for finding in findings.incomplete
    }


def test_axe_runs_every_rule_it_was_asked_for(findings: Findings) -> None:
    assert set(ASKED_FOR) <= findings.rules


@pytest.mark.parametrize(
    ("law", "names"),
    [
        ("small_texts", "Too pale for anybody."),
        ("small_targets", "« a » 12×12"),
        ("small_targets", "« 7 » 70×70"),
        ("close_targets", "Marks"),
        ("leaves_the_screen", "Wider than any screen."),
        ("words_of_another_language", "Bonjour les parents"),
        ("edgeless", "Fourth thing"),
    ],
)
def test_a_measure_finds_what_is_wrong(measures: Measures, law: str, names: str) -> None:
    assert any(names in one for one in getattr(measures, law))


def test_words_marked_as_french_are_no_words_of_another_language(measures: Measures) -> None:
    assert "Bonjour la famille" not in measures.words_of_another_language


def test_letters_further_apart_show_what_is_cut_off(bad_page: Page) -> None:
    bad_page.evaluate(MORE_ROOM)

    assert any("Words that are cut" in one for one in measure(bad_page).cut_off)


def test_the_tab_key_finds_what_it_cannot_reach_what_hides_and_what_has_no_ring(
    bad_page: Page,
) -> None:
    faults = list(faults_of(tab_walk(bad_page)))

    assert "« Third thing » has a ring of 0 px" in faults
    assert "« Under the bar » is covered" in faults
    assert "« Out of reach » is never reached" in faults
