"""The complete pictures that sources gave last: what a file of changes applies to.

What is in one is the importer's business; here it is bytes with the schools they speak of. No
school stands in two pictures: a new one takes the place of all that speak of its schools.
"""

import json
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from kiosk.store.schema import pictures

Uais = frozenset[str]


class Pictures:
    """One a source and group of schools."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self) -> dict[str, list[Uais]]:
        """The schools of each picture, by source."""
        kept: defaultdict[str, list[Uais]] = defaultdict(list)
        rows = self._connection.execute(
            select(pictures.c.source, pictures.c.schools).order_by(pictures.c.id)
        )
        for source, schools in rows:
            kept[source].append(_read(schools))
        return dict(kept)

    def content(self, source: str, uais: Uais) -> bytes:
        """The bytes of one of ``kept``."""
        content: bytes = self._connection.execute(
            select(pictures.c.content).where(
                pictures.c.source == source, pictures.c.schools == _written(uais)
            )
        ).scalar_one()
        return content

    def keep(self, source: str, uais: Collection[str], content: bytes) -> None:
        """Keep a picture in the place of those that speak of one of its schools."""
        table, schools, is_there = pictures.c, frozenset(uais), False
        for known_source, known in self._rows():
            this = (table.source == known_source, table.schools == _written(known))
            if (known_source, known) == (source, schools):
                is_there = True
                statement = update(pictures).where(*this, table.content != content)
                self._connection.execute(statement.values(content=content))
            elif known & schools:
                self._connection.execute(delete(pictures).where(*this))
        if not is_there:
            values = {"source": source, "schools": _written(schools), "content": content}
            self._connection.execute(insert(pictures).values(values))

    def _rows(self) -> list[tuple[str, Uais]]:
        return [(source, one) for source, found in self.kept().items() for one in found]


def _written(uais: Uais) -> str:
    return json.dumps(sorted(uais))


def _read(schools: str) -> Uais:
    return frozenset(json.loads(schools))
