"""A real server in a process of its own, and a real browser without JavaScript before it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.visitor import Visitor

CHECKOUT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Where the browser is. A missing one fails the journeys: skipped, they would prove nothing."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail("no Chromium here: sudo apt-get install chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server_url(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demo, served as long as journeys last: a journey leaves nothing behind."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(made_demo, folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.served_demo", str(folder)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url, process.communicate()
    yield url
    process.terminate()
    _, complaints = process.communicate(timeout=20)
    assert complaints == ""


@pytest.fixture
def visitor(browser: Browser, server_url: str) -> Iterator[Visitor]:
    """Someone before the screen; what her browser asked and complained of is checked at the end."""
    context = browser.new_context(java_script_enabled=False, base_url=server_url)
    context.set_default_timeout(20_000)
    visitor = Visitor(context)
    yield visitor
    context.close()
    assert visitor.complaints == []
    assert visitor.hosts == {"127.0.0.1"}
