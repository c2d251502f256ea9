"""A run of slips that is killed: nothing dead passes for valid, no number serves twice."""

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.commands import cut_off
from tests.commands.command_line import CommandLine

ROOT = Path(__file__).parents[2]


def killed(moment: str, demo: Path, reader_id: str, pdf: Path) -> None:
    words = [sys.executable, "-m", cut_off.__name__, moment, str(demo), reader_id, str(pdf)]
    ended = subprocess.run(words, cwd=ROOT, check=False)  # noqa: S603
    assert ended.returncode == -signal.SIGKILL


def listed(kiosk: CommandLine, demo: Path) -> list[Any]:
    slips = json.loads(kiosk("slips", "list", "--json", "--data", demo).out)
    assert isinstance(slips, list)
    return slips


def text_of(pdf: Path) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


@pytest.fixture
def reader(kiosk: CommandLine, demo: Path) -> str:
    """Somebody without a slip."""
    readers = json.loads(kiosk("readers", "--json", "--data", demo).out)
    return next(str(one["reader_id"]) for one in readers if not one["live_slips"])


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    (tmp_path / "paper").mkdir()
    return tmp_path / "paper" / "tickets.pdf"


def test_killed_before_its_slips_count_it_leaves_paper_that_says_so_and_burns_its_numbers(
    kiosk: CommandLine, demo: Path, reader: str, pdf: Path
) -> None:
    before = listed(kiosk, demo)

    killed("before", demo, reader, pdf)

    assert listed(kiosk, demo) == before
    assert pdf.read_bytes() == b""
    (dead,) = pdf.parent.glob("*.non-valable-*.pdf")
    again = pdf.with_name("encore.pdf")
    answer = kiosk("slips", "issue", "--reader", reader, "--json", "--pdf", again, "--data", demo)
    assert (answer.code, answer.err) == (0, "")
    serials = [one["serial"] for one in json.loads(answer.out)["slips"]]
    assert serials
    assert [one for one in serials if one in text_of(dead)] == []
    assert all(one in text_of(again) for one in serials)


def test_killed_once_its_slips_count_its_sheet_gets_its_name_at_the_next_run(
    kiosk: CommandLine, demo: Path, reader: str, pdf: Path
) -> None:
    before = listed(kiosk, demo)

    killed("after", demo, reader, pdf)

    new = [one["serial"] for one in listed(kiosk, demo)][len(before) :]
    assert new
    answer = kiosk("slips", "issue", "--reader", reader, "--pdf", pdf, "--data", demo)
    assert answer.code == 1
    assert f"Ses tickets sont valables : {pdf}" in answer.err
    assert [one.name for one in pdf.parent.iterdir()] == [pdf.name]
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert all(one in text_of(pdf) for one in new)
    answer = kiosk(
        "slips", "issue", "--reader", reader, "--pdf", pdf.with_name("x.pdf"), "--data", demo
    )
    assert answer.refusal, "everybody holds one, and the sheet is told once"


def test_a_sheet_whose_name_was_taken_meanwhile_is_told_where_it_is(
    kiosk: CommandLine, demo: Path, reader: str, pdf: Path
) -> None:
    killed("after", demo, reader, pdf)
    pdf.write_bytes(b"something else")
    (waiting,) = pdf.parent.glob("*.non-valable-*.pdf")
    for name in ("x.pdf", "y.pdf"):
        answer = kiosk(
            "slips", "issue", "--reader", reader, "--pdf", pdf.with_name(name), "--data", demo
        )
        assert f"Ses tickets sont valables : {waiting}" in answer.err
    assert pdf.read_bytes() == b"something else"
