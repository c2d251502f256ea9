"""``kiosk import`` as a secretary meets it."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine
from tests.imports.oneroster_zips import (
    a_school,
    changes_between,
    members_of,
    members_of_changes,
    write_zip,
)


@pytest.fixture
def office(kiosk: CommandLine, tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    assert kiosk("init", "school", "--data", folder).code == 0
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_zip(tmp_path / "export.zip", members_of(a_school()))


def an_export_cut_short(folder: Path) -> Path:
    tables = a_school()
    tables["users"] = tables["users"][2:]
    return write_zip(folder / "cut.zip", members_of(tables))


def test_a_folder_of_tables_is_taken_like_a_zip(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "unzipped"
    with zipfile.ZipFile(export) as archive:
        archive.extractall(folder)
    answer = kiosk("import", folder, "--data", office)
    assert answer.code == 0
    assert "unzipped (oneroster:0991234A)" in answer.out
    assert "Élèves : 2 en plus" in answer.out


def test_an_export_cut_short_is_refused_with_what_would_go_and_what_to_do(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    kiosk("import", export, "--data", office)
    before = kiosk("readers", "--json", "--data", office).out
    cut = an_export_cut_short(tmp_path)
    refusal = kiosk("import", cut, "--data", office).refusal
    assert "élèves : 2 sur 2" in refusal
    assert "--accept-removals" in refusal
    rehearsed = kiosk("import", cut, "--dry-run", "--data", office)
    assert rehearsed.code == 0
    assert "serait refusé" in rehearsed.out
    assert "2 en moins" in rehearsed.out
    assert kiosk("readers", "--json", "--data", office).out == before
    assert kiosk("import", cut, "--accept-removals", "--data", office).code == 0
    assert json.loads(kiosk("readers", "--json", "--data", office).out) == []


def an_export_whose_pupils_are_disabled(folder: Path) -> Path:
    """As a spreadsheet in another language writes it: every pupil's row is left out."""
    tables = a_school()
    for pupil in tables["users"][:2]:
        pupil["enabledUser"] = "VERDADERO"
    return write_zip(folder / "disabled.zip", members_of(tables))


def test_a_refused_export_says_first_why_it_would_take_so_much_away(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    kiosk("import", export, "--data", office)
    answer = kiosk("import", an_export_whose_pupils_are_disabled(tmp_path), "--data", office)
    assert "users.csv, ligne 2, colonne enabledUser" in answer.out
    assert "lignes écartées" in answer.refusal
    assert answer.refusal.index("lignes écartées") < answer.refusal.index("--accept-removals")


def test_a_program_is_told_why_an_export_is_refused(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    kiosk("import", export, "--data", office)
    disabled = an_export_whose_pupils_are_disabled(tmp_path)
    answer = kiosk("import", disabled, "--json", "--data", office)
    refused = json.loads(answer.out)["refused"]
    assert refused["reason"] == "too_many_removed"
    assert answer.refusal == f"Refusé : {refused['sentence']}"
    assert refused["removals"][0]["kind"] == "pupils"
    fault = refused["faults"][0]
    assert (fault["file"], fault["line"], fault["column"]) == ("users.csv", 2, "enabledUser")
    assert fault["sentence"].startswith("users.csv, ligne 2, colonne enabledUser : ")


def test_spreadsheets_that_would_empty_a_kind_say_which_lines_were_no_good(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    kiosk("import", export, "--data", office)
    absences = tmp_path / "absences.csv"
    absences.write_text("Identifiant;Type;Du\nlea;absence;12/11/2026\n", encoding="utf-8")
    assert kiosk("import", absences, "--data", office).code == 0
    absences.write_text("Identifiant;Type;Du\nlea;absense;12/11/2026\n", encoding="utf-8")
    answer = kiosk("import", absences, "--data", office)
    assert "absences.csv, ligne 2, colonne Type" in answer.out
    assert "absences et retards : 1 sur 1" in answer.refusal


def test_a_terminal_of_another_age_breaks_nothing_off(office: Path, export: Path) -> None:
    words = [sys.executable, "-m", "kiosk", "import", str(export), "--data", str(office)]
    old = {**os.environ, "PYTHONIOENCODING": "cp850"}
    said = subprocess.run(words, env=old, capture_output=True, check=True)
    assert "responsables légaux" in said.stdout.decode("cp850")
    told = subprocess.run([*words, "--json"], env=old, capture_output=True, check=True)
    assert json.loads(told.stdout.decode("cp850"))[0]["source"] == "oneroster:0991234A"
    nothing = [*words[:4], str(office / "site.toml"), "--json", "--data", str(office)]
    refused = subprocess.run(nothing, env=old, capture_output=True, check=False)
    assert refused.returncode == 1
    assert json.loads(refused.stdout.decode("cp850"))["refused"]["reason"]


def test_a_program_is_told_that_the_real_run_would_be_refused(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    kiosk("import", export, "--data", office)
    answer = kiosk("import", an_export_cut_short(tmp_path), "--dry-run", "--json", "--data", office)
    assert (answer.code, answer.err) == (0, "")
    (report,) = json.loads(answer.out)
    assert report["would_be_refused"] is True
    assert report["format"] == "oneroster"
    assert {"school": "0991234A", "kind": "pupils", "gone": 2, "of": 2, "name": ""} in report[
        "removals"
    ]


def test_changes_say_that_they_are_applied_to_the_last_complete_export(
    kiosk: CommandLine, office: Path, export: Path, tmp_path: Path
) -> None:
    kiosk("import", export, "--data", office)
    after = a_school()
    after["users"][0]["familyName"] = "Autre"
    members = members_of_changes(changes_between(a_school(), after))
    answer = kiosk("import", write_zip(tmp_path / "c.zip", members), "--data", office)
    assert answer.code == 0
    assert "dernier export complet" in answer.out
    assert "Élèves : 0 en plus, 1 modifiés" in answer.out


def test_a_microsoft_export_is_refused_by_its_name(
    kiosk: CommandLine, office: Path, tmp_path: Path
) -> None:
    members = {
        "orgs.csv": b"sourcedId,name,type\n",
        "users.csv": b"sourcedId,username,activeDirectoryMatchId\n",
    }
    refusal = kiosk("import", write_zip(tmp_path / "sds.zip", members), "--data", office).refusal
    assert "sds.zip" in refusal
    assert "Microsoft SDS" in refusal
    assert "OneRoster" in refusal


def test_another_school_than_the_one_asked_for_is_refused(
    kiosk: CommandLine, office: Path, export: Path
) -> None:
    refusal = kiosk("import", export, "--school", "0999999Z", "--data", office).refusal
    assert "0999999Z" in refusal


def test_a_format_nobody_knows_is_bad_usage(kiosk: CommandLine, office: Path, export: Path) -> None:
    assert kiosk("import", export, "--format", "excel", "--data", office).code == 2


def test_more_remarks_than_are_kept_are_said_to_be_more(
    kiosk: CommandLine, office: Path, tmp_path: Path
) -> None:
    tables = a_school()
    tables["enrollments"] += [{"sourcedId": f"x{number}"} for number in range(5_001)]
    path = write_zip(tmp_path / "many.zip", members_of(tables))
    said = kiosk("import", path, "--data", office).out
    assert "plus de 5\u202f000 ligne(s)" in said
