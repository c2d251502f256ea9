"""Every page of a visit looked at once, all that the laws ask for written down."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page
from werkzeug.routing import Map

from kiosk.domain.agents import AgentRole
from kiosk.domain.slip_codes import SlipCode
from tests.access.axe import Findings, run_axe
from tests.access.desk_walk import DeskWalk
from tests.access.looking import (
    DESK,
    DESK_LAW,
    ENLARGED,
    LAW,
    MORE_ROOM,
    OPEN_ALL,
    PHONE,
    SMALL,
    TOTEM,
    USUAL_ROOM,
    Measures,
    Screen,
    TabWalk,
    measure,
    set_screen,
    tab_walk,
)
from tests.access.rare_points import served_app
from tests.access.walk import Walk
from tests.views.desk.own_desk import PASSWORD, OwnDesk


@dataclass(frozen=True, slots=True)
class Scope:
    """On how many screens a page is looked at, and how many pages of one kind are enough."""

    measured: tuple[Screen, ...]
    given_more_room: tuple[Screen, ...]
    held_to_axe: tuple[Screen, ...]
    walked_by_tab: tuple[Screen, ...]
    most_alike: int
    law: dict[str, int] = field(default_factory=lambda: LAW)


# French is looked at from every side; another language has other words in the same places.
WHOLE = Scope(
    measured=(DESK, TOTEM, SMALL, PHONE, ENLARGED),
    given_more_room=(DESK, PHONE),
    held_to_axe=(DESK, PHONE),
    walked_by_tab=(DESK,),
    most_alike=2,
)
WORDS = Scope((DESK, SMALL, ENLARGED), (DESK,), (DESK,), (), 1)
DESKTOP = Scope((DESK, ENLARGED), (DESK,), (DESK,), (DESK,), 1, DESK_LAW)
RARE = Scope((DESK, PHONE, ENLARGED), (DESK,), (DESK,), (DESK,), 3)


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose slip, in which language, and how closely.

    With ``only_folder`` what anybody may see is left out; ``unlinked`` is looked at besides;
    ``other`` is a slip to be joined with the first.
    """

    code: SlipCode
    language: str
    scope: Scope
    only_folder: bool = False
    unlinked: tuple[str, ...] = ()
    other: SlipCode | None = None


@dataclass(slots=True)
class PageSeen:
    """One page in one language: what was found, by screen."""

    name: str
    measures: dict[str, Measures] = field(default_factory=dict)
    with_more_room: dict[str, Measures] = field(default_factory=dict)
    axe: dict[str, Findings] = field(default_factory=dict)
    tab_walks: dict[str, TabWalk] = field(default_factory=dict)
    in_forced_colours: Measures | None = None


@dataclass(slots=True)
class Survey:
    """All pages of a visit in one language, and every route that answered on the way."""

    language: str
    pages: list[PageSeen] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)


def survey_desk(browser: Browser, routes: Map, source: str, desk: OwnDesk) -> Survey:
    """Go everywhere at a desk, as its lead, and look at everything."""
    survey = Survey("fr")
    with served_app(desk.app()) as url:
        context = browser.new_context(base_url=url)
        context.set_default_timeout(10_000)
        page = context.new_page()
        set_screen(page, DESK)
        walk = DeskWalk(
            page, routes, lambda name: survey.pages.append(look_at(page, name, source, DESKTOP))
        )
        walk.goes_everywhere(desk.cards[AgentRole.LEAD], PASSWORD, desk.nadias_slip)
        context.close()
    survey.answered = walk.answered
    return survey


def survey_visit(browser: Browser, routes: Map, source: str, url: str, visit: Visit) -> Survey:
    """Go everywhere in a language and look at everything."""
    survey = Survey(visit.language)
    context = browser.new_context(base_url=url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    set_screen(page, DESK)
    walk = Walk(
        page,
        routes,
        lambda name: survey.pages.append(look_at(page, name, source, visit.scope)),
        most_alike=visit.scope.most_alike,
    )
    if visit.only_folder:
        walk.goes_through_the_folder(visit.code, visit.unlinked)
        walk.puts_an_end_to_it(visit.code)
    else:
        walk.goes_everywhere(visit.code, visit.language, visit.other)
    survey.answered = walk.answered
    context.close()
    return survey


def look_at(page: Page, name: str, source: str, scope: Scope) -> PageSeen:
    """Look at the page before us from every side of the scope; leave it as it was."""
    seen = PageSeen(name)
    page.evaluate(OPEN_ALL)
    for screen in scope.measured:
        set_screen(page, screen)
        seen.measures[screen.name] = measure(page, scope.law)
        if screen in scope.held_to_axe:
            seen.axe[screen.name] = run_axe(page, source)
        if screen in scope.walked_by_tab:
            seen.tab_walks[screen.name] = tab_walk(page)
        if screen in scope.given_more_room:
            page.evaluate(MORE_ROOM)
            seen.with_more_room[screen.name] = measure(page, scope.law)
            page.evaluate(USUAL_ROOM)
    set_screen(page, DESK)
    page.emulate_media(forced_colors="active")
    seen.in_forced_colours = measure(page, scope.law)
    page.emulate_media(forced_colors="none")
    return seen
