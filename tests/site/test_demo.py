"""The demo: made for a day, made anew the next, and never in place of anything else."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.demo.school import DEMO_SLIP_HOLDERS
from kiosk.domain.errors import InstanceRefused
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.access_point import AccessPoint
from kiosk.services.issued_slips import list_slips, revoke_slips
from kiosk.services.office import Office
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.slips import SlipOrder, issue_slips
from kiosk.site.demo import demo_slips, prepare_demo
from kiosk.site.office import create_office
from kiosk.site.point import open_point
from kiosk.vault.file import is_in_use
from tests.site.instance_files import files_in
from tests.waiting import soon


def test_the_demo_of_today_is_left_as_it_is(demo_folder: Path, clock: FixedClock) -> None:
    before = files_in(demo_folder)
    assert not prepare_demo(demo_folder, clock)
    assert files_in(demo_folder) == before


def test_the_demo_of_yesterday_is_made_anew_and_what_lies_beside_it_stays(
    demo_folder: Path, clock: FixedClock, demo_codes: dict[str, SlipCode]
) -> None:
    (demo_folder / "releve.pdf").write_bytes(b"printed for a try")
    (demo_folder / "office" / "slip.pdf").write_bytes(b"issued for a try")
    # 17:00 UTC in November is 18:00 in Paris: the next day there begins six hours later.
    clock.advance(hours=5, minutes=59)
    assert not prepare_demo(demo_folder, clock)
    clock.advance(minutes=2)
    assert prepare_demo(demo_folder, clock)
    assert not prepare_demo(demo_folder, clock)
    assert sorted(one.name for one in demo_folder.iterdir()) == [
        "office",
        "point",
        "releve.pdf",
        "tray",
    ]
    assert (demo_folder / "releve.pdf").read_bytes() == b"printed for a try"
    assert not (demo_folder / "office" / "slip.pdf").exists(), "its slips went with its day"
    point = open_point(demo_folder / "point", clock)
    assert set(point.keeper.school_dates().values()) == {clock.now()}
    name, code = next(iter(demo_codes.items()))
    assert name.endswith(sign_in_with_slip(point, code.digits()).folder.family_name)


def test_a_demo_that_is_being_served_is_never_made_anew(
    demo_folder: Path, clock: FixedClock, point: AccessPoint
) -> None:
    before = point.keeper.school_dates()
    clock.advance(days=1)
    with pytest.raises(InstanceRefused) as refusal:
        prepare_demo(demo_folder, clock)
    assert refusal.value.reason == "demo_in_use"
    assert point.keeper.school_dates() == before
    assert sorted(one.name for one in demo_folder.iterdir()) == ["office", "point", "tray"]


def test_a_demo_whose_server_was_killed_is_made_anew(demo_folder: Path, clock: FixedClock) -> None:
    served = [sys.executable, "-m", "tests.journeys.served_demo", str(demo_folder)]
    with subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("http://")
        clock.advance(days=1)
        with pytest.raises(InstanceRefused):
            prepare_demo(demo_folder, clock)
        server.kill()
    # Its other processes see their supervisor gone, and go.
    assert soon(lambda: not is_in_use(demo_folder / "point" / "vault.db"))
    assert prepare_demo(demo_folder, clock)


def test_every_slip_of_the_demo_opens_for_the_adult_it_names(
    demo_codes: dict[str, SlipCode], point: AccessPoint
) -> None:
    assert len(demo_codes) == len(DEMO_SLIP_HOLDERS) == 8
    for name, code in demo_codes.items():
        folder = sign_in_with_slip(point, code.digits()).folder
        assert f"{folder.civility} {folder.given_name} {folder.family_name}" == name
        assert folder.children


def test_the_digits_of_the_demo_are_public_and_always_the_same(
    demo_folder: Path, clock: FixedClock, demo_codes: dict[str, SlipCode]
) -> None:
    assert dict(demo_slips(demo_folder / "office", clock)) == demo_codes


def test_a_slip_that_was_cancelled_or_replaced_is_not_told_any_more(
    demo_folder: Path, clock: FixedClock, demo_codes: dict[str, SlipCode], office: Office
) -> None:
    """A second slip of hers takes nothing from the first."""
    cancelled, replaced, other, *_ = list_slips(office)
    revoke_slips(office, [cancelled.serial], "perdu")
    for slip, order in ((replaced, SlipOrder(replace=True)), (other, SlipOrder(each=2))):
        sheet = demo_folder / "office" / f"{slip.serial}.pdf"
        issue_slips(office, sheet, reader_ids=[slip.reader_id], order=order)
    told = dict(demo_slips(demo_folder / "office", clock))
    assert set(demo_codes) - set(told) == {cancelled.name, replaced.name}
    assert told == {name: code for name, code in demo_codes.items() if name in told}


def test_a_folder_that_is_no_demo_is_refused_and_not_touched(
    tmp_path: Path, clock: FixedClock
) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("three years of work")
    with pytest.raises(InstanceRefused) as refusal:
        prepare_demo(tmp_path, clock)
    assert refusal.value.reason == "not_a_demo"
    assert files_in(tmp_path) == {"thesis/chapter.txt": b"three years of work"}


@pytest.mark.parametrize("part", ["office", "point"])
def test_a_folder_where_one_part_is_real_is_refused_and_not_touched(
    demo_folder: Path, clock: FixedClock, part: str
) -> None:
    site = demo_folder / part / "site.toml"
    lines = [one for one in site.read_text().splitlines() if not one.startswith("demo_day")]
    site.write_text("\n".join(lines))
    before = files_in(demo_folder)
    clock.advance(days=1)
    with pytest.raises(InstanceRefused):
        prepare_demo(demo_folder, clock)
    assert files_in(demo_folder) == before


def test_a_part_that_says_nothing_of_itself_is_not_touched(
    demo_folder: Path, clock: FixedClock
) -> None:
    (demo_folder / "office" / "site.toml").unlink()
    before = files_in(demo_folder)
    clock.advance(days=1)
    with pytest.raises(InstanceRefused):
        prepare_demo(demo_folder, clock)
    assert files_in(demo_folder) == before


def test_a_real_office_is_refused_and_not_touched(tmp_path: Path, clock: FixedClock) -> None:
    create_office(tmp_path, clock, {"instance": {"role": "school"}}).store.close()
    before = files_in(tmp_path)
    with pytest.raises(InstanceRefused):
        prepare_demo(tmp_path, clock)
    assert files_in(tmp_path) == before


def test_no_variable_makes_a_demo_of_what_is_none(
    demo_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("office", "point"):
        site = demo_folder / part / "site.toml"
        site.write_text(site.read_text().replace("demo_day", "# demo_day"))
    monkeypatch.setenv("KIOSK_INSTANCE_DEMO_DAY", "2020-01-01")
    with pytest.raises(InstanceRefused):
        prepare_demo(demo_folder, clock)


def test_a_demo_whose_making_was_cut_short_is_made_anew_even_where_one_stands(
    demo_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (demo_folder / ".building").mkdir()
    (demo_folder / "point").rename(demo_folder / ".building" / "point")
    monkeypatch.chdir(demo_folder)
    assert prepare_demo(Path(), clock)
    assert not prepare_demo(Path(), clock)
    assert sorted(one.name for one in demo_folder.iterdir()) == ["office", "point", "tray"]


def test_some_of_what_a_family_sees_is_new_and_some_is_not(
    demo_codes: dict[str, SlipCode], point: AccessPoint, clock: FixedClock
) -> None:
    code = next(iter(demo_codes.values()))
    for child in sign_in_with_slip(point, code.digits()).folder.children:
        for items in (child.homework, child.messages, child.documents):
            days = {item.first_seen_on for item in items}
            assert len(days) == 2
            assert max(days) == clock.today()


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2026, 9, 1), (2026, 9, 4), (2027, 7, 20)],
    ids=["first day", "first week", "summer"],
)
def test_a_demo_can_be_made_on_any_day(tmp_path: Path, year: int, month: int, day: int) -> None:
    clock = FixedClock(datetime(year, month, day, 9, tzinfo=UTC))
    assert prepare_demo(tmp_path / "demo", clock)
    name, code = demo_slips(tmp_path / "demo" / "office", clock)[0]
    folder = sign_in_with_slip(open_point(tmp_path / "demo" / "point", clock), code.digits()).folder
    assert name.endswith(folder.family_name)
    assert all(child.messages and child.documents for child in folder.children)
