"""Files only their owner may read, whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from kiosk.private_files import write_private


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def lax_umask() -> object:
    before = os.umask(0)
    yield None
    os.umask(before)


@pytest.mark.usefixtures("lax_umask")
def test_only_its_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    write_private(tmp_path / "master.key", b"secret")
    assert (tmp_path / "master.key").read_bytes() == b"secret"
    assert mode_of(tmp_path / "master.key") == 0o600


def test_it_replaces_an_older_file_and_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "slips.pdf"
    path.write_bytes(b"an older and much longer content")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode_of(path) == 0o600


def test_it_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_private(tmp_path / "feed.kiosk", b"content")
    assert [file.name for file in tmp_path.iterdir()] == ["feed.kiosk"]


def test_a_failure_leaves_the_older_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    write_private(path, b"older")
    not_bytes: object = "text"
    with pytest.raises(TypeError):
        write_private(path, not_bytes)  # type: ignore[arg-type]
    assert path.read_bytes() == b"older"
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def test_a_folder_in_its_place_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "out.pdf").mkdir()
    with pytest.raises(OSError, match="out.pdf"):
        write_private(tmp_path / "out.pdf", b"content")
    assert [file.name for file in tmp_path.iterdir()] == ["out.pdf"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_private(tmp_path / "absent" / "out.pdf", b"content")


def test_a_link_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    target = tmp_path / "public.txt"
    target.write_bytes(b"public")
    (tmp_path / "link").symlink_to(target)
    write_private(tmp_path / "link", b"secret")
    assert target.read_bytes() == b"public"
    assert not (tmp_path / "link").is_symlink()


def test_its_name_is_on_the_disk_too_after_its_bytes_and_once_it_bears_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_out: list[tuple[bool, list[str]]] = []
    real = os.fsync

    def watched(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        written_out.append((is_folder, [file.name for file in tmp_path.glob("[a-z]*")]))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_private(tmp_path / "slips.pdf", b"codes")
    assert written_out == [(False, []), (True, ["slips.pdf"])]


def test_where_a_folder_cannot_be_written_out_the_file_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def refusing_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not here")
        real(handle)

    monkeypatch.setattr(os, "fsync", refusing_folders)
    write_private(tmp_path / "slips.pdf", b"codes")
    assert (tmp_path / "slips.pdf").read_bytes() == b"codes"
