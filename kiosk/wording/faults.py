"""What is wrong in a school file, said to the person who can mend it."""

from kiosk.domain.faults import Fault
from kiosk.domain.people import Right
from kiosk.domain.plain_json import to_plain

_REASONS = {
    "ragged": "la ligne a trop de colonnes, ou le fichier est coupé ici ; elle est laissée de côté",
    "blank": "une case obligatoire est vide ; la ligne est laissée de côté",
    "name_too_long": "ce nom est trop long pour en être un ; la ligne est laissée de côté",
    "duplicate": "cet identifiant est déjà pris plus haut ; la première ligne est gardée",
    "unknown_value": "mot inconnu du format ; la ligne est laissée de côté",
    "unknown_reference": "renvoie à un identifiant qui n’est pas dans le fichier",
    "depends_on_refused": "dépend d’une ligne laissée de côté plus haut",
    "date": "date illisible : écrivez-la AAAA-MM-JJ ; la ligne est gardée, sans cette date",
    "date_needed": "date illisible : écrivez-la AAAA-MM-JJ ; la ligne est laissée de côté",
    "dates_reversed": "la fin vient avant le début ; la ligne est laissée de côté",
    "number": "nombre illisible ; la ligne est gardée, sans ce nombre",
    "number_needed": "nombre illisible ; la ligne est laissée de côté",
    "negative": "nombre négatif ; la ligne est gardée, sans ce nombre",
    "negative_needed": "nombre négatif ; la ligne est laissée de côté",
    "out_of_zero": "barème de zéro : le devoir est gardé sans barème",
    "no_score": "noté, mais sans note",
    "over_scale": "note au-dessus du barème : elle est reprise ; vérifiez que c’est voulu",
    "second_result": "deuxième note du même élève pour le même devoir ; la première est gardée",
    "disabled": "compte désactivé dans le fichier : la personne n’est pas reprise",
    "not_a_pupil": "cette personne n’est pas un élève dans le fichier",
    "not_a_school": "ce groupe n’appartient pas à un établissement",
    "pupil_without_school": "élève sans établissement ; il n’est pas repris",
    "not_a_guardian_link": "ce lien ne va pas d’un élève à un responsable ; il est ignoré",
    "column_absent": "cette colonne de OneRoster n’est pas là : ce qu’elle dirait reste inconnu. "
    "Vérifiez son titre",
    "undated": "ce changement n’est pas daté (dateLastModified) ; il est pris quand même",
    "older_than_known": "ce changement est plus ancien que ce que kiosk sait déjà "
    "(dateLastModified) ; il est laissé de côté",
    "changed_twice": "cet identifiant change deux fois ; le changement le plus récent est gardé",
    "declared_absent": "le fichier est là mais déclaré absent ; il est ignoré",
    "not_declared": "fichier que le manifeste ne nomme pas ; il est ignoré",
    "pupils_elsewhere": "ces élèves sont encore présents dans un autre établissement, que ce "
    "fichier ne nomme pas ; ils y restent. S’ils l’ont quitté, importez d’abord l’export récent de "
    "cet établissement, puis de nouveau ce fichier",
    "file_not_read": "kiosk ne lit pas ce fichier ; il est laissé de côté",
    # The school's own spreadsheets.
    "unknown_table": "kiosk ne connaît pas ce nom de tableau ; il est laissé de côté",
    "unknown_column": "kiosk ne lit pas cette colonne ; elle est laissée de côté",
    "pupil_blank": "dites quel élève : son identifiant, ou son nom et son prénom",
    "pupil_incomplete": "il faut le nom et le prénom, ou l’identifiant ; la ligne est laissée de "
    "côté",
    "audience_blank": "dites à qui : un élève, une classe, ou « tous » dans la colonne Classe ; la "
    "ligne est laissée de côté",
    "pupil_unknown": "aucun élève présent de l’établissement ne s’appelle ainsi",
    "pupil_unknown_identifier": "aucun élève présent de l’établissement n’a cet identifiant",
    "pupil_ambiguous": "plusieurs élèves s’appellent ainsi : ajoutez la classe ou l’identifiant",
    "pupil_other_name": "cet identifiant est celui d’un autre élève ; la ligne est laissée de côté",
    "pupil_other_class": "cet élève n’est pas dans la classe écrite : la ligne est peut-être "
    "décalée ; elle est laissée de côté. Corrigez la classe, ou l’identifiant et le nom",
    "class_unknown": "aucune classe de l’établissement ne s’appelle ainsi",
    "class_ambiguous": "plusieurs classes s’appellent ainsi ; la ligne est laissée de côté",
    "period_unknown": "aucune période de l’établissement ne s’appelle ainsi",
    "period_ambiguous": "plusieurs périodes s’appellent ainsi ; la ligne est laissée de côté",
    "work_unknown": "aucun devoir ne correspond à cette ligne",
    "work_ambiguous": "plusieurs devoirs correspondent : donnez l’identifiant du devoir",
    "line_twice": "la même chose est déjà dite plus haut ; la première ligne est gardée",
    "nothing_said": "ni moyenne ni appréciation ; la ligne est laissée de côté",
    "attendance_kind": "écrivez absence ou retard ; la ligne est laissée de côté",
    "day": "date illisible : écrivez-la 12/11/2026 ; la ligne est laissée de côté",
    "half_day": "écrivez matin ou après-midi ; la case est laissée vide",
    "count": "nombre impossible ici ; la case n’est pas reprise",
    "coefficient": "coefficient impossible ; la ligne est laissée de côté",
    "yes_no": "écrivez oui ou non ; la case est laissée vide",
    "over_twenty": "une moyenne est sur 20 ; celle-ci n’est pas reprise",
    "file_outside": "donnez le nom du fichier seul, sans dossier",
    "file_missing": "ce PDF n’est pas à côté du tableau",
    "pdf_not_named": "aucune ligne de documents.csv ne nomme ce PDF ; il est laissé de côté",
    "file_too_large": "ce PDF dépasse 5 Mo ; il n’est pas repris",
    "not_a_pdf": "ce fichier n’est pas un PDF",
    "pdf_cut": "ce PDF n’est pas entier : copiez-le de nouveau",
    "pdf_locked": "ce PDF est protégé : enregistrez-le sans mot de passe ni protection",
    "pdf_unreadable": "ce PDF ne se lit pas : enregistrez-le de nouveau depuis le document "
    "d’origine",
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
    "attendance": "Absences et retards",
    "averages": "Moyennes et appréciations",
    "coefficients": "Coefficients",
    "messages": "Messages",
    "documents": "Documents",
    "paper_families": "Familles au papier",
    # Fields of records, which may be lost as records are.
    "pupils.birth_on": "Dates de naissance",
    "guardians.civility": "Civilités des adultes",
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


def fault_with_sentence(fault: Fault) -> dict[str, object]:
    """A fault for a program: its facts, and the sentence beside them."""
    facts: dict[str, object] = to_plain(fault)
    return {**facts, "sentence": fault_sentence(fault)}


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
    if (setting, value) == ("manifest", "assumed"):
        return "Pas de manifest.csv : les fichiers sont pris pour un export complet."
    if (setting, value) == ("package", "changes"):
        return "Ce fichier donne des changements : ils sont appliqués au dernier export complet."
    return f"{setting} = {value}"
