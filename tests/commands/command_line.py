"""The command line as a person meets it: words in, an exit code and two texts out."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.site.instance_files import files_in


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one sentence of a refusal."""
        assert self.code == 1, self
        assert "Traceback" not in self.err
        (sentence,) = self.err.splitlines()
        assert sentence.startswith("Refusé : ")
        assert len(sentence) > len("Refusé : ")
        return sentence


class CommandLine:
    """Runs ``kiosk`` within the test, through its own ``main``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: object) -> Answer:
        self._monkeypatch.setattr(sys, "argv", ["kiosk", *map(str, words)])
        mask = os.umask(0o022)
        try:
            with pytest.raises(SystemExit) as leaving:
                main()
        finally:
            os.umask(mask)
        code = leaving.value.code
        out, err = self._capsys.readouterr()
        return Answer(code if isinstance(code, int) else int(code is not None), out, err)


@contextmanager
def no_room_left(most_bytes: int = 0) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is full, even for the superuser."""
    resource = pytest.importorskip("resource", reason="only POSIX can play a full disk")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def kept_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but what SQLite keeps beside an open database, which holds nothing."""
    found = files_in(folder)
    assert not any(content for name, content in found.items() if name.endswith("-wal"))
    return {name: found[name] for name in found if not name.endswith(("-shm", "-wal"))}
