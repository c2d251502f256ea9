"""What every sheet says: a child's class above, what it is worth and how old it is below."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.folder import Child
from kiosk.printing.content import Block, Document, Heading
from kiosk.wording import Words, french


def class_lines(child: Child, words: Words) -> tuple[str, ...]:
    """« Classe : 5e B » under a child's name; the name of the class only once, as it is written."""
    if not child.class_name:
        return ()
    said = french()
    in_french = f"{said.gettext('Classe')}{said.colon}{child.class_name}"
    label = words.gettext("Classe")
    # Latin letters and figures behind a word of Arabic would be read in the wrong order.
    return (in_french if words.is_french else f"{in_french} · {label}",)


def child_sheet(
    child: Child,
    title: str,
    blocks: Sequence[Block],
    *,
    notice: str,
    as_of: datetime | None,
    printed_at: datetime,
    words: Words,
    details: tuple[str, ...] = (),
) -> Document:
    """A sheet about one child: where it comes from, what it is, whose it is, then its blocks.

    ``details`` stand under the title, the first of them on every page; ``notice`` says what the
    sheet is worth. ``as_of`` is the age of the school's data, None when unknown.
    """
    what = details[0] if details else title
    head = Heading(child.school_name, title, details, child.full_name, class_lines(child, words))
    return Document(
        title=title,
        running_head=" · ".join(filter(None, (child.full_name, child.class_name, what))),
        blocks=(head, *blocks),
        foot=foot(notice, as_of, printed_at, words),
        page_label=page_label(words),
    )


def page_label(words: Words) -> str:
    """« page 1 sur 3 », to be filled in."""
    return words.gettext("page {page} sur {pages}")


def foot(
    notice: str, as_of: datetime | None, printed_at: datetime, words: Words
) -> tuple[str, ...]:
    """``notice``, the age of the school's data (None when unknown), and the day of the sheet."""
    age = words.gettext("Date des données de l’école inconnue")
    if as_of is not None:
        age = words.gettext("Données de l’école du {moment}").format(moment=words.moment(as_of))
    printed_on = words.day_in_year(printed_at.astimezone(SCHOOL_ZONE).date())
    return (notice, age, words.gettext("Imprimé le {day}").format(day=printed_on))
