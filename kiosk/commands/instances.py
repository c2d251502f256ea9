"""``kiosk init``: a new instance."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_note
from kiosk.services.agents_cards import checked_name
from kiosk.site.new_point import enrol_from_file
from kiosk.site.office import ROLES, create_office
from kiosk.site.point_folder import ROLE as POINT


@click.command()
@click.argument("role", type=click.Choice((POINT, *ROLES)))
@click.option(
    "--file",
    "file",
    metavar="FICHIER",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Pour un point : le fichier que « kiosk points add » a fait.",
)
@click.option(
    "--card",
    "card",
    metavar="FICHIER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Pour un point : où écrire la première carte (PDF), à imprimer puis effacer.",
)
@click.option("--lead", metavar="NOM", help="Pour un point : à qui est cette première carte.")
@data_option
def init(role: str, file: Path | None, card: Path | None, lead: str | None, data: Path) -> None:
    """Crée l’instance d’un établissement (school), d’une académie (hub) ou d’un point d’accès
    (point) dans un dossier vide.

    Pour un point, le code du fichier et le mot de passe de la première carte sont demandés.
    """
    if role == POINT:
        if file is None or card is None or lead is None:
            raise click.UsageError("un point veut --file, --card et --lead.")
        _init_point(data, file, card, checked_name(lead))
        return
    create_office(data, SystemClock(), {"instance": {"role": role}})
    click.echo(f"Instance créée dans {data}. Sa clé : {data / 'keys' / 'master.key'}.")
    click.echo("Gardez une copie de cette clé hors de la machine : sans elle, rien ne se rouvre.")


def _init_point(data: Path, file: Path, card: Path, lead: str) -> None:
    code = click.prompt("Code du fichier (17 chiffres)", hide_input=True)
    password = click.prompt(
        f"Mot de passe de la carte de {lead}, au moins 8 caractères",
        hide_input=True,
        confirmation_prompt="Encore une fois",
    )
    enrolment = enrol_from_file(data, file, code, card, lead, password, SystemClock())
    click.echo(f"Point {enrolment.point_id} créé dans {data}.")
    click.echo(f"Carte de {lead} : {card}. Imprimez-la, puis effacez ce fichier et {file}.")
    echo_note("Ensuite : « kiosk sync » prend les nouvelles, « kiosk serve » ouvre les écrans.")
