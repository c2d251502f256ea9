"""What a school's secretary reads beside the empty spreadsheets, and the examples in them.

The examples are of a pupil and a class that no school has: forgotten there, they are told as
unknown and reach nobody.
"""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "absences.csv": (
        *("", "EXEMPLE", "Camille", "6e A"),
        *("absence", "12/11/2026", "13/11/2026", "après-midi", "matin", "2", "", "non"),
    ),
    "moyennes.csv": (
        *("", "EXEMPLE", "Camille", "6e A"),
        *("1er trimestre", "Mathématiques", "Mme Martin", "13,5", "12,1", "6", "18,5"),
        "Un bon trimestre. Continuez ainsi.",
    ),
    "coefficients.csv": ("", "Classe d’exemple", "Mathématiques", "Contrôle n° 1", "2"),
    "messages.csv": (
        *("", "", "", "Classe d’exemple"),
        *("12/11/2026", "Mme Martin, professeure principale", "Réunion parents-professeurs"),
        "Nous vous attendons jeudi 19 novembre à 17 h 30, salle 12.",
    ),
    "documents.csv": (
        *("", "", "", "Classe d’exemple"),
        *("reglement-sortie.pdf", "Règlement de la sortie", "12/11/2026"),
    ),
    "familles-papier.csv": ("", "EXEMPLE", "Camille", "6e A"),
}

READ_ME_NAME = "LISEZ-MOI.txt"
READ_ME = """\
Les tableaux du supplément
==========================

Ces tableaux disent aux familles ce que le logiciel de l’établissement n’exporte pas.
Ouvrez-les avec Excel ou LibreOffice. Effacez la ligne d’exemple.

    absences.csv         absences et retards
    moyennes.csv         moyennes et appréciations
    coefficients.csv     coefficients des devoirs
    messages.csv         messages aux familles
    documents.csv        PDF pour les familles, posés à côté du tableau
    familles-papier.csv  élèves dont la famille veut du papier

Les règles
----------
1. Gardez les noms des fichiers et la ligne des titres. L’ordre des colonnes est libre.
2. Ne gardez que les tableaux utiles. Un tableau absent ne change rien.
3. Un tableau présent est complet : ce qui n’y est plus disparaît chez les familles.
4. Dites l’élève par son identifiant, ou par son nom et son prénom. Ajoutez la classe
   quand deux élèves ont le même nom.
5. Messages et documents : seulement la classe, et toute la classe le reçoit. Écrivez
   « tous » à la place de la classe, et tout l’établissement le reçoit.
6. Dates : 12/11/2026. Nombres : 13,5. Oui ou non : oui, non.
7. N’écrivez jamais le motif d’une absence. kiosk ne le lit pas.

Enregistrez en CSV, puis donnez le dossier (ou son ZIP) à kiosk :

    kiosk import DOSSIER --school CODE-UAI --dry-run

Chaque ligne refusée est dite avec sa raison. Sans --dry-run, les lignes justes sont prises.
"""
