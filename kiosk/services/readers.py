"""Who may have a slip: everybody, or those of a class, a school, a place, or on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.errors import NotFound, NothingToDo, SeveralFound
from kiosk.domain.written_names import alphabetical, unified
from kiosk.services.office import Office
from kiosk.store.rights import Reader
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Choice:
    """Which adults are meant; what is given holds together, and for one and the same pupil.

    ``class_name`` as people write it: neither capitals nor spaces count.
    """

    class_name: str | None = None
    school_uai: str | None = None
    on_paper: bool = False
    place: str | None = None


EVERYBODY = Choice()


@dataclass(frozen=True, slots=True)
class ReaderSummary:
    """One adult who may be handed a slip today, for the school's own eyes."""

    reader_id: str
    name: str
    pupils: tuple[str, ...]
    classes: tuple[str, ...]
    schools: tuple[str, ...]
    live_slips: int
    language: str = ""


def list_readers(office: Office, choice: Choice = EVERYBODY) -> list[ReaderSummary]:
    """The adults who may see at least one pupil today, in the alphabetical order of their names.

    Raises ``NotFound`` for a class, school or place nobody knows; ``SeveralFound`` for a class
    of several schools.
    """
    today = office.clock.today()
    summaries = []
    with office.store.transaction() as tx:
        live: dict[str, int] = {}
        for slip in tx.slips.all():
            held = slip.is_live(today) and not slip.is_reserve
            live[slip.reader_id] = live.get(slip.reader_id, 0) + held
        visible = tx.rights.pupils_by_guardian(today)
        for reader in _chosen(tx, choice, visible, today):
            pupils = [
                tx.schoolwork.enrolled(pupil_id, today) for pupil_id in visible[reader.guardian_id]
            ]
            summaries.append(
                ReaderSummary(
                    reader_id=reader.reader_id,
                    name=reader.name,
                    pupils=tuple(f"{one.given_name} {one.family_name}" for one in pupils),
                    classes=_distinct(one.class_name for one in pupils),
                    schools=_distinct(one.school_name for one in pupils),
                    live_slips=live.get(reader.reader_id, 0),
                    language=reader.language,
                )
            )
    return summaries


def chosen_reader_ids(office: Office, choice: Choice) -> list[str]:
    """The readers a choice means, by name; raise what ``list_readers`` does.

    Raises ``NothingToDo`` when it means nobody.
    """
    today = office.clock.today()
    with office.store.transaction() as tx:
        chosen = _chosen(tx, choice, tx.rights.pupils_by_guardian(today), today)
    if not chosen:
        raise NothingToDo("readers")
    return [one.reader_id for one in chosen]


def _chosen(
    tx: Transaction, choice: Choice, visible: dict[int, list[int]], today: date
) -> list[Reader]:
    pupils = _pupils_meant(tx, choice, today)
    served = None if choice.place is None else tx.circulation.readers_of_place(choice.place)
    chosen = (
        reader
        for reader in tx.rights.readers()
        if reader.guardian_id in visible
        and (pupils is None or not pupils.isdisjoint(visible[reader.guardian_id]))
        and (served is None or reader.reader_id in served)
    )
    return sorted(chosen, key=_by_name)


def _by_name(reader: Reader) -> tuple[str, ...]:
    names = (reader.family_name, reader.given_name)
    return (*(alphabetical(name) for name in names), reader.reader_id)


def _pupils_meant(tx: Transaction, choice: Choice, today: date) -> set[int] | None:
    """The pupils one of whom must be seen; None for any."""
    meant = []
    if choice.school_uai is not None:
        meant.append(tx.rights.pupils_of_school(choice.school_uai))
    if choice.class_name is not None:
        class_ids = _classes_meant(tx, choice.class_name, choice.school_uai)
        meant.append(tx.rights.pupils_in_classes(class_ids, today))
    if choice.on_paper:
        meant.append(tx.rights.pupils_on_paper())
    return set.intersection(*meant) if meant else None


def _classes_meant(tx: Transaction, name: str, school_uai: str | None) -> list[int]:
    found = [
        one
        for one in tx.rights.classes()
        if unified(one.name) == unified(name) and school_uai in (None, one.school_uai)
    ]
    if not found:
        raise NotFound("class", name)
    places = _distinct(f"{one.school_name} ({one.school_uai})" for one in found)
    if len(places) > 1:
        raise SeveralFound("class", name, places)
    return [one.class_id for one in found]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
