"""Whose each new slip is: the order of the sheets, and the list that stays at the school."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.written_names import alphabetical, unified
from kiosk.printing.hand_out_list import HandOut, HandOutLine
from kiosk.printing.slip_sheet import PrintableSlip
from kiosk.store.rights import Reader
from kiosk.store.schoolwork import Enrolled
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Recipient:
    """One adult and her children: those of one class first, who can carry her slip home.

    The others stand behind with their class. ``family`` are the readers who may see a pupil she may
    see, herself among them.
    """

    reader: Reader
    children: tuple[str, ...]
    class_name: str
    school_name: str
    family: frozenset[str]


def recipients(
    tx: Transaction,
    readers: Sequence[Reader],
    visible: dict[int, list[int]],
    today: date,
    in_class: str | None,
) -> list[Recipient]:
    """The readers by school, class and name: the order in which slips are handed out.

    A reader with children in several classes stands under that of the eldest, or under
    ``in_class`` when one of hers is in it. Each of ``readers`` must see somebody.
    """
    enrolled: dict[int, Enrolled] = {}

    def pupil(pupil_id: int) -> Enrolled:
        if pupil_id not in enrolled:
            enrolled[pupil_id] = tx.schoolwork.enrolled(pupil_id, today)
        return enrolled[pupil_id]

    family_of = _families(tx.rights.readers(), visible)
    found = []
    for reader in readers:
        pupil_ids = visible[reader.guardian_id]
        pupils = [pupil(pupil_id) for pupil_id in pupil_ids]
        carrier = _carrier(pupils, in_class)
        first = sorted(pupils, key=lambda one: _group(one) != _group(carrier))
        found.append(
            Recipient(
                reader=reader,
                children=tuple(_child(one, carrier) for one in first),
                class_name=carrier.class_name,
                school_name=carrier.school_name,
                family=frozenset().union(*(family_of[pupil_id] for pupil_id in pupil_ids)),
            )
        )
    return sorted(found, key=_hand_out_order)


def hand_out_of(slips: Iterable[tuple[Recipient, PrintableSlip]], made_on: date) -> HandOut:
    """The list for the school, in the order of the slips on their sheets. Never a code."""
    return HandOut(
        lines=tuple(
            HandOutLine(
                serial=slip.serial,
                picture=slip.picture,
                adult=one.reader.name,
                children=one.children,
                class_name=one.class_name,
                school_name=one.school_name,
            )
            for one, slip in slips
        ),
        made_on=made_on,
    )


def _families(
    readers: Iterable[Reader], visible: dict[int, list[int]]
) -> dict[int, frozenset[str]]:
    by_pupil: dict[int, set[str]] = {}
    for reader in readers:
        for pupil_id in visible.get(reader.guardian_id, ()):
            by_pupil.setdefault(pupil_id, set()).add(reader.reader_id)
    return {pupil_id: frozenset(adults) for pupil_id, adults in by_pupil.items()}


def _carrier(pupils: Sequence[Enrolled], in_class: str | None) -> Enrolled:
    if in_class is not None:
        for pupil in pupils:
            if unified(pupil.class_name) == unified(in_class):
                return pupil
    return pupils[0]


def _child(pupil: Enrolled, carrier: Enrolled) -> str:
    name = f"{pupil.given_name} {pupil.family_name}"
    elsewhere = pupil.class_name if _group(pupil) != _group(carrier) else ""
    return f"{name} ({elsewhere})" if elsewhere else name


def _group(pupil: Enrolled) -> tuple[str, str]:
    return pupil.school_uai, pupil.class_name


def _hand_out_order(one: Recipient) -> tuple[str, ...]:
    reader = one.reader
    names = (one.school_name, one.class_name, reader.family_name, reader.given_name)
    return (*(alphabetical(name) for name in names), reader.reader_id)
