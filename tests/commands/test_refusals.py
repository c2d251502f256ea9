"""What the command line refuses: one sentence, exit code 1, nothing changed; bad usage is 2."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.command_line import Answer, CommandLine, kept_in, no_room_left

ENGLISH = re.compile(r"\b(?:Error|Missing|Invalid|No such|does not|is not|Try|Did you|Got)\b")


def a_reader(kiosk: CommandLine, demo: Path) -> str:
    """The mother of two of the demo."""
    readers = json.loads(kiosk("readers", "--json", "--data", demo).out)
    found = next(one for one in readers if one["name"] == "Mme Amina Delmas")
    return str(found["reader_id"])


# --- bad usage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["slips", "nothing"],
        ["readers"],
        ["import", "--data", "."],
        ["import", "no such file.zip", "--data", "."],
        ["feed", "apply", "no such file.feed", "--data", "."],
        ["feed", "export", "out.feed", "--data", "."],
        ["slips", "issue", "--all", "--data", "."],
        ["slips", "issue", "--pdf", "out.pdf", "--data", "."],
        ["slips", "issue", "--pdf", "out.pdf", "--all", "--reader", "x", "--data", "."],
        ["slips", "revoke", "E-1", "--data", "."],
        ["print", "marks", "--reader", "x", "--data", "."],
        ["print", "marks", "--reader", "x", "-o", "x.pdf", "--size", "huge", "--data", "."],
        ["init", "kitchen", "--data", "new"],
        ["serve", "--port", "70000", "--data", "."],
        ["demo", "--port", "-1"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_told_and_does_nothing(
    kiosk: CommandLine, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = kiosk(*words)
    assert answer.code == 2
    assert "Usage: " in answer.err
    assert "Traceback" not in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "Il n’y a pas de commande 'nothing'."),
        (["readers", "--claas"], "Il n’y a pas d’option '--claas'. (Est-ce l’un de :"),
        (["readers", "--class"], "demande une valeur"),
        (["readers", "--json=1"], "sans valeur"),
        (["readers", "more", "--data", "."], "Un mot de trop : more"),
        (["readers"], "Il manque l’option '--data DIR' (ou la variable KIOSK_DATA)."),
        (["readers", "--data", "file"], "il faut un dossier"),
        (["import", "--data", "."], "Il manque 'FICHIER…'."),
        (["import", "gone.zip", "--data", "."], "'gone.zip' n’existe pas."),
        (["feed", "apply", ".", "--data", "."], "il faut un fichier"),
        (["feed", "export", "out", "--data", "."], "Il manque l’option '--point'."),
        (["feed", "export", "x", "--point", "p", "--after", "-5", "--data", "."], "hors de x>=0"),
        (["serve", "--port", "x", "--data", "."], "'x' n’est pas un nombre entier."),
        (["serve", "--port", "70000", "--data", "."], "70000 est hors de 0<=x<=65535."),
        (
            ["init", "kitchen", "--data", "new"],
            "'kitchen' n’est pas l’un de : 'point', 'school', 'hub'.",
        ),
        (["init", "--data", "new"], "À choisir parmi :"),
    ],
    ids=str,
)
def test_bad_usage_is_told_in_french(
    kiosk: CommandLine,
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    answer = kiosk(*words)
    assert answer.code == 2
    assert said in answer.err
    assert not ENGLISH.search(answer.err), answer.err


# --- refusals ----------------------------------------------------------------------------------


@pytest.fixture
def refused(kiosk: CommandLine, demo: Path) -> Iterator["Refused"]:
    """Runs a command on the demo, and afterwards nothing of the demo may have changed."""
    before = kept_in(demo)
    yield Refused(kiosk, demo)
    assert kept_in(demo) == before


class Refused:
    def __init__(self, kiosk: CommandLine, demo: Path) -> None:
        self.kiosk = kiosk
        self.demo = demo

    def __call__(self, *words: object) -> str:
        return self.kiosk(*words, "--data", self.demo).refusal


def test_a_file_that_is_no_zip_is_refused(refused: Refused, tmp_path: Path) -> None:
    letter = tmp_path / "letter.zip"
    letter.write_bytes(b"Madame, Monsieur")
    assert "letter.zip" in refused("import", letter)


def test_when_one_of_two_files_is_refused_neither_is_taken(
    refused: Refused, kiosk: CommandLine, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    kiosk("init", "school", "--data", office)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(b"PK\x03\x04 and no more")
    before = kept_in(office)
    good = refused.demo / "office" / "export.zip"
    assert kiosk("import", good, damaged, "--data", office).refusal
    assert kept_in(office) == before
    assert json.loads(kiosk("readers", "--json", "--data", office).out) == []


@pytest.mark.parametrize(
    "words",
    [
        ["readers"],
        ["publish"],
        ["slips", "list"],
        ["slips", "revoke", "E-00001", "--reason", "perdu"],
        ["serve", "--port", "0"],
    ],
    ids=" ".join,
)
def test_a_folder_without_an_instance_is_refused(
    kiosk: CommandLine, words: list[str], tmp_path: Path
) -> None:
    assert "kiosk demo" in kiosk(*words, "--data", tmp_path).refusal
    assert "kiosk demo" in kiosk(*words, "--data", tmp_path / "not there").refusal
    assert list(tmp_path.iterdir()) == []


def test_an_office_command_refuses_the_folder_of_a_point(kiosk: CommandLine, demo: Path) -> None:
    assert "point d’accès" in kiosk("readers", "--data", demo / "point").refusal


def test_a_point_command_refuses_the_folder_of_an_office(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "x.feed"
    feed.write_bytes(b"")
    for words in (("sync",), ("feed", "apply", feed)):
        assert "pas un point d’accès" in kiosk(*words, "--data", demo / "office").refusal


def test_no_instance_is_made_over_another(refused: Refused) -> None:
    assert "n’est pas vide" in refused("init", "school")


def test_the_demo_refuses_a_folder_that_is_none(kiosk: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert "n’est pas une démo" in kiosk("demo", "--port", 0, "--data", tmp_path).refusal
    assert kept_in(tmp_path) == {"mine.txt": b"mine"}


@pytest.mark.parametrize("content", [b"", b"letter", b"KIOSKFEED\x01\x00\x00\x00\x09short"])
def test_a_damaged_feed_file_is_refused(refused: Refused, tmp_path: Path, content: bytes) -> None:
    feed = tmp_path / "x.feed"
    feed.write_bytes(content)
    assert "abîmé" in refused("feed", "apply", feed)


def test_a_feed_file_that_somebody_changed_is_refused(refused: Refused, tmp_path: Path) -> None:
    feed = bytearray((refused.demo / "office" / "feeds" / "mediatheque.feed").read_bytes())
    feed[len(feed) // 2] ^= 1
    changed = tmp_path / "x.feed"
    changed.write_bytes(feed)
    assert "signé" in refused("feed", "apply", changed)


def test_the_feed_of_another_hub_is_refused(
    refused: Refused, kiosk: CommandLine, made_demo: Path
) -> None:
    assert "signé" in refused("feed", "apply", made_demo / "office" / "feeds" / "mediatheque.feed")


def test_names_that_nobody_bears_are_refused(refused: Refused, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "nobody" in refused("print", "marks", "--reader", "nobody", "-o", out)
    assert "nobody" in refused("slips", "issue", "--reader", "nobody", "--pdf", out)
    assert "E-99999" in refused("slips", "revoke", "E-99999", "--reason", "perdu")
    refusal = refused("feed", "export", "--point", "nowhere", out)
    assert "nowhere" in refusal
    assert "Il y a : mediatheque." in refusal
    assert not out.exists()


def test_a_place_that_does_not_exist_is_refused(
    refused: Refused, kiosk: CommandLine, tmp_path: Path
) -> None:
    words = ("slips", "issue", "--all", "--place", "Nulle part", "--pdf", tmp_path / "x.pdf")
    # Told before a single slip is made: for a whole school that takes minutes.
    refusal = refused(*words)
    assert "Nulle part" in refusal
    assert "Il y a : Médiathèque Édith-Piaf." in refusal
    assert not (tmp_path / "x.pdf").exists()


def test_a_reader_who_holds_a_slip_gets_no_other(
    refused: Refused, kiosk: CommandLine, tmp_path: Path
) -> None:
    reader = a_reader(kiosk, refused.demo)
    out = tmp_path / "x.pdf"
    assert "tous en ont déjà un" in refused("slips", "issue", "--reader", reader, "--pdf", out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "Il y a : 1, 2."),
        (["--pupil", "3"], "Il y a : 1, 2."),
        (["--pupil", "1", "--period", "T7"], "Il y a : "),
    ],
)
def test_marks_that_are_not_there_are_refused_and_what_is_there_is_told(
    refused: Refused, kiosk: CommandLine, tmp_path: Path, more: list[str], said: str
) -> None:
    reader = a_reader(kiosk, refused.demo)
    out = tmp_path / "x.pdf"
    refusal = refused("print", "marks", "--reader", reader, *more, "-o", out)
    assert said in refusal
    assert "Delmas" not in refusal, "a child's name is no word of a refusal"
    assert not out.exists()


def test_a_sheet_of_marks_is_written_over_nothing(
    refused: Refused, kiosk: CommandLine, tmp_path: Path
) -> None:
    reader = a_reader(kiosk, refused.demo)
    out = tmp_path / "mine.pdf"
    out.write_bytes(b"mine")
    refusal = refused("print", "marks", "--reader", reader, "--pupil", 1, "-o", out)
    assert f"{out} existe déjà" in refusal
    assert out.read_bytes() == b"mine"


def test_a_file_that_cannot_be_written_is_refused(
    refused: Refused, kiosk: CommandLine, tmp_path: Path
) -> None:
    reader = a_reader(kiosk, refused.demo)
    nowhere = tmp_path / "no such folder" / "out"
    for words in (
        ("print", "marks", "--reader", reader, "--pupil", 1, "-o", nowhere),
        ("feed", "export", "--point", "mediatheque", nowhere),
    ):
        assert "no such folder" in refused(*words)


def test_slips_whose_sheet_cannot_be_written_do_not_exist(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    readers = json.loads(kiosk("readers", "--json", "--data", demo).out)
    reader = next(one["reader_id"] for one in readers if not one["live_slips"])
    before = kiosk("slips", "list", "--data", demo)
    nowhere = tmp_path / "no such folder" / "slips.pdf"
    answer = kiosk("slips", "issue", "--reader", reader, "--pdf", nowhere, "--data", demo)
    assert "no such folder" in answer.refusal
    assert kiosk("slips", "list", "--data", demo) == before


def test_a_port_that_is_taken_is_refused(kiosk: CommandLine, demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("serve", "demo"):
            answer = kiosk(command, "--port", port, "--data", demo)
            assert "--port" in answer.refusal


def test_a_demo_of_yesterday_outlives_a_command_that_finds_its_port_taken(
    kiosk: CommandLine, demo_folder: Path
) -> None:
    before = kept_in(demo_folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert "--port" in kiosk("demo", "--port", port, "--data", demo_folder).refusal
    assert kept_in(demo_folder) == before


@pytest.mark.parametrize(
    "line", ['[imports]\nparent_right = "all"\n', "[kitchen]\n", "not toml at all ]["]
)
def test_a_setting_that_is_wrong_is_refused(kiosk: CommandLine, demo: Path, line: str) -> None:
    with (demo / "office" / "site.toml").open("a") as site:
        site.write(line)
    assert kiosk("readers", "--data", demo).refusal


def test_a_key_that_others_may_read_is_refused(kiosk: CommandLine, demo: Path) -> None:
    (demo / "office" / "keys" / "master.key").chmod(0o644)
    assert "chmod 600" in kiosk("readers", "--data", demo).refusal


@pytest.mark.parametrize(
    ("name", "words"),
    [("office/office.db", ("readers",)), ("point/vault.db", ("serve", "--port", 0))],
)
def test_a_database_that_is_damaged_or_gone_is_refused(
    kiosk: CommandLine, demo: Path, name: str, words: tuple[object, ...]
) -> None:
    (demo / name).write_bytes(b"no database " * 500)
    assert "vide ou abîmée" in kiosk(*words, "--data", demo).refusal
    (demo / name).write_bytes(b"")
    assert "vide ou abîmée" in kiosk(*words, "--data", demo).refusal
    (demo / name).unlink()
    assert f"il manque la base {demo / name}" in kiosk(*words, "--data", demo).refusal
    assert not (demo / name).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("slips", "revoke", "D-00001", "--reason", "perdu"),
        ("publish",),
        ("outbox", "export", "stick"),
        ("feed", "apply", "news.feed"),
    ],
    ids=" ".join,
)
def test_a_disk_that_takes_no_more_is_told_in_a_sentence(
    kiosk: CommandLine,
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    kiosk("slips", "revoke", "D-00002", "--reason", "perdu", "--data", demo)
    kiosk("publish", "--data", demo)
    monkeypatch.chdir(tmp_path)
    kiosk("feed", "export", "--point", "mediatheque", "news.feed", "--data", demo)
    with no_room_left():
        assert kiosk(*words, "--data", demo).refusal


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("slips", "revoke", "E-99999", "--reason", "perdu"), "not_found"),
        (("slips", "issue", "--reader", "nobody", "--pdf", "x.pdf"), "not_found"),
        (("feed", "export", "--point", "nowhere", "x.feed"), "not_found"),
        (("import", "not a zip.zip"), "unknown_format"),
    ],
    ids=" ".join,
)
def test_a_program_gets_a_refusal_as_one_object(
    kiosk: CommandLine,
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "not a zip.zip").write_bytes(b"Madame, Monsieur")
    answer = kiosk(*words, "--json", "--data", demo)
    told = json.loads(answer.out)
    assert list(told) == ["refused"]
    assert told["refused"]["reason"] == reason
    assert answer.refusal == f"Refusé : {told['refused']['sentence']}"


def test_a_program_is_told_of_what_the_machine_refuses(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "no such folder" / "x.feed"
    words = ("feed", "export", "--point", "mediatheque", nowhere, "--json", "--data", demo)
    answer = kiosk(*words)
    assert json.loads(answer.out)["refused"]["reason"] == "system"
    assert "no such folder" in answer.refusal


def test_a_person_gets_no_object(kiosk: CommandLine, demo: Path) -> None:
    answer = kiosk("slips", "revoke", "E-99999", "--reason", "perdu", "--data", demo)
    assert answer.code == 1
    assert answer.out == ""


@pytest.mark.parametrize("most_bytes", [0, 100, 8_000, 60_000])
@pytest.mark.parametrize("was_there", [True, False])
def test_an_instance_that_a_full_disk_cuts_short_leaves_nothing(
    kiosk: CommandLine, tmp_path: Path, most_bytes: int, was_there: bool
) -> None:
    folder = tmp_path / "office"
    if was_there:
        folder.mkdir()
    with no_room_left(most_bytes):
        assert kiosk("init", "school", "--data", folder).refusal
    assert list(tmp_path.rglob("*")) == ([folder] if was_there else [])
    assert kiosk("init", "school", "--data", folder).code == 0


def test_a_refusal_is_told_apart_from_an_answer() -> None:
    with pytest.raises(AssertionError):
        assert Answer(0, "", "Refusé : x").refusal
    with pytest.raises(AssertionError):
        assert Answer(1, "", "Refusé : x\nTraceback").refusal
