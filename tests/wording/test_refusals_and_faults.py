"""Whatever is refused or found faulty has its sentence."""

from datetime import date

import pytest

from kiosk.domain.errors import (
    FileRefused,
    GlyphsMissing,
    InstanceRefused,
    KioskError,
    NotFound,
    NothingToDo,
    PrinterUnavailable,
    SchemaRefused,
    SegmentRefused,
    StoreUnavailable,
)
from kiosk.domain.faults import Fault
from kiosk.domain.schooling import RECORD_KINDS
from kiosk.wording.faults import choice_sentence, fault_sentence, kind_name, knows_fault
from kiosk.wording.refusals import knows_file_refusal, refusal_sentence
from kiosk_config import SettingsRefused
from tests.wording.raised_in_code import words_given

READING = ("imports", "store")
FAULTS = sorted(words_given("fault", 0, *READING) | words_given("Fault", 1, *READING, "services"))
FILES = sorted(words_given("FileRefused", 0, *READING))


def test_the_reasons_are_found_in_the_code() -> None:
    assert {"blank", "declared_absent", "not_declared", "unknown_reference"} <= set(FAULTS)
    assert {"cell_too_long", "csv", "not_a_zip", "source"} <= set(FILES)


@pytest.mark.parametrize("reason", FAULTS)
def test_every_fault_has_its_sentence(reason: str) -> None:
    assert knows_fault(reason)
    assert fault_sentence(Fault("users.csv", reason)) != f"users.csv : {reason}"


@pytest.mark.parametrize("reason", FILES)
def test_every_refused_file_has_its_sentence(reason: str) -> None:
    assert knows_file_refusal(reason)
    said = refusal_sentence(FileRefused(reason, "users.csv"))
    assert said
    assert "{" not in said


@pytest.mark.parametrize("reason", sorted(words_given("InstanceRefused", 1, "site", "services")))
def test_every_refused_instance_has_its_sentence(reason: str) -> None:
    assert "le-dossier" in refusal_sentence(InstanceRefused("le-dossier", reason))


@pytest.mark.parametrize(
    "reason",
    # An old segment is passed over in silence, never refused to a person.
    sorted(words_given("SegmentRefused", 0, "feed", "vault", "services") - {"old"}),
)
def test_every_refused_segment_has_its_sentence(reason: str) -> None:
    assert "{" not in refusal_sentence(SegmentRefused(reason, 7))


@pytest.mark.parametrize("what", sorted(words_given("NotFound", 0, "store")))
def test_everything_the_office_may_not_find_has_its_sentence(what: str) -> None:
    assert "x-1" in refusal_sentence(NotFound(what, "x-1"))


@pytest.mark.parametrize("what", sorted(words_given("NothingToDo", 0, "services", "printing")))
def test_every_request_that_concerns_nobody_has_its_sentence(what: str) -> None:
    assert refusal_sentence(NothingToDo(what)).endswith(".")


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (SegmentRefused("gap", 12), "n° 12"),
        (SchemaRefused("1", "2"), "version 1"),
        (SettingsRefused("public.host", "non"), "réglage public.host : non"),
        (GlyphsMissing("☃"), "☃"),
        (PrinterUnavailable("accueil", "folder_missing"), "accueil"),
        (FileRefused("unreadable", "{detail}"), "{detail}"),
    ],
)
def test_a_refusal_says_what_it_is_about(refusal: KioskError | SettingsRefused, said: str) -> None:
    assert said in refusal_sentence(refusal)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("attempt to write a readonly database", "lecture seule"),
        ("database or disk is full", "le disque est plein"),
        ("unable to open database file", "ne s’ouvre pas"),
        ("database is locked", "une autre commande travaille"),
        ("disk I/O error", "ce disque"),
        ("database disk image is malformed", "abîmée"),
        ("connection refused", "(connection refused)"),
    ],
)
def test_a_base_that_does_not_answer_says_why_and_what_to_do(reason: str, said: str) -> None:
    assert said in refusal_sentence(StoreUnavailable(reason))


@pytest.mark.parametrize(
    ("found", "said"), [("none", "vide ou abîmée"), ("not_empty", "vide"), ("1", "version 1")]
)
def test_a_base_of_another_kind_says_which(found: str, said: str) -> None:
    sentence = refusal_sentence(SchemaRefused(found, "2"))
    assert said in sentence
    assert "none" not in sentence


def test_a_fault_says_where_then_what_then_the_cell() -> None:
    fault = Fault("users.csv", "date", 12, "birthDate", "31/02/2014")
    assert fault_sentence(fault) == (
        "users.csv, ligne 12, colonne birthDate : date illisible : écrivez-la AAAA-MM-JJ ; "
        "la ligne est gardée, sans cette date (« 31/02/2014 »)"
    )


def test_a_fault_of_a_whole_file_names_the_file_only() -> None:
    said = fault_sentence(Fault("users.csv", "declared_absent"))
    assert said.startswith("users.csv : le fichier est là")
    assert "None" not in said


def test_a_fault_nobody_foresaw_is_still_told() -> None:
    assert fault_sentence(Fault("users.csv", "new_reason", 3)) == "users.csv, ligne 3 : new_reason"
    assert not knows_fault("new_reason")
    assert not knows_file_refusal("new_reason")


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_every_kind_of_record_has_its_heading(kind: str) -> None:
    assert kind_name(kind)[:1].isupper()


def test_a_choice_the_importer_made_is_told() -> None:
    assert "responsables légaux" in choice_sentence("parent_right", "legal")
    assert "oui de l’établissement" in choice_sentence("parent_right", "unconfirmed")
    assert choice_sentence("as_of", str(date(2026, 11, 23))) == "as_of = 2026-11-23"
