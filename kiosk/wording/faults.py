"""What is wrong in a school file, said to the person who can mend it."""

from kiosk.domain.faults import Fault
from kiosk.domain.people import Right

_REASONS = {
    "ragged": "la ligne n’a pas le bon nombre de colonnes ; elle est laissée de côté",
    "blank": "une case obligatoire est vide ; la ligne est laissée de côté",
    "duplicate": "cet identifiant est déjà pris plus haut ; la première ligne est gardée",
    "unknown_value": "mot inconnu du format ; la ligne est laissée de côté",
    "unknown_reference": "renvoie à un identifiant qui n’est pas dans le fichier",
    "depends_on_refused": "dépend d’une ligne laissée de côté plus haut",
    "date": "date illisible : écrivez-la AAAA-MM-JJ",
    "dates_reversed": "la fin vient avant le début",
    "number": "nombre illisible",
    "negative": "nombre négatif",
    "out_of_zero": "barème de zéro : le devoir est gardé sans barème",
    "no_score": "noté, mais sans note",
    "second_result": "deuxième note du même élève pour le même devoir ; la première est gardée",
    "disabled": "compte désactivé dans le fichier : la personne n’est pas reprise",
    "not_a_pupil": "cette personne n’est pas un élève dans le fichier",
    "not_a_school": "ce groupe n’appartient pas à un établissement",
    "not_a_teaching": "ce travail n’est rattaché à aucun enseignement",
    "pupil_without_school": "élève sans établissement ; il n’est pas repris",
    "not_a_guardian_link": "ce lien ne va pas d’un élève à un responsable ; il est ignoré",
    "declared_absent": "le fichier est là mais déclaré absent ; il est ignoré",
    "not_declared": "fichier que le manifeste ne nomme pas ; il est ignoré",
    "more_faults": "autres remarques, trop nombreuses pour être toutes écrites",
}

_KINDS = {
    "schools": "Établissements",
    "periods": "Périodes",
    "classes": "Classes",
    "teachings": "Enseignements",
    "pupils": "Élèves",
    "guardians": "Adultes",
    "guardianships": "Liens entre adultes et élèves",
    "class_memberships": "Places dans les classes",
    "teaching_memberships": "Places dans les enseignements",
    "assignments": "Devoirs et contrôles",
    "marks": "Notes",
}


def fault_sentence(fault: Fault) -> str:
    """Where, what, and what became of it: ``users.csv, ligne 12, colonne status : …``."""
    place = [fault.file]
    if fault.line is not None:
        place.append(f"ligne {fault.line}")
    if fault.column:
        place.append(f"colonne {fault.column}")
    sentence = f"{', '.join(place)} : {_REASONS.get(fault.reason, fault.reason)}"
    return f"{sentence} (« {fault.value} »)" if fault.value else sentence


def knows_fault(reason: str) -> bool:
    """Whether a fault has its sentence; a test wants it of every one."""
    return reason in _REASONS


def kind_name(kind: str) -> str:
    """A kind of record, as a heading."""
    return _KINDS[kind]


def choice_sentence(setting: str, value: str) -> str:
    """A choice the importer made that a person must know of."""
    if setting == "parent_right" and value == Right.LEGAL.value:
        return (
            "« parent » et « guardian » comptent comme responsables légaux "
            "(réglage imports.parent_right) ; « relative » attend un oui de l’établissement."
        )
    if setting == "parent_right":
        return "Aucun adulte n’ouvre un enfant avant un oui de l’établissement, un par un."
    return f"{setting} = {value}"
