"""What a page is like, as the browser drew it: facts only; the tests hold them to the laws."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MEASURE = Path(__file__).with_name("measure.js").read_text()
# design.md, issue 3: WCAG 2.5.5 asks for 44 px; a screen read standing up asks for more.
LAW = {"text": 24, "target": 60, "key": 80, "gap": 8}
"""In pixels, for a screen somebody stands before and touches."""
DESK_LAW = {"text": 18, "target": 44, "key": 44, "gap": 8}
"""For a screen somebody works at with a mouse (target: WCAG 2.5.5)."""
MOST_TABS = 120
"""More than any page has things to press."""

# WCAG 1.4.12, to the letter.
MORE_ROOM = """
() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important }
    * { word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}
"""
USUAL_ROOM = "() => { document.adoptedStyleSheets = [] }"
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
# Where the Tab key goes on from is where the focus last was; a field may have taken it by itself.
# The browser's own viewer of a sheet has things to press of its own: a journey goes through it.
FROM_THE_TOP = """
() => {
  document.querySelectorAll('iframe').forEach(one => { one.inert = true })
  const whole = document.documentElement
  whole.tabIndex = -1
  whole.focus({ preventScroll: true })
  whole.removeAttribute('tabindex')
  window.scrollTo(0, 0)
}
"""
FOCUSED = """
() => {
  const element = document.activeElement
  if (!element || element === document.body || element === document.documentElement) return null
  const its = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  const inset = 2
  const corners = [
    [box.left + inset, box.top + inset], [box.right - inset, box.top + inset],
    [box.left + inset, box.bottom - inset], [box.right - inset, box.bottom - inset],
    [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
  ].map(([x, y]) => document.elementFromPoint(x, y))
  // A corner of a rounded shape, and what another language's words leave of a line, is its own.
  const isUnder = found => found && !element.contains(found) && !found.contains(element)
  return {
    place: [...document.querySelectorAll('*')].indexOf(element),
    name: (element.getAttribute('aria-label') ?? element.innerText).trim() || element.id,
    ring: its.outlineStyle === 'none' ? 0 : parseFloat(its.outlineWidth),
    is_covered: corners.some(isUnder),
    is_on_screen: box.top > -1 && box.bottom < innerHeight + 1 || box.height > innerHeight,
  }
}
"""


# Of several radio buttons of one name the Tab key comes to one: arrows lead to the others.
TO_PRESS = """
() => {
  const all = [...document.querySelectorAll('*')]
  return all.filter(one => one.matches('a[href], button, input, select, textarea, summary'))
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && one.type !== 'radio')
    .map(one => ({ place: all.indexOf(one), name: (one.innerText || one.id).trim() }))
}
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """How many pixels there are."""

    name: str
    width: int
    height: int


DESK = Screen("desk", 1280, 1024)
TOTEM = Screen("totem", 1080, 1920)
SMALL = Screen("small", 1024, 768)
PHONE = Screen("phone", 390, 844)
ENLARGED = Screen("enlarged four times", 320, 256)


@dataclass(frozen=True, slots=True)
class Measures:
    """What ``measure.js`` found on one screen; each list names the elements."""

    language: str
    direction: str
    small_texts: list[str]
    small_targets: list[str]
    close_targets: list[str]
    leaves_the_screen: list[str]
    cut_off: list[str]
    words_of_another_language: list[str]
    edgeless: list[str]


@dataclass(frozen=True, slots=True)
class TabStop:
    """Where the Tab key led: which element of the document, and how it shows."""

    place: int
    name: str
    ring: float
    is_covered: bool
    is_on_screen: bool


def set_screen(page: Page, screen: Screen) -> None:
    """Give the page a screen."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})


def measure(page: Page, law: dict[str, int] = LAW) -> Measures:
    """Measure the page as it stands."""
    found: dict[str, Any] = page.evaluate(MEASURE, law)
    return Measures(**found)


@dataclass(frozen=True, slots=True)
class TabWalk:
    """Where the Tab key led, in order, and what to press it never came to."""

    stops: list[TabStop]
    passed_over: list[str]


def tab_walk(page: Page) -> TabWalk:
    """Press Tab from the top until it leaves the page."""
    page.evaluate(FROM_THE_TOP)
    stops: list[TabStop] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or (stops and found["place"] == stops[0].place):
            break
        stops.append(TabStop(**found))
    else:
        raise AssertionError(f"the Tab key finds no end: {[stop.name for stop in stops[-4:]]}")
    reached = {stop.place for stop in stops}
    passed_over = [one["name"] for one in page.evaluate(TO_PRESS) if one["place"] not in reached]
    page.evaluate(FROM_THE_TOP)
    return TabWalk(stops, passed_over)
