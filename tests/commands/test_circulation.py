"""News down and requests up, as a person or a program carries them by the command line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kiosk.clock import SystemClock
from kiosk.domain.requests import RequestKind
from kiosk.sealing.envelopes import MAX_FOLDER_BYTES
from kiosk.sealing.outbox import SEALED_BYTES
from kiosk.services.requests import ask_school
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.site.demo import demo_slips
from kiosk.site.office import open_office
from kiosk.site.point import open_point
from kiosk.store.schema import marks
from tests.commands.command_line import CommandLine, kept_in


def told(kiosk: CommandLine, *words: object) -> Any:
    answer = kiosk(*words, "--json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def ask_at_the_screen(demo: Path) -> str:
    """Somebody asks for paper at the point; her name."""
    clock = SystemClock()
    name, code = demo_slips(demo / "office", clock)[0]
    point = open_point(demo / "point", clock)
    visit = sign_in_with_slip(point, code.digits())
    ask_school(point, visit, 1, RequestKind.PAPER)
    return name


def test_publish_then_sync_brings_what_changed_and_then_nothing(
    kiosk: CommandLine, demo: Path
) -> None:
    assert "Rien de nouveau" in kiosk("sync", "--data", demo).out
    (slip, *_) = told(kiosk, "slips", "list", "--data", demo)
    serial = next(value for value in slip.values() if str(value).startswith("D-"))
    assert kiosk("slips", "revoke", serial, "--reason", "perdu", "--data", demo).code == 0
    told_at_once = {"taken": 1, "known": 1, "rows": 2, "messages": 0}
    assert told(kiosk, "sync", "--data", demo) == told_at_once
    (published,) = told(kiosk, "publish", "--data", demo)
    assert (published["rows"], published["segments"]) == (0, 0)
    assert told(kiosk, "sync", "--data", demo)["taken"] == 0


def test_a_request_goes_up_by_itself_where_office_and_point_share_a_folder(
    kiosk: CommandLine, demo: Path
) -> None:
    name = ask_at_the_screen(demo)
    assert "2 messages attendent le serveur" in kiosk("sync", "--data", demo).out
    assert "1 demande(s) de familles" in kiosk("publish", "--data", demo).out
    (request,) = told(kiosk, "requests", "--data", demo)
    assert (request["adult"], request["kind"]) == (name, "paper")
    assert request["class_name"]
    headings, line = kiosk("requests", "--data", demo).out.splitlines()
    assert headings.split() == ["jour", "demande", "de", "pour", "classe", "établissement"]
    assert "feuilles à imprimer" in line
    assert request["class_name"] in line
    assert told(kiosk, "sync", "--data", demo)["messages"] == 0
    assert told(kiosk, "requests", "--school", request["school_uai"], "--data", demo) == [request]


def test_a_request_goes_up_by_hand(kiosk: CommandLine, demo: Path, tmp_path: Path) -> None:
    ask_at_the_screen(demo)
    stick = tmp_path / "stick"
    assert told(kiosk, "outbox", "export", stick, "--data", demo)["messages"] == 2
    assert told(kiosk, "outbox", "apply", stick, "--data", demo) == {
        "new": 1,
        "known": 0,
        "refused": 0,
        "lines": 1,
    }
    assert (
        "0 demande(s) prise(s), 1 déjà connue(s)"
        in kiosk("outbox", "apply", stick, "--data", demo).out
    )


def test_a_message_the_office_cannot_take_is_told_when_it_publishes(
    kiosk: CommandLine, demo: Path
) -> None:
    left = demo / "office" / "feeds" / "mediatheque.outbox"
    told(kiosk, "outbox", "export", left, "--data", demo)
    with left.open("ab") as file:
        file.write(SEALED_BYTES.to_bytes(4, "big") + bytes(SEALED_BYTES))
    for words in (("publish",), ("publish", "--json"), ("outbox", "apply", left)):
        answer = kiosk(*words, "--data", demo)
        assert answer.code == 0
        assert "1 message(s) de points d’accès illisible(s)" in answer.err


def test_nothing_asked_is_said_to_be_nothing(kiosk: CommandLine, demo: Path) -> None:
    assert kiosk("requests", "--data", demo).out == "Aucune demande.\n"
    assert told(kiosk, "requests", "--data", demo) == []


def test_a_feed_by_file_is_told_to_programs_too(
    kiosk: CommandLine, demo: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    exported = told(kiosk, "feed", "export", "--point", "mediatheque", stick, "--data", demo)
    assert exported == {"point_id": "mediatheque", "segments": 1, "file": str(stick)}
    applied = told(kiosk, "feed", "apply", stick, "--data", demo)
    assert applied == {"taken": 0, "known": 1, "rows": 0}


# What is refused, and changes nothing.


def with_feed_folder(demo: Path, part: str, folder: str) -> None:
    site = demo / part / "site.toml"
    lines = site.read_text().splitlines()
    at = lines.index("[feed]") + 1
    lines[at] = f'folder = "{folder}"'
    site.write_text("\n".join(lines))


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [("", "kiosk feed apply"), ("../nowhere", "clé USB"), ("keys", "kiosk publish")],
)
def test_a_point_without_its_feed_is_told_what_to_do(
    kiosk: CommandLine, demo: Path, folder: str, sentence: str
) -> None:
    with_feed_folder(demo, "point", folder)
    before = kept_in(demo)
    assert sentence in kiosk("sync", "--data", demo).refusal
    assert kept_in(demo) == before


def test_a_damaged_feed_in_the_folder_is_refused_and_the_point_stays_as_it_was(
    kiosk: CommandLine, demo: Path
) -> None:
    feed = demo / "office" / "feeds" / "mediatheque.feed"
    feed.write_bytes(feed.read_bytes()[:-7])
    before = kept_in(demo / "point")
    assert "abîmé" in kiosk("sync", "--data", demo).refusal
    assert kept_in(demo / "point") == before


def test_a_stick_that_is_not_there_stops_a_publication_before_it_begins(
    kiosk: CommandLine, demo: Path
) -> None:
    with_feed_folder(demo, "office", "/nowhere/stick")
    before = kept_in(demo)
    assert "il manque un fichier, ou le dossier" in kiosk("publish", "--data", demo).refusal
    assert kept_in(demo) == before


def test_an_outbox_that_is_none_is_refused(kiosk: CommandLine, demo: Path) -> None:
    refusal = kiosk("outbox", "apply", demo / "office" / "export.zip", "--data", demo).refusal
    assert "abîmé" in refusal


def test_a_school_nobody_knows_is_refused(kiosk: CommandLine, demo: Path) -> None:
    assert "0000000X" in kiosk("requests", "--school", "0000000X", "--data", demo).refusal


# What is done, but not for all.


def with_enormous_mark(demo: Path) -> None:
    """A word as large as a Folder stands on one mark of a child whom a slip of the demo opens."""
    office = open_office(demo / "office", SystemClock())
    with office.store.transaction() as tx:
        visible = tx.rights.pupils_by_guardian(office.clock.today())
        served = tx.rights.readers(tx.circulation.readers_at("mediatheque"))
        pupils = {pupil_id for one in served for pupil_id in visible[one.guardian_id]}
        of_them = select(func.min(marks.c.id)).where(marks.c.pupil_id.in_(pupils))
        enormous = marks.update().where(marks.c.id == of_them.scalar_subquery())
        tx.connection.execute(enormous.values(comment="x" * MAX_FOLDER_BYTES))
    office.store.close()


def test_a_folder_too_large_for_a_point_is_told_with_its_school_and_the_rest_goes_out(
    kiosk: CommandLine, demo: Path
) -> None:
    with_enormous_mark(demo)
    serial = told(kiosk, "slips", "list", "--data", demo)[-1]["serial"]
    kiosk("slips", "revoke", serial, "--reason", "perdu", "--data", demo)
    answer = kiosk("publish", "--data", demo)
    assert answer.code == 3
    assert re.search(r"dossier\(s\) trop gros .* par les notes et appréciations de ", answer.err)
    assert "Déposé" in answer.out
    assert told(kiosk, "sync", "--data", demo)["rows"] == 2, "her slip, and what it opened"
    again = kiosk("publish", "--json", "--data", demo)
    assert again.code == 3
    (point,) = json.loads(again.out)
    assert [one["kind"] for one in point["overweight"]] == ["periods"]
