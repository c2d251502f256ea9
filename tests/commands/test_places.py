"""``kiosk places``, and the slips that desks gave out."""

import json
from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine

PLACE = "Médiathèque Édith-Piaf"


def told(kiosk: CommandLine, *words: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(kiosk(*words, "--json").out)
    return found


def test_a_place_is_listed_with_its_points_and_how_many_it_serves(
    kiosk: CommandLine, demo: Path
) -> None:
    (place,) = told(kiosk, "places", "list", "--data", demo)
    assert (place["name"], place["points"], place["readers"]) == (PLACE, ["mediatheque"], 8)
    assert PLACE in kiosk("places", "list", "--data", demo).out


def test_an_adult_is_served_somewhere_else_too_and_no_more(kiosk: CommandLine, demo: Path) -> None:
    ids = [str(one["reader_id"]) for one in told(kiosk, "readers", "--data", demo)]
    served = {str(one["reader_id"]) for one in told(kiosk, "slips", "list", "--data", demo)}
    newcomer = next(one for one in ids if one not in served)
    words = (PLACE, "--reader", newcomer, "--data", demo)
    assert "1 adulte est servi" in kiosk("places", "attach", *words).out
    assert told(kiosk, "places", "list", "--data", demo)[0]["readers"] == 9
    (published,) = told(kiosk, "publish", "--data", demo)
    assert published["rows"] == 2, "her Folder and her name"
    assert "1 adulte n’est plus servi" in kiosk("places", "detach", *words).out
    assert "0 adulte n’est plus servi" in kiosk("places", "detach", *words).out
    assert told(kiosk, "places", "list", "--data", demo)[0]["readers"] == 8
    (published,) = told(kiosk, "publish", "--data", demo)
    assert published["rows"] == 1, "she leaves the disk"


@pytest.mark.parametrize("verb", ["attach", "detach"])
def test_a_place_or_an_adult_nobody_knows_is_refused(
    kiosk: CommandLine, demo: Path, verb: str
) -> None:
    reader = told(kiosk, "readers", "--data", demo)[0]["reader_id"]
    for place, who in (("Ailleurs", reader), (PLACE, "nobody")):
        assert kiosk("places", verb, place, "--reader", who, "--data", demo).code == 1


def test_slips_are_listed_by_school_and_those_of_desks_apart(
    kiosk: CommandLine, demo: Path
) -> None:
    every = told(kiosk, "slips", "list", "--data", demo)
    college = told(kiosk, "slips", "list", "--school", "0990001A", "--data", demo)
    school = told(kiosk, "slips", "list", "--school", "0990002B", "--data", demo)
    assert len(college) == len(every) == 8
    assert 0 < len(school) < 8
    assert told(kiosk, "slips", "list", "--from-desks", "--data", demo) == []
    assert "0000000X" in kiosk("slips", "list", "--school", "0000000X", "--data", demo).refusal
