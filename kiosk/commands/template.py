"""``kiosk template``."""

from pathlib import Path

import click

from kiosk.services.supplement_templates import write_templates


@click.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(file_okay=False, path_type=Path))
def template(folder: Path) -> None:
    """Écrit dans DOSSIER les tableaux à remplir par l’établissement, et leur mode d’emploi.

    Absences, moyennes, coefficients, messages, documents, familles au papier : ce que son logiciel
    n’exporte pas. Rien n’est jamais écrasé.
    """
    for path in write_templates(folder):
        click.echo(path)
