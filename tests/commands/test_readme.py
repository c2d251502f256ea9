"""The walk of the README, step by step on the demo, as a newcomer types it."""

import json
import re
import shlex
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.site.demo import prepare_demo
from tests.commands.command_line import CommandLine

README = Path(__file__).parents[2] / "README.md"
DEMO = ".kiosk-demo"


def the_walk() -> list[list[str]]:
    """The commands on the demo's files, in their order, without what is said of each."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("kiosk ")]


def walked(kiosk: CommandLine, demo: Path) -> None:
    readers = json.loads(kiosk("readers", "--json", "--data", demo).out)
    reader = next(one["reader_id"] for one in readers if not one["live_slips"])
    for step in the_walk():
        words = [reader if word == "ID" else word.replace(DEMO, str(demo)) for word in step]
        answer = kiosk(*words, "--data", demo)
        assert answer.code == 0, (step, answer)


def is_of_yesterday(demo: Path) -> None:
    """A demo that stayed there overnight."""
    today = SystemClock().today().isoformat()
    for part in ("office", "point"):
        site = demo / part / "site.toml"
        site.write_text(site.read_text().replace(today, "2020-01-01"))


def test_the_walk_has_its_steps() -> None:
    assert [step[0] for step in the_walk()] == [
        *("import", "readers", "slips", "publish", "sync", "print"),
        *("sync", "publish", "requests"),
    ]


def test_the_walk_of_the_readme_goes_to_its_end_on_one_day_and_on_the_next(
    kiosk: CommandLine, demo: Path
) -> None:
    walked(kiosk, demo)
    is_of_yesterday(demo)
    assert prepare_demo(demo, SystemClock())
    walked(kiosk, demo)
