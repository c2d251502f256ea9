"""Whatever the bytes: a reading or a refusal, never anything else, and always the same."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Reading
from kiosk.imports.oneroster import FIELDS_READ, Known, OneRosterReading, read_oneroster
from kiosk.imports.plain_text import plain_text

from .oneroster_zips import (
    Tables,
    a_school,
    changes_between,
    members_of,
    members_of_changes,
    write_zip,
)

QUICK = settings(max_examples=60, deadline=None)
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["lea", "nadia", "clg", "mat", "NaN", "0000-00-00", "9999-12-31", "2026-02-30"]
    ),
    st.sampled_from(["", ",", '"', "<p", "&#x110000;", "true", "student", "parent", "=1+1"]),
)


def outcome(content: dict[str, bytes] | bytes) -> Reading | tuple[str, str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            write_zip(path, content)
        try:
            return read_oneroster(path)
        except FileRefused as refused:
            return refused.reason, refused.detail


@QUICK
@given(st.binary(max_size=400))
def test_random_bytes_are_refused(content: bytes) -> None:
    assert not isinstance(outcome(content), Reading)


@QUICK
@given(st.data())
def test_a_package_with_damaged_bytes_is_read_or_refused(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = write_zip(Path(folder) / "export.zip", members_of(a_school()))
        content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    outcome(bytes(content))
    outcome(bytes(content[:cut]))


@QUICK
@given(st.sampled_from(sorted(FIELDS_READ)), st.binary(max_size=200))
def test_a_member_of_random_bytes_is_read_or_refused(file: str, content: bytes) -> None:
    heading = ",".join(sorted(FIELDS_READ[file])).encode() + b"\n"
    outcome({**members_of(a_school()), file: content})
    outcome({**members_of(a_school()), file: heading + content})


@QUICK
@given(st.data())
def test_random_cells_are_read_the_same_twice(data: st.DataObject) -> None:
    tables = a_school()
    for _ in range(data.draw(st.integers(1, 12))):
        name = data.draw(st.sampled_from(sorted(tables)))
        record = data.draw(st.sampled_from(tables[name]))
        column = data.draw(st.sampled_from(sorted(FIELDS_READ[f"{name}.csv"])))
        record[column] = data.draw(CELLS)
    assert outcome(members_of(tables)) == outcome(members_of(tables))


@QUICK
@given(st.data())
def test_the_order_of_rows_changes_nothing_but_the_order(data: st.DataObject) -> None:
    shuffled: Tables = {
        name: data.draw(st.permutations(records)) for name, records in a_school().items()
    }
    usual, other = outcome(members_of(a_school())), outcome(members_of(shuffled))
    assert isinstance(usual, Reading)
    assert isinstance(other, Reading)
    assert other.faults == ()
    for kind, count in usual.data.counts():
        before, after = getattr(usual.data, kind), getattr(other.data, kind)
        assert len(after) == count
        assert set(after) == set(before)


@QUICK
@given(st.text(alphabet="<>/!-&#;\"'=ab p\n\r\0", max_size=200))
def test_any_description_becomes_text(written: str) -> None:
    assert "\r" not in plain_text(written)


def test_a_package_inside_another_package_is_no_package(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", members_of(a_school()))
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.write(inner, "inner.zip")
    assert outcome((tmp_path / "outer.zip").read_bytes()) == ("empty", "export.zip")


@QUICK
@given(st.data())
def test_changes_of_random_cells_are_applied_or_refused(data: st.DataObject) -> None:
    whole = outcome(members_of(a_school()))
    assert isinstance(whole, OneRosterReading)
    changes = changes_between({}, a_school())
    for _ in range(data.draw(st.integers(1, 12))):
        name = data.draw(st.sampled_from(sorted(changes)))
        record = data.draw(st.sampled_from(changes[name]))
        record[data.draw(st.sampled_from(["sourcedId", "status", *record]))] = data.draw(CELLS)
    known = Known(
        {"0991234A": "oneroster:0991234A"},
        {"oneroster:0991234A": [frozenset({"0991234A"})]},
        lambda _source, _uais: whole.picture,
    )
    with TemporaryDirectory() as folder:
        path = write_zip(Path(folder) / "changes.zip", members_of_changes(changes))
        try:
            changed = read_oneroster(path, known=known)
        except FileRefused:
            return
        assert all(fault.line != 0 for fault in changed.faults)
        assert changed.data.source == "oneroster:0991234A"
