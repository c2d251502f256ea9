"""What the tests of the command line share."""

import shutil
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.site.demo import prepare_demo
from tests.commands.command_line import CommandLine


@pytest.fixture
def kiosk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    monkeypatch.delenv("KIOSK_DATA", raising=False)
    return CommandLine(monkeypatch, capsys)


@pytest.fixture(scope="session")
def demo_made_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commands live by the machine's clock, and so must their demo."""
    folder = tmp_path_factory.mktemp("today") / "demo"
    prepare_demo(folder, SystemClock())
    return folder


@pytest.fixture
def demo(demo_made_today: Path, tmp_path: Path) -> Path:
    """Today's demo, to be changed at will."""
    return Path(shutil.copytree(demo_made_today, tmp_path / "demo"))
