"""A real server in a process of its own, and a real browser: one of each for the whole run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

CHECKOUT = Path(__file__).parents[1]
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
    """Where the browser is. A missing one fails the test: skipped, it would prove nothing."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail("no Chromium here: sudo apt-get install chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
    yield launched
    launched.close()


@dataclass(frozen=True)
class ServedPoint:
    """A point at work in processes of its own. ``process`` is its supervisor."""

    folder: Path
    url: str
    desk_url: str
    process: "subprocess.Popen[str]"


@contextmanager
def served(folder: Path, *how: str) -> Iterator[ServedPoint]:
    """Serve a demo's point until the end of the ``with``; it must have nothing to complain of.

    ``how`` is told to ``tests.journeys.served_demo``.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.served_demo", str(folder), *how],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url, desk_url = process.stdout.readline().strip(), process.stdout.readline().strip()
    assert url, process.communicate()
    try:
        yield ServedPoint(folder, url, desk_url, process)
    finally:
        process.terminate()
        _, complaints = process.communicate(timeout=20)
    assert complaints == ""


@pytest.fixture(scope="session")
def server_url(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages of the demo, served to all who look at them: a visit leaves nothing behind."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(made_demo, folder)
    with served(folder, "--screen-alone") as point:
        yield point.url


@pytest.fixture(scope="session")
def point_url(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The screen of a whole point, with a process for each visit; for all who walk through it."""
    folder = tmp_path_factory.mktemp("point") / "demo"
    shutil.copytree(made_demo, folder)
    with served(folder) as point:
        yield point.url


@pytest.fixture
def fresh_point(demo_folder: Path) -> Iterator[ServedPoint]:
    """A point nobody has come to yet."""
    with served(demo_folder) as point:
        yield point
