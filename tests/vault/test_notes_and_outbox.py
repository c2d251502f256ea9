"""What the point itself writes: notes of visits that tell nothing, messages only the hub reads."""

from datetime import timedelta
from pathlib import Path

from kiosk.domain.segment import DropRow, ReceivedRow
from kiosk.sealing.secrets import FolderKey
from kiosk.sealing.visit_notes import SEALED_BYTES, seal_note
from kiosk.vault.vault import TAKEN_KEPT_FOR, Vault
from tests.feed.builders import NOW
from tests.vault.builders import POINT, READERS, Hub, an_envelope, bytes_on_disk

PAGE_BYTES = 4096


def test_every_reader_served_has_a_note_of_one_size_whether_she_came_or_not(
    vault: Vault, hub: Hub
) -> None:
    vault.apply(hub.segment([an_envelope(one) for one in READERS]))
    vault.keep_visit_note("r-2", seal_note(b"a visit", FolderKey.draw(), "r-2"))
    notes = [vault.visit_note(one) for one in READERS]
    assert {len(one or b"") for one in notes} == {SEALED_BYTES}
    assert len(set(notes)) == len(READERS)


def test_a_new_folder_leaves_the_note_of_the_last_visit(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([an_envelope("r-1")]))
    note = seal_note(b"a visit", FolderKey.draw(), "r-1")
    vault.keep_visit_note("r-1", note)
    vault.apply(hub.segment([an_envelope("r-1", version=2)]))
    assert vault.visit_note("r-1") == note


def test_who_is_no_longer_served_has_no_note_and_is_given_none(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([an_envelope("r-1"), DropRow("r-1")]))
    vault.keep_visit_note("r-1", bytes(SEALED_BYTES))
    assert vault.visit_note("r-1") is None


def test_a_visit_moves_nothing_in_the_file_and_leaves_no_log(hub: Hub, path: Path) -> None:
    vault = Vault.create(path, POINT)
    vault.apply(hub.segment([an_envelope(f"r-{one}") for one in range(20)]))
    vault.close()
    before = path.read_bytes()
    vault = Vault.open(path)
    vault.keep_visit_note("r-7", seal_note(b"a visit", FolderKey.draw(), "r-7"))
    assert len(bytes_on_disk(path)) == len(path.read_bytes()) + 32 * 1024, "only the empty index"
    vault.close()
    after = path.read_bytes()
    assert len(after) == len(before)
    pages = [
        at
        for at in range(PAGE_BYTES, len(after), PAGE_BYTES)
        if after[at : at + PAGE_BYTES] != before[at : at + PAGE_BYTES]
    ]
    assert 1 <= len(pages) <= 2, "the note itself, in its place"


def test_a_message_stays_until_the_hub_has_it_and_once(vault: Vault, hub: Hub) -> None:
    vault.post("b", b"second")
    vault.post("a", b"first")
    vault.post("a", b"again")
    assert vault.outbox() == [b"first", b"second"]
    vault.apply(hub.segment([ReceivedRow("a"), ReceivedRow("unknown")]))
    assert vault.outbox() == [b"second"]


def test_a_message_is_on_the_disk_once_it_was_posted(hub: Hub, path: Path) -> None:
    vault = Vault.create(path, POINT)
    vault.post("a", b"kept")
    other = Vault.open(path)
    assert other.outbox() == [b"kept"]
    other.close()
    vault.close()


def test_a_message_the_hub_has_leaves_the_disk_after_a_month(
    vault: Vault, hub: Hub, path: Path
) -> None:
    """A hub brought back from a backup may have to be told again."""
    vault.post("a", b"canary of a message")
    assert b"canary of a message" in bytes_on_disk(path)
    vault.apply(hub.segment([ReceivedRow("a")]))
    vault.apply(hub.segment([], at=NOW + TAKEN_KEPT_FOR))
    assert vault.outbox() == []
    assert b"canary of a message" in bytes_on_disk(path)
    vault.apply(hub.segment([], at=NOW + TAKEN_KEPT_FOR + timedelta(seconds=1)))
    assert b"canary of a message" not in bytes_on_disk(path)
