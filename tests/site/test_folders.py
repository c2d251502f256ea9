"""Instance folders: whose they are, and keys that nobody else may read."""

import os
import stat
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.errors import InstanceRefused, SchemaRefused
from kiosk.sealing.secrets import Pepper
from kiosk.site.folders import instance_folder, new_instance_folder, read_key
from kiosk.site.office import create_office, open_office
from kiosk.site.point import open_point
from kiosk.site.point_folder import hub_facts, open_vault
from kiosk_config import SettingsRefused
from tests.site.instance_files import files_in

KEY_FILES = ("office/keys/master.key", "point/keys/pepper.key")
KEY = "ab" * 32


def test_whatever_holds_a_secret_is_for_its_owner_alone(made_demo: Path) -> None:
    for part in ("office", "point", "office/keys", "point/keys"):
        assert stat.S_IMODE((made_demo / part).stat().st_mode) == 0o700, part
    for part in (*KEY_FILES, "point/vault.db", "point/hub.json", "office/slips.pdf"):
        assert stat.S_IMODE((made_demo / part).stat().st_mode) == 0o600, part


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o601])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    key = tmp_path / "a.key"
    key.write_text(KEY)
    key.chmod(mode)
    with pytest.raises(InstanceRefused) as refusal:
        read_key(key, Pepper)
    assert refusal.value.reason == "key_readable_by_others"


def test_where_modes_tell_nothing_a_key_is_not_refused_for_its_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "a.key"
    key.write_text(KEY)
    key.chmod(0o666)
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        read = read_key(key, Pepper)
    assert read == Pepper(bytes.fromhex(KEY))


@pytest.mark.parametrize(("content", "mode"), [("not hex", 0o600), ("é", 0o400), ("abc", 0o600)])
def test_a_damaged_key_is_refused_without_being_told(
    tmp_path: Path, content: str, mode: int
) -> None:
    key = tmp_path / "a.key"
    key.write_text(content)
    key.chmod(mode)
    with pytest.raises(InstanceRefused) as refusal:
        read_key(key, Pepper)
    assert refusal.value.reason == "key_malformed"
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("content", ["", "ab", "ab" * 31, "ab" * 33])
@pytest.mark.parametrize("name", KEY_FILES)
def test_a_key_of_another_length_is_refused(
    demo_folder: Path, clock: FixedClock, name: str, content: str
) -> None:
    (demo_folder / name).write_text(content)
    with pytest.raises(InstanceRefused) as refusal:
        open_part(demo_folder / Path(name).parts[0], clock)
    assert refusal.value.reason == "key_malformed"


@pytest.mark.parametrize("name", KEY_FILES)
def test_an_instance_whose_key_others_may_read_does_not_open(
    demo_folder: Path, clock: FixedClock, name: str
) -> None:
    (demo_folder / name).chmod(0o640)
    with pytest.raises(InstanceRefused) as refusal:
        open_part(demo_folder / Path(name).parts[0], clock)
    assert refusal.value.reason == "key_readable_by_others"


@pytest.mark.parametrize("name", KEY_FILES)
def test_an_instance_without_its_key_does_not_open(
    demo_folder: Path, clock: FixedClock, name: str
) -> None:
    (demo_folder / name).unlink()
    with pytest.raises(InstanceRefused) as refusal:
        open_part(demo_folder / Path(name).parts[0], clock)
    assert refusal.value.reason == "key_absent"


def open_part(folder: Path, clock: FixedClock) -> None:
    if folder.name == "point":
        open_point(folder, clock)
    else:
        open_office(folder, clock)


def test_the_folder_of_a_point_is_no_office(made_demo: Path, clock: FixedClock) -> None:
    with pytest.raises(InstanceRefused) as refusal:
        open_office(made_demo / "point", clock)
    assert refusal.value.reason == "not_an_office"


def test_the_folder_of_an_office_is_no_point(made_demo: Path, clock: FixedClock) -> None:
    for opening in (
        lambda: open_point(made_demo / "office", clock),
        lambda: open_vault(made_demo / "office"),
    ):
        with pytest.raises(InstanceRefused) as refusal:
            opening()
        assert refusal.value.reason == "not_a_point"


def test_a_demo_folder_is_taken_for_the_part_a_command_needs(made_demo: Path) -> None:
    assert instance_folder(made_demo, "office") == made_demo / "office"
    assert instance_folder(made_demo, "point") == made_demo / "point"
    assert instance_folder(made_demo / "point", "point") == made_demo / "point"


def test_a_folder_without_an_instance_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InstanceRefused) as refusal:
        instance_folder(tmp_path, "office")
    assert refusal.value.reason == "absent"


def test_the_database_lies_in_the_folder_of_its_office_whatever_that_is_called(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "données?v=2" / "office"
    create_office(folder, clock, {"instance": {"role": "school"}, "slips": {"issuer": "D"}})
    assert (folder / "office.db").is_file()
    assert [one.name for one in tmp_path.iterdir()] == ["données?v=2"]
    open_office(folder, clock).store.close()


def test_no_instance_is_made_in_a_folder_that_is_used(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(InstanceRefused) as refusal:
        create_office(tmp_path, clock, {"instance": {"role": "school"}})
    assert refusal.value.reason == "in_use"
    assert files_in(tmp_path) == {"letter.txt": b"mine"}


def test_an_empty_folder_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir(mode=0o755)
    with new_instance_folder(folder):
        pass
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"domain_salt": "zz", "feed_public_key": ""}', "null"]
)
def test_a_point_that_lost_what_it_knew_of_its_hub_is_refused(
    demo_folder: Path, clock: FixedClock, content: str
) -> None:
    (demo_folder / "point" / "hub.json").write_text(content)
    with pytest.raises(InstanceRefused) as refusal:
        open_point(demo_folder / "point", clock)
    assert refusal.value.reason == "unreadable"


def test_a_point_without_its_hub_file_is_refused(demo_folder: Path) -> None:
    (demo_folder / "point" / "hub.json").unlink()
    with pytest.raises(InstanceRefused):
        hub_facts(demo_folder / "point")


@pytest.mark.parametrize(("part", "file"), [("point", "vault.db"), ("office", "office.db")])
def test_a_damaged_database_is_refused(
    demo_folder: Path, clock: FixedClock, part: str, file: str
) -> None:
    (demo_folder / part / file).write_bytes(b"no database " * 500)
    with pytest.raises(SchemaRefused):
        open_part(demo_folder / part, clock)


def test_sheets_in_clear_never_lie_among_the_files_of_a_point(
    demo_folder: Path, clock: FixedClock
) -> None:
    point = demo_folder / "point"
    with (point / "site.toml").open("a") as site:
        site.write(f'\n[printing]\nprinter = "folder"\nfolder = "{point / "sheets"}"\n')
    with pytest.raises(SettingsRefused) as refusal:
        open_point(point, clock)
    assert refusal.value.setting == "printing.folder"
