"""Refusals of what travels between a point and its hub: enrolments, segments, messages."""

from kiosk.domain.errors import EnrolmentRefused, HubUnreachable, OutboxRefused, SegmentRefused

NewsRefusal = EnrolmentRefused | HubUnreachable | OutboxRefused | SegmentRefused

_ENROLMENT = {
    "format": "ce fichier n’est pas un fichier de mise en service d’un point d’accès.",
    "code": "ce code n’ouvre pas ce fichier : comparez les chiffres, ou le fichier est abîmé.",
    "expired": "ce fichier n’est plus bon : demandez-en un autre (kiosk points add).",
}
_SEGMENTS = {
    "format": "le fichier est abîmé ou n’est pas un envoi de kiosk.",
    "signature": "il n’est pas signé par le serveur de ce point d’accès.",
    "foreign": "il est pour un autre point d’accès.",
    "gap": "il manque des envois avant le n° {sequence}. Refaites le fichier depuis le début.",
    "fork": "l’envoi n° {sequence} ne suit pas celui que ce point connaît.",
    "expired": "l’envoi n° {sequence} est périmé. Refaites le fichier.",
}
_OUTBOXES = {
    "format": "le fichier est abîmé ou ne vient pas d’un point d’accès. Faites-le réécrire là-bas "
    "(kiosk outbox export).",
    "point": "il vient d’un point d’accès que cette instance ne connaît pas.",
    "device": "il n’est pas signé par la machine de ce point d’accès : une autre, ou une ancienne.",
}
_HUB = {
    "no_answer": "le serveur ne répond pas ({detail}). Vérifiez le réseau ; ce qui est à dire "
    "attend ici.",
    "cut": "le réseau s’est coupé en route. Ce qui est arrivé est pris ; "
    "recommencez pour la suite.",
    "not_a_hub": "quelqu’un d’autre que le serveur a répondu ({detail}) : une page où s’identifier "
    "sur ce réseau, le plus souvent, ou une mauvaise adresse au réglage feed.hub_url.",
    "refused": "le serveur n’a pas voulu de cet envoi : {detail}",
}
_SAID_BY_HUB = {
    "format": "il le trouve abîmé. Recommencez.",
    "point": "il ne connaît pas ce point d’accès. Est-ce bien le sien ?",
    "device": "cette machine n’est pas, ou n’est plus, celle de ce point. Si elle n’a pas été "
    "déclarée volée, demandez un nouveau fichier de mise en service.",
    "broken": "il a rencontré une panne. Réessayez plus tard, ou appelez qui le tient.",
    "busy": "il est occupé. Recommencez dans un moment.",
}


def news_refusal(refusal: NewsRefusal) -> str:
    """One sentence for one refusal."""
    match refusal:
        case EnrolmentRefused(reason=reason):
            return _ENROLMENT[reason]
        case SegmentRefused(reason=reason, sequence=sequence):
            return _SEGMENTS[reason].format(sequence=sequence)
        case OutboxRefused(reason=reason):
            return _OUTBOXES[reason]
        case HubUnreachable(reason=reason, detail=detail):
            return _HUB[reason].format(detail=_SAID_BY_HUB.get(detail, detail))
