"""The invented schools are what kiosk takes without a word, and the same each time."""

import hashlib
from pathlib import Path
from zipfile import ZipFile

from benchmarks.instances import folders_of, new_office
from benchmarks.peers.plain_csv import load_into_sqlite, read_with_csv
from benchmarks.synthetic_school import write_package
from kiosk.services.importing import import_file


def test_an_invented_school_is_taken_whole(tmp_path: Path) -> None:
    records = write_package(tmp_path / "school.zip", 30)
    office = new_office(tmp_path / "office")
    report = import_file(office, tmp_path / "school.zip")
    folders = folders_of(office)
    office.store.close()
    assert report.faults == ()
    assert report.change.kinds["pupils"].added == 30
    assert {child.full_name for folder in folders for child in folder.children}
    assert all(child.homework and child.periods for f in folders for child in f.children)
    assert read_with_csv(tmp_path / "school.zip") == records
    assert load_into_sqlite(tmp_path / "school.zip", tmp_path / "other.db") == records


def test_the_same_size_gives_the_same_tables_and_the_next_day_adds_to_them(tmp_path: Path) -> None:
    today = write_package(tmp_path / "a.zip", 30)
    again = write_package(tmp_path / "b.zip", 30)
    tomorrow = write_package(tmp_path / "c.zip", 30, days_later=1)
    assert today == again < tomorrow
    assert _content(tmp_path / "a.zip") == _content(tmp_path / "b.zip")


def test_the_next_day_only_adds(tmp_path: Path) -> None:
    write_package(tmp_path / "today.zip", 30)
    write_package(tmp_path / "tomorrow.zip", 30, days_later=1)
    office = new_office(tmp_path / "office")
    import_file(office, tmp_path / "today.zip")
    change = import_file(office, tmp_path / "tomorrow.zip").change
    office.store.close()
    assert {kind for kind, one in change.kinds.items() if one} == {"assignments", "marks"}
    assert all(not one.changed and not one.removed for one in change.kinds.values())


def _content(path: Path) -> str:
    """The archive but for the hours at which it was written."""
    with ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return hashlib.sha256(b"".join(parts)).hexdigest()
