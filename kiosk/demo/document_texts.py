"""What the PDFs of the invented schools say. A line that begins with a dash is a list item."""

from dataclasses import dataclass

from kiosk.demo.records import COLLEGE_ID, ECOLE_ID


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document for the whole school or some classes.

    It comes out on a school day of the year, or anew each week, which ``{week}`` then names.
    """

    stem: str
    title: str
    paragraphs: tuple[str, ...]
    school_day: int = 0
    is_weekly: bool = False
    class_ids: tuple[str, ...] = ()


_MENU = (
    "Lundi",
    "- Carottes râpées, gratin de pâtes aux légumes, yaourt",
    "Mardi",
    "- Soupe de potiron, poisson au four et riz, compote de pommes",
    "Mercredi",
    "- Salade de lentilles, omelette aux herbes, fruit",
    "Jeudi",
    "- Betteraves, couscous de légumes, fromage blanc",
    "Vendredi",
    "- Taboulé, poulet rôti ou galette de pois chiches, clémentine",
    "Un plat sans viande est servi chaque jour. Dites à la cantine les allergies de votre enfant.",
)
_OUTING = (
    "La sortie a lieu pendant les heures de classe. Elle est gratuite.",
    "Pendant la sortie",
    "- Je reste avec mon groupe et j’écoute l’adulte qui l’accompagne.",
    "- Je garde ma ceinture dans le car.",
    "- Je respecte les lieux et les personnes qui nous reçoivent.",
    "- Mon téléphone reste éteint, au fond du sac.",
    "À emporter",
    "- Un pique-nique et une bouteille d’eau",
    "- Un vêtement de pluie et de bonnes chaussures",
    "- Ce papier, signé par un responsable",
    "Signature d’un responsable :",
    "",
    "",
    "Une question ? Appelez l’établissement. Nous vous répondrons avec plaisir.",
)
_SUPPLIES_OF_COLLEGE = (
    "Inutile de tout acheter neuf. Ce qui reste de l’an dernier convient très bien.",
    "Pour toutes les matières",
    "- Une trousse : stylos bleu, noir, rouge et vert, crayon, gomme, règle de 30 cm",
    "- Des feuilles simples et doubles, grands carreaux",
    "- Un agenda ou un cahier de textes",
    "En mathématiques",
    "- Un compas, une équerre, un rapporteur",
    "- Une calculatrice de collège",
    "En sport",
    "- Des chaussures propres pour le gymnase",
    "Si c’est trop cher, parlez-en à l’assistante sociale. Une aide existe, et cela reste "
    "entre nous.",
)
_SUPPLIES_OF_ECOLE = (
    "L’école donne les cahiers et les livres. Il reste peu de choses à apporter.",
    "Dans le cartable",
    "- Une trousse avec deux stylos bleus, un crayon, une gomme et un taille-crayon",
    "- Une ardoise et un chiffon",
    "- Une boîte de mouchoirs pour la classe",
    "Pour le sport",
    "- Des baskets et une gourde",
    "Écrivez le nom de votre enfant sur ses affaires. Merci !",
)

_WEEKLY_MENU = DocumentText(
    "menu-cantine", "Menu de la cantine, semaine du {week}", _MENU, is_weekly=True
)

DOCUMENTS: dict[str, tuple[DocumentText, ...]] = {
    COLLEGE_ID: (
        DocumentText("fournitures", "Liste des fournitures", _SUPPLIES_OF_COLLEGE),
        _WEEKLY_MENU,
        DocumentText(
            "reglement-sortie",
            "Règlement de la sortie",
            _OUTING,
            school_day=6,
            class_ids=("classe-4c", "classe-5b"),
        ),
    ),
    ECOLE_ID: (
        DocumentText("cartable", "Ce qu’il faut dans le cartable", _SUPPLIES_OF_ECOLE),
        _WEEKLY_MENU,
        DocumentText(
            "sortie-foret",
            "Sortie en forêt : le règlement",
            _OUTING,
            school_day=8,
            class_ids=("classe-ce2",),
        ),
    ),
}
