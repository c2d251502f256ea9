"""How a subject is described for the demonstration: what is taught, asked and marked."""

from dataclasses import dataclass

Task = tuple[str, str]
"""A piece of homework as a teacher writes it: its title, then what to know besides."""


@dataclass(frozen=True, slots=True)
class SubjectPlan:
    """A subject over a year.

    ``topics`` go three to a period, in order. ``marked`` is how many assessments a period holds.
    ``announced`` and ``unannounced`` are the words for a test told in advance and one that is not.
    """

    code: str
    name: str
    marked: int
    topics: tuple[str, ...]
    tasks: tuple[Task, ...]
    announced: tuple[str, str] = ("Contrôle", "Contrôle bilan")
    unannounced: tuple[str, str] = ("Interrogation", "Exercices notés")
    revision: str = "Relire la leçon et refaire les exercices corrigés en classe."
