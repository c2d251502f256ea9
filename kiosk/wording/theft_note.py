"""A draft of what the authority must be told of a stolen access point, in French.

It follows what article 33(3) of the GDPR wants said: what happened, to whom, what may come of it,
what was done. Names are not in it. What a hub cannot know is left for a person to fill in.
"""

from datetime import timedelta

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.theft import Theft

NOTIFY_WITHIN = timedelta(hours=72)
"""GDPR, article 33(1)."""

_TO_FILL = "[à compléter]"


def theft_note(theft: Theft) -> str:
    """The draft, as plain text."""
    declared = theft.declared_at.astimezone(SCHOOL_ZONE)
    latest = (theft.declared_at + NOTIFY_WITHIN).astimezone(SCHOOL_ZONE)
    live = sum(one.live_slips for one in theft.readers)
    return f"""\
PROJET DE NOTIFICATION D’UNE VIOLATION DE DONNÉES PERSONNELLES
(RGPD, article 33). À relire et à compléter par le délégué à la protection des données.

1. Ce qui s’est passé
   Vol d’une machine : point d’accès « {theft.name} » ({theft.point_id}), {_places(theft)}.
   Déclaré dans kiosk le {declared:%d/%m/%Y à %H:%M}. À notifier à la CNIL, si un risque existe,
   avant le {latest:%d/%m/%Y à %H:%M}.
   Dernière nouvelle de la machine : {_heard(theft)}
   Circonstances, heure du vol, plainte : {_TO_FILL}

2. Qui est concerné
   {_count(len(theft.readers), "adulte (responsable d’élève)", "adultes (responsables d’élèves)")},\
 {_count(theft.pupils, "élève", "élèves")}.
   Établissements : {", ".join(theft.schools) or _TO_FILL}.

3. Quelles données
   Pour chaque adulte, un dossier scellé : nom ; nom, classe, travail à faire, notes et
   appréciations, absences, messages de ses enfants. {_documents(theft)}
   Aucune adresse, aucun mot de passe, aucune coordonnée bancaire.

4. Ce qu’un voleur peut en lire
   Chaque dossier est chiffré (XChaCha20-Poly1305) avec une clé que seul ouvre un ticket de papier
   (17 chiffres, jamais écrits sur la machine ni sur le serveur), et, en plus, la clé du point.
   {_opening(theft)}
   {_count(live, "ticket ouvrait un dossier", "tickets ouvraient un dossier")} à ce point.
   Qui aurait un de ces tickets, la machine et la clé du point ouvrirait le dossier d’un adulte, tel
   qu’il était ce jour-là.
   La clé du point était-elle sur le disque (vault.unlock = "machine") ? {_TO_FILL}
   Le disque était-il chiffré ? {_TO_FILL}

5. Ce qui a été fait
   Le {declared:%d/%m/%Y à %H:%M} : la machine n’est plus reconnue par le serveur, elle ne reçoit
   plus rien et ce qu’elle enverrait est refusé ; la clé du point est remplacée ; ce qui sera publié
   pour ce point est refait pour une autre machine. Les tickets des familles restent bons ailleurs.

6. Conséquences probables, mesures à venir
   {_TO_FILL} (informer les familles, article 34 ? remplacer leurs tickets : « kiosk slips issue
   --replace » ; déclarer perdus ceux qui étaient avec la machine : « kiosk slips revoke ».)

7. Contact : délégué à la protection des données, {_TO_FILL}
"""


def _places(theft: Theft) -> str:
    return ", ".join(theft.places) or _TO_FILL


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count < 2 else many}"


def _heard(theft: Theft) -> str:
    if theft.heard_at is None:
        return "aucune."
    return f"le {theft.heard_at.astimezone(SCHOOL_ZONE):%d/%m/%Y à %H:%M}."


def _documents(theft: Theft) -> str:
    if not theft.documents:
        return "Aucun document joint."
    joined = _count(theft.documents, "document joint scellé", "documents joints scellés")
    return f"{joined} de la même façon."


def _opening(theft: Theft) -> str:
    match theft.was_open:
        case None:
            return f"Le point était-il ouvert au moment du vol ? {_TO_FILL}"
        case True:
            return (
                "D’après son journal, le point était ouvert à sa dernière nouvelle : sa clé était "
                "alors en mémoire.\n   A-t-il été volé allumé ? " + _TO_FILL
            )
        case False:
            return (
                "D’après son journal, le point était fermé à sa dernière nouvelle : sa clé n’y "
                "était plus en mémoire."
            )
