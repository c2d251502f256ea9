"""The families a visitor meets: each shows something real families bring to a school."""

from kiosk.demo.households import Adult, Child, F, Household, M
from kiosk.demo.records import Tie

TEACHER_AND_MOTHER_ID = "prof-kerdoncuff"
GROWN_PUPIL_ID = "eleve-tesfay-filmon"

_DELMAS = Household(
    adults=(
        Adult("resp-delmas-amina", "Amina", "Delmas", F),
        Adult("resp-delmas-julien", "Julien", "Delmas", M),
    ),
    children=(
        Child("eleve-delmas-ines", "Inès", "Delmas", F, "classe-5b"),
        Child("eleve-delmas-yanis", "Yanis", "Delmas", M, "classe-cm1"),
    ),
)
_SEPARATED = Household(
    adults=(
        Adult("resp-legoff-claire", "Claire", "Le Goff", F),
        Adult("resp-marchetti-thomas", "Thomas", "Marchetti", M),
    ),
    children=(
        Child("eleve-marchetti-lea", "Léa", "Marchetti", F, "classe-4c"),
        Child("eleve-marchetti-hugo", "Hugo", "Marchetti", M, "classe-ce2"),
    ),
)
_NGUYEN = Household(
    adults=(
        Adult("resp-nguyen-bich-ha", "Bích Hà", "Nguyễn", F),
        Adult("resp-nguyen-van-minh", "Văn Minh", "Nguyễn", M),
    ),
    children=(
        Child("eleve-nguyen-gia-huy", "Gia Huy", "Nguyễn", M, "classe-6a"),
        Child("eleve-nguyen-anh-tuyet", "Thị Ánh Tuyết", "Nguyễn", F, "classe-3a"),
    ),
)
_WOJCIK = Household(
    adults=(Adult("resp-wojcik-zaneta", "Żaneta", "Wójcik", F),),
    children=(
        Child("eleve-wojcik-zuzanna", "Zuzanna", "Wójcik", F, "classe-3a"),
        Child("eleve-wojcik-stas", "Staś", "Wójcik", M, "classe-cm1"),
    ),
)
_SALMA = Household(
    adults=(
        Adult("resp-alomrani-salma", "د. سلمى", "العمراني", F),
        Adult("resp-alomrani-hassan", "حسن", "العمراني", M),
    ),
    children=(
        Child("eleve-alomrani-layla", "ليلى", "العمراني", F, "classe-6a"),
        Child("eleve-alomrani-salim", "Salim", "El Omrani", M, "classe-ce2"),
    ),
)
_OEUVRARD = Household(
    # The grandmother brings the child up and holds authority: a guardian who is no parent.
    adults=(Adult("resp-oeuvrard-odile", "Odile", "Œuvrard", F, Tie.GUARDIAN),),
    children=(Child("eleve-oeuvrard-mael", "Maël", "Œuvrard", M, "classe-4c"),),
)
_DIARRA = Household(
    adults=(Adult("resp-diarra-bakary", "Bakary", "Diarra", M),),
    children=(
        Child("eleve-diarra-salimata", "Salimata", "Diarra", F, "classe-5b"),
        Child("eleve-diarra-issa", "Issa", "Diarra", M, "classe-6a"),
        Child("eleve-diarra-nene", "Néné", "Diarra", F, "classe-cm1"),
    ),
)
_KERDONCUFF = Household(
    adults=(
        Adult(TEACHER_AND_MOTHER_ID, "Nolwenn", "Kerdoncuff", F),
        Adult("resp-petit-gildas", "Gildas", "Petit", M),
    ),
    children=(
        Child("eleve-petit-maelys", "Maëlys", "Petit", F, "classe-cm1"),
        Child("eleve-petit-ewen", "Ewen", "Petit", M, "classe-4c"),
    ),
)
_TESFAY = Household(
    # He came to France at sixteen and learned French first. His uncle is only to be called.
    adults=(Adult("resp-tesfay-yonas", "Yonas", "Tesfay", M, Tie.RELATIVE),),
    children=(Child(GROWN_PUPIL_ID, "Filmon", "Tesfay", M, "classe-3a", is_grown=True),),
)
_NEIGHBOUR = Household(
    # Fetches the Delmas children on Tuesdays: in the file, and yet to see nothing.
    adults=(Adult("contact-benhamou-rose", "Rose", "Benhamou", F, Tie.RELATIVE),),
    children=_DELMAS.children,
)

CHOSEN_HOUSEHOLDS = (
    _DELMAS,
    _SEPARATED,
    _NGUYEN,
    _WOJCIK,
    _SALMA,
    _OEUVRARD,
    _DIARRA,
    _KERDONCUFF,
    _TESFAY,
    _NEIGHBOUR,
)

DEMO_SLIP_HOLDERS = (
    "resp-delmas-amina",
    "resp-legoff-claire",
    "resp-marchetti-thomas",
    "resp-nguyen-bich-ha",
    "resp-wojcik-zaneta",
    "resp-alomrani-salma",
    "resp-oeuvrard-odile",
    "resp-diarra-bakary",
)
