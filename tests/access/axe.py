"""axe-core within the page before us: one known version, every rule that can be broken here."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

CHECKOUT = Path(__file__).parents[2]
KNOWN = CHECKOUT / "deploy" / "axe-core.sha256"
FOLDER = CHECKOUT / ".venv" / "axe"

TAGS = (
    "wcag2a",
    "wcag2aa",
    "wcag2aaa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
)
# Off in axe-core unless asked for: the AAA rules, the newest, and those still on trial. Only
# hidden-content stays off: it asks for eyes wherever anything is hidden, whatever it is.
ASKED_FOR = (
    "color-contrast-enhanced",
    "identical-links-same-purpose",
    "meta-refresh-no-exceptions",
    "target-size",
    "css-orientation-lock",
    "focus-order-semantics",
    "label-content-name-mismatch",
    "p-as-heading",
    "table-fake-caption",
    "td-has-header",
)
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": True} for rule in ASKED_FOR},
    "resultTypes": ["violations", "incomplete"],
    # A frame of ours holds a sheet of paper in the browser's own viewer.
    "iframes": False,
}
# A bar that stays at the edge of the screen hides from axe-core what lies under it, and a page
# is read from its top.
RUN = """
async options => {
  const bars = [...document.querySelectorAll('*')]
    .filter(one => /sticky|fixed/.test(getComputedStyle(one).position))
  bars.forEach(one => { one.style.position = 'static' })
  window.scrollTo(0, 0)
  const found = await axe.run(document, options)
  bars.forEach(one => { one.style.position = '' })
  const named = results => results.flatMap(one => one.nodes.map(node => ({
    rule: one.id,
    element: node.html.slice(0, 160),
    because: [...node.any, ...node.all, ...node.none].map(check => check.message).join(' '),
  })))
  const all = [...found.passes, ...found.violations, ...found.incomplete, ...found.inapplicable]
  return {
    rules: all.map(one => one.id),
    violations: named(found.violations),
    incomplete: named(found.incomplete),
  }
}
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One element that breaks a rule, or of which axe-core cannot tell."""

    rule: str
    element: str
    because: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.element} {self.because}"


@dataclass(frozen=True, slots=True)
class Findings:
    """What axe-core says of a page."""

    rules: frozenset[str]
    violations: tuple[Finding, ...]
    incomplete: tuple[Finding, ...]


def axe_source() -> str:
    """The script itself. Another content than the known one fails the test; so does none."""
    digest, name = KNOWN.read_text().split()
    script = FOLDER / name
    if not script.is_file():
        pytest.fail("axe-core is not here: make axe", pytrace=False)
    content = script.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        pytest.fail(f"{name} is not the file {KNOWN.name} knows", pytrace=False)
    return content.decode()


def run_axe(page: Page, source: str) -> Findings:
    """Hold the page before us to every rule."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source)
    found: dict[str, Any] = page.evaluate(RUN, OPTIONS)
    return Findings(
        frozenset(found["rules"]),
        tuple(Finding(**one) for one in found["violations"]),
        tuple(Finding(**one) for one in found["incomplete"]),
    )
