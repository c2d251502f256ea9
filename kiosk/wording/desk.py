"""What the desk reads: roles, lines of the journal, why something was refused."""

from kiosk.domain.agents import AgentRole
from kiosk.domain.errors import (
    ActForbidden,
    CapReached,
    CardRefused,
    KioskError,
    NameRefused,
    NotFound,
    PasswordTooShort,
    PointClosed,
    PrinterUnavailable,
    SlipMistyped,
    SlipRefused,
)
from kiosk.domain.journal import IssueWay, JournalEntry, JournalEvent, RevocationReason
from kiosk.wording.words import N_, Words

_ROLES = {
    AgentRole.OPENER: N_("ouvre le point"),
    AgentRole.AGENT: N_("accueil"),
    AgentRole.LEAD: N_("responsable de l’accueil"),
    AgentRole.RESCUE: N_("carte de secours"),
}
_EVENTS = {
    JournalEvent.OPENED: N_("Point ouvert"),
    JournalEvent.CLOSED: N_("Point fermé"),
    JournalEvent.ISSUED: N_("Ticket remis"),
    JournalEvent.WOKEN: N_("Ticket de réserve réveillé"),
    JournalEvent.REVOKED: N_("Ticket annulé"),
    JournalEvent.USED: N_("Ticket utilisé"),
    JournalEvent.PIN_CHOSEN: N_("Code à 4 chiffres choisi"),
    JournalEvent.PIN_RESET: N_("Code à 4 chiffres retiré"),
    JournalEvent.JOINED: N_("Tickets réunis"),
    JournalEvent.PARTED: N_("Tickets séparés"),
    JournalEvent.CARD_MADE: N_("Carte faite"),
    JournalEvent.CARD_DISABLED: N_("Carte mise hors service"),
    JournalEvent.PAPER_CLEARED: N_("Imprimante regardée"),
    JournalEvent.WRONG_CODES: N_("Numéros faux essayés"),
}
_DETAILS = {
    (JournalEvent.CLOSED, "button"): N_("avec le bouton"),
    (JournalEvent.CLOSED, "hour"): N_("à l’heure prévue"),
    (JournalEvent.ISSUED, IssueWay.ATTACHED): N_("le serveur l’ouvre"),
    (JournalEvent.ISSUED, IssueWay.OLD_SLIP): N_("avec l’ancien ticket"),
    (JournalEvent.ISSUED, IssueWay.ASKED): N_("attend l’accord de l’école"),
    (JournalEvent.REVOKED, RevocationReason.LOST): N_("perdu"),
    (JournalEvent.REVOKED, RevocationReason.NOT_ME): N_("par la famille : ce n’était pas elle"),
}


def agent_role(role: AgentRole, words: Words) -> str:
    """What a card is for, in a few words."""
    return words.gettext(_ROLES[role])


def journal_event(entry: JournalEntry, words: Words) -> str:
    """What a line of the journal tells."""
    told = words.gettext(_EVENTS[entry.event])
    known = _DETAILS.get((entry.event, entry.detail))
    detail = words.gettext(known) if known else _detail(entry, words)
    return f"{told} ({detail})" if detail else told


_OWN = {
    JournalEvent.USED: N_("utilisé ici"),
    JournalEvent.ISSUED: N_("remis à l’accueil"),
    JournalEvent.WOKEN: N_("remis à l’accueil"),
    JournalEvent.REVOKED: N_("annulé"),
    JournalEvent.PIN_CHOSEN: N_("4 chiffres choisis"),
    JournalEvent.PIN_RESET: N_("4 chiffres enlevés"),
    JournalEvent.JOINED: N_("réuni avec un autre ticket"),
    JournalEvent.PARTED: N_("séparé de l’autre ticket"),
}


def own_event(entry: JournalEntry, words: Words) -> str:
    """The same for the person whose slip it is."""
    told = _OWN.get(entry.event)
    return words.gettext(told) if told else journal_event(entry, words)


def desk_refused(refusal: KioskError, words: Words) -> str:
    """Why the desk cannot do what was asked, and what to do instead."""
    match refusal:
        case CardRefused():
            return words.gettext(
                "Cette carte et ce mot de passe n’ouvrent rien ici. Essayez encore une fois, "
                "ou demandez à la personne qui gère les cartes."
            )
        case SlipMistyped() | SlipRefused():
            return words.slip_refused(refusal)
        case PointClosed():
            return words.gettext("Le point est fermé. Ouvrez-le avec votre carte.")
        case CapReached(most=most):
            return words.gettext(
                "Votre carte a déjà remis les {n} tickets du jour. "
                "Une autre carte peut continuer, ou revenez demain."
            ).format(n=most)
        case PasswordTooShort(least=least):
            return words.gettext("Le mot de passe a au moins {n} caractères.").format(n=least)
        case NameRefused(most=most):
            return words.gettext("Un nom, de {n} caractères au plus.").format(n=most)
        case ActForbidden():
            return words.gettext("Votre carte ne permet pas cela.")
        case PrinterUnavailable():
            return words.gettext(
                "L’imprimante ne répond pas : rien n’a été remis. Regardez-la, puis recommencez."
            )
        case NotFound():
            return words.gettext("Ce ticket ou cette personne n’est pas ici.")
        case _:
            return words.gettext("Quelque chose n’a pas marché. Recommencez.")


def _detail(entry: JournalEntry, words: Words) -> str:
    if entry.event is JournalEvent.CARD_MADE:
        role, _, name = entry.detail.partition(" ")
        return f"{name}{words.comma}{agent_role(AgentRole(role), words)}" if name else role
    return entry.detail
