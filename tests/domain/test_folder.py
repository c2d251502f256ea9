"""The Folder on its way to bytes and back."""

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import FolderUnreadable
from kiosk.domain.folder import (
    Child,
    Folder,
    HomeworkItem,
    MarkItem,
    PeriodMarks,
    SubjectMarks,
)
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus
from tests.domain.any_of import any_of

STEADY = settings(derandomize=True, deadline=None, max_examples=60)

A_FOLDER = Folder(
    reader_id="r-1",
    civility="Mme",
    given_name="Thị Hồng",
    family_name="Nguyễn-Łuczak",
    children=(
        Child(
            given_name="Léa",
            family_name="Nguyễn",
            emblem="boat",
            class_name="5e B",
            school_name="Collège du Vieux-Cœur",
            school_uai="0751234A",
            homework=(
                HomeworkItem(
                    subject="Français",
                    kind=WorkKind.HOMEWORK,
                    title="L’accord",
                    text="Exercice 3\nPage 12",
                    teacher="M. Brun",
                    given_on=date(2026, 11, 20),
                    due_on=None,
                    first_seen_on=date(2026, 11, 20),
                ),
            ),
            periods=(
                PeriodMarks(
                    title="Trimestre 1",
                    starts_on=date(2026, 9, 1),
                    ends_on=date(2026, 11, 30),
                    subjects=(
                        SubjectMarks(
                            subject="Mathématiques",
                            teacher="Mme Roy",
                            average=Decimal("14.50"),
                            is_indicative=True,
                            marks=(
                                MarkItem(
                                    title="Fractions",
                                    marked_on=None,
                                    status=MarkStatus.MARKED,
                                    value=Decimal("14.50"),
                                    out_of=Decimal(20),
                                    coefficient=None,
                                    text="",
                                    comment="Bien",
                                    first_seen_on=date(2026, 11, 21),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def refusal(content: bytes) -> str:
    with pytest.raises(FolderUnreadable) as refused:
        Folder.from_bytes(content)
    return refused.value.reason


def document_of(folder: Folder) -> Any:
    return json.loads(folder.to_bytes())


@STEADY
@given(any_of(Folder))
@example(A_FOLDER)
def test_any_folder_comes_back_the_same(folder: Folder) -> None:
    content = folder.to_bytes()
    back = Folder.from_bytes(content)
    assert back == folder
    assert back.to_bytes() == content
    assert back.content_hash() == folder.content_hash()


@STEADY
@given(any_of(Folder), any_of(Folder))
def test_two_folders_share_a_hash_only_when_they_share_their_bytes(
    one: Folder, other: Folder
) -> None:
    same_bytes = one.to_bytes() == other.to_bytes()
    assert (one.content_hash() == other.content_hash()) is same_bytes


def test_the_bytes_of_a_folder_are_canonical() -> None:
    content = A_FOLDER.to_bytes()
    canonical = json.dumps(
        json.loads(content), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert content == canonical.encode()
    assert b"Nguy\xe1\xbb\x85n" in content


def test_the_hash_of_a_folder_never_changes_by_accident() -> None:
    """Another hash here means that every Folder of a region is published again."""
    nobody = dataclasses.replace(A_FOLDER, children=())
    assert nobody.content_hash() == "5f432bd65268fe738356f1be21f1e6b1"


def test_a_folder_carries_no_build_date() -> None:
    assert set(document_of(A_FOLDER)) == {"folder", "version"}
    assert set(document_of(A_FOLDER)["folder"]) == {
        "reader_id",
        "civility",
        "given_name",
        "family_name",
        "children",
        "slips",
        "is_joined",
        "language",
    }


def test_a_child_is_named_given_name_first() -> None:
    assert A_FOLDER.children[0].full_name == "Léa Nguyễn"


@settings(STEADY, max_examples=300)
@given(st.binary(max_size=200))
@example(b"")
@example(b"null")
@example(b"NaN")
@example(b"\xff\xfe")
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"1" * 10_000)
def test_random_bytes_are_unreadable_and_raise_nothing_else(content: bytes) -> None:
    assert refusal(content) in ("not_json", "version", "shape")


@settings(STEADY, max_examples=300)
@given(st.data())
def test_a_damaged_folder_is_unreadable_or_another_folder_but_never_an_accident(
    data: st.DataObject,
) -> None:
    content = bytearray(A_FOLDER.to_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=5))
    try:
        folder = Folder.from_bytes(bytes(content))
    except FolderUnreadable:
        return
    assert Folder.from_bytes(folder.to_bytes()) == folder


@pytest.mark.parametrize("version", [0, 2, "1", None, [1]])
def test_a_folder_of_another_version_is_not_read(version: object) -> None:
    assert refusal(json.dumps(document_of(A_FOLDER) | {"version": version}).encode()) == "version"


CHANGES: dict[str, Callable[[Any], object]] = {
    "a field is missing": lambda folder: folder.pop("civility"),
    "a text is a number": lambda folder: folder.update(given_name=3),
    "a text is null": lambda folder: folder.update(given_name=None),
    "a text is half a character": lambda folder: folder.update(given_name="\ud800"),
    "a list is an object": lambda folder: folder.update(children={}),
    "a list is a text": lambda folder: folder.update(children="abc"),
    "a child is null": lambda folder: folder.update(children=[None]),
    "a date is not one": lambda folder: homework(folder).update(first_seen_on="2026-02-30"),
    "a date has a time": lambda folder: homework(folder).update(first_seen_on="2026-11-20T10:00"),
    "a date is a week": lambda folder: homework(folder).update(first_seen_on="2026-W47-5"),
    "a date that must be is null": lambda folder: homework(folder).update(first_seen_on=None),
    "a kind is unknown": lambda folder: homework(folder).update(kind="quiz"),
    "a mark is a number": lambda folder: mark(folder).update(value=14.5),
    "a mark is NaN": lambda folder: mark(folder).update(value="NaN"),
    "a mark is infinite": lambda folder: mark(folder).update(value="Infinity"),
    "a mark is a word": lambda folder: mark(folder).update(value="Abs"),
    "a mark has spaces": lambda folder: mark(folder).update(value=" 14 "),
    "a yes is a number": lambda folder: subject(folder).update(is_indicative=1),
}


def homework(folder: Any) -> Any:
    return folder["children"][0]["homework"][0]


def subject(folder: Any) -> Any:
    return folder["children"][0]["periods"][0]["subjects"][0]


def mark(folder: Any) -> Any:
    return subject(folder)["marks"][0]


def test_a_field_that_a_later_version_added_is_passed_over() -> None:
    document = document_of(A_FOLDER)
    document["folder"]["weather"] = "sunny"
    mark(document["folder"])["weather"] = ["rain"]
    assert Folder.from_bytes(json.dumps(document).encode()) == A_FOLDER


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_document_that_half_fits_is_not_read(change: Callable[[Any], object]) -> None:
    document = document_of(A_FOLDER)
    change(document["folder"])
    assert refusal(json.dumps(document).encode()) == "shape"
