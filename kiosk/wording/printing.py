"""What a printer says, as sentences on the parent's page: where her sheet is, and what to do."""

from kiosk.domain.print_jobs import PrintState, Trouble
from kiosk.domain.print_ledger import Allowance
from kiosk.wording.words import N_, Words

_STATES = {
    PrintState.QUEUED: N_("Votre impression attend son tour…"),
    PrintState.PRINTING: N_("Votre impression sort de l’imprimante…"),
    PrintState.PRINTED: N_("Votre impression est sortie."),
    PrintState.FAILED: N_("L’imprimante n’a pas pu imprimer."),
    PrintState.CANCELLED: N_("L’impression est annulée."),
    PrintState.HANDED_OVER: N_("Votre impression est envoyée."),
    PrintState.UNKNOWN: N_("L’imprimante ne dit pas si votre impression est sortie."),
}
_TO_DO = {
    PrintState.QUEUED: N_("Restez près de l’imprimante."),
    PrintState.PRINTING: N_("Restez près de l’imprimante."),
    PrintState.PRINTED: N_("Prenez toutes vos feuilles à l’imprimante avant de partir."),
    PrintState.FAILED: N_("Demandez à l’accueil, puis essayez de nouveau."),
    PrintState.CANCELLED: N_("Regardez quand même si une feuille est sortie."),
    PrintState.HANDED_OVER: N_("Prenez toutes vos feuilles à l’imprimante avant de partir."),
    PrintState.UNKNOWN: N_(
        "Regardez à l’imprimante, et demandez à l’accueil avant de recommencer."
    ),
}
_TROUBLES = {
    Trouble.OUT_OF_PAPER: N_("Il n’y a plus de papier. Demandez à l’accueil d’en remettre."),
    Trouble.WRONG_PAPER: N_("Ce n’est pas le bon papier. Demandez à l’accueil."),
    Trouble.JAM: N_("Une feuille est coincée. Demandez à l’accueil."),
    Trouble.OPEN: N_("L’imprimante est ouverte. Demandez à l’accueil de la fermer."),
    Trouble.OUT_OF_INK: N_("Il n’y a plus d’encre. Demandez à l’accueil."),
    Trouble.OFFLINE: N_("L’imprimante est éteinte. Demandez à l’accueil de l’allumer."),
    Trouble.BUSY: N_("L’imprimante sert quelqu’un d’autre. Attendez un peu."),
    Trouble.PAUSED: N_("L’imprimante est en pause. Demandez à l’accueil."),
    Trouble.OTHER: N_("L’imprimante a besoin d’aide. Demandez à l’accueil."),
}


def print_state(state: PrintState, troubles: tuple[Trouble, ...], words: Words) -> str:
    """Where the sheet is; a printer that waits for somebody is not said to print."""
    is_under_way = state in (PrintState.QUEUED, PrintState.PRINTING)
    if is_under_way and set(troubles) - {Trouble.BUSY}:
        return words.gettext("L’imprimante s’est arrêtée.")
    return words.gettext(_STATES[state])


def print_advice(state: PrintState, troubles: tuple[Trouble, ...], words: Words) -> tuple[str, ...]:
    """What to do: about each trouble, or where there is none, just now."""
    said = tuple(words.gettext(_TROUBLES[trouble]) for trouble in troubles)
    return said or (words.gettext(_TO_DO[state]),)


def print_allowance(allowance: Allowance, pages: int, words: Words) -> str:
    """Whether a sheet of so many pages may be printed now, and how many after it."""
    if allowance.waits_for_desk:
        return words.gettext(
            "Une feuille d’une autre personne est peut-être restée à l’imprimante. "
            "Demandez à l’accueil de regarder : ensuite, vous pourrez imprimer."
        )
    left = words.ngettext(
        "Vous pouvez encore imprimer {n} feuille.",
        "Vous pouvez encore imprimer {n} feuilles.",
        allowance.pages,
    ).format(n=allowance.pages)
    if pages <= allowance.pages:
        return left
    if not allowance.pages:
        left = words.gettext("Vous avez imprimé toutes vos feuilles pour le moment.")
    more = words.gettext("Vous pourrez en imprimer d’autres {day}.")
    return f"{left} {more.format(day=words.day(allowance.renews_on))}"
