"""What lies in an instance folder, to tell whether anything changed."""

from pathlib import Path


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }
