"""``kiosk unions``: who joined two slips, and apart again."""

import json
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.joining import join_slips, show_other_slip
from kiosk.services.signing_in import read_slip, sign_in_with_slip
from kiosk.site.demo import demo_slips
from kiosk.site.point import open_point
from tests.commands.command_line import CommandLine


def two_codes(demo: Path) -> list[SlipCode]:
    """Of two adults of the demo who see different children."""
    return [code for _, code in demo_slips(demo / "office", SystemClock())][:2]


def test_what_a_family_joined_is_listed_and_parted(kiosk: CommandLine, demo: Path) -> None:
    assert kiosk("unions", "list", "--data", demo).out == "Personne n’a réuni de tickets.\n"
    point = open_point(demo / "point", SystemClock())
    one, other = two_codes(demo)
    visit = sign_in_with_slip(point, one.digits())
    show_other_slip(point, visit, read_slip(point, other.digits()))
    assert join_slips(point, visit)
    kiosk("outbox", "export", demo / "up", "--data", demo)
    kiosk("outbox", "apply", demo / "up", "--data", demo)
    (union,) = json.loads(kiosk("unions", "list", "--json", "--data", demo).out)
    assert (union["point_id"], union["parted_at"]) == ("mediatheque", None)
    assert union["name"] in kiosk("unions", "list", "--data", demo).out
    parted = kiosk(
        "unions", "part", union["other_id"], "--reason", "pas la même personne", "--data", demo
    )
    assert parted.out.startswith("Séparés.")
    (union,) = json.loads(kiosk("unions", "list", "--json", "--data", demo).out)
    assert union["parted_because"] == "pas la même personne"


def test_nobody_is_parted_who_is_not_joined(kiosk: CommandLine, demo: Path) -> None:
    reader = json.loads(kiosk("readers", "--json", "--data", demo).out)[0]["reader_id"]
    refused = kiosk("unions", "part", reader, "--reason", "erreur", "--data", demo)
    assert "kiosk unions list" in refused.refusal
    assert kiosk("unions", "part", reader, "--reason", " ", "--data", demo).code == 2
    assert "kiosk readers" in kiosk("unions", "part", "x", "--reason", "y", "--data", demo).refusal
