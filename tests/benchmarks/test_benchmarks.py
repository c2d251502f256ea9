"""Every benchmark runs and reports its columns. Never how fast: a time is not a test."""

import json
import re
import shutil
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS, main, run
from benchmarks.instances import evening
from benchmarks.measuring import Row
from benchmarks.sizes import Sizes
from benchmarks.tabulating import COLUMNS, as_table, machine, write_json

TINY = Sizes(
    repeats=1,
    schools=(6,),
    published_school=6,
    readers=1,
    passes=1,
    sign_ins=1,
    slips=2,
    reports=2,
    reports_of_others=1,
    locks=4,
    lookups=2,
)

MEASURES = {
    "pages": {"a page after sign-in, p50", "a page after sign-in, p95", "a page after sign-in, p99"}
    | {"POST /sign-in, key derivation included"},
    "start-up": {"from start to the first answer of /"},
    "weights": {"cold, / to homework, at most", "a page after that, heaviest"},
    "import": {"6 pupils"},
    "publish": {"build Folders, 6 pupils", "publish, 6 pupils", "import and publish, 6 pupils"}
    | {"apply at a point, 6 pupils", "the next day, 6 pupils", "the next day's feed, 500 readers"},
    "meetings": {"a desk's slip opens, by the wall"},
    "slips": {"keys derived (argon2id, 64 MiB)", "issued, all included"},
    "admissions": {"a slip looked up among 4", "refused: revoked", "refused: wrong PIN", "let in"},
    "reports": {"a class, a PDF each", "one report, warm, p95"},
}


@pytest.fixture(scope="module")
def rows(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """All benchmarks, once, at the smallest sizes; the demo of the tests spares making another."""
    folder = tmp_path_factory.mktemp("benchmarks")
    shutil.copytree(made_demo, folder / f"demo-{evening().today()}")
    return run(list(BENCHMARKS), TINY, folder)


def test_every_benchmark_is_known_here() -> None:
    assert BENCHMARKS.keys() == MEASURES.keys()


@pytest.mark.parametrize("name", MEASURES)
def test_a_benchmark_reports_its_measures_with_a_figure_a_repeat(
    name: str, rows: list[Row]
) -> None:
    reported = [row for row in rows if row.benchmark == name]
    assert {row.measure for row in reported} >= MEASURES[name]
    for row in reported:
        assert len(row.figures) == TINY.repeats
        assert row.median > 0
        assert row.unit


@pytest.mark.parametrize("name", MEASURES)
def test_a_benchmark_has_somebody_beside_it(name: str, rows: list[Row]) -> None:
    beside = [row for row in rows if row.benchmark == name and row.other]
    assert beside
    assert all(row.ratio for row in beside)


def test_the_table_and_the_file_say_the_same(tmp_path: Path) -> None:
    row = Row("pages", "a page", "ms", [3.0, 1.0, 2.0], "a floor", [1.0, 1.0, 1.0], target=15)
    heading, line = as_table([row]).splitlines()
    assert heading.split("  ")[0] == "benchmark"
    assert all(column in heading for column in COLUMNS)
    cells = [cell for cell in re.split(r"\s{2,}", line) if cell]
    assert cells == ["pages", "a page", "2", "1–3", "ms", "a floor", "1", "×0.5", "≤ 15.0 met"]
    write_json(tmp_path / "figures.json", [row], machine())
    document = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    (plain,) = document["rows"]
    assert plain["figures"] == [3.0, 1.0, 2.0]
    assert (plain["median"], plain["ratio"], plain["meets_target"]) == (2.0, 0.5, True)
    assert document["machine"]["cores"] >= 1


def test_the_file_names_neither_the_machine_nor_its_folders() -> None:
    assert machine().keys() == {"cores", "load_at_start", "python", "system", "kiosk"}


def test_a_name_nobody_bears_is_refused_before_anything_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["pagse"])
    assert refusal.value.code == 2
    assert "pagse" in capsys.readouterr().err
