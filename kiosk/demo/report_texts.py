"""What the teachers of the invented schools write on report cards, from low to high."""

COMMENTS = (
    (
        "Des difficultés, mais des efforts en fin de période. Venez à l’aide aux devoirs le mardi.",
        "Le travail à la maison est trop irrégulier. Rien n’est perdu : demandez de l’aide.",
        "Les bases restent fragiles. La participation orale est un vrai point d’appui.",
        "Ensemble encore juste. Il faut reprendre les exercices corrigés.",
        "Le découragement guette, et pourtant les progrès sont là. Il faut oser lever la main.",
        "Les leçons sont à relire chaque soir. Dix minutes suffisent.",
    ),
    (
        "Ensemble convenable. Un apprentissage plus régulier des leçons ferait la différence.",
        "Bonne participation. L’écrit doit être plus soigné.",
        "Des résultats en progrès. Continuez ainsi.",
        "Travail sérieux. Attention au bavardage en fin d’heure.",
        "Des capacités certaines, à confirmer par un travail plus approfondi.",
        "Résultats corrects. La participation est de plus en plus juste.",
        "Ensemble honorable malgré un contrôle moins réussi. Il ne faut pas en rester là.",
    ),
    (
        "Très bon trimestre. Travail régulier et soigné.",
        "Excellents résultats et une participation toujours utile à la classe.",
        "De belles qualités de réflexion. Félicitations.",
        "Un travail de grande qualité, à l’écrit comme à l’oral.",
        "Des bases très solides et de la curiosité : c’est un plaisir.",
        "Ensemble remarquable. Ne changez rien.",
        "Beaucoup d’aisance et de finesse. Bravo.",
    ),
)
COMMENTS_AT_THE_ECOLE = (
    (
        "C’est encore difficile, mais l’envie est là. Dix minutes chaque soir aideront.",
        "Des notions à revoir en petit groupe. Les progrès viennent.",
        "Il faut encore de l’aide pour se lancer. Courage !",
        "Encore fragile à l’écrit, plus à l’aise à l’oral.",
    ),
    (
        "Les notions sont presque toutes acquises. C’est bien.",
        "De bons progrès depuis septembre. Il faut relire la consigne jusqu’au bout.",
        "Travail appliqué. La participation est agréable.",
        "C’est acquis quand le calme est là. Attention aux bavardages.",
        "Un bon ensemble. Le cahier est bien tenu.",
    ),
    (
        "Tout est bien compris. Bravo !",
        "Travail soigné et autonome. Un vrai plaisir.",
        "Très à l’aise, et toujours là pour aider les autres.",
        "Beaucoup de curiosité et de bonnes questions.",
    ),
)
GENERAL_COMMENTS = (
    (
        "Un trimestre difficile. L’équipe propose un rendez-vous avec la famille.",
        "Les résultats restent fragiles. Les efforts de la fin du trimestre sont encourageants.",
    ),
    (
        "Un ensemble satisfaisant. Plus de régularité permettra d’aller plus loin.",
        "Bon trimestre dans l’ensemble. Continuez vos efforts.",
    ),
    (
        "Très bon trimestre. Félicitations du conseil de classe.",
        "Des résultats solides et une attitude exemplaire. Félicitations.",
    ),
)
