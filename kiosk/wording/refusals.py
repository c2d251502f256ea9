"""Refusals of the command line: what, where, what to do."""

import re

from kiosk.domain.errors import (
    AlreadyThere,
    EnrolmentRefused,
    FeedKeyChanged,
    FileRefused,
    GlyphsMissing,
    HubUnreachable,
    InstanceRefused,
    KioskError,
    NameRefused,
    NotFound,
    NothingToDo,
    OutboxRefused,
    PasswordTooShort,
    PointClosed,
    PrinterUnavailable,
    SchemaRefused,
    SealBroken,
    SegmentRefused,
    SeveralFound,
    SlipMistyped,
    StoreUnavailable,
    TooLarge,
    TooManyRemoved,
)
from kiosk.domain.plain_json import to_plain
from kiosk.wording.faults import fault_with_sentence
from kiosk.wording.news_refusals import news_refusal
from kiosk.wording.removals import removals_words
from kiosk_config import SettingsRefused

_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FILES = {
    "unreadable": "le fichier ne s’ouvre pas : {detail}",
    "not_a_zip": "ce n’est pas un ZIP, ou il est abîmé : {detail}. Refaites l’export.",
    "too_large": "trop gros pour un export d’établissement : {detail}",
    "ratio": "se décompresse en beaucoup trop gros : {detail}",
    "too_many_members": "trop de fichiers dans le ZIP : {detail}",
    "member_path": "un fichier du ZIP sort de son dossier : {detail}",
    "member_twice": "deux fichiers du même nom dans le ZIP : {detail}",
    "several_folders": "les fichiers sont dans plusieurs dossiers : {detail}. Mettez-les tous "
    "ensemble, les PDF à côté des tableaux.",
    "encrypted": "le ZIP est protégé par un mot de passe : {detail}",
    "compression": "compression inconnue : {detail}. Refaites le ZIP avec l’outil du système.",
    "damaged": "le fichier est abîmé : {detail}. Copiez-le de nouveau, ou refaites l’export.",
    "encoding": "les accents sont illisibles : {detail}. Enregistrez-le en « CSV UTF-8 ».",
    "column": "il manque une colonne : {detail}",
    "column_lost": "une colonne que le dernier export remplissait n’est plus là : {detail}. "
    "Vérifiez son titre. Si c’est voulu, gardez la colonne et laissez ses cases vides.",
    "column_twice": "une colonne est là deux fois : {detail}",
    "csv": "guillemet mal fermé : {detail}",
    "cell_too_long": "une case est démesurée : {detail}",
    "record_too_long": "une ligne est démesurée : {detail}",
    "empty": "il n’y a aucun tableau dans {detail}. Refaites l’export.",
    "manifest": "il n’y a pas de manifest.csv : ce n’est pas un export OneRoster.",
    "version": "OneRoster 1.0 à 1.2 est attendu, le fichier dit « {detail} ».",
    "delta_unknown": "ces changements concernent ce que kiosk n’a jamais reçu en entier "
    "({detail}). Faites d’abord un export complet (bulk).",
    "delta_first": "ces changements ne disent pas de quel établissement ils sont, et kiosk n’a "
    "encore rien reçu en entier de ce logiciel. Faites d’abord un export complet (bulk).",
    "delta_whose": "on ne sait pas à quel établissement appliquer ces changements ({detail}). "
    "Dites-le avec --school, ou faites un export complet (bulk).",
    "delta_version": "ces changements ne sont pas de la même version de OneRoster que le dernier "
    "export complet. Faites un export complet (bulk).",
    "school_not_named": "le fichier ne parle pas de l’établissement {detail}. Vérifiez le fichier, "
    "ou le code donné à --school.",
    "manifest_value": "le manifeste dit un mot inconnu : {detail}",
    "missing_member": "le manifeste annonce un fichier qui n’est pas là : {detail}",
    "not_declared": "le manifeste n’annonce pas un fichier nécessaire : {detail}. Refaites "
    "un export complet (bulk).",
    "no_school": "aucun établissement dans le fichier.",
    "other_people": "ce fichier donne à d’autres personnes les identifiants d’un établissement "
    "qu’il ne nomme pas ({detail}) : ce sont deux logiciels, ou il faut les exporter ensemble.",
    "conflict": "une classe, un enseignement, une période ou un devoir du fichier appartient à un "
    "établissement qu’il ne nomme pas ({detail}). Exportez les établissements ensemble ; si ce "
    "sont deux logiciels, donnez à chacun son propre « source.systemCode ».",
    "manifest_lost": "il n’y a pas de manifest.csv, et le dernier export de l’établissement "
    "{detail} en avait un. Donnez l’export entier, sans en retirer de fichier.",
    "school_renumbered": "l’établissement {detail} a changé d’identifiant (sourcedId) dans "
    "orgs.csv. Demandez à votre logiciel de garder le même.",
    "source": "l’établissement {detail} vient déjà d’un autre logiciel, ou le manifeste ne donne "
    "plus le même source.systemCode : on ne mélange pas deux listes de personnes.",
    "table_name": "{detail} n’est pas le nom d’un tableau. Donnez-lui le sien, comme "
    "absences.csv : voyez « kiosk template ».",
    "no_table": "aucun tableau du supplément n’est là : {detail}. Voyez « kiosk template ».",
    "damaged_accents": "les accents du fichier sont déjà abîmés (« Ã© ») : {detail}. Refaites "
    "l’export, ou repartez du tableau d’origine.",
    "already_there": "déjà là : {detail}. Rien n’a été écrit.",
    "which_school": "dites de quel établissement il s’agit, avec --school : {detail}.",
    "nobody_known": "kiosk ne connaît encore aucun établissement. Importez d’abord son export.",
    "too_many_removed": "trop de choses disparaîtraient d’un coup : {detail}. Rien n’a changé. "
    "Regardez d’abord les lignes écartées : elles disent souvent pourquoi ; --dry-run montre tout "
    "sans rien changer. Si c’est bien voulu, recommencez avec --accept-removals.",
    "sds": "{detail} est un export Microsoft SDS. Demandez à votre logiciel un export OneRoster "
    "1.1 ou 1.2.",
    "siecle": "{detail} vient de SIECLE, que kiosk ne lit pas encore. Donnez un export OneRoster.",
    "sts": "{detail} vient de STSWEB, que kiosk ne lit pas. Donnez un export OneRoster.",
    "onde": "{detail} vient d’ONDE, que kiosk ne lit pas encore. Donnez un export OneRoster.",
    "aaf": "{detail} vient de l’annuaire académique (AAF), que kiosk ne lit pas encore. Donnez un "
    "export OneRoster.",
    "lsu": "{detail} est un livret scolaire (LSU), que kiosk ne lit pas. Donnez les moyennes "
    "dans le tableau « moyennes ».",
    "pronote": "{detail} vient de Pronote pour un seul parent. Donnez un export OneRoster de "
    "l’établissement.",
    "gepi": "{detail} vient de GEPI, que kiosk ne lit pas. Donnez un export OneRoster.",
    "entcore": "{detail} est un tableau d’import d’ENT, que kiosk ne lit pas. Donnez un export "
    "OneRoster.",
    "calendar": "{detail} est un agenda. kiosk ne lit pas les emplois du temps.",
    "workbook": "{detail} est un classeur. Enregistrez chaque feuille en CSV, puis recommencez.",
    "pdf": "{detail} est un PDF. Pour le montrer aux familles, nommez-le dans le tableau "
    "« documents ».",
    "archive": "{detail} est une archive d’une autre sorte. Sortez-en les fichiers, ou faites un "
    "ZIP.",
    "lone_table": "{detail} est un morceau d’export OneRoster. Donnez le ZIP ou le dossier entier.",
    "mixed": "{detail} mêle un export OneRoster et vos tableaux. Séparez-les en deux dossiers.",
    "unknown_format": "kiosk ne reconnaît pas {detail}. Il lit un export OneRoster (ZIP ou "
    "dossier) et ses propres tableaux.",
}
_INSTANCES = {
    "absent": "{folder} n’est pas une instance de kiosk. Créez-la avec « kiosk init », ou essayez "
    "« kiosk demo ».",
    "in_use": "{folder} n’est pas vide.",
    "not_an_office": "{folder} est un point d’accès : il n’a pas les données des établissements.",
    "not_a_point": "{folder} n’est pas un point d’accès.",
    "not_a_demo": "{folder} n’est pas une démo : rien n’y a été touché. Choisissez un autre "
    "dossier.",
    "base_absent": "il manque la base {folder}. Remettez celle de votre dernière sauvegarde.",
    "demo_in_use": "la démo de {folder} est d’un autre jour, et une autre commande s’en sert "
    "encore : rien n’y a été touché. Arrêtez-la (Ctrl-C), ou donnez un autre dossier avec --data.",
    "key_absent": "il manque la clé {folder}. Rien ne s’ouvre sans elle.",
    "key_readable_by_others": "d’autres comptes peuvent lire la clé {folder}. Faites d’abord "
    "« chmod 600 ».",
    "key_malformed": "la clé {folder} est abîmée.",
    "unreadable": "{folder} manque ou est abîmé.",
    "no_feed_folder": "{folder} ne dit pas où sont les nouvelles. Écrivez-y, dans la section "
    "[feed], l’adresse du serveur (« hub_url ») ou un dossier (« folder »), ou prenez un fichier "
    "avec « kiosk feed apply ».",
    "demo_off_loopback": "{folder} est une démo, dont les chiffres sont publics : elle ne se sert "
    "qu’à sa propre machine. Écrivez 127.0.0.1 au réglage « host » de [office].",
    "feed_folder_absent": "le dossier des nouvelles, {folder}, n’est pas là. La clé USB est-elle "
    "branchée ?",
}
_THINGS = {
    "reader": "personne n’a l’identifiant {identifier} : voyez « kiosk readers ».",
    "slip": "aucun ticket n’a le numéro {identifier} : voyez « kiosk slips list ».",
    "application": "aucun ticket n’attend sous le numéro {identifier} : "
    "voyez « kiosk slips waiting ».",
    "linked_pupil": "cette personne n’a pas d’enfant n° {identifier} : voyez « kiosk rights "
    "list ».",
    "point": "aucun point d’accès ne s’appelle {identifier}.",
    "feed": "aucune nouvelle n’attend ce point d’accès : {identifier} n’est pas là. Faites "
    "« kiosk publish » au serveur.",
    "place": "aucun lieu ne s’appelle {identifier}.",
    "class": "aucune classe ne s’appelle {identifier} : voyez « kiosk readers ».",
    "school": "aucun établissement n’a le code UAI {identifier}.",
    "period": "l’établissement n’a pas de période {identifier}.",
    "pupil": "dites quel enfant avec --pupil : sa place (1, 2…) ou son nom, comme les donne "
    "« kiosk readers » pour cette personne.",
}
_NOTHING = {
    "places": "aucun point d’accès n’est encore relié à cette instance : un ticket n’ouvrirait "
    "rien.",
    "slips": "personne n’a besoin d’un ticket : tous en ont déjà un. Pour les remplacer, ajoutez "
    "--replace : les anciens seront annulés.",
    "readers": "aucun adulte ne répond à cette demande : voyez « kiosk readers ».",
    "children": "cette personne ne peut voir aucun élève aujourd’hui.",
    "unions": "cette personne n’a réuni aucun ticket : voyez « kiosk unions list ».",
    "marks": "l’établissement n’a envoyé aucune note pour cet élève.",
}


_BASES = {
    "readonly": "la base ne peut pas être modifiée : le dossier de l’instance ou son disque est en "
    "lecture seule pour ce compte. Rendez-le modifiable, puis recommencez.",
    "is full": "le disque est plein : rien n’a changé. Faites de la place, puis recommencez.",
    "unable to open": "la base ne s’ouvre pas : ce compte ne peut pas lire ou modifier le dossier "
    "de l’instance. Rendez-le-lui, puis recommencez.",
    "locked": "la base est occupée : une autre commande travaille. Attendez, puis recommencez.",
    "i/o error": "le disque de l’instance ne lit ou n’écrit plus comme il faut. Vérifiez ce disque "
    "et la place qui y reste, puis recommencez.",
    "malformed": "la base de l’instance est abîmée. Remettez celle de votre dernière sauvegarde.",
}
"""By what SQLite says, whose words have not changed in twenty years."""


def refusal_sentence(refusal: KioskError | SettingsRefused) -> str:
    """One sentence for one refusal."""
    match refusal:
        case TooManyRemoved(reason=reason, removals=removals):
            return _FILES[reason].format(detail=removals_words(removals))
        case FileRefused(reason=reason, detail=detail):
            return _FILES.get(reason, "{detail}").format(detail=detail)
        case InstanceRefused(folder=folder, reason=reason):
            return _INSTANCES[reason].format(folder=folder)
        case EnrolmentRefused() | HubUnreachable() | OutboxRefused() | SegmentRefused():
            return news_refusal(refusal)
        case NotFound(what=what, identifier=identifier, known=known):
            sentence = _THINGS[what].format(identifier=identifier)
            return f"{sentence} Il y a : {', '.join(known)}." if known else sentence
        case NothingToDo(what=what):
            return _NOTHING[what]
        case SeveralFound(name=name, places=places):
            return (
                f"plusieurs établissements ont une classe {name} : {', '.join(places)}. "
                "Dites lequel avec --school et son code UAI."
            )
        case SchemaRefused(found=found, expected=expected):
            return _schema_sentence(found, expected)
        case SettingsRefused(setting=setting, reason=reason):
            return f"réglage {setting} : {reason}"
        case GlyphsMissing(characters=characters):
            return f"la police ne sait pas dessiner : {characters}"
        case StoreUnavailable(reason=reason):
            return _base_sentence(reason)
        case SealBroken(what=what):
            return (
                f"la clé de cette instance n’ouvre pas ce qu’elle a scellé ({what}) : "
                "la base et le dossier « keys » ne vont pas ensemble."
            )
        case TooLarge(what=what, size_bytes=size_bytes, most_bytes=most_bytes):
            return (
                f"trop gros pour un point d’accès ({what}, {size_bytes} octets au lieu de "
                f"{most_bytes} au plus)."
            )
        case PrinterUnavailable(printer=printer, state=state):
            return f"l’imprimante {printer} ne répond pas ({state})."
        case PasswordTooShort(least=least):
            return f"le mot de passe a au moins {least} caractères."
        case NameRefused(most=most):
            return f"un nom, de {most} caractères au plus."
        case AlreadyThere(identifier=identifier):
            return f"« {identifier} » existe déjà : choisissez un autre nom."
        case SlipMistyped():
            return "ce ne sont pas les 17 chiffres d’un code : comparez-les avec le papier."
        case FeedKeyChanged():
            return "la clé des envois vient de changer : relancez cette commande."
        case PointClosed():
            return "le point est fermé : ouvrez-le avec une carte, à l’accueil."
        case _:
            return type(refusal).__name__


def refusal_facts(refusal: KioskError | SettingsRefused) -> dict[str, object]:
    """One refusal for a program: a machine word, the sentence, and what a file would do."""
    match refusal:
        case (
            FileRefused(reason=word)
            | HubUnreachable(reason=word)
            | InstanceRefused(reason=word)
            | OutboxRefused(reason=word)
            | SegmentRefused(reason=word)
        ):
            reason = word
        case _:
            reason = _BETWEEN_WORDS.sub("_", type(refusal).__name__).lower()
    facts: dict[str, object] = {"reason": reason, "sentence": refusal_sentence(refusal)}
    if isinstance(refusal, TooManyRemoved):
        facts["removals"] = [to_plain(one) for one in refusal.removals]
        facts["faults"] = [fault_with_sentence(one) for one in refusal.faults]
    return facts


def _schema_sentence(found: str, expected: str) -> str:
    if found == "none":
        return (
            "la base de l’instance est vide ou abîmée. Remettez celle de votre dernière sauvegarde."
        )
    if found == "not_empty":
        return "cette base contient déjà des tableaux : donnez-en une vide."
    return (
        f"cette base est de la version {found}, il faut la version {expected} : prenez le kiosk "
        "qui va avec elle."
    )


def _base_sentence(reason: str) -> str:
    for said, sentence in _BASES.items():
        if said in reason.casefold():
            return sentence
    return f"la base ne répond pas ({reason}). Vérifiez qu’elle est en marche, puis recommencez."


def knows_file_refusal(reason: str) -> bool:
    """Whether a refused file has its sentence; a test wants it of every one."""
    return reason in _FILES
