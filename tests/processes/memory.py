"""What the processes of a point hold in memory, read as whoever owns the machine could."""

import re
from contextlib import suppress
from pathlib import Path


def children_of(pid: int) -> dict[int, str]:
    """The processes a supervisor started, by id, each with the last word of its command."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            child, parent = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()[1]
            if int(parent) == pid:
                words = (stat.parent / "cmdline").read_bytes().split(b"\0")
                found[child] = words[-2].decode().rpartition(".")[2]
    return found


def can_be_read(pid: int) -> bool:
    """Whether this account may look into a process at all."""
    try:
        with Path(f"/proc/{pid}/mem").open("rb"):
            return True
    except OSError:
        return False


def copies_in(pid: int, needle: bytes) -> int:
    """How often some bytes stand in a process's memory; 0 where it is gone."""
    found = 0
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            for line in maps:
                place = re.match(r"([0-9a-f]+)-([0-9a-f]+) r.* (?!\[v)", line)
                if place is None or "[v" in line:
                    continue
                begins, ends = int(place[1], 16), int(place[2], 16)
                with suppress(OSError, OverflowError):
                    memory.seek(begins)
                    found += (memory.read(ends - begins) or b"").count(needle)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return found
