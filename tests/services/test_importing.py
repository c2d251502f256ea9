"""School files into the store: all of them or none, and a rehearsal that changes nothing."""

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kiosk.clock import FixedClock
from kiosk.demo.oneroster_files import write_demo_export
from kiosk.domain.errors import FileRefused, TooManyRemoved
from kiosk.domain.faults import Fault
from kiosk.domain.people import Right
from kiosk.domain.plain_json import to_plain
from kiosk.domain.removals import Removal
from kiosk.sealing.custody import take_out
from kiosk.sealing.secrets import FolderKey
from kiosk.services.folders import FolderBuilder
from kiosk.services.importing import import_file, import_files
from kiosk.services.office import Office
from kiosk.services.readers import list_readers
from kiosk.store import schema
from kiosk.store.reconcile import Change
from kiosk.store.store import Store, Transaction
from kiosk_config.settings import Imports
from tests.imports.oneroster_zips import (
    Tables,
    a_school,
    changes_between,
    members_of,
    members_of_changes,
    role,
    user,
    write_zip,
)
from tests.services.line import an_office
from tests.store.databases import everything_in


def export(folder: Path, tables: Tables | None = None, name: str = "export.zip") -> Path:
    return write_zip(folder / name, members_of(tables or a_school()))


def changes(folder: Path, before: Tables, after: Tables, name: str = "changes.zip") -> Path:
    return write_zip(folder / name, members_of_changes(changes_between(before, after)))


def without_pupils() -> Tables:
    """The school as an export shows it that lost its pupils on the way."""
    tables = a_school()
    tables["users"] = tables["users"][2:]
    tables["roles"] = tables["roles"][2:]
    return tables


def another_school() -> Tables:
    """The same people under another number: another school of another system."""
    tables = a_school()
    tables["orgs"][1]["identifier"] = "0990009Z"
    return tables


def test_a_file_is_taken_and_told_of(office: Office, tmp_path: Path) -> None:
    report = import_file(office, export(tmp_path))
    assert report.file_name == "export.zip"
    assert report.source == "oneroster:0991234A"
    assert report.settings == {"parent_right": "legal"}
    assert not report.is_dry_run
    assert report.change.kinds["pupils"].added == 2
    assert {one.name for one in list_readers(office)} == {"Mme Nadia Moreau", "Paul Petit"}


def test_the_same_export_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    assert not import_file(office, export(tmp_path)).change
    assert everything_in(office.store) == before


def test_the_export_of_the_demo_again_changes_nothing(
    office: Office, clock: FixedClock, tmp_path: Path
) -> None:
    write_demo_export(tmp_path / "demo.zip", clock.today())
    first = import_file(office, tmp_path / "demo.zip")
    assert first.change.kinds["pupils"].added == 150
    assert not first.faults
    assert not import_file(office, tmp_path / "demo.zip").change


def test_a_rehearsal_tells_the_same_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    before = everything_in(office.store)
    rehearsed = import_file(office, export(tmp_path), dry_run=True)
    assert everything_in(office.store) == before
    taken = import_file(office, export(tmp_path))
    assert rehearsed == replace(taken, is_dry_run=True)
    assert not rehearsed.would_be_refused


def test_a_rehearsal_of_what_would_be_refused_goes_to_its_end_and_says_so(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    emptied = export(tmp_path, without_pupils(), "emptied.zip")
    rehearsed = import_file(office, emptied, dry_run=True)
    assert rehearsed.would_be_refused
    assert rehearsed.change.kinds["pupils"].removed == 2
    assert Removal("0991234A", "pupils", 2, 2) in rehearsed.change.removals
    assert not import_file(office, emptied, dry_run=True, accept_removals=True).would_be_refused
    with pytest.raises(TooManyRemoved):
        import_file(office, emptied)
    assert everything_in(office.store) == before
    assert import_file(office, emptied, accept_removals=True).change.kinds["pupils"].removed == 2


def test_when_the_second_file_is_refused_the_first_is_not_taken(
    office: Office, tmp_path: Path
) -> None:
    before = everything_in(office.store)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(b"no zip")
    with pytest.raises(FileRefused):
        import_files(office, [export(tmp_path), damaged])
    assert everything_in(office.store) == before


def test_several_files_are_taken_in_their_order(office: Office, tmp_path: Path) -> None:
    other = export(tmp_path, another_school(), "other.zip")
    reports = import_files(office, [export(tmp_path), other])
    assert [one.file_name for one in reports] == ["export.zip", "other.zip"]
    assert len(list_readers(office)) == 4


def test_a_school_told_of_by_another_system_is_refused_and_nothing_changes(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    other = tmp_path / "other.zip"
    write_zip(other, members_of(a_school(), source_systemCode="another"))
    with pytest.raises(FileRefused) as refusal:
        import_file(office, other)
    assert (refusal.value.reason, refusal.value.detail) == ("source", "0991234A")
    assert everything_in(office.store) == before


def test_a_child_of_another_school_of_the_same_system_is_left_there_and_the_report_says_where(
    office: Office, tmp_path: Path
) -> None:
    system = {"source_systemCode": "one system"}
    import_file(office, write_zip(tmp_path / "first.zip", members_of(a_school(), **system)))
    school = {"sourcedId": "eco", "name": "École", "type": "school", "identifier": "0990000A"}
    at_school = {"primaryOrgSourcedId": "eco"}
    claiming: Tables = {name: [] for name in a_school()} | {
        "orgs": [school],
        "users": [
            user("lea", "Léa", "Moreau", agentSourcedIds="mallory", **at_school),
            user("mallory", "Mallory", "Autre", **at_school),
        ],
        "roles": [
            role("lea", "student", orgSourcedId="eco"),
            role("mallory", "parent", orgSourcedId="eco"),
        ],
    }
    report = import_file(office, write_zip(tmp_path / "second.zip", members_of(claiming, **system)))
    assert report.faults == (Fault("second.zip", "pupils_elsewhere", value="0991234A : 1"),)
    assert {one.name for one in list_readers(office)} == {"Mme Nadia Moreau", "Paul Petit"}


def test_every_adult_has_a_reader_with_a_key_of_her_own_and_keeps_it(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    with office.store.transaction() as tx:
        readers = tx.rights.readers()
    keys = {take_out(FolderKey, one.folder_key, one.reader_id, office.master) for one in readers}
    assert len(keys) == len(readers) == 2
    import_file(office, export(tmp_path))
    with office.store.transaction() as tx:
        assert tx.rights.readers() == readers


def test_where_the_school_says_so_a_parent_waits_for_a_yes(office: Office, tmp_path: Path) -> None:
    settings = replace(office.settings, imports=Imports(Right.UNCONFIRMED.value))
    careful = replace(office, settings=settings)
    assert import_file(careful, export(tmp_path)).settings == {"parent_right": "unconfirmed"}
    assert list_readers(careful) == []


# --- changes ------------------------------------------------------------------------------------


def test_changes_are_applied_to_the_last_complete_export(office: Office, tmp_path: Path) -> None:
    import_file(office, export(tmp_path))
    after = a_school()
    after["users"][0]["familyName"] = "Moreau-Petit"
    after["results"][0]["score"] = "16"
    path = changes(tmp_path, a_school(), after)
    report = import_file(office, path)
    changed = {kind: one for kind, one in report.change.kinds.items() if one}
    assert changed == {"pupils": Change(changed=1), "marks": Change(changed=1)}
    assert report.settings["package"] == "changes"
    before = everything_in(office.store)
    assert not import_file(office, path).change
    assert everything_in(office.store) == before


def test_changes_apply_to_changes(office: Office, tmp_path: Path) -> None:
    states = [a_school() for _ in range(3)]
    states[1]["users"][0]["familyName"] = "Un"
    states[2]["users"][0]["familyName"] = "Un"
    states[2]["users"][1]["familyName"] = "Deux"
    import_file(office, export(tmp_path))
    for number in (1, 2):
        import_file(office, changes(tmp_path, states[number - 1], states[number], f"{number}.zip"))
    assert not import_file(office, export(tmp_path, states[2])).change


def test_changes_of_a_school_never_seen_are_refused_and_nothing_changes(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    with pytest.raises(FileRefused) as refused:
        import_file(office, changes(tmp_path, {}, another_school()))
    assert (refused.value.reason, refused.value.detail) == ("delta_unknown", "0990009Z")
    assert everything_in(office.store) == before


def test_changes_that_would_empty_a_school_are_refused(office: Office, tmp_path: Path) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    with pytest.raises(TooManyRemoved):
        import_file(office, changes(tmp_path, a_school(), without_pupils()))
    assert everything_in(office.store) == before


def test_a_rehearsal_of_changes_keeps_no_picture(office: Office, tmp_path: Path) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)
    after = a_school()
    after["users"][0]["familyName"] = "Autre"
    assert import_file(office, changes(tmp_path, a_school(), after), dry_run=True).change
    assert everything_in(office.store) == before


def test_a_school_that_joins_the_export_of_others_leaves_them_their_source(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    tables = a_school()
    tables["orgs"].append(
        {"sourcedId": "eco", "name": "École", "type": "school", "identifier": "0990000A"}
    )
    report = import_file(office, export(tmp_path, tables))
    assert report.source == "oneroster:0991234A"
    assert report.change.kinds["schools"] == Change(added=1)
    assert not report.change.kinds["pupils"]
    after = {**tables, "users": [*tables["users"], user("zoe", "Zoé", "Neuve")]}
    after["roles"] = [*tables["roles"], role("zoe", "student", orgSourcedId="eco")]
    report = import_file(office, changes(tmp_path, tables, after))
    assert report.change.kinds["pupils"] == Change(added=1)


@pytest.mark.parametrize("silent_on", ["enrollments", "courses"])
def test_a_complete_export_that_leaves_a_file_out_leaves_subjects_and_teachers_as_they_were(
    office: Office, tmp_path: Path, silent_on: str
) -> None:
    import_file(office, export(tmp_path))
    before = everything_in(office.store)["teachings"]
    assert "Mathématiques" in before[0]
    assert "Claire Bernard" in before[0]
    tables = {name: rows for name, rows in a_school().items() if name != silent_on}
    assert not import_file(office, export(tmp_path, tables, "less.zip")).change
    assert everything_in(office.store)["teachings"] == before


ROWS_THAT_MAY_GO = ("users", "roles", "enrollments", "lineItems", "results", "demographics")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_complete_export_with_changes_leaves_the_store_as_the_later_export_does(
    made_store: Path, clock: FixedClock, data: st.DataObject
) -> None:
    first, later = a_school(), a_school()
    for tables in (first, later):
        for name in ROWS_THAT_MAY_GO:
            gone = data.draw(st.sets(st.integers(0, 5), max_size=2))
            tables[name] = [row for at, row in enumerate(tables[name]) if at not in gone]
    for row in data.draw(st.lists(st.sampled_from(later["users"] + later["lineItems"]))):
        column = "familyName" if "familyName" in row else "title"
        row[column] = data.draw(st.sampled_from(["Petit", "Exercice 13", "Nouveau"]))
    with TemporaryDirectory() as place:
        folder = Path(place)
        by_changes = a_store(folder / "one", made_store, clock)
        import_all(by_changes, [export(folder, first), changes(folder, first, later)])
        by_exports = a_store(folder / "two", made_store, clock)
        import_all(by_exports, [export(folder, first, "1.zip"), export(folder, later, "2.zip")])
        alone = a_store(folder / "three", made_store, clock)
        import_all(alone, [export(folder, later, "3.zip")])
        assert what_schools_told(by_changes) == what_schools_told(by_exports)
        assert open_to_families(by_changes) == open_to_families(alone)
        for one in (by_changes, by_exports, alone):
            one.store.close()


def a_store(folder: Path, made_store: Path, clock: FixedClock) -> Office:
    folder.mkdir()
    shutil.copy(made_store, folder / "office.db")
    return an_office(Store.open(f"sqlite:///{folder / 'office.db'}"), clock)


def import_all(office: Office, paths: list[Path]) -> None:
    for path in paths:
        import_file(office, path, accept_removals=True)


def what_schools_told(office: Office) -> object:
    """How many rows there are of each kind, and who is there or gone; ids go by chance."""
    counts = {table: len(rows) for table, rows in everything_in(office.store).items()}
    table = schema.pupils.c
    with office.store.transaction() as tx:
        pupils = tx.connection.execute(
            select(table.source_id, table.family_name, table.gone_on).order_by(table.source_id)
        )
        return counts, [tuple(row) for row in pupils], open_to_families_in(office, tx)


def open_to_families(office: Office) -> list[object]:
    """What each adult may see, in words and not in the store's numbers."""
    with office.store.transaction() as tx:
        return open_to_families_in(office, tx)


def open_to_families_in(office: Office, tx: Transaction) -> list[object]:
    builder = FolderBuilder(tx, office.clock.today())
    seen = [
        (one.given_name, one.family_name, builder.folder_of(one).children)
        for one in tx.rights.readers()
    ]
    # Emblems go by the store's own numbers.
    words = [
        (*names, [to_plain(replace(child, emblem="")) for child in children])
        for *names, children in seen
        if children
    ]
    return sorted(words, key=repr)


# --- which file is which ------------------------------------------------------------------------


def test_a_file_of_another_kind_is_refused_by_its_name(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "ExportXML.xml"
    path.write_bytes(b"<BEE_ELEVES>")
    with pytest.raises(FileRefused) as refused:
        import_file(office, path)
    assert (refused.value.reason, refused.value.detail) == ("siecle", "ExportXML.xml")


def test_a_folder_and_a_school_s_own_tables_are_taken_beside_an_export(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, content in members_of(a_school()).items():
        (folder / name).write_bytes(content)
    absences = tmp_path / "absences.csv"
    absences.write_text("Identifiant;Type;Du\nlea;absence;12/11/2026\n", encoding="utf-8")
    reports = import_files(office, [folder, absences], school="0991234A")
    assert [(one.format, one.file_name) for one in reports] == [
        ("oneroster", "export"),
        ("supplement", "absences.csv"),
    ]
    assert reports[1].change.kinds["attendance"] == Change(added=1)


def test_a_coefficient_that_the_school_gave_outlives_the_next_export(
    office: Office, tmp_path: Path
) -> None:
    import_file(office, export(tmp_path))
    table = tmp_path / "coefficients.csv"
    table.write_text("Identifiant du devoir;Coefficient\nctl;2\n", encoding="utf-8")
    assert import_files(office, [table])[0].change.kinds["coefficients"]
    tables = a_school()
    tables["lineItems"][1]["title"] = "Contrôle n° 1, corrigé"
    import_file(office, export(tmp_path, tables))
    with office.store.transaction() as tx:
        found = tx.connection.execute(
            select(schema.assignments.c.title, schema.assignments.c.coefficient).where(
                schema.assignments.c.source_id == "ctl"
            )
        ).one()
    assert tuple(found) == ("Contrôle n° 1, corrigé", Decimal(2))


def test_an_export_that_does_not_name_the_school_asked_for_is_refused(
    office: Office, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        import_files(office, [export(tmp_path)], school="0999999Z")
    assert (refused.value.reason, refused.value.detail) == ("school_not_named", "0999999Z")


def test_a_format_that_a_person_names_is_not_guessed(office: Office, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        import_files(office, [export(tmp_path)], file_format="supplement")
    assert refused.value.reason == "no_table"
    assert import_files(office, [export(tmp_path)], file_format="oneroster")


def test_progress_goes_up_to_its_end_once_for_all_the_files(office: Office, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    import_files(
        office,
        [export(tmp_path), export(tmp_path, another_school(), "other.zip")],
        progress=lambda done, total: told.append((done, total)),
    )
    totals = {total for _, total in told}
    assert [done for done, _ in told] == list(range(1, totals.pop() + 1))
    assert not totals
