"""A point from its hub's file to its first morning, and what the office reads of it."""

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.agents import AgentRole
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.desk import enter_with_card
from kiosk.site.keepers import open_keepers
from kiosk.site.point import open_desk
from tests.commands.command_line import CommandLine
from tests.navigators.sheets import text_of
from tests.printing.ipp import ippeve
from tests.printing.ipp.ippeve import EvePrinter

avahi_bus, eve = ippeve.avahi_bus, ippeve.eve

PASSWORD = "motdepasse1"


@pytest.fixture
def office(kiosk: CommandLine, tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    assert kiosk("init", "school", "--data", folder).code == 0
    return folder


def added(kiosk: CommandLine, office: Path, file: Path, point_id: str = "mairie") -> str:
    """The code that was said of a new point's file."""
    words = ("points", "add", point_id, "--name", "La mairie", "--place", "Mairie")
    answer = kiosk(*words, "--file", file, "--data", office)
    assert answer.code == 0, answer
    return re.search(r"Code ([\d ]+)", answer.out)[1]  # type: ignore[index]


Made = subprocess.CompletedProcess[str]


def init_point(folder: Path, file: Path, card: Path, *said: str) -> Made:
    """``kiosk init point``, with what a person types."""
    words = ["init", "point", "--file", file, "--card", card, "--lead", "Camille", "--data", folder]
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        input="\n".join(said) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_point_is_made_of_a_file_and_a_code_and_its_first_card_opens_it(
    kiosk: CommandLine, office: Path, tmp_path: Path
) -> None:
    file, card, folder = tmp_path / "p.enrol", tmp_path / "card.pdf", tmp_path / "point"
    code = added(kiosk, office, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    made = init_point(folder, file, card, code, PASSWORD, PASSWORD)

    assert made.returncode == 0, made.stderr
    assert PASSWORD not in made.stdout + made.stderr
    assert stat.S_IMODE(card.stat().st_mode) == 0o600
    assert [one.name for one in (folder / "keys").iterdir()] == ["device.key"], "no pepper"
    digits = "".join(one for one in text_of(card.read_bytes()) if one.isdigit())[:17]
    clock = SystemClock()
    keepers = open_keepers(folder, clock)
    assert not keepers.public.is_open()
    desk = open_desk(folder, clock, keepers.desk)
    agent = enter_with_card(desk, SlipCode(digits).digits(), PASSWORD).agent
    assert (agent.name, agent.role) == ("Camille", AgentRole.LEAD)
    assert keepers.public.is_open()
    keepers.vault.close()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("1234 5678 9012 3456 8", PASSWORD, PASSWORD), "n’ouvre pas ce fichier"),
        ((None, "court", "court"), "au moins 8 caractères"),
        (("12", PASSWORD, PASSWORD), "17 chiffres d’un code"),
    ],
)
def test_what_is_refused_leaves_no_point_and_no_card(
    kiosk: CommandLine, office: Path, tmp_path: Path, said: tuple[str, ...], told: str
) -> None:
    file, card, folder = tmp_path / "p.enrol", tmp_path / "card.pdf", tmp_path / "point"
    code = added(kiosk, office, file)
    made = init_point(folder, file, card, *(code if one is None else one for one in said))
    assert made.returncode == 1
    assert told in made.stderr
    assert not folder.exists()
    assert not card.exists()


def test_a_file_is_never_written_over_nor_a_point_added_twice(
    kiosk: CommandLine, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "p.enrol"
    added(kiosk, office, file)
    words = ("--name", "X", "--place", "X", "--data", office)
    assert "existe déjà" in kiosk("points", "add", "gare", "--file", file, *words).refusal
    again = kiosk("points", "add", "mairie", "--file", tmp_path / "q.enrol", *words)
    assert "« mairie » existe déjà" in again.refusal
    assert not (tmp_path / "q.enrol").exists()


def test_points_are_listed_each_with_the_beginning_of_its_serials(
    kiosk: CommandLine, office: Path, tmp_path: Path
) -> None:
    assert kiosk("points", "list", "--data", office).out == "Aucun point d’accès.\n"
    for number, point_id in enumerate(("mairie", "gare")):
        added(kiosk, office, tmp_path / f"{number}.enrol", point_id)
    listed = json.loads(kiosk("points", "list", "--json", "--data", office).out)
    assert {one["point_id"]: one["issuer"] for one in listed} == {"mairie": "P1", "gare": "P2"}
    assert "P1-…" in kiosk("points", "list", "--data", office).out
    assert "Rien n’est encore arrivé" in kiosk("points", "journal", "gare", "--data", office).out
    assert "mairie" in kiosk("points", "journal", "nowhere", "--data", office).refusal


def test_nobody_waits_at_first_and_who_does_not_wait_is_not_accepted(
    kiosk: CommandLine, office: Path
) -> None:
    assert kiosk("slips", "waiting", "--data", office).out == "Aucun ticket n’attend.\n"
    assert json.loads(kiosk("slips", "waiting", "--json", "--data", office).out) == []
    for words in (("accept", "P1-00001", "--reader", "x"), ("refuse", "P1-00001", "--reason", "y")):
        assert "P1-00001" in kiosk("slips", *words, "--data", office).refusal


def test_the_doctor_names_a_guarded_room_and_a_lonely_card(kiosk: CommandLine, demo: Path) -> None:
    answer = kiosk("doctor", "--data", demo)
    assert answer.code == 3
    assert "Le coffre est lisible et entier." in answer.out
    assert "machine" in answer.out
    assert "Une seule carte" in answer.out
    told = json.loads(kiosk("doctor", "--json", "--data", demo).out)
    assert told["level"] == "watch"
    levels = {one["what"]: one["level"] for one in told["findings"]}
    assert (levels["vault"], levels["cards"], levels["unlock"]) == ("good", "watch", "good")


def test_the_doctor_says_what_is_broken(kiosk: CommandLine, demo: Path) -> None:
    (demo / "tray").rmdir()
    answer = kiosk("doctor", "--data", demo)
    assert answer.code == 1
    assert "desk.folder n’existe pas" in answer.out


def test_the_doctor_asks_a_printer_how_it_is(
    kiosk: CommandLine, demo: Path, eve: EvePrinter
) -> None:
    site = demo / "point" / "site.toml"
    written = site.read_text(encoding="utf-8")
    choice = f'printer = "ipp"\nprinter_uri = "{eve.uri}"\n'
    site.write_text(f"{written}\n[printing]\n{choice}", encoding="utf-8")
    assert "[printing] est prête" in kiosk("doctor", "--data", demo).out
    eve.off()
    answer = kiosk("doctor", "--data", demo)
    assert answer.code == 1
    assert "[printing] : elle ne répond pas" in answer.out


def test_a_point_in_a_guarded_room_that_is_no_demo_is_amber(kiosk: CommandLine, demo: Path) -> None:
    site = demo / "point" / "site.toml"
    site.write_text(re.sub(r"demo_day = .*\n", "", site.read_text(encoding="utf-8")))
    told = json.loads(kiosk("doctor", "--json", "--data", demo).out)
    levels = {one["what"]: one["level"] for one in told["findings"]}
    assert levels["unlock"] == "watch"


def test_a_stolen_machine_leaves_a_draft_and_the_next_one_gets_a_file(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    note, file = tmp_path / "note.txt", tmp_path / "next.enrol"
    answer = kiosk("points", "stolen", "mediatheque", "--note", note, "--data", demo)
    assert answer.code == 0
    assert "n’est plus reconnue" in answer.out
    assert "8 adultes concernés" in answer.out
    assert "sous 72 heures" in answer.err
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert "PROJET DE NOTIFICATION" in note.read_text(encoding="utf-8")
    assert "sans machine reconnue" in kiosk("points", "list", "--data", demo).err
    assert "ancienne" in kiosk("outbox", "apply", up(kiosk, demo, tmp_path), "--data", demo).refusal
    again = kiosk("points", "stolen", "mediatheque", "--note", note, "--data", demo)
    assert "existe déjà" in again.refusal
    renewed = kiosk("points", "renew", "mediatheque", "--file", file, "--data", demo)
    assert "commencent par P3-" in renewed.err
    assert "Code " in renewed.out
    assert "sans machine" not in kiosk("points", "list", "--data", demo).err


def up(kiosk: CommandLine, demo: Path, folder: Path) -> Path:
    """The point's outbox, on a stick."""
    stick = folder / "up.outbox"
    assert kiosk("outbox", "export", stick, "--data", demo).code == 0
    return stick


def test_a_point_nobody_knows_is_neither_stolen_nor_renewed(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    for verb, option in (("stolen", "--note"), ("renew", "--file")):
        file = tmp_path / verb
        assert "mediatheque" in kiosk("points", verb, "x", option, file, "--data", demo).refusal
        assert not file.exists()


def test_when_a_point_spoke_and_how_far_it_is_stands_in_the_list(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    assert "jamais" in kiosk("points", "list", "--data", demo).out
    kiosk("outbox", "apply", up(kiosk, demo, tmp_path), "--data", demo)
    (point,) = json.loads(kiosk("points", "list", "--json", "--data", demo).out)
    assert (point["taken"], point["is_silent"], point["alarms"]) == (1, False, {})
