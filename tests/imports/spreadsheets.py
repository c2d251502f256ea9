"""A school's own spreadsheets for tests, written as hands and programs write them."""

from pathlib import Path

from kiosk.demo.plain_pdf import one_page_pdf
from kiosk.domain.supplement import SupplementReading
from kiosk.imports.supplement import read_supplement

PUPIL = "Identifiant;Nom;Prénom;Classe"
HEADINGS = {
    "absences.csv": f"{PUPIL};Type;Du;Au;Début;Fin;Demi-journées;Minutes;Justifiée",
    "moyennes.csv": f"{PUPIL};Période;Matière;Professeur;Moyenne;Moyenne classe;Plus basse;"
    "Plus haute;Appréciation",
    "coefficients.csv": "Identifiant du devoir;Classe;Matière;Intitulé;Coefficient",
    "messages.csv": f"{PUPIL};Date;De;Objet;Texte",
    "documents.csv": f"{PUPIL};Fichier;Titre;Date",
    "familles-papier.csv": PUPIL,
}
A_PDF = one_page_pdf("Menu", "Collège des Tilleuls", "Semaine 47", ("Lundi : soupe.",))


def table(name: str, *lines: str) -> bytes:
    """A table of the template with lines of our own, as a French Excel saves it today."""
    return "\r\n".join([HEADINGS[name], *lines, ""]).encode("utf-8-sig")


def folder_with(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def read(folder: Path, name: str, *lines: str) -> SupplementReading:
    """What the reader makes of one table."""
    return read_supplement(folder_with(folder / "tableaux", {name: table(name, *lines)}))


def reasons(reading: SupplementReading) -> list[str]:
    return [fault.reason for fault in reading.faults]
