"""Packages nobody has checked: what is refused whole, and what a row may look like."""

import zipfile
from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.tables import DEFAULT_LIMITS, Columns, Limits, Row, open_package

from .oneroster_zips import write_zip

PEOPLE = Columns(frozenset({"sourcedId", "name"}), frozenset({"sourcedId"}))


def rows_of(
    folder: Path, content: bytes, limits: Limits = DEFAULT_LIMITS, name: str = "users.csv"
) -> tuple[list[Row], FaultLog]:
    path = write_zip(folder / "p.zip", {name: content})
    faults = FaultLog()
    with open_package(path, limits) as package:
        return list(package.rows("users.csv", PEOPLE, faults)), faults


def refusal(folder: Path, content: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, str]:
    with pytest.raises(FileRefused) as refused:
        rows_of(folder, content, limits)
    return refused.value.reason, refused.value.detail


def package_refusal(
    folder: Path, members: dict[str, bytes], limits: Limits = DEFAULT_LIMITS
) -> str:
    path = write_zip(folder / "p.zip", members)
    with pytest.raises(FileRefused) as refused, open_package(path, limits):
        pass
    return refused.value.reason


def test_columns_are_matched_by_name_whatever_their_case_order_and_spaces(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, b" NAME ,other,SourcedID\nLea,x,1\n")
    assert [dict(row.cells) for row in rows] == [{"sourcedId": "1", "name": "Lea"}]


def test_a_column_that_is_not_listed_is_not_handed_over(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, b"sourcedId,password\n1,secret\n")
    headings = {"sourcedId": "sourcedId"}
    assert rows == [Row("users.csv", 2, {"sourcedId": "1", "name": ""}, headings)]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, "\ufeffsourcedId,name\n1,Léa\n".encode())
    assert rows[0]["name"] == "Léa"


def test_accents_are_composed_and_control_characters_become_spaces(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, "sourcedId,name\n1,Le\u0301a\x00M\x1b\n".encode())
    assert rows[0]["name"] == "Léa M"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("name", ["Zoë Lefèvre-Nuñez", "été", "Ågot Gößling", "D’Été"])
def test_names_are_read_rightly_whatever_wrote_the_file(
    tmp_path: Path, encoding: str, name: str
) -> None:
    if encoding == "latin-1":
        name = name.replace("’", "'")
    rows, _ = rows_of(tmp_path, f"sourcedId,name\r\n1,{name}\r\n".encode(encoding))
    assert [row["name"] for row in rows] == [name]


@pytest.mark.parametrize(
    "content",
    [
        "sourcedId,name\n1,Léa\n".encode("mac-roman"),
        "sourcedId,name\n1,Léa\n".encode("cp850"),
        "sourcedId,name\n1,Œuvrard\n".encode("iso-8859-15"),
        "sourcedId,name\n1,Léa\n".encode() + "2,Zoé\n".encode("latin-1"),
        "sourcedId,name\n1,Léa\n".encode("utf-16")[:-1],
    ],
    ids=["mac", "dos", "latin-9", "two at once", "half a character"],
)
def test_text_whose_accents_could_be_guessed_wrong_is_refused(
    tmp_path: Path, content: bytes
) -> None:
    assert refusal(tmp_path, content) == ("encoding", "users.csv")


def test_accents_far_into_a_long_file_are_read_rightly_too(tmp_path: Path) -> None:
    lines = [f"{number},Lea" for number in range(150_000)]
    content = ("sourcedId,name\n" + "\n".join(lines)).encode() + "\nx,Zoé\n".encode("cp1252")
    rows, _ = rows_of(tmp_path, content)
    assert rows[-1]["name"] == "Zoé"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_of_the_heading(tmp_path: Path, separator: str) -> None:
    lines = ['sourcedId_name_"x,y;z"', '1_"a,b;c"_', "2_b_"]
    content = "\n".join(line.replace("_", separator) for line in lines).encode()
    rows, faults = rows_of(tmp_path, content)
    assert [(row["sourcedId"], row["name"]) for row in rows] == [("1", "a,b;c"), ("2", "b")]
    assert faults.told("p.zip") == ()


def test_a_line_of_nothing_but_separators_is_no_row(tmp_path: Path) -> None:
    rows, faults = rows_of(tmp_path, b"sourcedId,name\n1,a\n,,\n , \n")
    assert len(rows) == 1
    assert faults.told("p.zip") == ()


def test_a_column_under_another_of_its_spellings_is_found(tmp_path: Path) -> None:
    columns = Columns(PEOPLE.read, PEOPLE.required, {"name": ("nom", "fullName")})
    path = write_zip(tmp_path / "p.zip", {"users.csv": b"sourcedId,FullName\n1,Lea\n"})
    with open_package(path) as package:
        (row,) = package.rows("users.csv", columns, FaultLog())
    assert row["name"] == "Lea"


def test_its_own_heading_beats_the_other_spellings(tmp_path: Path) -> None:
    columns = Columns(PEOPLE.read, PEOPLE.required, {"name": ("nom",)})
    path = write_zip(tmp_path / "p.zip", {"users.csv": b"nom,sourcedId,name\nTom,1,Lea\n"})
    with open_package(path) as package:
        (row,) = package.rows("users.csv", columns, FaultLog())
    assert row["name"] == "Lea"


def test_a_missing_column_is_refused_by_name(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"name\nLea\n") == ("column", "users.csv: sourcedId")


def test_an_empty_member_lacks_its_columns(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"") == ("column", "users.csv: sourcedId")


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"sourcedId,name,Name\n1,a,b\n") == ("column_twice", "users.csv: name")


def test_line_numbers_count_line_breaks_inside_cells_and_blank_lines(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, b'sourcedId,name\r\n1,"a\r\nb"\r\n\r\n2,c\r\n3,d\r\n')
    assert [(row["sourcedId"], row.line) for row in rows] == [("1", 2), ("2", 5), ("3", 6)]


def test_a_ragged_row_is_a_fault_and_the_others_are_read(tmp_path: Path) -> None:
    rows, faults = rows_of(tmp_path, b"sourcedId,name\n2,b,c\n3,d\n")
    assert [row["sourcedId"] for row in rows] == ["3"]
    assert [(f.file, f.reason, f.line) for f in faults.told("p.zip")] == [
        ("users.csv", "ragged", 2),
    ]


def test_blank_cells_that_a_spreadsheet_left_out_at_the_end_of_a_line_are_blank(
    tmp_path: Path,
) -> None:
    rows, faults = rows_of(tmp_path, b"sourcedId,name\r\n1\r\n2,b\r\n3\r\n")
    assert [(row["sourcedId"], row["name"]) for row in rows] == [("1", ""), ("2", "b"), ("3", "")]
    assert faults.told("p.zip") == ()


@pytest.mark.parametrize("content", [b"sourcedId,name\n1,a\n2", b'sourcedId,name\n1,a\n"2\n3"'])
def test_a_last_line_that_is_cut_in_the_middle_is_a_fault(tmp_path: Path, content: bytes) -> None:
    rows, faults = rows_of(tmp_path, content)
    assert [row["sourcedId"] for row in rows] == ["1"]
    assert [(f.reason, f.line) for f in faults.told("p.zip")] == [("ragged", 3)]


def test_a_whole_last_line_needs_no_line_end(tmp_path: Path) -> None:
    rows, faults = rows_of(tmp_path, b"sourcedId,name\n1\n2,b")
    assert [row["sourcedId"] for row in rows] == ["1", "2"]
    assert faults.told("p.zip") == ()


def test_commas_too_many_at_the_end_of_lines_are_no_fault(tmp_path: Path) -> None:
    rows, faults = rows_of(tmp_path, b"sourcedId,name,,\n1,a\n2,b,,\n3,c,,,,\n")
    assert len(rows) == 3
    assert faults.told("p.zip") == ()


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u2066"])
def test_nothing_a_terminal_obeys_is_in_a_cell_or_in_the_name_of_a_file(
    tmp_path: Path, sign: str
) -> None:
    rows, _ = rows_of(tmp_path, f"sourcedId,name\n1,a{sign}[31mb\n".encode())
    assert rows[0]["name"].isprintable()
    path = write_zip(tmp_path / "p.zip", {f"a/{sign}.csv": b"", "b/x.csv": b""})
    with pytest.raises(FileRefused) as refused, open_package(path):
        pass
    assert refused.value.reason == "several_folders"
    alone = write_zip(tmp_path / "q.zip", {f"a{sign}b.csv": b""})
    with open_package(alone) as package:
        assert all(name.isprintable() for name in package.names())
    twice = write_zip(tmp_path / "r.zip", {f"../{sign}.csv": b""})
    with pytest.raises(FileRefused) as refused, open_package(twice):
        pass
    assert refused.value.detail.isprintable()


def test_a_quotation_mark_never_closed_is_refused_where_it_begins(tmp_path: Path) -> None:
    content = b'sourcedId,name\n1,a\n2,"b\n3,c\n'
    assert refusal(tmp_path, content) == ("csv", "users.csv: 3")


@pytest.mark.parametrize("length", [101, 200_000])
def test_an_endless_cell_is_refused(tmp_path: Path, length: int) -> None:
    content = b"sourcedId,name\n1," + b"x" * length + b"\n"
    limits = Limits(cell_characters=100)
    assert refusal(tmp_path, content, limits) == ("cell_too_long", "users.csv: 2")


def test_an_endless_record_is_refused_before_it_is_held(tmp_path: Path) -> None:
    limits = Limits(record_characters=50)
    assert refusal(tmp_path, b"sourcedId,name\n1,x\n" + b'"\n",' * 40, limits) == (
        "record_too_long",
        "users.csv",
    )


def test_tables_in_one_sub_folder_are_found_beside_clutter(tmp_path: Path) -> None:
    members = {
        "export/Users.CSV": b"sourcedId\n1\n",
        "__MACOSX/export/._users.csv": b"\0",
        "export/.users.csv": b"\0",
        "export/read me.txt": b"\0",
    }
    path = write_zip(tmp_path / "p.zip", members)
    with open_package(path) as package:
        assert "users.csv" in package
        assert [row.line for row in package.rows("users.csv", PEOPLE, FaultLog())] == [2]


@pytest.mark.parametrize(
    "name", ["../users.csv", "a/../../users.csv", "/users.csv", "C:\\users.csv", "..\\users.csv"]
)
def test_a_member_that_points_out_of_its_package_is_refused(tmp_path: Path, name: str) -> None:
    assert package_refusal(tmp_path, {name: b"sourcedId\n"}) == "member_path"


def test_the_same_table_twice_is_refused(tmp_path: Path) -> None:
    assert package_refusal(tmp_path, {"users.csv": b"", "USERS.csv": b""}) == "member_twice"


def test_tables_in_several_folders_are_refused(tmp_path: Path) -> None:
    assert package_refusal(tmp_path, {"a/users.csv": b"", "b/orgs.csv": b""}) == "several_folders"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(member_bytes=99), "too_large"),
        (Limits(total_bytes=150), "too_large"),
        (Limits(archive_bytes=50), "too_large"),
        (Limits(ratio=2, ratio_floor_bytes=0), "ratio"),
        (Limits(members=1), "too_many_members"),
    ],
)
def test_a_package_beyond_a_limit_is_refused(tmp_path: Path, limits: Limits, reason: str) -> None:
    members = {"users.csv": b"x" * 100, "orgs.csv": b"y" * 100}
    assert package_refusal(tmp_path, members, limits) == reason


def test_a_bomb_of_zeros_is_refused_by_the_usual_limits(tmp_path: Path) -> None:
    assert package_refusal(tmp_path, {"users.csv": bytes(4_000_000)}) == "ratio"


def test_a_compression_other_than_deflate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("users.csv", b"sourcedId\n")
    with pytest.raises(FileRefused) as refused, open_package(path):
        pass
    assert refused.value.reason == "compression"


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "p.zip", {"users.csv": b"sourcedId\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused, open_package(path):
        pass
    assert refused.value.reason == "encrypted"


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.csv", b"sourcedId,name\n1,Lea\n")
    path.write_bytes(path.read_bytes().replace(b"1,Lea", b"1,Tom", 1))
    with pytest.raises(FileRefused) as refused, open_package(path) as package:
        list(package.rows("users.csv", PEOPLE, FaultLog()))
    assert (refused.value.reason, refused.value.detail) == ("damaged", "users.csv")


def test_damaged_bytes_are_told_as_damaged_even_where_they_look_like_another_encoding(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.csv", "sourcedId,name\n1,Zoé\n")
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9x", 1))
    with pytest.raises(FileRefused) as refused, open_package(path) as package:
        list(package.rows("users.csv", PEOPLE, FaultLog()))
    assert (refused.value.reason, refused.value.detail) == ("damaged", "users.csv")


@pytest.mark.parametrize("content", [b"", b"sourcedId,name\n", b"PK\x03\x04 and no more"])
def test_what_is_not_a_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused, open_package(path):
        pass
    assert (refused.value.reason, refused.value.detail) == ("not_a_zip", "p.zip")


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused, open_package(tmp_path / "nowhere.zip"):
        pass
    assert refused.value.reason == "unreadable"


def test_the_tables_of_a_folder_are_read_as_those_of_a_zip(tmp_path: Path) -> None:
    inside = tmp_path / "export"
    inside.mkdir()
    (inside / "Users.CSV").write_bytes(b"sourcedId,name\n1,Lea\n")
    (inside / ".users.csv").write_bytes(b"\0")
    (tmp_path / "read me.txt").write_bytes(b"\0")
    with open_package(tmp_path) as package:
        assert package.names() == ["Users.CSV"]
        assert [row["name"] for row in package.rows("users.csv", PEOPLE, FaultLog())] == ["Lea"]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(member_bytes=99), "too_large"),
        (Limits(total_bytes=150), "too_large"),
        (Limits(members=1), "too_many_members"),
    ],
)
def test_a_folder_beyond_a_limit_is_refused(tmp_path: Path, limits: Limits, reason: str) -> None:
    for name in ("users.csv", "orgs.csv"):
        (tmp_path / name).write_bytes(b"x" * 100)
    with pytest.raises(FileRefused) as refused, open_package(tmp_path, limits):
        pass
    assert refused.value.reason == reason


def test_two_members_of_exactly_the_same_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.csv", b"sourcedId\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("users.csv", b"sourcedId\n1\n")
    with pytest.raises(FileRefused) as refused, open_package(path):
        pass
    assert refused.value.reason == "member_twice"


def test_a_fault_names_the_column_as_it_stands_in_the_file(tmp_path: Path) -> None:
    columns = Columns(
        frozenset({"sourcedId"}), frozenset({"sourcedId"}), {"sourcedId": ("userId",)}
    )
    path = write_zip(tmp_path / "p.zip", {"users.csv": b" USERID ,x\n1,2\n"})
    with open_package(path) as package:
        (row,) = package.rows("users.csv", columns, FaultLog())
    assert row.fault("duplicate", "sourcedId").column == "USERID"


def test_faults_are_told_file_by_file_and_line_by_line() -> None:
    log = FaultLog(limit=5)
    for file, line in (("b", 3), ("a", 9), ("b", None), ("a", 10), ("b", 1), ("a", 1)):
        log.add(Fault(file, "blank", line))
    told = [(one.file, one.line) for one in log.told("p.zip")]
    assert told == [("b", None), ("b", 1), ("b", 3), ("a", 9), ("a", 10), ("p.zip", None)]
    again = FaultLog(limit=9)
    for one in (*log.told("p.zip"), Fault("a", "blank", 2)):
        again.add(one)
    assert again.told("p.zip")[-1].reason == "more_faults"


def test_faults_beyond_the_limit_are_counted_and_long_cells_shortened() -> None:
    log = FaultLog(limit=2)
    row = Row("users.csv", 7, {"name": "x" * 500})
    for _ in range(5):
        log.add(row.fault("number", "name"))
    told = log.told("p.zip")
    assert [fault.reason for fault in told] == ["number", "number", "more_faults"]
    assert told[-1].value == "3"
    assert len(told[0].value) == 201
