"""``kiosk rights``: a right withdrawn in haste, and the points that know of it."""

import json
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.site.demo import demo_slips
from tests.commands.command_line import CommandLine

WHY = ("--by", "Mme Petit", "--reason", "jugement du 12")


def told(kiosk: CommandLine, *words: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(kiosk(*words, "--json").out)
    return found


def a_reader_with_a_slip(kiosk: CommandLine, demo: Path) -> str:
    return next(
        str(one["reader_id"])
        for one in told(kiosk, "readers", "--data", demo)
        if one["live_slips"] and len(list(one["pupils"])) == 1  # type: ignore[call-overload]
    )


def test_a_right_withdrawn_closes_the_child_at_once_and_says_whom_to_phone(
    kiosk: CommandLine, demo: Path
) -> None:
    reader = a_reader_with_a_slip(kiosk, demo)
    (before,) = told(kiosk, "rights", "list", "--reader", reader, "--data", demo)
    assert (before["number"], before["sees"], before["decided_by"]) == (1, True, "")
    words = ("rights", "withdraw", "--reader", reader, "--pupil", 1, *WHY, "--data", demo)
    answer = kiosk(*words)
    assert answer.code == 0
    assert f"ne voit plus {before['pupil']}." in answer.out
    assert "mediatheque" in answer.err
    assert "Téléphonez-lui" in answer.err
    (after,) = told(kiosk, "rights", "list", "--reader", reader, "--data", demo)
    assert (after["sees"], after["decided_by"]) == (False, "Mme Petit")
    assert "non" in kiosk("rights", "list", "--reader", reader, "--data", demo).out
    assert kiosk("sync", "--json", "--data", demo).code == 0
    assert reader not in {one["reader_id"] for one in told(kiosk, "readers", "--data", demo)}


def test_a_point_that_was_just_heard_will_know_within_the_minute(
    kiosk: CommandLine, demo: Path
) -> None:
    kiosk("outbox", "export", demo / "up", "--data", demo)
    kiosk("outbox", "apply", demo / "up", "--data", demo)
    reader = a_reader_with_a_slip(kiosk, demo)
    answer = kiosk("rights", "withdraw", "--reader", reader, "--pupil", 1, *WHY, "--data", demo)
    assert "mediatheque (Médiathèque Édith-Piaf) : le sait dans la minute." in answer.out
    assert answer.err == ""


def test_what_was_withdrawn_can_be_given_back_and_for_a_time(
    kiosk: CommandLine, demo: Path
) -> None:
    reader = a_reader_with_a_slip(kiosk, demo)
    one = ("--reader", reader, "--pupil", 1, *WHY, "--data", demo)
    kiosk("rights", "withdraw", *one)
    given = json.loads(kiosk("rights", "open", *one, "--until", "2999-12-31", "--json").out)
    assert given["right"]["sees"] is True
    assert given["right"]["until_on"] == "2999-12-31"
    assert [point["point_id"] for point in given["points"]] == ["mediatheque"]


@pytest.mark.parametrize("verb", ["withdraw", "open"])
def test_a_decision_wants_a_name_a_reason_and_a_day_to_come(
    kiosk: CommandLine, demo: Path, verb: str
) -> None:
    reader = a_reader_with_a_slip(kiosk, demo)
    one = ("rights", verb, "--reader", reader, "--pupil", 1, "--data", demo)
    assert kiosk(*one, "--by", "Mme Petit").code == 2
    assert kiosk(*one, "--by", " ", "--reason", "x").code == 2
    assert kiosk(*one, *WHY, "--until", "2020-01-01").code == 2
    (right,) = told(kiosk, "rights", "list", "--reader", reader, "--data", demo)
    assert right["decided_by"] == ""


def test_a_child_or_an_adult_nobody_knows_is_refused(kiosk: CommandLine, demo: Path) -> None:
    reader = a_reader_with_a_slip(kiosk, demo)
    for who, number in ((reader, 9), ("nobody", 1)):
        words = ("rights", "withdraw", "--reader", who, "--pupil", number, *WHY, "--data", demo)
        assert "voyez « kiosk" in kiosk(*words).refusal
    assert demo_slips(demo / "office", SystemClock()), "nothing was lost"
