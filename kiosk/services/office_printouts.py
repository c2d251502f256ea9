"""One printout at the office, from the store: through a Folder, like everywhere else."""

from collections.abc import Sequence

from kiosk.domain.errors import NotFound, NothingToDo
from kiosk.domain.folder import Child, Folder, PeriodMarks
from kiosk.domain.print_jobs import PrintSize, Sheet, SheetKind
from kiosk.domain.written_names import period_name
from kiosk.printing.documents import document_of, render
from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office
from kiosk.wording import Words


def render_from_store(
    office: Office,
    kind: SheetKind,
    reader_id: str,
    words: Words,
    *,
    pupil: str | None = None,
    period: str | None = None,
    size: PrintSize = PrintSize.NORMAL,
) -> Sheet:
    """A sheet a reader may have of a pupil; the week is of all her children where none is named.

    ``pupil`` is his place in the Folder (from 1) or his full name, needed only where there are
    several; ``period`` its title as anybody writes it (« T1 », « Trimestre 1 »), the running one by
    default. Raises ``NotFound`` and, where the school sent no mark, ``NothingToDo``.
    """
    with office.store.transaction() as tx:
        reader = tx.rights.reader(reader_id)
        folders = FolderBuilder(tx, office.clock.today(), guardian_id=reader.guardian_id)
        folder = folders.folder_of(reader)
        dates = tx.roster.school_dates()
    is_of_all = kind is SheetKind.WEEK and pupil is None and len(folder.children) > 1
    child = None if is_of_all else _child(folder, pupil)
    document = document_of(
        kind,
        folder,
        child,
        _period(child, period) if child and kind.is_of_a_period else None,
        dates=dates,
        printed_at=office.clock.now(),
        words=words,
    )
    return render(document, size=size, words=words, sheet_name=kind.value)


def _child(folder: Folder, wanted: str | None) -> Child:
    children = folder.children
    if wanted is None:
        if len(children) == 1:
            return children[0]
        if not children:
            raise NothingToDo("children")
        raise NotFound("pupil", "", _places(children))
    for place, child in enumerate(children, start=1):
        if wanted in (str(place), child.full_name):
            return child
    raise NotFound("pupil", wanted, _places(children))


def _places(children: Sequence[Child]) -> tuple[str, ...]:
    """Places, and no name: a refusal never tells a child's."""
    return tuple(str(place) for place, _ in enumerate(children, start=1))


def _period(child: Child, wanted: str | None) -> PeriodMarks:
    if not child.periods:
        raise NothingToDo("marks")
    if wanted is None:
        return child.periods[0]
    titles = tuple(period.title for period in child.periods)
    same = [one for one in child.periods if period_name(one.title) == period_name(wanted)]
    for period in child.periods:
        if period.title == wanted or same == [period]:
            return period
    raise NotFound("period", wanted, titles)
