"""Someone before the screen of a real server, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from tests.journeys.visitor import Visitor


@pytest.fixture
def visitor(browser: Browser, point_url: str) -> Iterator[Visitor]:
    """Someone before the screen, in a browser without JavaScript."""
    with someone(browser, point_url, has_script=False) as visitor:
        yield visitor


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_visitor(
    request: pytest.FixtureRequest, browser: Browser, point_url: str
) -> Iterator[Visitor]:
    """Someone before the screen, in a browser with JavaScript, then in one without."""
    with someone(browser, point_url, has_script=request.param) as visitor:
        yield visitor


@contextmanager
def someone(browser: Browser, url: str, *, has_script: bool) -> Iterator[Visitor]:
    """One window; what its browser asked for and complained of is checked at the end."""
    context = browser.new_context(java_script_enabled=has_script, base_url=url)
    context.set_default_timeout(20_000)
    visitor = Visitor(context)
    yield visitor
    context.close()
    assert visitor.complaints == []
    assert visitor.hosts == {"127.0.0.1"}
