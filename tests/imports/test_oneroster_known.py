"""Whose identifiers a package's are: the same at every export, and never another system's."""

from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.imports.oneroster import Known, read_oneroster

from .oneroster_zips import (
    a_school,
    as_change,
    known_after,
    members_of,
    members_of_changes,
    write_zip,
)

A, B, C = "0991234A", "0991235B", "0991236C"


def known(**sources: str) -> Known:
    return Known({uai.removeprefix("u"): source for uai, source in sources.items()})


def test_a_system_s_own_code_names_it() -> None:
    assert Known().source_of("SIS7", [A]) == "oneroster:SIS7"
    assert known(u0991234A="oneroster:0991234A").source_of("SIS7", [A]) == "oneroster:SIS7"


def test_schools_that_come_first_name_their_source_in_any_order() -> None:
    assert Known().source_of("", [B, A]) == Known().source_of("", [A, B]) == f"oneroster:{A}+{B}"


@pytest.mark.parametrize("named", [[A], [B], [A, B], [A, B, C], [C, B]])
def test_a_school_that_joins_or_leaves_the_export_leaves_its_source_as_it_was(
    named: list[str],
) -> None:
    source = f"oneroster:{A}+{B}"
    assert Known({A: source, B: source}).source_of("", named) == source


def test_a_school_of_a_system_with_a_code_does_not_lend_its_source() -> None:
    assert Known({A: "oneroster:SIS7"}).source_of("", [A]) == f"oneroster:{A}"


def test_a_region_s_source_has_a_short_name() -> None:
    uais = [f"099{number:04}A" for number in range(300)]
    source = Known().source_of("", uais)
    assert len(source) < 100
    assert Known(dict.fromkeys(uais, source)).source_of("", uais[100:]) == source


def test_a_picture_is_found_by_its_schools() -> None:
    source = f"oneroster:{A}+{B}"
    office = Known({A: source, B: source}, {source: [frozenset({A, B})]})
    for named in ([A], [B], [A, B], []):
        assert office.picture_to_change("", named, None) == (source, frozenset({A, B}))
    assert office.picture_before(source, [B, A]) == frozenset({A, B})
    assert office.picture_before(source, [A]) is None


@pytest.mark.parametrize(("named", "reason"), [([A, B], "delta_whose"), ([C], "delta_unknown")])
def test_changes_for_two_pictures_or_none_are_refused(named: list[str], reason: str) -> None:
    office = Known(
        {A: "oneroster:S", B: "oneroster:S"},
        {"oneroster:S": [frozenset({A}), frozenset({B})]},
    )
    with pytest.raises(FileRefused) as refused:
        office.picture_to_change("S", named, None)
    assert refused.value.reason == reason


def test_changes_that_name_nobody_before_anything_is_known_are_refused_as_such() -> None:
    with pytest.raises(FileRefused) as refused:
        Known().picture_to_change("", [], None)
    assert (refused.value.reason, refused.value.detail) == ("delta_first", "")


def refused_after(
    folder: Path, first: dict[str, bytes], second: dict[str, bytes]
) -> tuple[str, str]:
    """Why a second package is refused by an office that took a first one."""
    reading = read_oneroster(write_zip(folder / "first.zip", first))
    with pytest.raises(FileRefused) as refused:
        read_oneroster(write_zip(folder / "second.zip", second), known=known_after(reading))
    return refused.value.reason, refused.value.detail


def test_an_export_whose_manifest_was_lost_is_not_taken_for_another_system(tmp_path: Path) -> None:
    members = members_of(a_school(), source_systemCode="SIS7")
    without = {name: content for name, content in members.items() if name != "manifest.csv"}
    assert refused_after(tmp_path, members, without) == ("manifest_lost", A)


def test_an_export_that_never_had_a_manifest_is_taken_again(tmp_path: Path) -> None:
    members = members_of(a_school())
    del members["manifest.csv"]
    path = write_zip(tmp_path / "p.zip", members)
    first = read_oneroster(path)
    assert read_oneroster(path, known=known_after(first)).data == first.data


def test_a_school_under_another_identifier_is_told_by_its_uai(tmp_path: Path) -> None:
    members = members_of(a_school())
    renamed = {name: content.replace(b"clg", b"clg2") for name, content in members.items()}
    assert refused_after(tmp_path, members, renamed) == ("school_renumbered", A)
    changes = {"orgs": [as_change({**a_school()["orgs"][1], "sourcedId": "clg2"})]}
    refused = refused_after(tmp_path, members, members_of_changes(changes))
    assert refused == ("school_renumbered", A)
