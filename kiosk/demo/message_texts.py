"""What the invented schools write to families: short, warm, and dated around the day of the demo.

``{day}`` stands for a school day soon after the message, ``{later}`` for one a week later.
"""

from dataclasses import dataclass

from kiosk.demo.records import COLLEGE_ID, ECOLE_ID

HEAD_OF_COLLEGE = "Mme Lambert, principale"
HEAD_OF_ECOLE = "M. Roche, directeur"
OFFICE_OF_COLLEGE = "Le secrétariat"


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message to the whole school, to a class or to the family of one pupil."""

    sender: str
    subject: str
    text: str
    class_id: str = ""
    pupil_id: str = ""


MESSAGES: dict[str, tuple[MessageText, ...]] = {
    COLLEGE_ID: (
        MessageText(
            HEAD_OF_COLLEGE,
            "Rencontre parents-professeurs",
            "Madame, Monsieur,\n"
            "Les professeurs vous attendent {later}, de 17 h à 20 h, au collège.\n"
            "Pas besoin de rendez-vous : venez quand vous pouvez. Un café vous sera offert. "
            "Si vous parlez une autre langue, venez avec un proche, ou demandez-nous une personne "
            "pour traduire.",
        ),
        MessageText(
            "M. Okonkwo, professeur principal",
            "Bravo à Inès",
            "Bonjour,\n"
            "Inès a aidé deux camarades à préparer le contrôle de mathématiques. Ils ont réussi "
            "tous les trois. Je voulais que vous le sachiez.\n"
            "Bonne soirée à toute la famille.",
            pupil_id="eleve-delmas-ines",
        ),
        MessageText(
            HEAD_OF_COLLEGE,
            "Grève annoncée {day}",
            "Plusieurs professeurs seront en grève {day}. Le collège reste ouvert.\n"
            "La cantine servira un repas froid. Les élèves sans cours peuvent rester en étude.",
        ),
        MessageText(
            "M. Rigaud, professeur d’histoire",
            "Sortie aux Archives {later}",
            "La classe ira aux Archives départementales {later}. Départ à 8 h 30, retour à 16 h.\n"
            "C’est gratuit. Prévoyez un pique-nique et un vêtement de pluie. Le règlement de la "
            "sortie est dans les documents : il est à signer.",
            class_id="classe-4c",
        ),
        MessageText(
            OFFICE_OF_COLLEGE,
            "Cantine : changement de tarif",
            "Vos revenus ont baissé ? Le prix du repas peut baisser aussi.\n"
            "Passez au secrétariat avant {later}, avec votre avis d’imposition. Une personne vous "
            "aidera à remplir le dossier.",
        ),
        MessageText(
            "M. Okonkwo, professeur principal",
            "Visite du planétarium",
            "Toute la 5e B va au planétarium {later}. Le transport est payé par le collège.\n"
            "Rendez-vous devant la grille à 8 h 15. Merci de signer le règlement de la sortie.",
            class_id="classe-5b",
        ),
        MessageText(
            "L’infirmière du collège",
            "Vaccins : une permanence {day}",
            "Un médecin sera au collège {day}, de 14 h à 17 h. Il répond à vos questions sur les "
            "vaccins. C’est gratuit et ouvert à tous les parents.",
        ),
    ),
    ECOLE_ID: (
        MessageText(
            HEAD_OF_ECOLE,
            "Photo de classe {day}",
            "Le photographe vient {day} au matin. Aucun achat n’est obligatoire.\n"
            "Si vous ne voulez pas que votre enfant soit sur la photo, dites-le simplement à son "
            "enseignant.",
        ),
        MessageText(
            "M. Joubert, CM1",
            "La bibliothèque cherche des lecteurs",
            "Nous cherchons deux parents pour lire une histoire {day}, à 15 h. En français ou dans "
            "une autre langue : les enfants adorent. Merci !",
            class_id="classe-cm1",
        ),
        MessageText(
            HEAD_OF_ECOLE,
            "Cantine : grève {day}",
            "La cantine sera fermée {day}. Donnez un pique-nique à votre enfant, ou venez le "
            "chercher à 11 h 45. La garderie du soir reste ouverte.",
        ),
        MessageText(
            "Mme Lagarde, CE2",
            "Sortie en forêt {later}",
            "Le CE2 part en forêt {later}. Il faut des bottes, un goûter et une gourde.\n"
            "Deux parents peuvent nous accompagner. Dites-le-nous à la sortie de l’école.",
            class_id="classe-ce2",
        ),
        MessageText(
            "M. Joubert, CM1",
            "Yanis et son exposé",
            "Bonjour,\n"
            "Yanis a présenté un bel exposé sur les abeilles. Il a répondu à toutes les questions. "
            "Demandez-lui de vous le raconter !",
            pupil_id="eleve-delmas-yanis",
        ),
        MessageText(
            HEAD_OF_ECOLE,
            "Réunion des parents {later}",
            "Nous parlerons de la vie de l’école {later} à 18 h, dans la salle de motricité.\n"
            "Les enfants sont les bienvenus : un coin jeux est prévu.",
        ),
    ),
}
