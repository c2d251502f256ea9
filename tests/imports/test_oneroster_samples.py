"""Public sample packages of other projects, where they lie beside the checkout."""

import zipfile
from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.domain.people import Right
from kiosk.imports.oneroster import read_oneroster
from kiosk.imports.recognise import Format, recognise

from .oneroster_zips import write_zip

SAMPLES = Path(__file__).parents[2].parent / "shared" / "data"
LONGSIGHT, CATALYST = "oneroster-longsight-conformance", "oneroster-moodle-catalyst"

REFUSED = {
    # An archive of nothing.
    f"{LONGSIGHT}/invalid-missing-manifest.zip": ("empty", "invalid-missing-manifest.zip"),
    # Changes of a school never seen.
    f"{LONGSIGHT}/valid-rostering-delta-package.zip": ("delta_unknown", "NCES-1"),
    f"{CATALYST}/oneroster_test_data.zip": ("delta_unknown", "ORG_1"),
    # Its only organisation is a department of a school that is not there.
    f"{CATALYST}/Test_full_data_set.zip": ("no_school", "orgs.csv"),
}
A_SCHOOL_OF_TEACHERS = {"schools": 1, "periods": 1, "teachings": 1}
READ = {
    # Both its users are teachers: one is the other's agent, one has the only result.
    f"{LONGSIGHT}/valid-gradebook-bulk-package.zip": (
        {**A_SCHOOL_OF_TEACHERS, "assignments": 1},
        [
            ("users.csv", "not_a_guardian_link", "user-agent"),
            ("results.csv", "not_a_pupil", "user-1"),
        ],
    ),
    f"{LONGSIGHT}/invalid-missing-target-record-failure.zip": (
        A_SCHOOL_OF_TEACHERS,
        [
            ("users.csv", "not_a_guardian_link", "user-agent"),
            ("lineItems.csv", "unknown_reference", "category-missing"),
            ("results.csv", "depends_on_refused", "line-item-1"),
        ],
    ),
}
NOT_READ_HERE = {"SOURCE.txt"}


def sample(name: str) -> Path:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"the public sample {name} does not lie beside the checkout")
    return path


def test_the_tables_name_every_sample_there_is() -> None:
    folders = sorted(SAMPLES.glob("oneroster-*"))
    if not folders:
        pytest.skip("the public samples do not lie beside the checkout")
    there = {
        f"{folder.name}/{path.name}"
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name not in NOT_READ_HERE
    }
    assert there == REFUSED.keys() | READ.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_a_sample_that_cannot_be_imported_says_why(name: str) -> None:
    path = sample(name)
    with pytest.raises(FileRefused) as refused:
        read_oneroster(path)
    assert (refused.value.reason, refused.value.detail) == REFUSED[name]


@pytest.mark.parametrize("name", READ)
def test_a_sample_gives_what_it_has_and_tells_what_is_wrong_with_it(name: str) -> None:
    reading = read_oneroster(sample(name))
    counts = {kind: count for kind, count in reading.data.counts() if count}
    told = [(fault.file, fault.reason, fault.value) for fault in reading.faults]
    assert (counts, told) == READ[name]


@pytest.mark.parametrize("name", [*REFUSED, *READ])
def test_a_sample_is_known_by_its_looks(name: str) -> None:
    is_empty = REFUSED.get(name, ("",))[0] == "empty"
    assert recognise(sample(name)) is (Format.EMPTY if is_empty else Format.ONEROSTER)


def test_were_the_department_a_school_one_parent_would_see_one_pupil(tmp_path: Path) -> None:
    """OneRoster 1.1, with records withdrawn in a complete export and a teacher as an agent."""
    with zipfile.ZipFile(sample(f"{CATALYST}/Test_full_data_set.zip")) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["orgs.csv"] = members["orgs.csv"].replace(b",department,", b",school,")
    data = read_oneroster(write_zip(tmp_path / "p.zip", members)).data
    assert [(one.given_name, one.family_name) for one in data.guardians] == [("Thomas", "Jones")]
    (link,) = data.guardianships
    (pupil,) = (one for one in data.pupils if one.source_id == link.pupil_id)
    assert (pupil.given_name, link.right) == ("Mary", Right.LEGAL)
    assert len(data.pupils) == 3
    assert len(data.periods) == 2
