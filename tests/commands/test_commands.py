"""Each command doing its work, on the demo."""

import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import COMMANDS, Table
from kiosk.domain.slip_codes import read_code
from kiosk.feed.files import unpack_segments
from tests.commands.command_line import CommandLine, kept_in

OF_THE_DESIGN = {"demo", "init", "serve", "import", "readers", "publish"} | {
    "slips issue",
    "slips list",
    "slips revoke",
    "feed export",
    "feed apply",
    "print marks",
}


def every_command(table: Table, *before: str) -> Iterator[tuple[str, ...]]:
    for name, target in table.items():
        yield (*before, name)
        if isinstance(target, dict):
            yield from every_command(target, *before, name)


@pytest.mark.parametrize("words", [(), *every_command(COMMANDS)], ids=" ".join)
def test_every_command_explains_itself(kiosk: CommandLine, words: tuple[str, ...]) -> None:
    answer = kiosk(*words, "--help")
    assert answer.code == 0
    assert answer.out.startswith("Usage: ")
    explanation = answer.out.split("\n\n")[1]
    assert len(explanation.strip()) > 15
    assert not re.search(r"\b(?:Show|and|exit|default|required|Commands|COMMAND)\b", answer.out)


def test_the_commands_that_others_rely_on_are_there() -> None:
    assert {" ".join(words) for words in every_command(COMMANDS)} >= OF_THE_DESIGN


def test_the_version_is_told(kiosk: CommandLine) -> None:
    answer = kiosk("--version")
    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(r"kiosk, version \d+\.\d+\.\d+\S*\n", answer.out)


def readers_of(kiosk: CommandLine, demo: Path) -> list[dict[str, Any]]:
    answer = kiosk("readers", "--json", "--data", demo)
    assert (answer.code, answer.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


def without_slip(kiosk: CommandLine, demo: Path) -> str:
    return next(str(one["reader_id"]) for one in readers_of(kiosk, demo) if not one["live_slips"])


def test_readers_are_told_to_programs_with_their_pupils_and_schools(
    kiosk: CommandLine, demo: Path
) -> None:
    readers = readers_of(kiosk, demo)
    amina = next(one for one in readers if one["name"] == "Mme Amina Delmas")
    assert amina["pupils"] == ["Inès Delmas", "Yanis Delmas"]
    assert amina["schools"] == ["Collège Louise-Michel", "École Jules-Verne"]
    assert amina["live_slips"] == 1
    assert "Rose Benhamou" not in str(readers), "a neighbour to be called sees nobody"


def test_readers_are_told_to_people_in_a_table(kiosk: CommandLine, demo: Path) -> None:
    lines = kiosk("readers", "--data", demo).out.splitlines()
    assert lines[0].split() == ["id", "nom", "tickets", "enfants", "classes", "établissements"]
    assert len(lines) == len(readers_of(kiosk, demo)) + 1


def test_the_folder_may_be_named_by_a_variable(
    kiosk: CommandLine, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATA", str(demo))
    assert kiosk("readers").code == 0


def test_a_rehearsed_import_tells_what_would_change_and_changes_nothing(
    kiosk: CommandLine, demo: Path
) -> None:
    export = demo / "office" / "export.zip"
    before = kept_in(demo)
    answer = kiosk("import", export, "--json", "--dry-run", "--data", demo)
    assert (answer.code, answer.err) == (0, "")
    (report,) = json.loads(answer.out)
    assert report["dry_run"] is True
    assert report["refused"] == []
    assert report["changes"]["pupils"] == {"added": 0, "changed": 0, "removed": 0}
    assert kept_in(demo) == before


def test_an_import_into_a_new_office_says_what_it_added(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    assert kiosk("init", "school", "--data", office).code == 0
    answer = kiosk("import", demo / "office" / "export.zip", "--data", office)
    assert answer.code == 0
    assert "150 en plus" in answer.out
    assert len(readers_of(kiosk, office)) == len(readers_of(kiosk, demo))


def test_a_new_office_is_for_its_owner_alone(kiosk: CommandLine, tmp_path: Path) -> None:
    office = tmp_path / "office"
    answer = kiosk("init", "hub", "--data", office)
    assert answer.code == 0
    assert str(office / "keys" / "master.key") in answer.out
    others = [one for one in office.rglob("*") if stat.S_IMODE(one.stat().st_mode) & 0o077]
    assert others == []


def test_a_slip_is_issued_listed_revoked_and_the_point_told(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    reader, sheet = without_slip(kiosk, demo), tmp_path / "slips.pdf"
    answer = kiosk("slips", "issue", "--reader", reader, "--pdf", sheet, "--data", demo)
    assert answer.code == 0
    assert not re.search(r"\d{4} \d{4}", answer.out), "codes are on the paper only"
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600

    listed = json.loads(kiosk("slips", "list", "--json", "--data", demo).out)
    assert (len(listed), listed[-1]["serial"], listed[-1]["state"]) == (9, "D-00009", "live")

    revoked = kiosk("slips", "revoke", "D-00009", "--reason", "perdu", "--data", demo)
    assert revoked.code == 0
    assert "mediatheque (Médiathèque Édith-Piaf) : jamais entendu. Téléphonez-lui" in revoked.err
    listed = json.loads(kiosk("slips", "list", "--json", "--data", demo).out)
    assert [one["state"] for one in listed] == ["live"] * 8 + ["revoked"]
    table = kiosk("slips", "list", "--data", demo).out.splitlines()
    assert len(table) == 10
    assert "annulé" in table[-1]

    (published,) = json.loads(kiosk("publish", "--json", "--data", demo).out)
    assert (published["rows"], published["segments"], published["last_sequence"]) == (0, 0, 2)
    feed = tmp_path / "news.feed"
    exported = kiosk("feed", "export", "--point", "mediatheque", feed, "--data", demo)
    assert exported.out == f"2 envois dans {feed}\n"
    assert kiosk("feed", "apply", feed, "--data", demo).out == (
        "1 envoi pris, 3 nouveautés, 1 connu\n"
    )
    assert kiosk("feed", "apply", feed, "--data", demo).out == (
        "Rien de nouveau : 2 envois déjà connus.\n"
    )


def test_codes_are_shown_only_when_asked_for(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    reader, sheet = without_slip(kiosk, demo), tmp_path / "slips.pdf"
    words = ("slips", "issue", "--reader", reader, "--pdf", sheet, "--show-codes", "--data", demo)
    shown = kiosk(*words).out.splitlines()[-1]
    serial, _, code = shown.partition("  ")
    assert serial == "D-00009"
    assert read_code(code).grouped() == code


def test_a_feed_can_be_exported_from_a_number_on(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "news.feed"
    words = ("feed", "export", "--point", "mediatheque", "--after", 1, feed, "--data", demo)
    assert kiosk(*words).out.startswith("0 envoi dans")
    assert list(unpack_segments(feed)) == []


def test_the_marks_of_a_pupil_are_printed_for_his_guardian(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    readers = readers_of(kiosk, demo)
    amina = next(one["reader_id"] for one in readers if one["name"] == "Mme Amina Delmas")
    for pupil in ("1", "Yanis Delmas"):
        sheet = tmp_path / f"{pupil}.pdf"
        answer = kiosk(
            "print", "marks", "--reader", amina, "--pupil", pupil, "-o", sheet, "--data", demo
        )
        assert (answer.code, answer.err) == (0, "")
        assert sheet.read_bytes().startswith(b"%PDF-")
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600


def test_whatever_is_written_is_for_its_owner_alone(kiosk: CommandLine, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    os.umask(mask)
    kiosk("init", "school", "--data", tmp_path / "office")
    assert os.umask(mask) == mask, "the mask of the tests is theirs"
    assert stat.S_IMODE((tmp_path / "office" / "office.db").stat().st_mode) == 0o600
