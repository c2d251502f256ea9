"""The wheel: what it must hold, and a demo that runs from it alone, far from the sources."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("kiosk", "kiosk_config", "templates", "translations")
PAPERS = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")

# What a checkout gathers and a release never carries.
NOT_SOURCES = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*")


def what_is_missing() -> str:
    """Why no wheel can be built here without the network; "" when one can."""
    try:
        if int(version("setuptools").partition(".")[0]) >= 71:
            return ""
        version("wheel")
    except PackageNotFoundError as missing:
        return f"{missing.name} is not installed, and setuptools before 71 needs it"
    return ""


pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=f"no wheel: {what_is_missing()}")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of these sources, built in a copy of them so that nothing is left behind."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=NOT_SOURCES)
    for name in PAPERS:
        shutil.copy(ROOT / name, copy)
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    pip("wheel", *options, "--wheel-dir", copy / "dist", copy)
    (built,) = (copy / "dist").glob("kiosk-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed, alone."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--no-index", "--quiet", "--target", target, wheel)
    return target


def pip(*words: object) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_wheel_holds_every_file_the_program_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {str(one.relative_to(ROOT)) for one in (ROOT / "kiosk").rglob("*.py")}
    wanted |= {str(one.relative_to(ROOT)) for one in (ROOT / "kiosk" / "static").rglob("*.*")}
    wanted |= {str(one.relative_to(ROOT)) for one in (ROOT / "kiosk").rglob("fonts/*.*")}
    for folder in ("templates", "translations"):
        read = [one for end in ("html", "svg", "mo") for one in (ROOT / folder).rglob(f"*.{end}")]
        wanted |= {f"kiosk/{one.relative_to(ROOT)}" for one in read}
    wanted |= {"kiosk_config/defaults.toml"}
    assert wanted - held == set()
    assert any(re.search(r"\.dist-info/.*LICENSE$", name) for name in held)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {one for one in tops if not one.endswith(".dist-info")} == {"kiosk", "kiosk_config"}


@contextmanager
def running_demo(installed: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """``python -m kiosk demo`` away from the sources: its address and its first slip."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    environment.pop("KIOSK_DATA", None)
    command = [sys.executable, "-P", "-m", "kiosk", "demo", "--port", "0", "--data", "demo"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        url = slip = ""
        while not (url and slip):
            line = process.stdout.readline()
            assert line, "the demo ended before it told its address and a slip"
            word, _, rest = line.strip().partition(" ")
            url, slip = (rest, slip) if word == "URL" else (url, slip or rest)
        yield url, slip.partition(" (")[0]
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


def test_the_demo_runs_from_the_wheel_alone_and_a_slip_signs_in(
    installed: Path, tmp_path: Path
) -> None:
    with running_demo(installed, tmp_path) as (url, slip):
        browser = Browser(url)
        welcome = browser.asks("GET", "/")
        token = re.search(r'name="csrf_token" value="([^"]+)"', welcome)
        style = re.search(r'href="(/static/css/[^"]+)"', welcome)
        assert token
        assert style
        assert "{" in browser.asks("GET", style[1])
        family = browser.asks("POST", "/sign-in", csrf_token=token[1], code=slip)
        assert "/children/1/homework" in family
        assert browser.asks("GET", "/children/1/marks")
    assert (tmp_path / "demo" / "point" / "vault.db").is_file()


def test_the_wheel_is_what_ran(installed: Path, tmp_path: Path) -> None:
    script = "import kiosk, kiosk_config; print(kiosk.__file__, kiosk_config.__file__)"
    run = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(one.startswith(str(installed)) for one in run.stdout.split())


class Browser:
    """Asks for pages as a browser would: one cookie, redirections followed."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc
        self._cookie = ""

    def asks(self, method: str, path: str, **fields: str) -> str:
        """The page at the end, which must be there."""
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self._address, timeout=10)
        try:
            connection.request(method, path, urlencode(fields) or None, headers)
            answer = connection.getresponse()
            content = answer.read().decode()
        finally:
            connection.close()
        given = answer.headers.get("Set-Cookie", "")
        self._cookie = given.partition(";")[0] or self._cookie
        if answer.status == 303:
            return self.asks("GET", urlsplit(answer.headers["Location"]).path)
        assert answer.status == 200, (method, path, answer.status)
        return content
