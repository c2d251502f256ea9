"""School files into the store: all of them or none, and a rehearsal that changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.demo.oneroster_files import write_demo_export
from kiosk.domain.errors import FileRefused
from kiosk.domain.people import Right
from kiosk.sealing.custody import take_out
from kiosk.sealing.secrets import FolderKey
from kiosk.services.importing import import_file, import_files
from kiosk.services.office import Office
from kiosk.services.readers import list_readers
from kiosk_config.settings import Imports
from tests.imports.oneroster_zips import Tables, a_school, members_of, write_zip
from tests.store.databases import everything_in


def export(folder: Path, tables: Tables | None = None, name: str = "export.zip") -> Path:
    return write_zip(folder / name, members_of(tables or a_school()))


def another_school() -> Tables:
    """The same people under another number: another school of another system."""
    tables = a_school()
    tables["orgs"][1]["identifier"] = "0990009Z"
    return tables


def test_a_file_is_taken_and_told_of(office: Office, tmp_path: Path) -> None:
    report = import_file(office, export(tmp_path))
    assert report.file_name == "export.zip"
    assert report.source == "oneroster:0991234A"
    assert report.settings == {"parent_right": "legal"}
    assert not report.is_dry_run
    assert report.change.kinds["pupils"].added == 2
    assert {one.name for one in list_readers(office)} == {"Mme Nadia Moreau", "Paul Petit"}


def test_the_same_export_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    assert not import_file(office, export(tmp_path)).change
    assert everything_in(office.store) == before


def test_the_export_of_the_demo_again_changes_nothing(
    office: Office, clock: FixedClock, tmp_path: Path
) -> None:
    write_demo_export(tmp_path / "demo.zip", clock.today())
    first = import_file(office, tmp_path / "demo.zip")
    assert first.change.kinds["pupils"].added == 150
    assert not first.faults
    assert not import_file(office, tmp_path / "demo.zip").change


def test_a_rehearsal_tells_the_same_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    before = everything_in(office.store)
    rehearsed = import_file(office, export(tmp_path), dry_run=True)
    assert everything_in(office.store) == before
    taken = import_file(office, export(tmp_path))
    assert rehearsed == replace(taken, is_dry_run=True)


def test_when_the_second_file_is_refused_the_first_is_not_taken(
    office: Office, tmp_path: Path
) -> None:
    before = everything_in(office.store)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(b"no zip")
    with pytest.raises(FileRefused):
        import_files(office, [export(tmp_path), damaged])
    assert everything_in(office.store) == before


def test_several_files_are_taken_in_their_order(office: Office, tmp_path: Path) -> None:
    other = export(tmp_path, another_school(), "other.zip")
    reports = import_files(office, [export(tmp_path), other])
    assert [one.file_name for one in reports] == ["export.zip", "other.zip"]
    assert len(list_readers(office)) == 4


def test_a_school_told_of_by_another_system_is_refused_and_nothing_changes(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    other = tmp_path / "other.zip"
    write_zip(other, members_of(a_school(), source_systemCode="another"))
    with pytest.raises(FileRefused) as refusal:
        import_file(office, other)
    assert (refusal.value.reason, refusal.value.detail) == ("source", "0991234A")
    assert everything_in(office.store) == before


def test_every_adult_has_a_reader_with_a_key_of_her_own_and_keeps_it(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    with office.store.transaction() as tx:
        readers = tx.rights.readers()
    keys = {take_out(FolderKey, one.folder_key, one.reader_id, office.master) for one in readers}
    assert len(keys) == len(readers) == 2
    import_file(office, export(tmp_path))
    with office.store.transaction() as tx:
        assert tx.rights.readers() == readers


def test_where_the_school_says_so_a_parent_waits_for_a_yes(office: Office, tmp_path: Path) -> None:
    settings = replace(office.settings, imports=Imports(Right.UNCONFIRMED.value))
    careful = replace(office, settings=settings)
    assert import_file(careful, export(tmp_path)).settings == {"parent_right": "unconfirmed"}
    assert list_readers(careful) == []
