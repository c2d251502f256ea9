"""``kiosk slips`` and ``kiosk readers`` as a clerk and a clerk's scripts use them."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.pictures import PICTURES
from kiosk.domain.slip_codes import read_code
from tests.commands.command_line import Answer, CommandLine, kept_in

CANCEL = ("slips", "revoke", "--reason", "perdu")
CODE = re.compile(r"\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d")


def told(answer: Answer) -> Any:
    """What a program reads on the standard output, all of which is JSON."""
    assert answer.code == 0, answer
    assert answer.err == ""
    return json.loads(answer.out)


@pytest.fixture
def readers(kiosk: CommandLine, demo: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(kiosk("readers", "--json", "--data", demo))
    return found


def of_class(readers: list[dict[str, Any]], name: str) -> list[str]:
    return [str(one["reader_id"]) for one in readers if name in one["classes"]]


def a_class(readers: list[dict[str, Any]]) -> str:
    """A class some of whose adults hold a slip and some do not."""
    names = {name for one in readers for name in one["classes"]}
    return min(
        name
        for name in names
        if {bool(one["live_slips"]) for one in readers if name in one["classes"]} == {True, False}
    )


# --- readers -----------------------------------------------------------------------------------


def test_readers_are_told_under_names_that_stay(readers: list[dict[str, Any]]) -> None:
    assert {tuple(one) for one in readers} == {
        ("reader_id", "name", "pupils", "classes", "schools", "live_slips", "language")
    }


def test_the_readers_of_a_class_are_told_alone(
    kiosk: CommandLine, demo: Path, readers: list[dict[str, Any]]
) -> None:
    name = a_class(readers)
    some = told(kiosk("readers", "--class", name.upper(), "--json", "--data", demo))
    assert [one["reader_id"] for one in some] == of_class(readers, name)
    assert 0 < len(some) < len(readers)


# --- issue -------------------------------------------------------------------------------------


def test_what_an_issue_answers_to_a_program_has_no_code(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    sheet = tmp_path / "slips.pdf"
    reader = next(one for one in readers if not one["live_slips"])
    words = ("slips", "issue", "--reader", reader["reader_id"], "--pdf", sheet, "--data", demo)
    answer = kiosk(*words, "--json")
    assert not CODE.search(answer.out)
    issued = told(answer)
    (slip,) = issued.pop("slips")
    assert issued == {"pdf": str(sheet), "pages": 2, "already_held": 0, "replaced": []}
    assert slip.pop("picture") in PICTURES
    assert slip == {
        "serial": "D-00009",
        "reader_id": reader["reader_id"],
        "name": reader["name"],
    }


def test_a_program_is_given_codes_only_when_it_asks_for_them(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    reader = next(one["reader_id"] for one in readers if not one["live_slips"])
    words = ("--reader", reader, "--pdf", tmp_path / "s.pdf", "--show-codes", "--json")
    issued = told(kiosk("slips", "issue", *words, "--data", demo))
    code = issued["slips"][0]["code"]
    assert read_code(code).grouped() == code


def test_a_class_gets_its_slips_and_holders_are_passed_over(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    name = a_class(readers)
    wanted = [one for one in readers if name in one["classes"]]
    words = ("slips", "issue", "--class", name, "--pdf", tmp_path / "s.pdf", "--data", demo)
    issued = told(kiosk(*words, "--json"))
    assert {one["reader_id"] for one in issued["slips"]} == {
        one["reader_id"] for one in wanted if not one["live_slips"]
    }
    assert issued["already_held"] == sum(bool(one["live_slips"]) for one in wanted)


def test_a_person_is_told_what_to_do_with_the_sheet(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    reader = next(one["reader_id"] for one in readers if not one["live_slips"])
    sheet = tmp_path / "s.pdf"
    words = ("--reader", reader, "--slips", 2, "--layout", "a4x2", "--pdf", sheet)
    answer = kiosk("slips", "issue", *words, "--data", demo)
    assert answer.code == 0
    assert answer.err == "Faites maintenant « kiosk publish » pour le dire aux points d’accès.\n"
    first, *advice = answer.out.splitlines()
    assert first == f"2 tickets sur 2 pages : {sheet}"
    assert "une seule face" in " ".join(advice)
    assert not CODE.search(answer.out)


def test_slips_made_beforehand_are_told_to_sleep(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    holder = next(one["reader_id"] for one in readers if one["live_slips"])
    words = ("--reader", holder, "--reserve", "--pdf", tmp_path / "s.pdf")
    answer = kiosk("slips", "issue", *words, "--data", demo)
    assert answer.code == 0
    assert "Ils dorment" in answer.out
    listed = told(kiosk("slips", "list", "--reader", holder, "--json", "--data", demo))
    assert sorted(one["kind"] for one in listed) == ["long", "reserve"]
    assert "en réserve" in kiosk("slips", "list", "--reader", holder, "--data", demo).out


def test_replacing_tells_which_slips_ended(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    holder = next(one["reader_id"] for one in readers if one["live_slips"])
    (old,) = told(kiosk("slips", "list", "--reader", holder, "--json", "--data", demo))
    words = ("--reader", holder, "--replace", "--pdf", tmp_path / "s.pdf", "--json")
    issued = told(kiosk("slips", "issue", *words, "--data", demo))
    assert issued["replaced"] == [old["serial"]]
    listed = told(kiosk("slips", "list", "--reader", holder, "--json", "--data", demo))
    assert [one["state"] for one in listed] == ["revoked", "live"]
    assert listed[1]["picture"] != old["picture"]


@pytest.mark.parametrize("place", ["Médiathèque Édith-Piaf", "mediatheque"])
def test_a_place_alone_means_those_it_serves(
    kiosk: CommandLine, demo: Path, tmp_path: Path, place: str
) -> None:
    words = ("--place", place, "--replace", "--pdf", tmp_path / "s.pdf")
    issued = told(kiosk("slips", "issue", *words, "--json", "--data", demo))
    before = [f"D-{number:05d}" for number in range(1, 9)]
    assert sorted(issued["replaced"]) == before
    assert len(issued["slips"]) == 8


def test_families_on_paper_can_be_meant(
    kiosk: CommandLine, demo: Path, tmp_path: Path, readers: list[dict[str, Any]]
) -> None:
    base = sqlite3.connect(demo / "office" / "office.db")
    base.execute("DELETE FROM paper_families")
    base.execute(
        "INSERT INTO paper_families SELECT id, school_id FROM pupils"
        " WHERE given_name = 'Inès' AND family_name = 'Delmas'"
    )
    base.commit()
    base.close()
    words = ("--paper-families", "--replace", "--pdf", tmp_path / "s.pdf", "--json")
    issued = told(kiosk("slips", "issue", *words, "--data", demo))
    assert {one["reader_id"] for one in issued["slips"]} == {
        one["reader_id"] for one in readers if "Inès Delmas" in one["pupils"]
    }


# --- list and revoke ---------------------------------------------------------------------------


def test_slips_are_told_under_names_that_stay_and_without_a_code(
    kiosk: CommandLine, demo: Path
) -> None:
    answer = kiosk("slips", "list", "--json", "--data", demo)
    assert not CODE.search(answer.out)
    listed = told(answer)
    assert {tuple(one) for one in listed} == {
        ("serial", "picture", "reader_id", "name", "issued_on", "expires_on", "state", "kind")
        + ("place", "agent")
    }
    assert {one["state"] for one in listed} == {"live"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", one["expires_on"]) for one in listed)


def test_a_person_is_told_the_picture_in_words(kiosk: CommandLine, demo: Path) -> None:
    headings, first, *_ = kiosk("slips", "list", "--data", demo).out.splitlines()
    assert headings.split() == ["n°", "image", "à", "remis", "le", "par", "jusqu’au", "état"]
    assert re.search(r" (le |la |les |l’)\w+ ", first)
    assert first.endswith("valable")


def test_several_slips_are_revoked_at_once(kiosk: CommandLine, demo: Path) -> None:
    words = ("slips", "revoke", "D-00002", "D-00001", "--reason", "perdus", "--json")
    revoked = told(kiosk(*words, "--data", demo))
    assert [(one["serial"], one["state"]) for one in revoked] == [
        ("D-00001", "revoked"),
        ("D-00002", "revoked"),
    ]


def test_capitals_do_not_count_in_a_serial(kiosk: CommandLine, demo: Path) -> None:
    answer = kiosk("slips", "revoke", "d-00002", "--reason", "perdu", "--data", demo)
    assert (answer.code, answer.out) == (0, "Ticket D-00002 annulé.\n")


def test_a_slip_that_was_cancelled_before_is_said_to_have_been(
    kiosk: CommandLine, demo: Path
) -> None:
    assert "mediatheque" in kiosk(*CANCEL, "D-00001", "--data", demo).err
    both = kiosk(*CANCEL, "D-00001", "D-00002", "--data", demo)
    assert both.out.splitlines() == [
        "Ticket D-00001 : déjà annulé, rien n’a changé.",
        "Ticket D-00002 annulé.",
    ]
    again = kiosk(*CANCEL, "D-00001", "--data", demo)
    assert (again.code, again.err) == (0, ""), "points have nothing to be told"


# --- refused -----------------------------------------------------------------------------------


@pytest.fixture
def unchanged(demo: Path) -> Iterator[Path]:
    before = kept_in(demo)
    yield demo
    assert kept_in(demo) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--class", "12e Z"), "12e Z"),
        (("--all", "--school", "0000000X"), "0000000X"),
        (("--place", "Nulle part"), "Nulle part"),
        (("--place", "mediatheque"), "tous en ont déjà un"),
    ],
)
def test_where_nobody_needs_a_slip_none_is_made(
    kiosk: CommandLine, unchanged: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    sheet = tmp_path / "s.pdf"
    assert said in kiosk("slips", "issue", *words, "--pdf", sheet, "--data", unchanged).refusal
    assert not sheet.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_slip_is_not_cancelled_without_a_reason(
    kiosk: CommandLine, unchanged: Path, reason: str
) -> None:
    answer = kiosk("slips", "revoke", "D-00001", "--reason", reason, "--data", unchanged)
    assert answer.code == 2
    assert "dites pourquoi" in answer.err


def test_when_one_serial_is_unknown_none_is_revoked(kiosk: CommandLine, unchanged: Path) -> None:
    words = ("slips", "revoke", "D-00001", "D-99999", "--reason", "perdus")
    assert "D-99999" in kiosk(*words, "--data", unchanged).refusal


@pytest.mark.parametrize(
    "words",
    [
        ("--all", "--class", "6e A"),
        ("--paper-families", "--reader", "x"),
        ("--reader", "x", "--school", "0991234A"),
        ("--school", "0991234A"),
        ("--all", "--slips", "3"),
        ("--all", "--layout", "roll58"),
    ],
)
def test_bad_usage_is_told(
    kiosk: CommandLine, unchanged: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    answer = kiosk("slips", "issue", *words, "--pdf", tmp_path / "s.pdf", "--data", unchanged)
    assert answer.code == 2
    assert "Usage: " in answer.err
    assert not (tmp_path / "s.pdf").exists()
