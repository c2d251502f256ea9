"""The security page names a test for each threat, or says that none is covered."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (T\d+) \|.*\| ([^|]*) \|([^|]*)\|$", PAGE, re.MULTILINE)
OPEN = {"T9", "T15", "T16", "T18", "T26"}
"""Not proven by a test of ours; the page says why, row by row."""


def test_every_threat_has_its_row() -> None:
    assert [name for name, _, _ in ROWS] == [f"T{number}" for number in range(1, 27)]


def test_every_test_named_is_there() -> None:
    for name, _, cell in ROWS:
        for path, _, test in re.findall(r"`(tests/[\w/]+\.py)(::(\w+))?`", cell):
            source = (ROOT / path).read_text(encoding="utf-8")
            assert not test or f"def {test}(" in source, (name, path, test)


def test_a_row_without_a_test_says_so() -> None:
    assert {name for name, _, cell in ROWS if "tests/" not in cell} == OPEN
