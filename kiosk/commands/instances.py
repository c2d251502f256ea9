"""``kiosk init``: a new instance."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option
from kiosk.site.office import ROLES, create_office


@click.command()
@click.argument("role", type=click.Choice(ROLES))
@data_option
def init(role: str, data: Path) -> None:
    """Crée l’instance d’un établissement (school) ou d’une académie (hub) dans un dossier vide."""
    create_office(data, SystemClock(), {"instance": {"role": role}})
    click.echo(f"Instance créée dans {data}. Sa clé : {data / 'keys' / 'master.key'}.")
    click.echo("Gardez une copie de cette clé hors de la machine : sans elle, rien ne se rouvre.")
