"""Documents: once at each point, sealed, opened only by who has them in her Folder."""

import os
from typing import Any

import pytest

from kiosk.domain.errors import NewsMissing, NotFound
from kiosk.domain.segment import DocumentDropRow, DocumentRow, EnvelopeRow, Row
from kiosk.feed.files import unpack_segments
from kiosk.feed.segments import MAX_SEGMENT_BYTES, read_segment
from kiosk.sealing.signatures import public_key_of
from kiosk.services.documents import open_document
from kiosk.services.enrolling import enrol_point
from kiosk.services.feeds import export_feed
from kiosk.services.publishing import publish
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.visits import Visit
from kiosk.store import schema
from tests.services.added_by_hand import PDF, add_document
from tests.services.line import Line


def visit_of(line: Line, code: Any) -> Visit:
    return sign_in_with_slip(line.point, code.digits())


def rows_sent_to(line: Line, point_id: str = "mediatheque") -> list[Row]:
    stick = line.folder / "rows.feed"
    export_feed(line.office, point_id, stick)
    key = public_key_of(line.office.feed_key)
    return [row for one in unpack_segments(stick) for row in read_segment(one, key).rows]


def test_a_document_of_the_class_opens_for_each_family_and_travels_once(line: Line) -> None:
    add_document(line.office, "Réunion", school_class="5b")
    nadia, paul = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    for code in (nadia, paul):
        assert open_document(line.point, visit_of(line, code), 1, 1) == PDF
    assert [type(row) for row in rows_sent_to(line)].count(DocumentRow) == 1


def test_two_documents_with_one_file_are_one_file_at_the_point(line: Line) -> None:
    add_document(line.office, "Réunion", pupil="lea")
    add_document(line.office, "Réunion, bis", pupil="lea")
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    visit = visit_of(line, nadia)
    assert [open_document(line.point, visit, 1, place) for place in (1, 2)] == [PDF, PDF]
    assert [type(row) for row in rows_sent_to(line)].count(DocumentRow) == 1


@pytest.mark.parametrize(
    ("place", "document_place"), [(1, 0), (1, 2), (1, -1), (2, 1), (0, 1), (-1, 1)]
)
def test_only_what_stands_in_her_own_folder_opens(
    line: Line, place: int, document_place: int
) -> None:
    add_document(line.office, "À Léa", pupil="lea")
    add_document(line.office, "À Tom", PDF + b"another", pupil="tom")
    nadia, _ = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    visit = visit_of(line, nadia)
    assert open_document(line.point, visit, 1, 1) == PDF
    with pytest.raises(NotFound):
        open_document(line.point, visit, place, document_place)


def test_a_point_holds_only_documents_that_somebody_there_may_open(line: Line) -> None:
    theirs = add_document(line.office, "À Tom", PDF + b"another", pupil="tom")
    line.issue_to("Nadia")
    line.publish_and_carry()
    assert line.vault.document(theirs) is None
    line.issue_to("Paul")
    line.publish_and_carry()
    assert line.vault.document(theirs) is not None


def test_a_document_nobody_names_any_more_leaves_the_point_and_may_come_back(line: Line) -> None:
    file_id = add_document(line.office, "Réunion", pupil="lea")
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    assert line.vault.document(file_id) is not None
    with line.office.store.transaction() as tx:
        tx.connection.execute(schema.documents.delete())
    line.publish_and_carry()
    assert line.vault.document(file_id) is None
    assert line.opens_with(nadia).children[0].documents == ()
    assert DocumentDropRow(file_id) in rows_sent_to(line)
    assert line.publish().rows == 0, "dropped once"
    add_document(line.office, "Réunion", pupil="lea")
    line.publish_and_carry()
    assert open_document(line.point, visit_of(line, nadia), 1, 1) == PDF


def test_a_document_arrives_before_the_folder_that_names_it(line: Line) -> None:
    add_document(line.office, "Réunion", school_class="5b")
    line.issue_to("Nadia")
    line.publish()
    kinds = [type(row) for row in rows_sent_to(line)]
    assert kinds.index(DocumentRow) < kinds.index(EnvelopeRow)


def test_a_large_document_is_a_segment_of_its_own(line: Line) -> None:
    large = os.urandom(MAX_SEGMENT_BYTES + 1)
    add_document(line.office, "Livret", large, pupil="lea")
    add_document(line.office, "Réunion", pupil="lea")
    (nadia,) = line.issue_to("Nadia")
    assert line.publish().segments >= 2
    line.carry()
    visit = visit_of(line, nadia)
    found = [open_document(line.point, visit, 1, place) for place in (1, 2)]
    assert sorted(map(len, found)) == sorted([len(large), len(PDF)])


def test_a_document_reaches_every_point_that_serves_the_reader(line: Line) -> None:
    enrol_point(line.office, "mairie", "La mairie", "Médiathèque")
    add_document(line.office, "Réunion", pupil="lea")
    line.issue_to("Nadia")
    publish(line.office)
    for point_id in ("mediatheque", "mairie"):
        kinds = [type(row) for row in rows_sent_to(line, point_id)]
        assert kinds.count(DocumentRow) == 1


@pytest.mark.parametrize("damage", ["DELETE FROM documents", "UPDATE documents SET sealed = 'x'"])
def test_a_document_that_is_not_there_or_damaged_is_news_that_is_missing(
    line: Line, damage: str
) -> None:
    add_document(line.office, "Réunion", pupil="lea")
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    line.vault._connection.execute(damage)
    with pytest.raises(NewsMissing):
        open_document(line.point, visit_of(line, nadia), 1, 1)


def test_a_document_given_in_another_ones_place_does_not_open(line: Line) -> None:
    one = add_document(line.office, "À Léa", pupil="lea")
    other = add_document(line.office, "À tous", PDF + b"another")
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    line.vault._connection.execute(
        "UPDATE documents SET sealed = (SELECT sealed FROM documents WHERE document_id = ?)"
        " WHERE document_id = ?",
        (other, one),
    )
    visit = visit_of(line, nadia)
    places = {
        item.document_id: place for place, item in enumerate(visit.folder.children[0].documents, 1)
    }
    with pytest.raises(NewsMissing):
        open_document(line.point, visit, 1, places[one])


def test_neither_the_feed_nor_the_vault_shows_a_document_or_its_key(line: Line) -> None:
    add_document(line.office, "Réunion", pupil="lea")
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    (item,) = line.opens_with(nadia).children[0].documents
    assert len(item.key) == 64
    for name in ("stick.feed", "vault.db"):
        content = (line.folder / name).read_bytes()
        assert b"%PDF" not in content
        assert item.key.encode() not in content
        assert bytes.fromhex(item.key) not in content
    assert item.key not in repr(item)
