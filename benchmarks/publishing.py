"""From the store to the vault: Folders, publish, apply; the first day of a school and the next.

One invented school where every adult holds a slip for one point. Database, keys, seals and
signatures are real; the slips alone were made at the least cost. The others move the same bytes
without building, sealing or checking anything: they are the floor.
"""

import os
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.instances import evening, folders_of, new_office, opened, school
from benchmarks.measuring import Contender, Row, Run, race, rate_rows
from benchmarks.peers.plain_folders import pack_into_sqlite, parse_and_write, store_in_sqlite
from benchmarks.sizes import Sizes
from benchmarks.synthetic_school import write_package
from kiosk.sealing.signatures import public_key_of
from kiosk.services.applying import apply_feed_file
from kiosk.services.enrolling import enrol_point
from kiosk.services.feeds import export_feed
from kiosk.services.importing import import_file
from kiosk.services.publishing import publish
from kiosk.services.slips import issue_slips
from kiosk.vault.vault import Vault

NAME = "publish"
POINT, PLACE = "hall", "Hall"
REGION_PUPILS = 136_000
FIRST_DAY_TARGET = REGION_PUPILS / (15 * 60)
NEXT_DAY_TARGET = REGION_PUPILS / (2 * 60)
APPLY_TARGET = 5_000
READERS_OF_A_POINT = 500
DAY_TARGET_MB = 2.0
"""What a day's feed for so many readers may weigh."""
"""Pupils a second that bring a region out in 15 minutes, and its next day in two."""


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """One school, all the way."""
    line = _prepared(folder / "line", sizes)
    yield from line.build_folders()
    yield from line.publish()
    yield from line.apply()
    yield from line.take_the_next_day()


@dataclass(frozen=True)
class _Line:
    """One school's line, and what each repeat begins from.

    ``unpublished`` is an office whose adults all hold slips; ``contents`` are their Folders.
    """

    folder: Path
    pupils: int
    repeats: int
    contents: list[bytes]

    @property
    def unpublished(self) -> Path:
        """Copied, never changed."""
        return self.folder / f"school-{self.pupils}"

    @property
    def published(self) -> Path:
        """What the last repeat of ``publish`` left."""
        return self.folder / "published"

    @property
    def database(self) -> Path:
        """Where the others write."""
        return self.folder / "other.db"

    def build_folders(self) -> Iterator[Row]:
        """Every adult's Folder as canonical bytes."""
        with opened(self.unpublished) as office:
            contenders = [
                Contender("kiosk", lambda: len([one.to_bytes() for one in folders_of(office)])),
                Contender("the same bytes through json", partial(parse_and_write, self.contents)),
            ]
            runs = race(contenders, self.repeats)
        yield from rate_rows(NAME, self._of("build Folders"), "Folders/s", contenders, runs)
        packed = sum(len(zlib.compress(one)) for one in self.contents)
        yield Row(NAME, "a Folder, compressed", "KB", [packed / len(self.contents) / 1024])

    def publish(self) -> Iterator[Row]:
        """Folders built, sealed, locked, signed into segments; and the import that came before."""
        package, imported = self.folder / "today.zip", self.folder / "imported"
        write_package(package, self.pupils)
        contenders = [
            Contender(
                "kiosk",
                partial(self._publish, self.published),
                partial(_copy, self.unpublished, self.published),
            ),
            Contender(
                "zlib into sqlite3, unsealed",
                partial(pack_into_sqlite, self.contents, self.database),
                partial(self.database.unlink, missing_ok=True),
            ),
            Contender(
                "import",
                partial(_import, imported, package),
                lambda: new_office(imported).store.close(),
            ),
        ]
        published, packed, taken_in = race(contenders, self.repeats)
        yield from rate_rows(
            NAME, self._of("publish"), "Folders/s", contenders[:2], [published, packed]
        )
        yield self._first_day(taken_in, published)

    def apply(self) -> Iterator[Row]:
        """The point takes all of it from a file into an empty vault."""
        feed, vault = self.folder / "whole.feed", self.folder / "vault.db"
        with opened(self.published) as office:
            export_feed(office, POINT, feed)
            key = public_key_of(office.feed_key)
        # An envelope and a lock each: as many rows, in bytes that compress no further.
        rows = 2 * len(self.contents)
        content = [os.urandom(feed.stat().st_size // rows)] * rows
        contenders = [
            Contender("kiosk", partial(_apply, vault, key, feed), partial(_new_vault, vault)),
            Contender(
                "as many bytes into sqlite3",
                partial(store_in_sqlite, content, self.database),
                partial(self.database.unlink, missing_ok=True),
            ),
        ]
        runs = race(contenders, self.repeats)
        yield from rate_rows(
            NAME,
            self._of("apply at a point"),
            "envelopes/s",
            contenders,
            runs,
            APPLY_TARGET,
        )

    def take_the_next_day(self) -> Iterator[Row]:
        """A quarter of the lessons have a new test and new work: import and publish again."""
        package, office = self.folder / "tomorrow.zip", self.folder / "next day"
        write_package(package, self.pupils, days_later=1)

        def ours() -> int:
            _import(office, package)
            self._publish(office)
            return self.pupils

        contenders = [Contender("kiosk", ours, partial(_copy, self.published, office))]
        runs = race(contenders, self.repeats)
        yield from rate_rows(
            NAME, self._of("the next day"), "pupils/s", contenders, runs, NEXT_DAY_TARGET
        )
        yield Row(
            NAME,
            f"the next day's feed, {READERS_OF_A_POINT} readers",
            "MB",
            [self._weight_of_last_segments(office) / len(self.contents) * READERS_OF_A_POINT / 1e6],
            target=DAY_TARGET_MB,
        )

    def _weight_of_last_segments(self, folder: Path) -> int:
        with opened(self.published) as before, before.store.transaction() as tx:
            (point,) = tx.circulation.points()
        with opened(folder) as after, after.store.transaction() as tx:
            return sum(map(len, tx.feeds.after(POINT, point.sequence)))

    def _publish(self, folder: Path) -> int:
        with opened(folder) as office:
            (point,) = publish(office)
        if not point.rows:
            raise RuntimeError("nothing was published")
        return len(self.contents)

    def _first_day(self, imported: list[Run], published: list[Run]) -> Row:
        """From a file to signed segments."""
        pairs = list(zip(imported, published, strict=True))
        return Row(
            NAME,
            self._of("import and publish"),
            "pupils/s",
            [self.pupils / (one.cpu_seconds + two.cpu_seconds) for one, two in pairs],
            by_wall=[self.pupils / (one.wall_seconds + two.wall_seconds) for one, two in pairs],
            target=FIRST_DAY_TARGET,
        )

    def _of(self, work: str) -> str:
        return f"{work}, {self.pupils:,} pupils"


def _prepared(folder: Path, sizes: Sizes) -> _Line:
    folder.mkdir()
    pupils = sizes.published_school
    with opened(school(folder, pupils)) as office:
        enrol_point(office, POINT, POINT, PLACE)
        issue_slips(office, folder / "slips.pdf")
        contents = [one.to_bytes() for one in folders_of(office)]
    return _Line(folder, pupils, sizes.repeats, contents)


def _import(folder: Path, package: Path) -> int:
    with opened(folder) as office:
        import_file(office, package)
    return 1


def _apply(path: Path, key: bytes, feed: Path) -> int:
    vault = Vault.open(path)
    apply_feed_file(vault, key, evening(), feed)
    ((envelopes,),) = vault.rows("SELECT COUNT(*) FROM envelopes")
    vault.close()
    return int(envelopes)


def _new_vault(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    Vault.create(path, POINT).close()


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
