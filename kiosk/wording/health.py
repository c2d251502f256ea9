"""What ``kiosk doctor`` says: what was found, and what to do about it."""

from kiosk.domain.health import Finding, Level
from kiosk.domain.print_jobs import Trouble

_SENTENCES: dict[str, dict[Level, str]] = {
    "vault": {
        Level.GOOD: "Le coffre est lisible et entier.",
        Level.WRONG: "Le coffre est abîmé : arrêtez le point et refaites-le depuis le serveur.",
    },
    "cards": {
        Level.GOOD: "{count} cartes ouvrent le point.",
        Level.WATCH: "Une seule carte ouvre le point : faites-en une autre, "
        "et une carte de secours à garder à la mairie.",
        Level.WRONG: "Aucune carte n’ouvre le point : refaites-le avec un fichier du serveur.",
    },
    "live_slips": {
        Level.GOOD: "Tickets qui ouvrent quelque chose ici : {count}.",
        Level.WATCH: "{count} tickets ouvrent quelque chose ici : au-delà de 600, une machine "
        "volée devient rentable à fouiller. Répartissez les familles sur plusieurs points.",
    },
    "hub": {
        Level.GOOD: "Dernier signe du serveur : le {detail}.",
        Level.WATCH: "Aucun signe du serveur depuis le {detail} : vérifiez la ligne, ou demandez "
        "une clé USB.",
        Level.WRONG: "Aucun signe du serveur depuis le {detail} : plus rien n’est montré aux "
        "familles. Vérifiez la ligne, ou demandez une clé USB.",
    },
    "unsent": {Level.GOOD: "Messages qui attendent le serveur : {count}."},
    "folder": {
        Level.GOOD: "Le dossier du réglage {detail} est là.",
        Level.WRONG: "Le dossier du réglage {detail} n’existe pas : rien ne s’imprimera.",
    },
    "spool": {
        Level.GOOD: "CUPS ne garde pas ce qu’il imprime.",
        Level.WATCH: "Les réglages de CUPS ne se lisent pas d’ici : vérifiez que cupsd.conf dit "
        "« PreserveJobFiles No ».",
        Level.WRONG: "CUPS garde un jour ce qu’il imprime : écrivez « PreserveJobFiles No » dans "
        "cupsd.conf, puis relancez-le.",
    },
    "swap": {
        Level.WATCH: "La machine a une mémoire d’échange sur disque : ce qui est lu peut y être "
        "écrit. Coupez-la (swapoff -a) ou chiffrez-la."
    },
}
_NEVER_HEARD = "Le serveur n’a encore rien dit : faites « kiosk sync »."
_NO_NEWS = "Aucune nouvelle d’école n’est encore arrivée."
_NEWS = "Les nouvelles de l’école {detail} ont {count} jours."
_FRESH_NEWS = "Les nouvelles de l’école {detail} ont moins de deux jours."
_UNLOCK = {
    "agent": "Le point s’ouvre avec une carte : éteint, il ne dit rien.",
    "machine": 'Le point s’ouvre tout seul (vault.unlock = "machine") : la clé est sur le '
    "disque. Seulement dans une salle gardée, ou pour la démo.",
}


_TROUBLES = {
    Trouble.OUT_OF_PAPER: "plus de papier",
    Trouble.WRONG_PAPER: "ce n’est pas le bon papier",
    Trouble.JAM: "une feuille est coincée",
    Trouble.OPEN: "un capot est ouvert",
    Trouble.OUT_OF_INK: "plus d’encre",
    Trouble.OFFLINE: "elle ne répond pas : allumez-la, vérifiez son adresse",
    Trouble.BUSY: "elle sert quelqu’un d’autre",
    Trouble.PAUSED: "elle est en pause",
    Trouble.OTHER: "elle a besoin d’aide",
}


def _printer_sentence(name: str, *troubles: str) -> str:
    if not troubles:
        return f"L’imprimante de [{name}] est prête."
    return f"L’imprimante de [{name}] : {', '.join(_TROUBLES[Trouble(one)] for one in troubles)}."


def finding_sentence(finding: Finding) -> str:
    """One finding in a sentence."""
    if finding.what == "printer":
        return _printer_sentence(*finding.detail.split())
    if finding.what == "unlock":
        return _UNLOCK[finding.detail]
    if finding.what == "hub" and finding.detail == "never":
        return _NEVER_HEARD
    if finding.what == "news":
        told = _NEWS if finding.count > 1 else _FRESH_NEWS
        sentence = _NO_NEWS if finding.detail == "none" else told
    else:
        sentence = _SENTENCES[finding.what][finding.level]
    return sentence.format(count=finding.count, detail=finding.detail)
