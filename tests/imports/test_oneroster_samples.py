"""Public sample packages of other projects, where they lie beside the checkout."""

from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.imports.oneroster import read_oneroster

SAMPLES = Path(__file__).parents[2].parent / "shared" / "data"
ALL_OF_A_ROSTER = (
    "academicSessions.csv, classes.csv, courses.csv, demographics.csv, enrollments.csv, orgs.csv, "
    "roles.csv, users.csv"
)


def sample(name: str) -> Path:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"the public sample {name} does not lie beside the checkout")
    return path


@pytest.mark.parametrize(
    ("name", "reason", "detail"),
    [
        (
            "oneroster-longsight-conformance/invalid-missing-manifest.zip",
            "manifest",
            "manifest.csv",
        ),
        (
            "oneroster-longsight-conformance/valid-rostering-delta-package.zip",
            "delta",
            ALL_OF_A_ROSTER,
        ),
        ("oneroster-moodle-catalyst/Test_full_data_set.zip", "version", "1.1"),
        ("oneroster-moodle-catalyst/oneroster_test_data.zip", "delta", ALL_OF_A_ROSTER),
    ],
)
def test_a_sample_that_cannot_be_imported_says_why(name: str, reason: str, detail: str) -> None:
    path = sample(name)
    with pytest.raises(FileRefused) as refused:
        read_oneroster(path)
    assert (refused.value.reason, refused.value.detail) == (reason, detail)


def test_the_gradebook_sample_gives_all_but_what_it_says_of_teachers() -> None:
    """Both its users are teachers: one is the other's agent, one has the only result."""
    path = sample("oneroster-longsight-conformance/valid-gradebook-bulk-package.zip")
    reading = read_oneroster(path)
    assert {kind: count for kind, count in reading.data.counts() if count} == {
        "schools": 1,
        "periods": 1,
        "teachings": 1,
        "assignments": 1,
    }
    assert [(f.file, f.reason, f.value) for f in reading.faults] == [
        ("users.csv", "not_a_guardian_link", "user-agent"),
        ("results.csv", "not_a_pupil", "user-1"),
    ]


def test_the_sample_with_a_missing_category_loses_the_work_and_its_result() -> None:
    path = sample("oneroster-longsight-conformance/invalid-missing-target-record-failure.zip")
    reading = read_oneroster(path)
    assert reading.data.assignments == ()
    places = [(f.file, f.reason, f.line, f.column, f.value) for f in reading.faults]
    assert places[1:] == [
        ("lineItems.csv", "unknown_reference", 2, "categorySourcedId", "category-missing"),
        ("results.csv", "depends_on_refused", 2, "lineItemSourcedId", "line-item-1"),
    ]
