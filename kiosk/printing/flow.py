"""Lines on pages: groups of lines flow down from page to page, and nothing is lost on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.printing.lines import Line, Unit, height_mm
from kiosk.printing.paper import KEEP_WHOLE_SHARE, START_SHARE


@dataclass(frozen=True, slots=True)
class Group:
    """Units that belong together: one subject.

    ``before`` (a rule, some white) is set above the group, but not at the top of a page.
    ``page_head`` is set at the top of each page the group starts or continues on, ``continued``
    under it where the group goes on. ``is_title`` keeps it with the beginning of the next group.
    """

    units: tuple[Unit, ...]
    before: Unit = ()
    page_head: Unit = ()
    continued: Unit = ()
    is_title: bool = False

    @property
    def height_mm(self) -> float:
        """The height of its units, without what is set above."""
        return sum(height_mm(unit) for unit in self.units)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its top, in mm from the top of its page."""

    y_mm: float
    line: Line


Page = list[Placed]


class Flow:
    """Places groups between ``top_mm`` and ``bottom_mm``, on as many pages as they need."""

    def __init__(self, top_mm: float, bottom_mm: float, running_head: Unit) -> None:
        self.pages: list[Page] = [[]]
        self._top_mm = top_mm
        self._bottom_mm = bottom_mm
        self._running_head = running_head
        self._y_mm = top_mm
        self._is_fresh = True

    def add_all(self, groups: Sequence[Group]) -> None:
        """Place groups one under the other; a title never stands alone at the foot of a page."""
        for at, group in enumerate(groups):
            if group.is_title and at + 1 < len(groups) and not self._is_fresh:
                under = groups[at + 1]
                first = (*under.before, *next(iter(under.units), ()))
                if height_mm((*group.before, *first)) + group.height_mm > self._room_mm():
                    self._turn(())
            self.add(group)

    def add(self, group: Group) -> None:
        """Place a group: whole where it fits, else broken between units, at worst lines."""
        before = () if self._is_fresh else group.before
        if height_mm(before) + group.height_mm <= self._room_mm():
            self._place(before)
            for unit in group.units:
                self._place(unit)
            return
        if self._may_start_here(group, before):
            self._place(before)
        elif not self._is_fresh:
            self._turn(group.page_head)
        self._add_in_parts(group)

    def _may_start_here(self, group: Group, before: Unit) -> bool:
        """Whether a group too tall for what is left of the page begins on it all the same."""
        full_mm = self._full_mm(group)
        if group.height_mm <= KEEP_WHOLE_SHARE * full_mm:
            return False
        first_mm = height_mm(next(iter(group.units), ()))
        if first_mm > full_mm:
            return self._room_mm() > START_SHARE * full_mm
        return height_mm(before) + first_mm <= self._room_mm()

    def _add_in_parts(self, group: Group) -> None:
        head = (*group.page_head, *group.continued)
        for number, unit in enumerate(group.units):
            fits_a_page = height_mm(unit) <= self._full_mm(group)
            if number and fits_a_page and height_mm(unit) > self._room_mm():
                self._turn(head)
            for line in unit:
                if line.height_mm > self._room_mm():
                    self._turn(head)
                self._place((line,))

    def _turn(self, head: Unit) -> None:
        self.pages.append([])
        self._y_mm = self._top_mm
        self._place(self._running_head)
        self._place(head)
        self._is_fresh = True

    def _place(self, lines: Unit) -> None:
        for line in lines:
            self.pages[-1].append(Placed(self._y_mm, line))
            self._y_mm += line.height_mm
            self._is_fresh = False

    def _room_mm(self) -> float:
        return self._bottom_mm - self._y_mm

    def _full_mm(self, group: Group) -> float:
        """What a fresh page offers to the rest of a group."""
        above = (*self._running_head, *group.page_head, *group.continued)
        return self._bottom_mm - self._top_mm - height_mm(above)
