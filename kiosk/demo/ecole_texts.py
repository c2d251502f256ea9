"""What the teachers of the école write, and the remarks both schools put beside a mark."""

from kiosk.demo.programme import SubjectPlan

_ANNOUNCED = ("Évaluation", "Évaluation bilan")
_UNANNOUNCED = ("Exercice", "Exercice du jour")


def _plan(
    code: str,
    name: str,
    marked: int,
    topics: tuple[str, ...],
    tasks: tuple[tuple[str, str], ...],
) -> SubjectPlan:
    """A subject of the école, which has its own words for tests."""
    return SubjectPlan(
        code, name, marked, topics, tasks, _ANNOUNCED, _UNANNOUNCED, "Relire la leçon du cahier."
    )


LECTURE = _plan(
    "lecture",
    "Lecture",
    4,
    (
        "lire à voix haute",
        "répondre à des questions",
        "le portrait du loup",
        "le documentaire",
        "l’ordre de l’histoire",
        "le dialogue",
    ),
    (
        ("Lire la page 34 à voix haute", "Deux fois, devant un adulte ou un grand frère."),
        ("Finir le livre de bibliothèque", "Le rapporter dans le cartable, même s’il plaît !"),
        ("Relire « Le Petit Nicolas », chapitre 2", "Dire qui parle."),
        ("Préparer trois questions sur le texte", ""),
    ),
)
ECRITURE = _plan(
    "ecriture",
    "Écriture",
    5,
    (
        "les mots invariables",
        "la dictée du loup",
        "le pluriel des noms",
        "l’imparfait",
        "les homophones a et à",
        "écrire une lettre",
    ),
    (
        ("Copier les mots de la dictée n° 8", "Une ligne de chaque, en s’appliquant."),
        ("Conjuguer « aller » au présent", "Dans le cahier du soir."),
        ("Apprendre les mots invariables", "Toujours, jamais, beaucoup, longtemps, ailleurs."),
        ("Écrire une carte postale", "Cinq lignes, à quelqu’un que l’on aime."),
    ),
)
MATHEMATIQUES = _plan(
    "mathematiques",
    "Mathématiques",
    5,
    (
        "les tables de 3 et de 4",
        "la monnaie",
        "les droites perpendiculaires",
        "la division",
        "lire l’heure",
        "les mesures de longueur",
    ),
    (
        ("Réviser la table de 7", "Et se faire interroger dans le désordre."),
        ("Problème n° 3 de la fiche", "Faire le dessin et écrire la phrase réponse."),
        ("Poser les trois multiplications", "Sans calculatrice."),
        ("Apporter l’équerre et la règle", "L’équerre prêtée par l’école doit revenir."),
    ),
)
SCIENCES = _plan(
    "sciences",
    "Sciences",
    3,
    (
        "l’eau",
        "les saisons",
        "le squelette",
        "la chaîne alimentaire",
        "l’électricité",
        "les déchets",
    ),
    (
        ("Regarder la Lune et la dessiner", "Noter la date et l’heure sous le dessin."),
        ("Apporter un emballage à trier", "Lavé et sec."),
        ("Apprendre le nom des os du bras", ""),
    ),
)
POESIE = _plan(
    "poesie",
    "Poésie",
    3,
    (
        "« L’Automne »",
        "« Chanson pour les enfants l’hiver »",
        "« La Fourmi »",
        "« L’École »",
        "« Le Pélican »",
        "« Printemps »",
    ),
    (
        ("Apprendre la première strophe de « La Fourmi »", "De Robert Desnos."),
        ("Savoir toute la poésie", "Et finir l’illustration dans le cahier."),
        ("Relire la poésie « L’École »", "On la dira à deux voix."),
    ),
)
HISTOIRE_ECOLE = _plan(
    "histoire-geographie",
    "Histoire-géographie",
    3,
    (
        "la préhistoire",
        "le plan du quartier",
        "les Gaulois",
        "les fleuves de France",
        "les châteaux forts",
        "ma commune",
    ),
    (
        ("Apprendre le nom des cinq fleuves", "Sur la carte du cahier."),
        ("Demander à la maison une photo d’autrefois", "Un objet ou une histoire vont très bien."),
        ("Relire la leçon sur la préhistoire", ""),
    ),
)
ANGLAIS_ECOLE = _plan(
    "anglais-ecole",
    "Anglais",
    2,
    ("les couleurs", "les nombres", "les animaux", "la météo", "la famille", "les fruits"),
    (
        ("Chanter « The Weather Song »", "Montrer les gestes à la maison."),
        ("Savoir compter jusqu’à vingt", ""),
    ),
)
EPS_ECOLE = _plan(
    "eps-ecole",
    "EPS",
    2,
    ("la course longue", "les jeux de balle", "la danse", "la natation", "le saut", "le relais"),
    (
        ("Sac de piscine", "Bonnet obligatoire. Rapporter le mot signé."),
        ("Baskets et gourde", "Rencontre sportive au gymnase."),
    ),
)

ECOLE_PLANS = (
    LECTURE,
    ECRITURE,
    MATHEMATIQUES,
    SCIENCES,
    POESIE,
    HISTOIRE_ECOLE,
    ANGLAIS_ECOLE,
    EPS_ECOLE,
)

GOOD_REMARKS = (
    "Bon travail, continue.",
    "Excellent, bravo !",
    "Travail soigné et réfléchi.",
    "De beaux progrès.",
)
FAIR_REMARKS = (
    "Correct, mais peut mieux faire.",
    "Attention à la présentation.",
    "La leçon est sue ; il faut mieux rédiger.",
    "Du mieux depuis la dernière fois.",
)
WEAK_REMARKS = (
    "Leçon à reprendre ; viens me voir.",
    "Ne te décourage pas, nous en reparlerons.",
    "Exercices inachevés : revois la méthode.",
)
