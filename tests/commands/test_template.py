"""``kiosk template``: the empty spreadsheets, and never anything written over."""

from pathlib import Path

from tests.commands.command_line import CommandLine, no_room_left


def test_the_templates_are_written_and_named(kiosk: CommandLine, tmp_path: Path) -> None:
    answer = kiosk("template", tmp_path / "tableaux")
    assert (answer.code, answer.err) == (0, "")
    written = sorted(answer.out.split())
    assert written == sorted(str(one) for one in (tmp_path / "tableaux").iterdir())
    assert {Path(one).suffix for one in written} == {".csv", ".txt"}


def test_a_full_disk_leaves_no_table_cut_short(kiosk: CommandLine, tmp_path: Path) -> None:
    with no_room_left(200):
        assert kiosk("template", tmp_path).refusal
    assert list(tmp_path.iterdir()) == []
    assert kiosk("template", tmp_path).code == 0


def test_a_second_time_is_refused_and_changes_nothing(kiosk: CommandLine, tmp_path: Path) -> None:
    kiosk("template", tmp_path)
    (tmp_path / "messages.csv").write_text("filled in")
    answer = kiosk("template", tmp_path)
    assert answer.code == 1
    assert "messages.csv" in answer.err
    assert (tmp_path / "messages.csv").read_text() == "filled in"
