"""Files told by their looks: two kinds are taken, the others refused by their name."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import FileRefused
from kiosk.imports.recognise import TAKEN, Format, recognise
from kiosk.wording.refusals import knows_file_refusal, refusal_sentence

from .oneroster_zips import a_school, members_of, write_zip
from .test_oneroster_samples import SAMPLES

SDS = {
    "orgs.csv": b"sourcedId,name,type,parentSourcedId\n",
    "users.csv": b"sourcedId,username,givenName,familyName,activeDirectoryMatchId\n",
    "roles.csv": b"userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary\n",
}
ABSENCES = "Nom;Prénom;Type;Du\nPetit;Tom;absence;12/11/2026\n".encode()
ONE_FILE = {
    "eleves.xml": (b'<?xml version="1.0"?>\n<BEE_ELEVES VERSION="3.0">', Format.SIECLE),
    "sts.xml": (b"<!-- a > b -->\n<STS_EDT>", Format.STS),
    "aaf.xml": (b'<!DOCTYPE ficAlimMENESR SYSTEM "x.dtd"><ficAlimMENESR>', Format.AAF),
    "lsu.xml": (b'<lsun:lsun-bilans xmlns:lsun="urn:x">', Format.LSU),
    "pronote.xml": (b'<Parent xmlns="http://www.index-education.com/accueilENT">', Format.PRONOTE),
    "wide.xml": ("<BEE_RESPONSABLES>".encode("utf-16"), Format.SIECLE),
    "page.xml": (b"<html>", Format.UNKNOWN),
    "eleves.csv": ("Nom Elève;Nom d'usage Elève;Prénom Elève\n".encode("latin-1"), Format.ONDE),
    "parents.csv": (
        b"Civilit\xe9 Responsable;Nom usage responsable;Nom responsable\n",
        Format.ONDE,
    ),
    "g_eleves.csv": (b"PETIT;Tom;01/02/2014\n", Format.GEPI),
    "CSV_Eleves.csv": ("Prénom*;Nom*;Date de naissance*\n".encode("cp1252"), Format.ENTCORE),
    "relationships.csv": (b"userSourcedId,relationshipUserSourcedId\n", Format.SDS),
    "Student.csv": (b"SIS ID,School SIS ID,Username\n", Format.SDS),
    "users.csv": (b"sourcedId,status,givenName\n", Format.LONE_TABLE),
    "agenda.ics": (b"BEGIN:VCALENDAR\r\n", Format.CALENDAR),
    "bulletin.pdf": (b"%PDF-1.7\n", Format.PDF),
    "notes.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1", Format.WORKBOOK),
    "export.7z": (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    "export.tar.gz": (b"\x1f\x8b\x08", Format.ARCHIVE),
    "letter.txt": (b"Madame, Monsieur,\n", Format.UNKNOWN),
    "nothing.csv": (b"", Format.UNKNOWN),
    "Absences.CSV": (ABSENCES, Format.SUPPLEMENT),
    "familles-papier.csv": (b"Identifiant\n", Format.SUPPLEMENT),
}


@pytest.mark.parametrize("name", ONE_FILE)
def test_a_file_is_known_by_its_name_or_its_beginning(tmp_path: Path, name: str) -> None:
    content, expected = ONE_FILE[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert recognise(path) is expected


GROUPS = {
    "a OneRoster package": (members_of(a_school()), Format.ONEROSTER),
    "one in a folder": (
        {f"Export/{name.upper()}": one for name, one in members_of(a_school()).items()},
        Format.ONEROSTER,
    ),
    "one without a manifest": (
        {name: one for name, one in members_of(a_school()).items() if name != "manifest.csv"},
        Format.ONEROSTER,
    ),
    "a piece of one": ({"results.csv": b"sourcedId,score\n"}, Format.LONE_TABLE),
    "our spreadsheets": ({"Absences.csv": ABSENCES, "sortie.pdf": b"%PDF-1.7"}, Format.SUPPLEMENT),
    "both": ({**members_of(a_school()), "absences.csv": ABSENCES}, Format.MIXED),
    "Microsoft's": (SDS, Format.SDS),
    "SIECLE's": ({"ExportXML.xml": b"<BEE_NOMENCLATURES>"}, Format.SIECLE),
    "a workbook": ({"[Content_Types].xml": b"<Types>", "xl/a.xml": b"<a>"}, Format.WORKBOOK),
    "photographs": ({"a.jpg": b"\xff\xd8"}, Format.UNKNOWN),
    "only clutter": ({"__MACOSX/._users.csv": b"", ".DS_Store": b""}, Format.EMPTY),
    "nothing": ({}, Format.EMPTY),
}


@pytest.mark.parametrize("what", GROUPS)
@pytest.mark.parametrize("is_folder", [False, True], ids=["zip", "folder"])
def test_a_zip_and_a_folder_are_known_by_what_is_in_them(
    tmp_path: Path, what: str, is_folder: bool
) -> None:
    members, expected = GROUPS[what]
    path = tmp_path / "export"
    if is_folder:
        path.mkdir()
        for name, content in members.items():
            (path / name).parent.mkdir(exist_ok=True, parents=True)
            (path / name).write_bytes(content)
    else:
        write_zip(path, members)
    assert recognise(path) is expected


def test_a_damaged_zip_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "p.zip"
    damaged.write_bytes(b"PK\x03\x04 and no more")
    for path, reason in ((damaged, "not_a_zip"), (tmp_path / "nowhere", "unreadable")):
        with pytest.raises(FileRefused) as refused:
            recognise(path)
        assert refused.value.reason == reason


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="<>!?-/[]\"' aBE_é;,\n", max_size=200).map(str.encode),
        st.binary(max_size=100).map(lambda content: b"PK\x03\x04" + content),
    ),
    st.sampled_from(["a.csv", "a.xml", "a.zip", "a"]),
)
def test_any_bytes_are_of_some_kind_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    try:
        assert recognise(path) in Format
    except FileRefused as refused:
        assert refused.reason == "not_a_zip"  # noqa: PT017 - both ends are right


@pytest.mark.parametrize("one", [one for one in Format if one not in TAKEN])
def test_every_kind_that_is_not_taken_is_refused_with_its_name_and_what_to_do(one: Format) -> None:
    assert knows_file_refusal(one.value)
    said = refusal_sentence(FileRefused(one.value, "eleves.xml"))
    assert "eleves.xml" in said
    assert said.count(".") >= 2


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("aaf-entcore", Format.AAF),
        ("entcore-csv", Format.ENTCORE),
        ("lsu-gepi", Format.LSU),
        ("pronote-accueilent-edifice", Format.PRONOTE),
        ("pronote-accueilent-recia", Format.PRONOTE),
        ("sds-microsoft/SDS-v2.1", Format.SDS),
        ("siecle-dossiersco", Format.SIECLE),
        ("sts-openent-edt", Format.STS),
    ],
)
def test_public_samples_are_known_by_name_as_a_folder_and_file_by_file(
    folder: str, expected: Format
) -> None:
    path = SAMPLES / folder
    if not path.is_dir():
        pytest.skip(f"the public sample {folder} does not lie beside the checkout")
    assert recognise(path) is expected
    found = {recognise(one) for one in path.iterdir() if one.suffix in (".xml", ".csv")}
    # A Microsoft table with no heading of its own could be anybody's.
    assert expected in found
    assert found <= {expected, Format.LONE_TABLE, Format.UNKNOWN}


@pytest.mark.parametrize(
    "head", ["<?", "<!--", "<!", "<?a?>", "<!---->", "<!a>", "<", "<a:", "\ufeff", " <?"]
)
def test_a_long_head_of_beginnings_is_nothing_that_is_known(tmp_path: Path, head: str) -> None:
    path = tmp_path / "eleves.xml"
    path.write_text(head * (64 * 1024 // len(head)), encoding="utf-8")
    assert recognise(path) is Format.UNKNOWN


@pytest.mark.parametrize("before", ["<?xml version='1.0'?>\n", "<!-- <a> -->", "<!DOCTYPE x>", ""])
def test_the_first_element_tells_whatever_stands_before_it(tmp_path: Path, before: str) -> None:
    path = tmp_path / "eleves.xml"
    path.write_text(f"\ufeff {before * 20} <BEE_ELEVES VERSION='2'>", encoding="utf-8")
    assert recognise(path) is Format.SIECLE
