"""The families of the demonstration: some chosen to show a case, the others drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kiosk.demo.names import ORIGINS, Origin
from kiosk.demo.records import Sex, Tie

F, M = Sex.FEMALE, Sex.MALE


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult of a household; one who bears a teacher's identifier is that teacher."""

    source_id: str
    given_name: str
    family_name: str
    sex: Sex
    tie: Tie = Tie.PARENT


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a household, in a class. ``is_grown`` marks the pupil who is 18 already."""

    source_id: str
    given_name: str
    family_name: str
    sex: Sex
    class_id: str
    is_grown: bool = False


@dataclass(frozen=True, slots=True)
class Household:
    """Children and the adults tied to each of them."""

    adults: tuple[Adult, ...]
    children: tuple[Child, ...]


def draw_households(
    rng: Random, seats: list[str], taken: set[tuple[str, str]]
) -> Iterator[Household]:
    """Families for the free seats of the classes, one class named per seat.

    ``taken`` holds the names already borne: two people of the same name would only confuse a
    visitor.
    """
    number = 0
    while seats:
        number += 1
        class_ids = [seats.pop()]
        other = next((seat for seat in seats if seat != class_ids[0]), None)
        if other and rng.random() < 0.12:
            seats.remove(other)
            class_ids.append(other)
        yield _Drawing(rng, taken, number).household(class_ids)


class _Drawing:
    """The drawing of one household."""

    def __init__(self, rng: Random, taken: set[tuple[str, str]], number: int) -> None:
        self._rng = rng
        self._taken = taken
        self._number = number
        self._origin = self._draw_origin()
        self._family_name = rng.choice(self._origin.families)

    def household(self, class_ids: list[str]) -> Household:
        children = tuple(self._child(place, name) for place, name in enumerate(class_ids, 1))
        return Household(tuple(self._adults()), children)

    def _draw_origin(self) -> Origin:
        return self._rng.choices(ORIGINS, [origin.weight for origin in ORIGINS])[0]

    def _adults(self) -> Iterator[Adult]:
        kind = self._rng.choices(("together", "two names", "mother", "father"), (58, 32, 11, 4))[0]
        if kind != "father":
            origin, family_name = self._origin, self._family_name
            if kind == "two names":
                origin = self._draw_origin()
                family_name = self._rng.choice(origin.families)
            given_name = self._fresh(origin.women, family_name)
            yield Adult(f"resp-{self._number:03d}-1", given_name, family_name, F)
        if kind != "mother":
            given_name = self._fresh(self._origin.men, self._family_name)
            yield Adult(f"resp-{self._number:03d}-2", given_name, self._family_name, M)

    def _child(self, place: int, class_id: str) -> Child:
        sex = self._rng.choice((F, M))
        pool = self._origin.girls if sex is F else self._origin.boys
        given_name = self._fresh(pool, self._family_name)
        source_id = f"eleve-{self._number:03d}-{place}"
        return Child(source_id, given_name, self._family_name, sex, class_id)

    def _fresh(self, pool: tuple[str, ...], family_name: str) -> str:
        """A given name nobody of that family name bears yet; a double one when all are borne."""
        names = list(pool)
        self._rng.shuffle(names)
        doubled = [f"{one} {other}" for one in names for other in names if one != other]
        given_name = next(
            name for name in names + doubled if (name, family_name) not in self._taken
        )
        self._taken.add((given_name, family_name))
        return given_name
