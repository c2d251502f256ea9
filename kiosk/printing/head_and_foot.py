"""What every sheet says: a child's class above, what it is worth and how old it is below."""

from datetime import datetime

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.folder import Child
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


def foot(
    notice: str, as_of: datetime | None, printed_at: datetime, words: Words
) -> tuple[str, ...]:
    """``notice``, the age of the school's data (None when unknown), and the day of the sheet."""
    age = words.gettext("Date des données de l’école inconnue")
    if as_of is not None:
        age = words.gettext("Données de l’école du {moment}").format(moment=words.moment(as_of))
    printed_on = words.day_in_year(printed_at.astimezone(SCHOOL_ZONE).date())
    return (notice, age, words.gettext("Imprimé le {day}").format(day=printed_on))
