"""What the invented schools write by hand: believable, dated around the day, and taken whole."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from kiosk.clock import SCHOOL_ZONE, FixedClock
from kiosk.demo.oneroster_files import write_demo_export
from kiosk.demo.plain_pdf import one_page_pdf
from kiosk.demo.records import COLLEGE_ID, SCHOOLS
from kiosk.demo.school import invent_school
from kiosk.demo.supplement_files import demo_supplement, write_demo_supplements
from kiosk.demo.supplement_rows import COLUMNS, InventedSupplement, supplement_of
from kiosk.domain.folder import Child
from kiosk.domain.supplement import Supplement
from kiosk.imports.supplement import read_supplement
from kiosk.imports.supplement_tables import TABLES
from kiosk.services.folders import FolderBuilder
from kiosk.services.importing import import_file, import_files
from kiosk.services.office import Office
from kiosk.site.demo import SOURCE

TODAY = date(2026, 11, 23)
DAYS = (TODAY, date(2026, 9, 1), date(2027, 1, 4), date(2027, 7, 20), date(2027, 9, 1))
COLLEGE, ECOLE = (one.uai for one in SCHOOLS)
NAMES = (
    "attendance",
    "averages",
    "coefficients",
    "messages",
    "documents",
    "paper_families",
)


@cache
def written(today: date, uai: str) -> InventedSupplement:
    (of,) = (one for one in SCHOOLS if one.uai == uai)
    return supplement_of(invent_school(today), of)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Supplement]:
    """What the reader makes of the spreadsheets of the day, by UAI."""
    folder = tmp_path_factory.mktemp("supplements")
    found = {}
    for uai, path in write_demo_supplements(folder, invent_school(TODAY)).items():
        reading = read_supplement(path)
        assert reading.faults == ()
        found[uai] = reading.supplement
    return found


def learn_demo(office: Office, folder: Path, today: date) -> list[str]:
    """Both sources into an office; the reason of every fault."""
    write_demo_export(folder / "export.zip", today)
    reports = [import_file(office, folder / "export.zip")]
    for uai, path in write_demo_supplements(folder, invent_school(today)).items():
        reports += import_files(office, [path], school=uai)
    return [fault.reason for report in reports for fault in report.faults]


def children_of(office: Office, source_id: str) -> dict[str, Child]:
    with office.store.transaction() as tx:
        reader = tx.rights.reader(tx.rights.reader_ids_of(SOURCE)[source_id])
        folder = FolderBuilder(tx, office.clock.today(), master=office.master).folder_of(reader)
    return {child.given_name: child for child in folder.children}


def day_of(cell: str) -> date:
    day, month, year = (int(part) for part in cell.split("/"))
    return date(year, month, day)


# --- what is written ------------------------------------------------------------------------------


def test_the_headings_are_those_of_the_template() -> None:
    assert {f"{name}.csv": columns for name, columns in COLUMNS.items()} == {
        table.name: table.columns for table in TABLES
    }


def test_every_spreadsheet_of_both_schools_says_something(
    readings: dict[str, Supplement],
) -> None:
    for supplement in readings.values():
        assert all(getattr(supplement, name) for name in NAMES)
        assert 4 <= len(supplement.messages or ()) <= 6
        assert 2 <= len({one.title for one in supplement.documents or ()}) <= 3


def test_absences_and_latenesses_are_those_of_a_real_autumn(
    readings: dict[str, Supplement],
) -> None:
    attendance = readings[COLLEGE].attendance or ()
    kinds = Counter((one.kind.value, one.is_justified) for one in attendance)
    assert set(kinds) == {
        (kind, justified) for kind in ("absence", "lateness") for justified in (True, False)
    }
    assert 1 < len(attendance) / 100 < 4
    assert all(one.starts_on.weekday() < 5 and one.ends_on <= TODAY for one in attendance)
    assert all((one.half_days is None) == (one.minutes is not None) for one in attendance)


def test_the_first_family_a_visitor_meets_has_an_absence_to_excuse(
    readings: dict[str, Supplement],
) -> None:
    of_ines = [
        one for one in readings[COLLEGE].attendance or () if one.whom.identifier.endswith("-ines")
    ]
    assert any(not one.is_justified and (TODAY - one.starts_on).days < 10 for one in of_ines)
    assert any(one.is_justified for one in of_ines)


def test_the_college_gives_averages_but_for_two_subjects_and_the_ecole_only_comments(
    readings: dict[str, Supplement],
) -> None:
    averages = readings[COLLEGE].averages or ()
    without = {one.subject for one in averages if one.average is None}
    assert without == {"Arts plastiques", "Éducation musicale"}
    for one in averages:
        if one.average is not None:
            assert one.class_lowest is not None
            assert one.class_highest is not None
            assert one.class_lowest <= one.average <= one.class_highest
    assert all(one.average is None and one.comment for one in readings[ECOLE].averages or ())


def test_a_finished_term_has_its_general_average_and_a_running_one_has_none() -> None:
    general = [row for row in written(date(2027, 1, 4), COLLEGE).tables["moyennes"] if not row[5]]
    assert {row[4] for row in general} == {"1er trimestre"}
    assert len(general) == 100
    assert all(row[7] and row[11] for row in general)
    assert not [row for row in written(TODAY, COLLEGE).tables["moyennes"] if not row[5]]


def test_no_pupil_reads_the_same_comment_twice_in_a_row() -> None:
    rows = [row for row in written(TODAY, COLLEGE).tables["moyennes"] if row[0].endswith("-ines")]
    comments = [row[11] for row in rows]
    assert len(set(comments)) >= 5


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("uai", [COLLEGE, ECOLE])
def test_nothing_is_dated_after_the_day_and_every_line_fits_its_headings(
    today: date, uai: str
) -> None:
    supplement = written(today, uai)
    places = {"absences": 6, "messages": 4, "documents": 6}
    for name, rows in supplement.tables.items():
        assert all(len(row) == len(COLUMNS[name]) for row in rows)
        assert len(set(rows)) == len(rows)
        if name in places:
            days = [day_of(row[places[name]]) for row in rows]
            assert all(day <= today for day in days)
    assert supplement.tables["messages"]
    assert supplement.files


def test_what_the_schools_write_is_written_the_french_way() -> None:
    for uai in (COLLEGE, ECOLE):
        for row in (
            *written(TODAY, uai).tables["messages"],
            *written(TODAY, uai).tables["moyennes"],
        ):
            text = " ".join(row[4:])
            assert "'" not in text
            assert '"' not in text
            assert "{" not in text


def test_the_same_day_gives_the_same_bytes_and_the_next_only_adds() -> None:
    again = supplement_of(invent_school(TODAY), SCHOOLS[0])
    assert demo_supplement(again) == demo_supplement(written(TODAY, COLLEGE))
    before = {row[:8] for row in written(TODAY - timedelta(days=6), COLLEGE).tables["absences"]}
    assert before < {row[:8] for row in written(TODAY, COLLEGE).tables["absences"]}


# --- the PDFs ------------------------------------------------------------------------------------


def test_a_pdf_is_whole_and_its_table_points_at_its_objects() -> None:
    content = one_page_pdf("Été", "École (Nord)", "Œuvre", ("- Maïs", "Fin."))
    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert content[start:].startswith(b"xref\n0 6\n")
    for number, line in enumerate(content[start:].split(b"\n")[3:8], 1):
        assert content[int(line[:10]) :].startswith(b"%d 0 obj" % number)
    length = int(re.search(rb"/Length (\d+)", content).group(1))  # type: ignore[union-attr]
    begins = content.index(b"stream\n") + len(b"stream\n")
    assert content[begins + length :].startswith(b"\nendstream")
    assert "École \\(Nord\\)".encode("cp1252") in content
    assert "Œuvre".encode("cp1252") in content


def test_the_pdfs_are_small_and_say_their_title() -> None:
    for uai in (COLLEGE, ECOLE):
        archive = zipfile.ZipFile(io.BytesIO(demo_supplement(written(TODAY, uai))))
        names = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert len(names) == 3
        titles = {row[5] for row in written(TODAY, uai).tables["documents"]}
        for name in names:
            content = archive.read(name)
            assert content.startswith(b"%PDF-")
            assert content.endswith(b"%%EOF\n")
            assert len(content) < 5_000
            hexed = re.search(rb"/Title <feff([0-9a-f]+)>", content).group(1)  # type: ignore[union-attr]
            assert bytes.fromhex(hexed.decode()).decode("utf-16-be") in titles


# --- through both sources ------------------------------------------------------------------------


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_both_sources_of_the_demo_are_taken_without_a_fault_on_any_day(
    office: Office, tmp_path: Path, today: date
) -> None:
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=SCHOOL_ZONE)
    assert learn_demo(replace(office, clock=FixedClock(noon)), tmp_path, today) == []


def test_what_the_demo_says_is_what_the_folders_of_a_family_say(
    office: Office, tmp_path: Path
) -> None:
    learn_demo(office, tmp_path, TODAY)
    children = children_of(office, "resp-delmas-amina")
    school = invent_school(TODAY)
    for one in school.pupils:
        if one.person.given_name not in ("Inès", "Yanis") or one.person.family_name != "Delmas":
            continue
        child = children[one.person.given_name]
        uai = COLLEGE if one.school_id == COLLEGE_ID else ECOLE
        tables = written(TODAY, uai).tables
        mine = ("Delmas", one.person.given_name, child.class_name)
        assert child.told == ("attendance", "averages", "documents", "messages")

        absences = [row for row in tables["absences"] if row[1:4] == mine]
        assert sorted(
            (f"{item.starts_on:%d/%m/%Y}", "oui" if item.is_justified else "non")
            for item in child.attendance
        ) == sorted((row[5], row[11]) for row in absences)
        assert absences

        lines = {row[5]: row for row in tables["moyennes"] if row[1:4] == mine}
        (period,) = child.periods
        assert {subject.subject for subject in period.subjects} == lines.keys()
        for subject in period.subjects:
            row = lines[subject.subject]
            assert subject.comment == row[11]
            assert subject.is_indicative == (not row[7])
            if row[7]:
                assert f"{subject.average}".replace(".", ",") == row[7]
                assert f"{subject.class_lowest}".replace(".", ",") == row[9]
            assert {mark.coefficient for mark in subject.marks} != {None}

        for_me = [("", "", "tous"), ("", "", child.class_name), mine]
        assert [item.subject for item in child.messages] == [
            row[6] for row in reversed(tables["messages"]) if row[1:4] in for_me
        ]
        assert {(item.title, f"{item.published_on:%d/%m/%Y}") for item in child.documents} == {
            (row[5], row[6]) for row in tables["documents"] if row[1:4] in for_me
        }


def test_the_separated_parents_read_the_same_of_their_children(
    office: Office, tmp_path: Path
) -> None:
    learn_demo(office, tmp_path, TODAY)
    assert children_of(office, "resp-legoff-claire") == children_of(office, "resp-marchetti-thomas")


def test_the_same_day_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    learn_demo(office, tmp_path, TODAY)
    for uai, path in write_demo_supplements(tmp_path, invent_school(TODAY)).items():
        (report,) = import_files(office, [path], school=uai)
        assert not report.change
