"""Who may have a slip."""

from dataclasses import dataclass

from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office


@dataclass(frozen=True, slots=True)
class ReaderSummary:
    """One adult who may be handed a slip today, for the school's own eyes."""

    reader_id: str
    name: str
    pupils: tuple[str, ...]
    schools: tuple[str, ...]
    live_slips: int


def list_readers(office: Office) -> list[ReaderSummary]:
    """The adults who may see at least one pupil today, in the order of their names."""
    today = office.clock.today()
    summaries = []
    with office.store.transaction() as tx:
        folders = FolderBuilder(tx, today)
        live: dict[str, int] = {}
        for slip in tx.slips.all():
            live[slip.reader_id] = live.get(slip.reader_id, 0) + slip.is_live(today)
        for reader in tx.rights.readers():
            if not folders.sees_somebody(reader):
                continue
            pupils = folders.pupils_of(reader)
            summaries.append(
                ReaderSummary(
                    reader_id=reader.reader_id,
                    name=reader.name,
                    pupils=tuple(f"{one.given_name} {one.family_name}" for one in pupils),
                    schools=tuple(dict.fromkeys(one.school_name for one in pupils)),
                    live_slips=live.get(reader.reader_id, 0),
                )
            )
    return summaries
